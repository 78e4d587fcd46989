"""NumPy's functions that make arrays, with traced values among the entries.

What holds no traced value is made by NumPy.  Inside a transform a new floating-point array is a
buffer, into which traced values can be assigned; outside, and for other dtypes, a plain ndarray.
"""

from __future__ import annotations

from math import ceil
from typing import Any

import numpy as np

from funcad.core.context import TRANSFORMING
from funcad.core.lift import lift
from funcad.core.tracer import Buffer, Tracer, snapshot
from funcad.numpy_dispatch.conversion import look
from funcad.numpy_dispatch.functions.creation import buffer, full_of
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


def copy(a: Any, order: Any = "K", subok: bool = False) -> Any:
    """Copy an array; inside a transform traced values can be assigned to the copy."""
    if isinstance(a, Tracer):
        return np.copy(a, order, subok)  # type: ignore[call-overload]
    return array(a, order=order, subok=subok)


def zeros(shape: Any, dtype: Any = float, order: Any = "C", **options: Any) -> Any:
    """Make an array of zeros; inside a transform traced values can be assigned to it.

    >>> import funcad.numpy as np
    >>> def f(x):
    ...     y = np.zeros(3)
    ...     y[1] = x * x
    ...     return y
    >>> funcad.jvp(f, (3.0,), (1.0,))
    (array([0., 9., 0.]), array([0., 6., 0.]))
    """
    return assignable(np.zeros(shape, dtype, order, **options))


def ones(shape: Any, dtype: Any = None, order: Any = "C", **options: Any) -> Any:
    """Make an array of ones; inside a transform traced values can be assigned to it."""
    return assignable(np.ones(shape, dtype, order, **options))


def empty(shape: Any, dtype: Any = float, order: Any = "C", **options: Any) -> Any:
    """Make an array to be filled; inside a transform traced values can be assigned to it."""
    return assignable(np.empty(shape, dtype, order, **options))


def full(shape: Any, fill_value: Any, dtype: Any = None, order: Any = "C", **options: Any) -> Any:
    """Make an array full of a number or a traced value; traced values can be assigned to it."""
    value = traced(fill_value)
    if value is not None:
        return full_of(shape, value, dtype, order)
    return assignable(np.full(shape, fill_value, dtype, order, **options))


def full_like(a: Any, fill_value: Any, dtype: Any = None, *args: Any, **options: Any) -> Any:
    """Make an array like `a`, full of a number or a traced value."""
    value = traced(fill_value)
    if isinstance(a, Tracer):
        return np.full_like(a, fill_value, dtype, *args, **options)
    if value is None:
        return assignable(np.full_like(a, fill_value, dtype, *args, **options))
    like = np.empty_like(a, dtype, *args, **options)
    return full_of(like.shape, value, like.dtype, "C")


def zeros_like(a: Any, dtype: Any = None, *args: Any, **options: Any) -> Any:
    """Make an array of zeros like `a`; inside a transform it takes traced values."""
    return assignable(np.zeros_like(a, dtype, *args, **options))


def ones_like(a: Any, dtype: Any = None, *args: Any, **options: Any) -> Any:
    """Make an array of ones like `a`; inside a transform it takes traced values."""
    return assignable(np.ones_like(a, dtype, *args, **options))


def empty_like(prototype: Any, /, dtype: Any = None, *args: Any, **options: Any) -> Any:
    """Make an array to be filled, like `prototype`; inside a transform with traced values too."""
    return assignable(np.empty_like(prototype, dtype, *args, **options))


def eye(
    N: int, M: int | None = None, k: int = 0, dtype: Any = float, order: Any = "C", **options: Any
) -> Any:
    """Make a matrix with ones on a diagonal; inside a transform it takes traced values."""
    return assignable(np.eye(N, M, k, dtype, order, **options))


def identity(n: int, dtype: Any = None, **options: Any) -> Any:
    """Make an identity matrix; inside a transform traced values can be assigned to it."""
    return assignable(np.identity(n, dtype, **options))


def arange(*bounds: Any, dtype: Any = None, **options: Any) -> Any:
    """Make evenly spaced numbers; traced bounds carry derivatives, their count does not.

    >>> import funcad.numpy as np
    >>> funcad.jvp(lambda dt: np.arange(0, 1, dt), (0.3,), (1.0,))
    (array([0. , 0.3, 0.6, 0.9]), array([0., 1., 2., 3.]))
    """
    start, stop, step = options.pop("start", None), options.pop("stop", None), None
    step = options.pop("step", None)
    given = [b for b in (*bounds, start, stop, step) if b is not None]
    if not any(isinstance(b, Tracer) and type(b) is not Buffer for b in given):
        named: Any = {"start": start, "stop": stop, "step": step, "dtype": dtype, **options}
        return np.arange(*bounds, **{k: v for k, v in named.items() if v is not None})
    places = iter(bounds)
    if len(bounds) == 1 and stop is None:
        stop = next(places)
    else:
        start = next(places, start)
        stop = next(places, stop)
        step = next(places, step)
    start, step = 0 if start is None else start, 1 if step is None else step
    count = (stop - start) / step
    n = max(ceil(look(count, "how many entries arange has")), 0)
    kind = np.result_type(*(getattr(b, "dtype", b) for b in (start, stop, step)))
    return cast(operand(start + step * np.arange(n)), kind if dtype is None else dtype)
