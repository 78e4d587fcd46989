"""Batching: a tracer's value has the mapped axis in front; the user sees the shape without it.

A batch rule is called as rule(args, mapped, size, params): `mapped[i]` says whether args[i] has the
mapped axis (always axis 0), and the result, or every one of several results, must have it too.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from funcad.core.primitive import Primitive
from funcad.core.tracer import Trace, Tracer, settle
from funcad.errors import BatchedValueError


class Batch(Trace):
    """A trace that runs a function of one example on a batch of `size` of them."""

    __slots__ = ("size",)

    def __init__(self, transform: str, fun: Callable[..., Any] | None, size: int) -> None:
        super().__init__(transform, fun)
        self.size = size

    def shape(self, x: Tracer) -> tuple[int, ...]:
        shape: tuple[int, ...] = x.value.shape[1:]
        return shape

    def look(self, x: Tracer, asked: str) -> Any:
        self.require_open()
        raise BatchedValueError(asked, self.fun)

    def process(self, primitive: Primitive, args: tuple[Any, ...], params: dict[str, Any]) -> Any:
        if not self.alive:
            self.require_open()
        mapped, values = [], []
        for x in args:
            own = type(x) is Tracer and x.trace is self
            if own and x.state is not None:
                settle(x)
            mapped.append(own)
            values.append(x.value if own else x)
        y = primitive.batch(values, mapped, self.size, params)
        if primitive.outputs is None:
            return Tracer(y, None, self)
        return tuple(Tracer(v, None, self) for v in y)


def is_differentiated(x: Any) -> bool:
    """Whether any transform but vmap traces `x`."""
    while type(x) is Tracer:
        if not isinstance(x.trace, Batch):
            return True
        x = x.value
    return False


def times_differentiated(x: Any) -> int:
    """How many transforms but vmap trace `x`."""
    count = 0
    while type(x) is Tracer:
        count += not isinstance(x.trace, Batch)
        x = x.value
    return count
