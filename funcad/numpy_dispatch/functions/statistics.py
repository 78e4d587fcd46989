"""np.average, np.cov and np.corrcoef: means with weights, and how variables vary together."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
from numpy.lib.array_utils import normalize_axis_tuple

from funcad.numpy_dispatch.functions.querying import shown
from funcad.numpy_dispatch.operands import UNSET, axes_of, cast, count_along, flag, operand
from funcad.numpy_dispatch.tables import implements

Axis = Any


@implements(np.average)
def average(
    a: Any,
    axis: Axis = None,
    weights: Any = None,
    returned: bool = False,
    *,
    keepdims: Any = UNSET,
) -> Any:
    a, keepdims = operand(a), flag(keepdims, False)
    axes = normalize_axis_tuple(range(a.ndim) if axis is None else axis, a.ndim, argname="axis")
    if weights is None:
        y: Any = np.mean(a, axes, keepdims=keepdims)
        scale: Any = np.asarray(count_along(a, axes), y.dtype)[()]
    else:
        weights = operand(weights)
        if weights.shape != a.shape:
            weights = weights_along(weights, a, axis)
        whole = (a.dtype, weights.dtype, *(["f8"] if a.dtype.kind in "iub" else []))
        dtype: Any = np.result_type(*whole)
        scale = np.sum(weights, axis=axes, dtype=dtype, keepdims=keepdims)
        if np.any(shown(scale) == 0.0):
            raise ZeroDivisionError("Weights sum to zero, can't be normalized")
        products = cast(a, dtype) * cast(weights, dtype)
        y = np.sum(products, axis=axes, keepdims=keepdims) / scale
    if returned:
        return y, (np.broadcast_to(scale, y.shape) + 0.0 if scale.shape != y.shape else scale)
    return y


def weights_along(weights: Any, a: Any, axis: Axis) -> Any:
    """Weights of the entries along `axis`, in a shape that broadcasts with `a`."""
    if axis is None:
        raise TypeError("Axis must be specified when shapes of a and weights differ.")
    axes = axes_of(axis, a.ndim)
    if weights.shape != tuple(a.shape[i] for i in axes):
        raise ValueError(
            "Shape of weights must be consistent with shape of a along specified axis."
        )
    order = np.argsort(axes)
    weights = np.transpose(weights, tuple(int(i) for i in order))
    return np.reshape(weights, tuple(n if i in axes else 1 for i, n in enumerate(a.shape)))


def _variables(m: Any, by_column: bool, dtype: Any) -> Any:
    """One variable per row: (variables, observations)."""
    x = cast(np.atleast_2d(m), dtype)
    return x.T if by_column else x


@implements(np.cov)
def cov(
    m: Any,
    y: Any = None,
    rowvar: bool = True,
    bias: bool = False,
    ddof: int | None = None,
    fweights: Any = None,
    aweights: Any = None,
    *,
    dtype: Any = None,
) -> Any:
    if ddof is not None and ddof != int(ddof):
        raise ValueError("ddof must be integer")
    m = operand(m)
    others = [] if y is None else [operand(y)]
    for name, v in zip("my", [m, *others], strict=False):
        if v.ndim > 2:
            raise ValueError(f"{name} has more than 2 dimensions")
    if dtype is None:
        dtype = np.result_type(m, *others, np.float64)
    x = _variables(m, not rowvar and m.ndim != 1 and not _is_one_variable(m), dtype)
    if x.shape[0] == 0:
        return np.array([]).reshape(0, 0)
    for v in others:
        by_column = not rowvar and np.atleast_2d(v).shape[0] != 1
        x = np.concatenate([x, _variables(v, by_column, dtype)], axis=0)
    if ddof is None:
        ddof = 0 if bias else 1
    w, free = _observations(fweights, aweights, x.shape[1], ddof)
    d = x - cast(average(x, axis=1, weights=w), dtype)[:, None]
    c = d @ np.conj(d if w is None else d * w).T
    return np.squeeze(cast(c * np.true_divide(1, free), c.dtype))


def _is_one_variable(m: Any) -> bool:
    """Whether this NumPy takes one row for one variable, whatever rowvar= says: before 2.2."""
    if m.ndim != 2 or m.shape[0] != 1:
        return False
    return np.cov(np.zeros((1, 2)), rowvar=False, bias=True).ndim == 0


def _observations(fweights: Any, aweights: Any, n: int, ddof: int) -> tuple[Any, Any]:
    """The weight of each observation, or None, and the degrees of freedom."""
    times, importance = _weights(fweights, "fweights", n), _weights(aweights, "aweights", n)
    if times is None and importance is None:
        return None, _positive(n - ddof)
    if times is None:
        w: Any = importance
    else:
        w = times if importance is None else times * importance
    total = np.sum(w)
    if ddof == 0:
        return w, _positive(total)
    if importance is None:
        return w, _positive(total - ddof)
    return w, _positive(total - ddof * np.sum(w * importance) / total)


def _weights(w: Any, name: str, n: int) -> Any:
    if w is None:
        return None
    w = cast(operand(w), np.float64)
    plain = shown(w)
    if name == "fweights" and not np.all(plain == np.around(plain)):
        raise TypeError("fweights must be integer")
    if w.ndim > 1:
        raise RuntimeError(f"cannot handle multidimensional {name}")
    if w.shape[0] != n:
        raise RuntimeError(f"incompatible numbers of samples and {name}")
    if np.any(plain < 0):
        raise ValueError(f"{name} cannot be negative")
    return w


def _positive(free: Any) -> Any:
    """As NumPy: where no degree of freedom is left, a warning and a division by zero."""
    none = np.asarray(shown(free)) <= 0
    if not np.any(none):
        return free
    warnings.warn("Degrees of freedom <= 0 for slice", RuntimeWarning, stacklevel=4)
    return np.maximum(free, 0.0)


@implements(np.corrcoef)
def corrcoef(x: Any, y: Any = None, rowvar: bool = True, *, dtype: Any = None) -> Any:
    c = cov(x, y, rowvar, dtype=dtype)
    if c.ndim == 0:
        return c / c  # 1, and NaN of a constant
    deviations = np.sqrt(np.real(np.diagonal(c)))
    c = c / deviations[:, None] / deviations[None, :]
    if c.dtype.kind != "c":
        return np.clip(c, -1, 1)
    return np.clip(np.real(c), -1, 1) + 1j * np.clip(np.imag(c), -1, 1)
