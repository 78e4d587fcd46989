"""The Euclidean norm over `axes`, which are dropped.   y² = Σ |x|²

dy = Re Σ conj(x) dx / y,   and 0 where y is 0, as abs has

Where the squares over- or underflow, x and y are replaced there by c x and |c x|,
with a power of two c.  With `split` the value is right there too, for y d²y to be.

Second derivatives at 0 need more: that of y is 0 by convention, but that of y² is 2, although
dy = 0 and y = 0.  With `split`, x is ± s e there for some unit vector e, y = s, and s → 0
(core/series.py): then dy = ±Re(conj(e)·dx), whose mean is 0, y d²y + dy² = |dx|², and the pole of
d²y = (|dx|² - dy²) / s is dropped.  Several lengths that are zero go to it independently of each
other: the k-th pair of variants has -2 s in place of s for those whose number has bit k set, and
where it gives something else the result depends on how they do, and is NaN.  `split` is 1 more than
the number of the first.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from funcad.core.liveness import EACH, OWN, handed_on, of_live, with_dead
from funcad.core.primitive import Primitive
from funcad.core.series import AT_LIMIT, series
from funcad.primitives.contraction import conjugated
from funcad.primitives.families import linear, nonlinear
from funcad.primitives.linalg.clusters import reciprocal
from funcad.primitives.reduction import shifted_axes
from funcad.primitives.scaling import factor, is_moderate, rescaled


def _euclidean(x: Any, axes: tuple[int, ...], split: int = 0) -> Any:
    y = _length(x, axes)
    if not split or is_moderate(y):
        return y
    c = factor(x, y, axes=axes)
    c = np.where(c == 0, 1, c)
    with np.errstate(over="ignore"):
        y = _length(rescaled(x, c), axes) / np.reshape(c, y.shape)
    if np.all(y != 0):
        return y
    return series(
        [{0: y, 1: np.abs(w)} for w in _rates(y == 0, split, y.dtype) for _ in "+-"], np.inf
    )


def _rates(zero: Any, split: int, dtype: Any) -> list[Any]:
    """How fast each length that is zero goes to it, in each pair of variants."""
    zero = np.asarray(zero)
    n = int(np.count_nonzero(zero))
    number = np.zeros(zero.shape, int)
    number[zero] = split - 1 + np.arange(n)
    bits = range((split - 2 + n).bit_length()) if n else ()
    pairs = [zero, *(np.where(number >> k & 1, -2, 1) * zero for k in bits)]
    return [w.astype(dtype)[()] for w in pairs]


def _length(x: Any, axes: tuple[int, ...]) -> Any:
    if x.dtype.kind == "c":
        return np.sqrt(np.add.reduce(x.real**2 + x.imag**2, axis=axes))
    if len(axes) == x.ndim:
        flat = x.ravel(order="K")
        return np.sqrt(flat.dot(flat))
    return np.sqrt(np.add.reduce(x * x, axis=axes))


def _nudge(x: Any, axes: tuple[int, ...], split: int) -> Any:
    """x, or ± s e where it is zero over all of `axes`."""
    zero = np.all(x == 0, axis=axes, keepdims=True)
    if not np.any(zero) or not x.size:
        return x
    first = np.zeros_like(x)
    first[tuple(slice(1) if i in axes else slice(None) for i in range(x.ndim))] = 1
    rates = [first * w for w in _rates(zero, split, x.dtype)]
    return series([{0: x, 1: sign * w} for w in rates for sign in (1, -1)], np.inf)


nudge: Primitive = linear(
    _nudge,
    name="nudge",
    transpose=lambda ct, x, axes, split: ct,
    batch=shifted_axes(lambda: nudge),
    lower="Call",
    live=EACH,
)
AT_LIMIT.add(nudge)


def _scaled(y: Any, x: Any, axes: tuple[int, ...], split: int) -> tuple[Any, Any]:
    """x and its length, or those of c x."""
    if type(y) is np.float64 and 1e-145 < y < 1e150 and not split:  # the hot path
        return x, y
    r, c = y, factor(x, y, axes=axes)
    if type(c) is not float:
        x = rescaled(x, c)
        r = euclidean(x, axes=axes)
        r = np.where(r == 0, y, r) if split else r
    return nudge(x, axes=axes, split=split) if split else x, r


def _jvp(dx: Any, y: Any, x: Any, axes: tuple[int, ...], split: int = 0) -> Any:
    x, r = _scaled(y, x, axes, split)

    def product(dx: Any) -> Any:
        share = conjugated(x) * dx
        return np.real(share) if share.dtype.kind == "c" else share

    dy = np.sum(of_live(product, dx), axis=axes) * _inverse(r)
    return handed_on(dy, dx, lambda live: np.any(live, axis=axes))


def _pull(ct: Any, y: Any, x: Any, axes: tuple[int, ...], split: int = 0) -> Any:
    x, r = _scaled(y, x, axes, split)
    g = with_dead(lambda ct: np.expand_dims(ct * _inverse(r), axes) * conjugated(x), ct)
    return handed_on(g, ct, lambda live: np.broadcast_to(np.expand_dims(live, axes), x.shape))


def _inverse(y: Any) -> Any:
    """1 / y, and 0 where y is 0."""
    return reciprocal(y, y == 0)


euclidean: Primitive = nonlinear(
    _euclidean,
    name="euclidean",
    jvp=_jvp,
    pull=_pull,
    batch=shifted_axes(lambda: euclidean),
    live=OWN,
)
