"""Python's operators on a traced value, as methods: the hot path of eager work.

An operation between tracers of one trace, or of one with a Python number, goes straight to that
trace; anything else goes through the primitive, which finds the highest level.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from funcad.core.lengths import Length
from funcad.core.primitive import Primitive
from funcad.core.tracer import Buffer, Tracer, overwrite, settle
from funcad.errors import DtypeError, UnsupportedArgumentError
from funcad.numpy_dispatch.lengths import OF_LENGTHS

Method = Callable[..., Any]

# By name of a primitive: the types that answer by their own operator where they stand at its right
LEFT_TO: dict[str, set[type]] = {}


def generic(f: Callable[..., Any], name: str = "") -> Method:
    """The operator of a function that a trace does not record as one step of its own."""

    def method(x: Any, *y: Any) -> Any:
        if y and (y[0] is None or type(y[0]) is str):
            return NotImplemented
        try:
            return f(x, *y)
        except UnsupportedArgumentError:
            return by_the_other(name, x, *y)

    return method


def by_the_other(name: str, x: Any, *y: Any) -> Any:
    """x * y where the class of y says what that is, as numpy.polynomial's do.  Called while the
    error is handled that says that y is no array."""
    reflected: Any = getattr(type(y[0]), f"__r{name}__", None) if y else None
    knows = reflected is not None and not isinstance(y[0], np.ndarray)
    if type(y[0]).__module__.startswith("scipy."):  # a sparse matrix, which keeps numbers only
        raise
    if knows and (getattr(y[0], "__array_ufunc__", 0) is None or not x.shape):
        z = reflected(y[0], x)
        if z is not NotImplemented:
            return z
    raise


def is_one_step(f: Callable[..., Any]) -> bool:
    """Whether applying `f` to traced values gives one traced value: the hot path may be taken."""
    return isinstance(f, Primitive) and not f.constant and f.outputs is None


def unary(primitive: Primitive) -> Method:
    if not is_one_step(primitive):
        return generic(primitive)

    def method(x: Tracer) -> Any:
        if x.state is not None:
            settle(x)
        return x.trace.unary(primitive, x)

    return method


def binary(primitive: Primitive, name: str = "") -> Method:
    """x + y, where `name` is "add"."""
    if not is_one_step(primitive):
        return generic(primitive, name)
    of_lengths = OF_LENGTHS.get(primitive)
    left = LEFT_TO.setdefault(primitive.name, {str, type(None)})

    def method(x: Tracer, y: Any) -> Any:
        kind = type(y)
        if kind is Tracer:
            trace = x.trace
            if y.trace is trace:
                if x.state is not None or y.state is not None:
                    settle(x)
                    settle(y)
                    if of_lengths is not None and (
                        type(x.value) is Tracer or type(x.state) is Length
                    ):
                        return of_lengths(x, y, trace.binary(primitive, x, y))
                return trace.binary(primitive, x, y)
        elif kind is float or kind is int:
            if x.state is not None:
                settle(x)
                if of_lengths is not None and (type(x.value) is Tracer or type(x.state) is Length):
                    return of_lengths(x, y, x.trace.with_number(primitive, x, y))
            return x.trace.with_number(primitive, x, y)
        elif kind in left:
            return NotImplemented
        try:
            z = primitive(x, y)
        except UnsupportedArgumentError:
            return by_the_other(name, x, y)
        return z if x.state is None or of_lengths is None else of_lengths(x, y, z)

    return method


def reflected(primitive: Primitive) -> Method:
    if not is_one_step(primitive):
        return generic(lambda y, x: primitive(x, y))
    of_lengths = OF_LENGTHS.get(primitive)

    def method(y: Tracer, x: Any) -> Any:
        kind = type(x)
        if kind is float or kind is int:
            if y.state is not None:
                settle(y)
                if of_lengths is not None and (type(y.value) is Tracer or type(y.state) is Length):
                    return of_lengths(x, y, y.trace.number_with(primitive, x, y))
            return y.trace.number_with(primitive, x, y)
        if kind is str or x is None:
            return NotImplemented
        if kind is complex and y.dtype == np.float64:
            x = np.complex128(x)  # Python's complex times np.float64 is no NumPy scalar
        z = primitive(x, y)
        return z if y.state is None or of_lengths is None else of_lengths(x, y, z)

    return method


def in_place(operator: Method) -> Method:
    """`x += y`: a new number for a scalar, as NumPy's scalars; an array changes where it is."""

    def method(x: Tracer, y: Any) -> Any:
        new = operator(x, y)
        if new is NotImplemented or (not x.shape and type(x.state) is not tuple):
            return new
        if new.shape != x.shape:
            raise ValueError(
                f"non-broadcastable output operand with shape {x.shape} "
                f"doesn't match the broadcast shape {new.shape}"
            )
        if not np.can_cast(new.dtype, x.dtype, "same_kind"):
            raise DtypeError.assignment(new, x)
        if new.dtype != x.dtype:
            new = new.astype(x.dtype)
        overwrite(x, new if isinstance(new, Tracer) else Buffer(new))
        return x

    return method
