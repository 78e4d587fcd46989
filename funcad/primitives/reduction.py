"""Reductions over axes.  `axes` is a tuple of non-negative ints; the reduced axes are dropped,
or kept with length 1 where keepdims is set.

Besides the sum, each member states `partials`: the derivatives of one result with respect to each
entry.  Both modes follow from them.  A batch rule shifts the axes by one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from funcad.core.liveness import MOVES, OWN, SELECTS, handed_on, of_live, with_dead
from funcad.core.primitive import Primitive
from funcad.primitives.families import constant, linear, nonlinear
from funcad.primitives.scaling import factor, rescaled
from funcad.primitives.selection import weighted

COPIED = 16384  # entries; a larger spread result is a strided view instead


def spread(y: Any, x: Any, axes: tuple[int, ...]) -> Any:
    """`y`, reduced from `x` over `axes`, back in the shape of x."""
    shape = x.shape
    if type(y) is np.float64:
        return spread_scalar(y, shape) if shape else y
    kept = tuple([1 if i in axes else n for i, n in enumerate(shape)])
    if type(y) is np.ndarray and type(x) is np.ndarray and x.size <= COPIED:
        whole = np.empty(shape, y.dtype)
        whole[...] = y.reshape(kept)
        return whole
    return np.broadcast_to(np.reshape(y, kept), shape)


def spread_scalar(y: Any, shape: tuple[int, ...]) -> Any:
    """An array full of a float64: read-only and without memory of its own."""
    return np.ndarray(shape, np.float64, np.array(y), 0, (0,) * len(shape))


def shifted_axes(primitive_of: Callable[[], Primitive]) -> Callable[..., Any]:
    """The batch rule of a function of one array with `axes`."""

    def batch(args: list[Any], mapped: list[bool], size: int, params: dict[str, Any]) -> Any:
        axes = tuple(a + 1 for a in params["axes"])
        return primitive_of()(*args, **{**params, "axes": axes})

    return batch


sum_axes: Primitive = linear(
    # (2, 3, 4), axes=(1,)  ->  (2, 4)
    lambda x, axes, keepdims=False: np.add.reduce(x, axis=axes, keepdims=keepdims),
    name="sum",
    transpose=lambda ct, x, axes, keepdims=False: spread(ct, x, axes),
    batch=shifted_axes(lambda: sum_axes),
    lower="Fold",
    live=MOVES,
)


def _spread_whole(ct: Any, x: Any) -> Any:
    if not x.shape:
        return ct
    return spread_scalar(ct, x.shape) if type(ct) is np.float64 else np.broadcast_to(ct, x.shape)


# The sum of all entries, without parameters: the hot path of nearly every loss.
sum_all: Primitive = linear(
    lambda x: np.add.reduce(x, axis=None),
    name="sum_all",
    transpose=_spread_whole,
    batch=lambda args, mapped, size, params: sum_axes(args[0], axes=tuple(range(1, args[0].ndim))),
    lower="Fold",
    live=MOVES,
)


def _kept(y: Any, x: Any, axes: tuple[int, ...]) -> Any:
    """`y`, reduced from `x` over `axes`, with length 1 in their places."""
    return np.reshape(y, tuple([1 if i in axes else n for i, n in enumerate(x.shape)]))


def _times(weights: Any, dx: Any) -> Any:
    """The product; where the weights are booleans, with nothing of what is not chosen."""
    return weighted(weights, dx) if weights.dtype == np.bool_ else dx * weights


def reduction(
    impl: Callable[..., Any], *, partials: Callable[..., Any], name: str, live: str = OWN
) -> Primitive:
    """A function of the entries along `axes`, from partials(y, x, axes, **params).

    They are given as two factors: an array of x's shape, and a number or an array of y's shape.
    Here `y` has the reduced axes with length 1.
    """

    def jvp(dx: Any, y: Any, x: Any, axes: Any, keepdims: bool = False, **params: Any) -> Any:
        weights, scale = partials(_kept(y, x, axes), x, axes, **params)
        products = of_live(lambda dx: _times(weights, dx), dx)
        if y.dtype.kind != "c" and products.dtype.kind == "c":
            products = np.real(products)
        total = sum_axes(products, axes=axes, keepdims=keepdims)
        total = total * (np.reshape(scale, y.shape) if np.ndim(scale) else scale)
        return handed_on(total, dx, lambda live: np.any(live, axis=axes, keepdims=keepdims))

    def pull(ct: Any, y: Any, x: Any, axes: Any, keepdims: bool = False, **params: Any) -> Any:
        weights, scale = partials(_kept(y, x, axes), x, axes, **params)

        g = with_dead(lambda ct: _times(weights, _kept(ct, x, axes) * scale), ct)
        return handed_on(g, ct, lambda live: np.broadcast_to(_kept(live, x, axes), x.shape))

    primitive = nonlinear(
        impl,
        jvp=jvp,
        pull=pull,
        batch=shifted_axes(lambda: primitive),
        lower="Fold",
        name=name,
        live=live,
    )
    return primitive


def _shared(y: Any, x: Any, axes: tuple[int, ...]) -> tuple[Any, Any]:
    """The entries that are the result share evenly: ties, and NaN where the result is NaN."""
    mine = (x == y) | (x != x)
    count = np.count_nonzero(mine, axis=axes, keepdims=True)
    return mine, np.reciprocal(count.astype(x.dtype))


max_axes: Primitive = reduction(
    lambda x, axes, keepdims=False: np.maximum.reduce(x, axis=axes, keepdims=keepdims),
    partials=_shared,
    name="max",
    live=SELECTS,
)
min_axes: Primitive = reduction(
    lambda x, axes, keepdims=False: np.minimum.reduce(x, axis=axes, keepdims=keepdims),
    partials=_shared,
    name="min",
    live=SELECTS,
)


def _present_shared(y: Any, x: Any, axes: tuple[int, ...]) -> tuple[Any, Any]:
    """As `_shared`, but NaN has no part."""
    mine = x == y
    count = np.maximum(np.count_nonzero(mine, axis=axes, keepdims=True), 1)
    return mine, np.reciprocal(count.astype(x.dtype))


fmax_axes: Primitive = reduction(
    lambda x, axes, keepdims=False: np.fmax.reduce(x, axis=axes, keepdims=keepdims),
    partials=_present_shared,
    name="fmax",
    live=SELECTS,
)
fmin_axes: Primitive = reduction(
    lambda x, axes, keepdims=False: np.fmin.reduce(x, axis=axes, keepdims=keepdims),
    partials=_present_shared,
    name="fmin",
    live=SELECTS,
)


def products_of_others(x: Any) -> Any:
    """For each entry along the last axis the product of the others, without division: (..., n).

    That of the entries before it times that of the entries after it.
    """
    if x.shape[-1] < 2:
        return np.ones(x.shape, x.dtype)
    one = np.ones((*x.shape[:-1], 1), x.dtype)
    before = np.cumprod(np.concatenate([one, x[..., :-1]], axis=-1), axis=-1)
    after = np.cumprod(np.concatenate([one, x[..., :0:-1]], axis=-1), axis=-1)
    return before * after[..., ::-1]


def _prod_partials(y: Any, x: Any, axes: tuple[int, ...]) -> tuple[Any, Any]:
    ndim = len(x.shape)
    if axes == (ndim - 1,):
        return products_of_others(x), 1
    order = (*(i for i in range(ndim) if i not in axes), *axes)
    back = tuple(int(i) for i in np.argsort(order))
    turned = np.transpose(x, order)
    kept = ndim - len(axes)
    rows = np.reshape(turned, (*turned.shape[:kept], int(np.prod(turned.shape[kept:]))))
    return np.transpose(np.reshape(products_of_others(rows), turned.shape), back), 1


prod_axes: Primitive = reduction(
    lambda x, axes, keepdims=False: np.multiply.reduce(x, axis=axes, keepdims=keepdims),
    partials=_prod_partials,
    name="prod",
)


def _deviations(x: Any, axes: tuple[int, ...]) -> tuple[Any, int]:
    count = 1
    for i in axes:
        count *= x.shape[i]
    return x - np.add.reduce(x, axis=axes, keepdims=True) / count, count


def _conjugate(d: Any) -> Any:
    return np.conjugate(d) if d.dtype.kind == "c" else d


def _free(count: int, ddof: float) -> Any:
    """The degrees of freedom; as NumPy, at least zero, and division by zero warns."""
    return np.float64(max(count - ddof, 0)) if count <= ddof else count - ddof


def _var(x: Any, axes: tuple[int, ...], ddof: float, keepdims: bool = False) -> Any:
    return np.var(x, axis=axes, ddof=ddof, keepdims=keepdims)


def _var_partials(y: Any, x: Any, axes: tuple[int, ...], ddof: float) -> tuple[Any, Any]:
    d, count = _deviations(x, axes)
    return _conjugate(d), 2 / _free(count, ddof)


var_axes: Primitive = reduction(_var, partials=_var_partials, name="var")


def _std(x: Any, axes: tuple[int, ...], ddof: float, keepdims: bool = False) -> Any:
    return np.std(x, axis=axes, ddof=ddof, keepdims=keepdims)


def _varies(y: Any, x: Any, axes: tuple[int, ...]) -> Any:
    """Whether entries differ: of equal ones the deviation `y` may be a rounding error, not 0."""
    noise = 4 * x.size * np.finfo(y.dtype).eps
    if y.size == 1 <= x.size and y.item() > noise * abs(x.item(0)):
        return y == y
    first = x[tuple([slice(1) if i in axes else slice(None) for i in range(x.ndim)])]
    if not np.any(y <= noise * np.abs(first)):
        return y == y
    return (y != 0) & np.any(x != first, axis=axes, keepdims=True)


varies: Primitive = constant(_varies, name="varies", batch=shifted_axes(lambda: varies))


def _std_partials(y: Any, x: Any, axes: tuple[int, ...], ddof: float) -> tuple[Any, Any]:
    """0 where all entries are equal, as the derivative of a norm at 0."""
    d, count = _deviations(x, axes)
    c = factor(d, y, axes=axes)
    if type(c) is not float:  # y may be 0 or infinite because its square is
        x = rescaled(x, c)
        d, y = _deviations(x, axes)[0], std_axes(x, axes=axes, ddof=ddof, keepdims=True)
    some = varies(y, x, axes=axes)
    return _conjugate(d), some / ((y + ~some) * _free(count, ddof))


std_axes: Primitive = reduction(_std, partials=_std_partials, name="std")


def _steps(impl: Callable[..., Any], name: str) -> Primitive:
    """A reduction whose result carries no derivative."""
    primitive = constant(
        lambda x, axes, keepdims=False: impl(x, axis=axes, keepdims=keepdims),
        name=name,
        batch=shifted_axes(lambda: primitive),
    )
    return primitive


any_axes = _steps(np.any, "any")
all_axes = _steps(np.all, "all")
count_nonzero = _steps(np.count_nonzero, "count_nonzero")


def _position(impl: Callable[..., Any], name: str) -> Primitive:
    """The index along one axis of the first entry of some kind."""
    primitive = constant(
        lambda x, axis, keepdims=False: impl(x, axis=axis, keepdims=keepdims),
        name=name,
        batch=lambda args, mapped, size, params: primitive(
            *args, **{**params, "axis": params["axis"] + 1}
        ),
    )
    return primitive


argmax = _position(np.argmax, "argmax")
argmin = _position(np.argmin, "argmin")
