"""What NumPy's functions do with their arguments before and after the mathematics.

Operands become arrays or tracers, axes become tuples of non-negative ints, `out` is written to.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.lib.array_utils import normalize_axis_index, normalize_axis_tuple

from funcad.core.batch import Batch
from funcad.core.lift import lift
from funcad.core.tracer import Tracer, settle
from funcad.errors import ConversionError, ReadOnlyError, UnsupportedOperationError
from funcad.primitives import casting

UNSET: Any = np._NoValue  # what NumPy's own wrappers pass on


def operand(x: Any) -> Any:
    """`x` as a tracer or an array, never a list or a Python number."""
    if isinstance(x, Tracer):
        return x
    x = lift(x)
    return x if isinstance(x, Tracer | np.ndarray) else np.asarray(x)


def axes_of(axis: Any, ndim: int) -> tuple[int, ...]:
    """The axes that NumPy's `axis` means: None is all of them."""
    if axis is None:
        return tuple(range(ndim))
    if type(axis) is int and -ndim <= axis < ndim:
        return (axis % ndim,)
    axes: tuple[int, ...] = normalize_axis_tuple(axis, ndim, allow_duplicate=True)
    if len(set(axes)) != len(axes):
        raise ValueError("duplicate value in 'axis'")
    return axes


def axis_or_flat(a: Any, axis: Any) -> tuple[Any, int]:
    """The array and one non-negative axis of it; None means the axis of the flattened array."""
    if axis is None:
        return (a if a.ndim == 1 else np.ravel(a)), 0
    return a, normalize_axis_index(axis, a.ndim)


def flag(value: Any, default: bool) -> bool:
    """An option that may be left unset."""
    return default if value is UNSET else bool(value)


def count_along(a: Any, axes: tuple[int, ...]) -> int:
    """How many entries a reduction over `axes` takes together."""
    n = 1
    shape = a.shape
    for i in axes:
        n *= shape[i]
    return n


def any_entry(condition: Any) -> bool:
    """Whether the condition holds for some entry, of any example."""
    while isinstance(condition, Tracer) and type(condition.trace) is Batch:
        condition.trace.require_open()
        settle(condition)
        condition = condition.value
    return bool(np.any(condition))


def cast(x: Any, dtype: Any) -> Any:
    """`x` with another dtype: integers and booleans carry no derivative."""
    dtype = np.dtype(dtype)
    if x.dtype == dtype:
        return x
    if dtype.kind in "fc":
        return casting.astype(x, dtype=dtype)
    if dtype.kind in "iub":
        return casting.truncate(x, dtype=dtype)
    if dtype.kind == "O" and isinstance(x, Tracer):
        return np.array(x, dtype=object)  # of 0-d traced values
    raise ConversionError(
        f"x.astype({dtype.name!r})", [("to show it", "print(x), or an f-string of it")]
    )


def store(name: str, y: Any, out: Any) -> Any:
    """The result, written into `out` where that was given."""
    if out is None or out is UNSET:
        return y
    if isinstance(out, tuple):
        (out,) = out
    if np.shape(y) != np.shape(out):
        raise ValueError(f"{name}: out has shape {np.shape(out)}, the result {np.shape(y)}")
    if not isinstance(out, Tracer):
        if isinstance(y, Tracer):
            raise ReadOnlyError.plain_array(f"{name}(..., out=array)")
        np.copyto(out, y, casting="same_kind")
        return out
    out[...] = y  # type: ignore[index]
    return out


def refuse_subok(name: str, subok: Any) -> None:
    """Subclasses of ndarray do not take part."""
    if subok:
        raise UnsupportedOperationError(name, "subok=True on a traced value", "leave it out")
