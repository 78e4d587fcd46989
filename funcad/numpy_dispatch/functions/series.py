"""numpy.polynomial.polynomial: what of it NumPy's own code cannot do with traced values.

Coefficients are the lowest first.  Loaded when a program has imported numpy.polynomial.
"""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
from numpy.exceptions import RankWarning
from numpy.polynomial import polynomial, polyutils

from funcad.core.tracer import Tracer
from funcad.numpy_dispatch.functions.polynomials import require_points
from funcad.numpy_dispatch.operands import any_entry, cast, operand
from funcad.numpy_dispatch.tables import implements
from funcad.primitives import roots


def _floating(c: Any) -> Any:
    return c if c.dtype.kind in "fc" else cast(c, np.float64)


def _series(c: Any) -> Any:
    """Coefficients: plain ones without their highest zeros, as NumPy has them."""
    c = operand(c)
    if isinstance(c, Tracer):
        if c.ndim > 1:  # type: ignore[attr-defined]
            raise ValueError("Coefficient array is not 1-d")
        c = np.atleast_1d(c)  # type: ignore[call-overload]
        if not c.shape[0]:
            raise ValueError("Coefficient array is empty")
        return _floating(c)
    return polyutils.as_series([c])[0]


def polyval(x: Any, c: Any, tensor: bool = True) -> Any:
    """The series at every x: (n, ...) and (m,) give (..., m), or with tensor=False (n, m) (m,)."""
    x, c = operand(x), _floating(np.atleast_1d(operand(c)))
    if tensor:
        c = np.reshape(c, (*c.shape, *(1,) * x.ndim))
    y = c[-1] + x * 0
    for k in range(2, c.shape[0] + 1):
        y = c[-k] + y * x
    return y


@implements(polynomial.polyval2d)
def polyval2d(x: Any, y: Any, c: Any) -> Any:
    x, y = operand(x), operand(y)
    if x.shape != y.shape:
        raise ValueError("x, y are incompatible")
    return polyval(y, polyval(x, c), tensor=False)


def polyvalnd(pts: Any, c: Any) -> Any:
    points = [operand(x) for x in pts]
    if any(x.shape != points[0].shape for x in points):
        raise ValueError("x, y, z are not all the same shape")
    y = polyval(points[0], c)
    for x in points[1:]:
        y = polyval(x, y, tensor=False)
    return y


if hasattr(polynomial, "polyvalnd"):  # new in NumPy 2.5
    implements(polynomial.polyvalnd)(polyvalnd)


@implements(polynomial.polygrid2d)
def polygrid2d(x: Any, y: Any, c: Any) -> Any:
    return polyval(y, polyval(x, c))


def polydiv(c1: Any, c2: Any) -> Any:
    c1, c2 = _series(c1), _series(c2)
    n, m = c1.shape[0], c2.shape[0]
    if any_entry(c2[-1] == 0):
        raise ZeroDivisionError("the highest coefficient of the divisor is 0")
    if n < m:
        return c1[:1] * 0, c1
    quotients = []
    for k in range(n - m, -1, -1):
        q = c1[-1] / c2[-1]
        quotients.append(q)
        c1 = np.concatenate([c1[:k], c1[k:-1] - q * c2[:-1]])
    return np.stack(quotients[::-1]), c1 if m > 1 else np.zeros(1, c1.dtype)


def polycompanion(c: Any) -> Any:
    c = _series(c)
    n = c.shape[0] - 1
    if n < 1:
        raise ValueError("Series must have maximum degree of at least 1.")
    shifts = np.eye(n, k=-1, dtype=c.dtype)[:, :-1]
    last = np.eye(n, k=-1, dtype=c.dtype)[:, -1] - c[:-1] / c[-1]
    return np.concatenate([shifts, last[:, None]], axis=1)


def polyroots(c: Any) -> Any:
    return np.sort(roots.roots(_series(c)[::-1]))


def polyfit(x: Any, y: Any, deg: Any, rcond: Any = None, full: bool = False, w: Any = None) -> Any:
    x, y, degrees = operand(x) + 0.0, operand(y) + 0.0, np.asarray(deg)
    _require_degrees(degrees)
    require_points(x, y)
    kept = np.arange(int(degrees) + 1) if degrees.ndim == 0 else np.sort(degrees)
    matrix, right = _powers(x, int(kept[-1]) + 1)[:, kept], y
    if w is not None:
        w = operand(w) + 0.0
        if w.ndim != 1:
            raise TypeError("expected 1D vector for w")
        if x.shape[0] != w.shape[0]:
            raise TypeError("expected x and w to have same length")
        matrix = matrix * w[:, None]
        right = right * (w[:, None] if y.ndim == 2 else w)
    if rcond is None:
        rcond = x.shape[0] * np.finfo(x.dtype).eps
    square = np.sum(np.real(matrix) ** 2 + np.imag(matrix) ** 2, axis=0)
    scale = np.sqrt(np.where(square == 0, 1, square))
    c, residuals, rank, s = np.linalg.lstsq(matrix / scale, right, rcond)
    c = c / (scale[:, None] if c.ndim == 2 else scale)
    if degrees.ndim:
        whole = np.zeros_like(c, shape=(int(kept[-1]) + 1, *c.shape[1:]))
        whole[kept] = c
        c = whole
    if full:
        return c, [residuals, rank, s, rcond]
    if not isinstance(rank, Tracer) and rank != len(kept):
        warnings.warn("The fit may be poorly conditioned", RankWarning, stacklevel=2)
    return c


def _powers(x: Any, n: int) -> Any:
    """x⁰ ... xⁿ⁻¹, in the dtype of x, which np.vander makes float64."""
    columns = [x * 0 + 1]
    for _ in range(n - 1):
        columns.append(columns[-1] * x)
    return np.stack(columns, axis=1)


def _require_degrees(degrees: Any) -> None:
    if degrees.ndim > 1 or degrees.dtype.kind not in "iu" or degrees.size == 0:
        raise TypeError("deg must be an int or non-empty 1-D array of int")
    if degrees.min() < 0:
        raise ValueError("expected deg >= 0")
