"""The trace of forward mode in PyTorch's way: opened by a dual level, and forgotten after it.

A tensor's value is then a tracer of this trace, under a tracer of the graph that knows its node;
its value and tangent are in turn handles on the graph, so that each mode goes over the other.
"""

from __future__ import annotations

from typing import Any

from funcad.core.dual import Dual
from funcad.core.primitive import Primitive
from funcad.core.tracer import Tracer


class Level(Dual):
    """Dual numbers of which the tangents vanish when the level is left."""

    __slots__ = ()

    def process(self, primitive: Primitive, args: tuple[Any, ...], params: dict[str, Any]) -> Any:
        if self.alive:
            return super().process(primitive, args, params)
        return primitive(*[primal(x) if is_dual(x) else x for x in args], **params)

    def require_open(self) -> None:
        """What is left of a dual number is its value."""

    def look(self, x: Tracer, asked: str) -> Any:
        return x.value


def is_dual(x: Any) -> bool:
    """Whether a value carries a tangent, or did."""
    return type(x) is Tracer and type(x.trace) is Level


def is_live(x: Any) -> bool:
    """Whether a value carries a tangent now."""
    return type(x) is Tracer and type(x.trace) is Level and x.trace.alive


def is_over(x: Any) -> bool:
    """Whether a value carried a tangent, of a level that was left."""
    return type(x) is Tracer and type(x.trace) is Level and not x.trace.alive


def bottom(x: Any) -> Any:
    """The array under a dual number, of which the parts are handles on the graph."""
    x = primal(x)
    return x.value if type(x) is Tracer and x.trace.level == 0 else x


def primal(x: Any) -> Any:
    """A value without its tangents."""
    while type(x) is Tracer and type(x.trace) is Level:
        x = x.value
    return x
