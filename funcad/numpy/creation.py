"""NumPy's functions that make arrays, with traced values among the entries.

What holds no traced value is made by NumPy.  Inside a transform a new floating-point array is a
buffer, into which traced values can be assigned; outside, and for other dtypes, a plain ndarray.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from funcad.core.context import TRANSFORMING
from funcad.core.lift import lift
from funcad.core.tracer import Tracer, snapshot
from funcad.numpy_dispatch.functions.creation import buffer
from funcad.numpy_dispatch.operands import cast, operand


def assignable(x: Any) -> Any:
    """A new array, as a buffer where a traced value may be assigned to it."""
    if TRANSFORMING.get() and type(x) is np.ndarray and x.dtype.kind in "fc":
        return buffer(x)
    return x


def traced(x: Any) -> Any:
    """Nested sequences with traced values in them as one traced array; None if there are none."""
    if isinstance(x, Tracer):
        return x
    if isinstance(x, np.ndarray):
        return lift(x) if x.dtype == object and any(isinstance(v, Tracer) for v in x.flat) else None
    if not isinstance(x, list | tuple):
        return None
    parts = [traced(v) for v in x]
    if all(p is None for p in parts):
        return None
    rows = [operand(v) if p is None else p for v, p in zip(x, parts, strict=True)]
    if len({row.shape for row in rows}) > 1:
        raise ValueError(
            "setting an array element with a sequence. The requested array has an inhomogeneous "
            f"shape: its rows have shapes {', '.join(str(row.shape) for row in rows)}"
        )
    return np.stack(rows)


def array(
    object: Any,
    dtype: Any = None,
    *,
    copy: bool | None = True,
    order: Any = "K",
    subok: bool = False,
    ndmin: int = 0,
    like: Any = None,
) -> Any:
    """Make an array of numbers, traced values, and nested lists of them.

    >>> import funcad.numpy as np
    >>> funcad.grad(lambda x: np.sum(np.array([[x, 1.0], [2.0, x * x]])))(3.0)
    np.float64(7.0)

    Inside a transform the result takes traced values in an assignment.
    """
    y = traced(object)
    if y is None:
        options: dict[str, Any] = {} if like is None else {"like": like}
        made = np.array(object, dtype, copy=copy, order=order, subok=subok, ndmin=ndmin, **options)
        return assignable(made) if copy else made
    if dtype is not None:
        y = cast(y, dtype)
    if y.ndim < ndmin:
        y = np.reshape(y, (1,) * (ndmin - y.ndim) + tuple(y.shape))
    return snapshot(y) if y is object and copy else y


def asarray(
    a: Any,
    dtype: Any = None,
    order: Any = None,
    *,
    device: Any = None,
    copy: bool | None = None,
    like: Any = None,
) -> Any:
    """Give an array or a traced value as it is, and make an array of anything else.

    Inside a transform what is made takes traced values in an assignment.
    """
    y = traced(a)
    if y is None:
        options: dict[str, Any] = {} if like is None else {"like": like}
        made = np.asarray(a, dtype, order, device=device, copy=copy, **options)
        return assignable(made) if copy or not isinstance(a, np.ndarray | np.generic) else made
    if dtype is not None:
        y = cast(y, dtype)
    return snapshot(y) if copy and y is a else y


def asanyarray(a: Any, dtype: Any = None, order: Any = None, **options: Any) -> Any:
    """Do as `asarray`, and keep subclasses of ndarray."""
    if traced(a) is None:
        return np.asanyarray(a, dtype, order, **options)
    return asarray(a, dtype, order, **options)


def ascontiguousarray(a: Any, dtype: Any = None, **options: Any) -> Any:
    """Do as `asarray`; how a traced value lies in memory is not changed."""
    y = traced(a)
    if y is None:
        return np.ascontiguousarray(a, dtype, **options)
    return np.atleast_1d(asarray(y, dtype, **options))


def asfortranarray(a: Any, dtype: Any = None, **options: Any) -> Any:
    """Do as `asarray`; how a traced value lies in memory is not changed."""
    y = traced(a)
    return np.asfortranarray(a, dtype, **options) if y is None else asarray(y, dtype, **options)


def from_dlpack(x: Any, /, *, device: Any = None, copy: bool | None = None) -> Any:
    """Take over an array of any library; a traced value, which stays one, as `asarray` does."""
    if isinstance(x, Tracer):
        return asarray(x, device=device, copy=copy)
    given = {"device": device, "copy": copy}  # which NumPy 2.0 has not
    return np.from_dlpack(x, **{k: v for k, v in given.items() if v is not None})


def copy(a: Any, order: Any = "K", subok: bool = False) -> Any:
    """Copy an array; inside a transform traced values can be assigned to the copy."""
    if isinstance(a, Tracer):
        return np.copy(a, order, subok)  # type: ignore[call-overload]
    return array(a, order=order, subok=subok)
