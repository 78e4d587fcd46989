"""What Python asks of a value: its truth, its length, a number, a text, a copy.

A question that a number answers while the derivative lives on elsewhere (`if x > 0`, printing) is
answered.  A conversion that would leave the derivative behind (`float(x)`) raises and teaches.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from funcad.core.batch import Batch
from funcad.core.tracer import Buffer, Tracer, settle
from funcad.errors import BatchedValueError, ConversionError


def look(x: Tracer, asked: str) -> Any:
    """The plain number or array behind a tracer of any level."""
    value: Any = x
    while isinstance(value, Tracer):
        if value.state is not None:
            settle(value)
        value = value.trace.look(value, asked)
    return value


def to_bool(self: Tracer) -> bool:
    return bool(look(self, "a condition"))


def to_index(self: Tracer) -> int:
    value = look(self, "an index")
    if value.dtype.kind not in "iu":
        raise TypeError("only integer scalar arrays can be converted to a scalar index")
    return value.__index__()  # type: ignore[no-any-return]


def refuse(kind: type, remedies: list[tuple[str, str]]) -> Any:
    """A conversion to a Python number, which only a buffer of plain numbers allows."""

    def method(self: Tracer) -> Any:
        if type(self) is Buffer:
            return kind(self.value)
        self.trace.require_open()
        if type(self.trace) is Batch:
            raise BatchedValueError(f"{kind.__name__}(x)", self.trace.fun)
        raise ConversionError(f"{kind.__name__}(x)", remedies)

    return method


to_float = refuse(
    float,
    [
        ("to keep computing with it", "leave it as it is: np.sin(x) for math.sin(x) or float(x)"),
        ("to assign it, y[i] = x", "make y with np.zeros_like(x) or funcad.numpy.zeros"),
        ("of a list, np.var([x, y])", "stack it first: np.var(np.stack([x, y]))"),
        ("of rng.normal(x)", "draw first: x + rng.normal()"),
        ("by dtype= or otypes=", "leave it out: np.asarray(x), np.vectorize(f)"),
        ("to print it, '%.3f' % x", "f'{x:.3f}'"),
    ],
)
to_int = refuse(int, [("to round it", "np.trunc(x)")])
to_complex = refuse(complex, [("to make it complex", "x + 0j")])


def length(self: Tracer) -> int:
    shape = self.shape
    if not shape:
        raise TypeError("len() of unsized object")
    return int(shape[0])


def iterate(self: Tracer) -> Iterator[Any]:
    shape = self.shape
    if not shape:
        raise TypeError("iteration over a 0-d array")
    return (self[i] for i in range(shape[0]))  # type: ignore[index]


def represent(self: Tracer) -> str:
    if not self.trace.alive:
        return f"<a traced value of {self.trace.transform}, which has ended>"
    if type(self) is Buffer:
        return repr(self.value)
    return f"Traced({self.value!r}, {self.trace.transform}, level {self.trace.level})"


def to_text(self: Tracer) -> str:
    return str(_printable(self))


def to_format(self: Tracer, spec: str) -> str:
    value = _printable(self)
    return _entries(value, spec) if spec and not self.shape else format(value, spec)


def _entries(value: Any, spec: str) -> str:
    """A number, or under vmap the numbers of the whole batch: f"{x:.2f}" gives [0.50 0.70]."""
    if not np.ndim(value):
        return format(value, spec)
    return f"[{' '.join(_entries(v, spec) for v in value)}]"


def _printable(x: Tracer) -> Any:
    """For display only: under vmap the whole batch."""
    value: Any = x
    while isinstance(value, Tracer):
        value.trace.require_open()
        if value.state is not None:
            settle(value)
        value = value.value
    return value


def refuse_pickle(self: Tracer, protocol: Any = None) -> Any:
    raise ConversionError(
        "pickle.dumps(x)", [("to store its value", "return x from the function, and pickle that")]
    )


def deep_copy(self: Tracer, memo: Any = None) -> Any:
    return np.copy(self)  # type: ignore[call-overload]


def contains(self: Tracer, v: Any) -> bool:
    return bool(np.any(self == v))


def item(self: Tracer, *index: Any) -> Any:
    """One entry, with its derivative: a 0-d traced value."""
    if len(index) == 1 and isinstance(index[0], tuple):
        (index,) = index
    if len(index) == 1 and len(self.shape) != 1:
        return np.ravel(self)[index[0]]  # type: ignore[call-overload]
    if index:
        return self[index]  # type: ignore[index]
    if self.size != 1:  # type: ignore[attr-defined]
        raise ValueError("can only convert an array of size 1 to a Python scalar")
    return np.reshape(self, ())  # type: ignore[call-overload]


def to_list(self: Tracer) -> Any:
    """Nested lists of 0-d traced values."""
    return [to_list(x) for x in self] if self.shape else self  # type: ignore[attr-defined]
