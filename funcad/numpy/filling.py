"""NumPy's functions that fill a new array: with a number, a diagonal, or evenly spaced numbers.

Their arguments have the names and the order of NumPy's, and those of the array API standard.
"""

from __future__ import annotations

from math import ceil
from typing import Any

import numpy as np

from funcad.core.tracer import Buffer, Tracer
from funcad.numpy.creation import assignable, traced
from funcad.numpy_dispatch.conversion import look
from funcad.numpy_dispatch.functions.creation import full_of
from funcad.numpy_dispatch.operands import cast, operand


def zeros(
    shape: Any, dtype: Any = float, order: Any = "C", *, device: Any = None, like: Any = None
) -> Any:
    """Make an array of zeros; inside a transform traced values can be assigned to it.

    >>> import funcad.numpy as np
    >>> def f(x):
    ...     y = np.zeros(3)
    ...     y[1] = x * x
    ...     return y
    >>> funcad.jvp(f, (3.0,), (1.0,))
    (array([0., 9., 0.]), array([0., 6., 0.]))
    """
    return assignable(np.zeros(shape, dtype, order, device=device, like=like))


def ones(
    shape: Any, dtype: Any = None, order: Any = "C", *, device: Any = None, like: Any = None
) -> Any:
    """Make an array of ones; inside a transform traced values can be assigned to it."""
    return assignable(np.ones(shape, dtype, order, device=device, like=like))


def empty(
    shape: Any, dtype: Any = float, order: Any = "C", *, device: Any = None, like: Any = None
) -> Any:
    """Make an array to be filled; inside a transform traced values can be assigned to it."""
    return assignable(np.empty(shape, dtype, order, device=device, like=like))


def full(
    shape: Any,
    fill_value: Any,
    dtype: Any = None,
    order: Any = "C",
    *,
    device: Any = None,
    like: Any = None,
) -> Any:
    """Make an array full of a number or a traced value; traced values can be assigned to it."""
    value = traced(fill_value)
    if value is not None:
        return full_of(shape, value, dtype, order, device)
    return assignable(np.full(shape, fill_value, dtype, order, device=device, like=like))


def zeros_like(
    a: Any,
    dtype: Any = None,
    order: Any = "K",
    subok: bool = True,
    shape: Any = None,
    *,
    device: Any = None,
) -> Any:
    """Make an array of zeros like `a`; inside a transform it takes traced values."""
    return assignable(np.zeros_like(a, dtype, order, subok, shape, device=device))


def ones_like(
    a: Any,
    dtype: Any = None,
    order: Any = "K",
    subok: bool = True,
    shape: Any = None,
    *,
    device: Any = None,
) -> Any:
    """Make an array of ones like `a`; inside a transform it takes traced values."""
    return assignable(np.ones_like(a, dtype, order, subok, shape, device=device))


def empty_like(
    prototype: Any,
    /,
    dtype: Any = None,
    order: Any = "K",
    subok: bool = True,
    shape: Any = None,
    *,
    device: Any = None,
) -> Any:
    """Make an array to be filled, like `prototype`; inside a transform with traced values too."""
    return assignable(np.empty_like(prototype, dtype, order, subok, shape, device=device))


def full_like(
    a: Any,
    fill_value: Any,
    dtype: Any = None,
    order: Any = "K",
    subok: bool = True,
    shape: Any = None,
    *,
    device: Any = None,
) -> Any:
    """Make an array like `a`, full of a number or a traced value."""
    value = traced(fill_value)
    if value is None or isinstance(a, Tracer):
        made = np.full_like(a, fill_value, dtype, order, subok, shape, device=device)
        return assignable(made)
    like = np.empty_like(a, dtype, order, subok, shape, device=device)
    return full_of(like.shape, value, like.dtype, "C")


def eye(
    N: int,
    M: int | None = None,
    k: int = 0,
    dtype: Any = float,
    order: Any = "C",
    *,
    device: Any = None,
    like: Any = None,
) -> Any:
    """Make a matrix with ones on a diagonal; inside a transform it takes traced values."""
    return assignable(np.eye(N, M, k, dtype, order, device=device, like=like))


def identity(n: int, dtype: Any = None, **options: Any) -> Any:
    """Make an identity matrix; inside a transform traced values can be assigned to it."""
    return assignable(np.identity(n, dtype, **options))


def arange(
    start: Any = None,
    stop: Any = None,
    step: Any = None,
    dtype: Any = None,
    *,
    device: Any = None,
    like: Any = None,
) -> Any:
    """Make evenly spaced numbers; traced bounds carry derivatives, their count does not.

    >>> import funcad.numpy as np
    >>> funcad.jvp(lambda dt: np.arange(0, 1, dt), (0.3,), (1.0,))
    (array([0. , 0.3, 0.6, 0.9]), array([0., 1., 2., 3.]))
    """
    if stop is None:
        start, stop = None, start
    if not any(isinstance(b, Tracer) and type(b) is not Buffer for b in (start, stop, step)):
        bounds = (stop,) if start is None else (start, stop)
        named: Any = {"step": step, "dtype": dtype, "device": device, "like": like}
        return np.arange(*bounds, **{k: v for k, v in named.items() if v is not None})
    start, step = 0 if start is None else start, 1 if step is None else step
    count = (stop - start) / step
    n = max(ceil(look(count, "how many entries arange has")), 0)
    kind = np.result_type(*(getattr(b, "dtype", b) for b in (start, stop, step)))
    return cast(operand(start + step * np.arange(n)), kind if dtype is None else dtype)
