"""Equal and zero eigenvalues or singular values: what the decompositions do about them.

Let A = V diag(w) Vᴴ with some w equal.  A function of A that does not depend on the choice of V is
differentiated at A(s) = V diag(w + s t) Vᴴ instead, where t makes all values distinct, and s → 0:
its derivative is continuous, so that the limit is the derivative at A, and every formula with
1 / (w_j - w_i) holds on the way.  A(s) has the same vectors V, so that only the values become
series in s (core/series.py): w + s t, and 1 / (w_j - w_i) = s⁻¹ / (t_j - t_i) where they are equal.
Example, f(A) = V f(w) Vᴴ, in the basis V:  df_ij = dA_ij (f(w_j + s t_j) - f(w_i + s t_i)) /
(s (t_j - t_i)) → f′(w) dA_ij.  Each further order of derivative has higher poles, so w + s t serves
all of them.  Where a pole is left the function depends on the choice of V: NaN.

Values count as equal when they differ by rounding, or relatively by less than eps^0.38 (1e-6 in
double precision): a quotient by a smaller gap would lose more digits (eps / gap) than are lost by
the limit (which is the derivative of f at a distance of the gap).
A singular value of zero becomes s t, and since the sign of its vectors is free, both signs are
taken and their mean is the result: a function of s² is smooth there, and of the others (nuclear
norm, polar factor) it is the derivative by the rest of the matrix: the subgradient of least norm.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from funcad.core.primitive import Primitive, zero
from funcad.core.series import AT_LIMIT, RULES, Laurent, determined, series
from funcad.primitives.families import constant, elementwise, linear, nonlinear


def _tolerances(w: Any) -> tuple[Any, float]:
    """Of rounding, absolute: (..., 1); and relative."""
    eps = float(np.finfo(w.dtype).eps)
    scale = np.max(np.abs(w), axis=-1, initial=0, keepdims=True)
    return scale * (w.shape[-1] * eps), eps**0.38


def _near(w: Any) -> Any:
    """(..., n)  ->  (..., n, n): which values count as equal, each with itself too."""
    rounding, relative = _tolerances(w)
    gap = np.abs(w[..., None, :] - w[..., :, None])
    size = np.abs(w)
    smaller = np.minimum(size[..., None, :], size[..., :, None])
    return gap <= np.maximum(rounding[..., None], relative * smaller)


def _negligible(s: Any, n: int) -> Any:
    """Which singular values of a matrix with n rows or columns, whichever are more, are zero."""
    largest = np.max(s, axis=-1, initial=0, keepdims=True)
    return s <= largest * (n * np.finfo(s.dtype).eps)


near: Primitive = constant(
    _near, name="near", batch=lambda args, mapped, size, params: near(*args, **params)
)
negligible: Primitive = constant(
    _negligible,
    name="negligible",
    batch=lambda args, mapped, size, params: negligible(*args, **params),
)


def split_values(w: Any) -> Any:
    """Eigenvalues as they are, or as a series in which equal ones differ."""
    equal = _near(w)
    t = _codes(w, equal)
    return w if t is None else series([{0: w, 1: t}], _noise(w, equal))


def split_singular(U: Any, s: Any, n: int) -> tuple[Any, Any]:
    """U and singular values as they are, or as series in which those are distinct and not zero."""
    none = _negligible(s, n)
    equal = _near(s) | (none[..., None, :] & none[..., :, None])
    t, noise = _codes(-s, equal), _noise(s, equal)
    if t is None and not none.any():
        return U, s
    k = s.shape[-1]
    if t is None:
        t = np.zeros_like(s)
    scale = np.max(s, axis=-1, initial=0, keepdims=True)
    steps = np.where(scale > 0, scale, 1) * np.arange(k, 0, -1, dtype=s.dtype) / k
    t = np.where(none, steps, t)
    values = {0: s, 1: t}
    if not none.any():
        return U, series([values], noise)
    signs = np.where(none, -1, 1).astype(s.dtype)
    if U.shape[-1] > k:
        signs = np.concatenate([signs, np.ones((*s.shape[:-1], U.shape[-1] - k), s.dtype)], -1)
    both = [{0: U}, {0: U * signs[..., None, :]}]
    return series(both, noise), series([values, dict(values)], noise)


def _free_signs(w: Any, split: bool) -> Any:
    """-1 for negative eigenvalues, else 1; with `split` of those that are zero both, as above."""
    signs = np.where(w < 0, -1, 1).astype(w.dtype)
    none = _negligible(np.abs(w), w.shape[-1])
    if not split or not none.any():
        return signs
    return series([{0: signs}, {0: np.where(none, -signs, signs)}], _noise(w, _near(w)))


free_signs: Primitive = constant(
    _free_signs,
    name="free_signs",
    batch=lambda args, mapped, size, params: free_signs(*args, **params),
)


def _noise(w: Any, near: Any) -> float:
    """How much of a pole may be left where it cancels, as a share of its terms."""
    gap, size = np.abs(w[..., None, :] - w[..., :, None]), np.abs(w)
    widths = gap / np.maximum(
        np.maximum(size[..., None, :], size[..., :, None]), np.finfo(w.dtype).tiny
    )
    rounding, _ = _tolerances(w)
    counts = near & (gap > rounding[..., None])
    width = float(np.max(np.where(counts, widths, 0), initial=0.0))
    eps = float(np.finfo(w.dtype).eps)
    return float(100 * width + eps**0.6)


def _codes(w: Any, near: Any) -> Any:
    """t, ascending among values that are equal and 0 elsewhere; None if all are distinct."""
    n = w.shape[-1]
    among = near.sum(axis=-1) > 1
    if not among.any():
        return None
    size = np.abs(w)
    base = np.max(np.where(near, size[..., None, :], 0), axis=-1)
    whole = np.max(size, axis=-1, initial=0, keepdims=True)
    rounding, _ = _tolerances(w)
    base = np.where(base > rounding, base, np.where(whole > 0, whole, 1))
    steps = np.arange(n, dtype=size.dtype) - (n - 1) / 2
    return np.where(among, base * steps / n, 0).astype(size.dtype)


def _reciprocal(x: Any, small: Any) -> Any:
    return np.where(small, 0, 1 / np.where(small, 1, x))


# 1 / x, and 0 where x counts as zero; of a series that starts with s, there, s⁻¹ / x₁ + ...
reciprocal: Primitive = elementwise(
    _reciprocal,
    name="reciprocal_or_zero",
    jvp=(lambda dx, y, x, small: -dx * (y * y), zero),
)


def _reciprocal_of_series(x: Any, small: Any) -> Laurent:
    """From x y = 1: y₀ = 1 / x₀, yₖ = -y₀ Σ xⱼ yₖ₋ⱼ, with the orders shifted where `small`."""
    zeros = np.zeros_like(x.coefs[0])
    xs = [x.coefs.get(k, zeros) for k in range(x.upto + 1)]
    shifted = [np.where(small, b, a) for a, b in zip(xs, [*xs[1:], zeros], strict=True)]
    never = shifted[0] == 0  # a value's gap from itself
    first = np.where(never, 0, 1 / np.where(never, 1, shifted[0]))
    ys = [first]
    for k in range(1, x.upto + 1):
        ys.append(-first * sum((shifted[j] * ys[k - j] for j in range(1, k + 1)), zeros))
    if not np.any(np.where(small, first, 0)):  # no poles
        return Laurent(dict(enumerate(np.where(small, 0, y)[()] for y in ys)), x.upto, x.noise)
    coefs = {-1: np.where(small, ys[0], 0)}
    for k in range(x.upto - 1):
        coefs[k] = np.where(small, ys[k + 1], ys[k])
    sizes = {-1: float(np.max(np.abs(coefs[-1]), initial=0.0))}
    return Laurent(coefs, x.upto - 2, x.noise, sizes)


RULES[reciprocal] = _reciprocal_of_series


def inverse_gaps(w: Any, equal: Any) -> Any:
    """1 / (w_j - w_i), and 0 on the diagonal.   (..., n)  ->  (..., n, n)"""
    return reciprocal(w[..., None, :] - w[..., :, None], equal)


# The identity, for tangents and cotangents of a matrix: they are complete there, with no pole left
limited: Primitive = linear(
    lambda x: x,
    name="limited",
    transpose=lambda ct, x: ct,
    batch=lambda args, mapped, size, params: limited(*args),
    lower="View",
)
limited.jvp = (lambda dx, y, x: determined(limited(dx), x),)
limited.pull = (lambda ct, y, x: determined(ct, x, cotangent=True),)
AT_LIMIT.add(limited)


def _groups(w: Any) -> Any:
    """The matrix that takes means over values, in order, that differ by rounding; 1 if none do."""
    rounding, _ = _tolerances(w)
    same = np.abs(np.diff(w, axis=-1)) <= rounding
    if not same.any():
        return 1.0
    first = np.zeros((*w.shape[:-1], 1), bool)
    number = np.cumsum(np.concatenate([first, ~same], axis=-1), axis=-1)
    together = number[..., None, :] == number[..., :, None]
    return (together / np.sum(together, axis=-1, keepdims=True)).astype(w.dtype)


def _batch_groups(args: list[Any], mapped: list[bool], size: int, params: dict[str, Any]) -> Any:
    (w,) = args
    found = groups(w)
    return (
        np.broadcast_to(np.eye(w.shape[-1]), (size, *(1,) * (w.ndim - 2), *w.shape[-1:] * 2))
        if type(found) is float
        else found
    )


groups: Primitive = constant(_groups, name="groups", batch=_batch_groups)

# The means of tangents or cotangents over groups; the matrix of means is symmetric
evenly: Primitive = linear(
    lambda dw, means: dw if type(means) is float else (means @ dw[..., None])[..., 0],
    name="evenly",
    transpose=lambda ct, dw, means: evenly(ct, means),
    batch=lambda args, mapped, size, params: evenly(*args),
    lower="Call",
)

# Values as they are; what reaches one of several equal ones is shared evenly among them
shared: Primitive = nonlinear(
    lambda w: w,
    name="shared",
    jvp=lambda dw, y, w: evenly(dw, groups(w)),
    pull=lambda ct, y, w: evenly(ct, groups(w)),
    batch=lambda args, mapped, size, params: shared(*args),
)
RULES[shared] = lambda w: w
