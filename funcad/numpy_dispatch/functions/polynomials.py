"""np.poly, np.polyval, np.polyfit and their relations: coefficients, the highest first.

NumPy drops leading coefficients that are exactly 0, and with them what depends on them; those of a
traced polynomial stay.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.exceptions import RankWarning

from funcad.core.tracer import Tracer
from funcad.numpy_dispatch.operands import any_entry, cast, operand
from funcad.numpy_dispatch.tables import implements
from funcad.primitives import roots as roots_


def _coefficients(p: Any) -> Any:
    return np.atleast_1d(operand(p.coeffs if isinstance(p, np.poly1d) else p))


def _like(*given: Any) -> Callable[[Any], Any]:
    """np.poly1d if one of the arguments is such an object, else nothing."""
    return np.poly1d if any(isinstance(p, np.poly1d) for p in given) else lambda p: p


@implements(np.poly)
def poly(seq_of_zeros: Any) -> Any:
    z = np.atleast_1d(operand(seq_of_zeros))
    if z.ndim == 2 and z.shape[0] == z.shape[1] != 0:
        z = np.linalg.eigvals(z)
    elif z.ndim != 1:
        raise ValueError("input must be 1d or non-empty square 2d array.")
    z = cast(z, np.mintypecode(z.dtype.char))
    if not z.shape[0]:
        return 1.0
    one = np.ones(1, z.dtype)
    y = one
    for k in range(z.shape[0]):
        y = np.convolve(y, np.concatenate([one, -z[k : k + 1]]))
    if y.dtype.kind == "c" and not any_entry(np.sort(z) != np.sort(np.conjugate(z))):
        return np.copy(np.real(y))  # the roots are pairs of conjugates
    return y


@implements(np.roots)
def roots(p: Any) -> Any:
    p = np.atleast_1d(operand(p))
    if p.ndim != 1:
        raise ValueError("Input must be a rank-1 array.")
    return roots_.roots(p if p.dtype.kind in "fc" else cast(p, np.float64))


@implements(np.polyval)
def polyval(p: Any, x: Any) -> Any:
    p = operand(p.coeffs if isinstance(p, np.poly1d) else p)
    if isinstance(x, np.poly1d):
        y: Any = 0
    else:
        x = operand(x)
        y = np.zeros(x.shape, x.dtype)
    for k in range(p.shape[0]):
        y = y * x + p[k]
    return y


@implements(np.polyder)
def polyder(p: Any, m: int = 1) -> Any:
    m = int(m)
    if m < 0:
        raise ValueError("Order of derivative must be positive (see polyint)")
    y = _coefficients(p)
    for _ in range(m):
        y = y[:-1] * np.arange(y.shape[0] - 1, 0, -1)
    return _like(p)(y)


@implements(np.polyint)
def polyint(p: Any, m: int = 1, k: Any = None) -> Any:
    m = int(m)
    if m < 0:
        raise ValueError("Order of integral must be positive (see polyder)")
    constants = np.zeros(m) if k is None else np.atleast_1d(operand(k))
    if constants.shape[0] == 1 and m > 1:
        constants = np.broadcast_to(constants, (m,))
    if constants.shape[0] < m:
        raise ValueError("k must be a scalar or a rank-1 array of length 1 or >m.")
    y = _coefficients(p)
    for i in range(m):
        y = np.concatenate([y / np.arange(y.shape[0], 0, -1), constants[i : i + 1]])
    return _like(p)(y)


@implements(np.polyadd)
def polyadd(a1: Any, a2: Any) -> Any:
    x, y = _aligned(a1, a2)
    return _like(a1, a2)(x + y)


@implements(np.polysub)
def polysub(a1: Any, a2: Any) -> Any:
    x, y = _aligned(a1, a2)
    return _like(a1, a2)(x - y)


def _aligned(a1: Any, a2: Any) -> list[Any]:
    pair = _coefficients(a1), _coefficients(a2)
    n = max(x.shape[0] for x in pair)
    return [
        np.concatenate([np.zeros(n - x.shape[0], x.dtype), x]) if x.shape[0] < n else x
        for x in pair
    ]


@implements(np.polymul)
def polymul(a1: Any, a2: Any) -> Any:
    return _like(a1, a2)(np.convolve(_trimmed(a1), _trimmed(a2)))


def _trimmed(p: Any) -> Any:
    """Plain coefficients without leading zeros, as NumPy has them; traced ones as they are."""
    p = _coefficients(p)
    return p if isinstance(p, Tracer) else np.poly1d(p).coeffs


@implements(np.polydiv)
def polydiv(u: Any, v: Any) -> Any:
    wrap = _like(u, v)
    r, v = _coefficients(u) + 0.0, _coefficients(v) + 0.0
    m, n = r.shape[0] - 1, v.shape[0] - 1
    dtype = np.result_type(r.dtype, v.dtype)
    r, quotients = cast(r, dtype), []
    for k in range(m - n + 1):
        q = r[k] / v[0]
        quotients.append(q)
        r = np.concatenate([r[:k], r[k : k + n + 1] - q * v, r[k + n + 1 :]])
    while r.shape[0] > 1 and not any_entry(~np.isclose(r[0], 0, rtol=1e-14)):
        r = r[1:]
    return wrap(np.stack(quotients) if quotients else np.zeros(1, dtype)), wrap(r)


@implements(np.polyfit)
def polyfit(
    x: Any,
    y: Any,
    deg: Any,
    rcond: Any = None,
    full: bool = False,
    w: Any = None,
    cov: bool | str = False,
) -> Any:
    order = int(deg) + 1
    x, y = operand(x) + 0.0, operand(y) + 0.0
    if deg < 0:
        raise ValueError("expected deg >= 0")
    require_points(x, y)
    if rcond is None:
        rcond = x.shape[0] * np.finfo(x.dtype).eps
    matrix, right = np.vander(x, order), y
    if w is not None:
        w = operand(w) + 0.0
        if w.ndim != 1:
            raise TypeError("expected a 1-d array for weights")
        if w.shape[0] != y.shape[0]:
            raise TypeError("expected w and y to have the same length")
        matrix = matrix * w[:, None]
        right = right * (w[:, None] if y.ndim == 2 else w)
    scale = np.sqrt(np.sum(matrix * matrix, axis=0))
    matrix = matrix / scale
    c, residuals, rank, s = np.linalg.lstsq(matrix, right, rcond)
    c = c / (scale[:, None] if c.ndim == 2 else scale)
    if not full and not isinstance(rank, Tracer) and rank != order:
        warnings.warn("Polyfit may be poorly conditioned", RankWarning, stacklevel=3)
    if full:
        return c, residuals, rank, s, rcond
    if not cov:
        return c
    base = np.linalg.inv(matrix.T @ matrix) / np.outer(scale, scale)
    if cov != "unscaled":
        if x.shape[0] <= order:
            raise ValueError(
                "the number of data points must exceed order to scale the covariance matrix"
            )
        factor = residuals / (x.shape[0] - order)
        base = base * factor if y.ndim == 1 else base[:, :, None] * factor
    elif y.ndim == 2:
        base = base[:, :, None]
    return c, base


def require_points(x: Any, y: Any) -> None:
    """Points to fit: x (n,), y (n,) or (n, m)."""
    if x.ndim != 1:
        raise TypeError("expected 1D vector for x")
    if x.size == 0:
        raise TypeError("expected non-empty vector for x")
    if y.ndim < 1 or y.ndim > 2:
        raise TypeError("expected 1D or 2D array for y")
    if x.shape[0] != y.shape[0]:
        raise TypeError("expected x and y to have same length")
