"""Lengths that know their squares: what abs(x) remembers of x.

At 0 the derivative of a length is 0 by convention, and by the chain rule so would be the second one
of its square, which truly is 2.  So a length that has zeros remembers what it is the length of, as
its `state`, where a second derivative may be asked for: where its value is itself traced.  A square
root remembers for the first derivative too, which is infinite at 0.  What is written to forgets; a
view asks what it is a view of.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from funcad.core.tracer import Tracer, settle


class Length:
    """Where a length is zero, and a smooth square(*args, **params) for it.

    `plain` is the length without its sides at 0, if it has them: what it is squared as elsewhere.
    """

    __slots__ = ("args", "params", "plain", "square", "zero")

    def __init__(
        self,
        zero: Any,
        square: Callable[..., Any],
        args: tuple[Any, ...],
        params: dict[str, Any],
        plain: Any = None,
    ) -> None:
        self.zero, self.square, self.args, self.params = zero, square, args, params
        self.plain = plain

    def squared(self) -> Any:
        return self.square(*self.args, **self.params)


def length_of(x: Tracer) -> Length | None:
    """What `x` remembers, itself or as a view of a length."""
    if type(x.state) is Length:
        return x.state
    if type(x.state) is not tuple:
        return None
    settle(x)
    base, _, primitive, params = x.state
    return part(base, lambda y: primitive(y, **params))


def part(x: Tracer, take: Callable[[Any], Any]) -> Length | None:
    """What take(x), some entries of `x`, shall remember."""
    whole = length_of(x)
    if whole is None:
        return None
    plain = None if whole.plain is None else take(whole.plain)
    return Length(take(whole.zero), lambda: take(whole.squared()), (), {}, plain)


def length_of_both(x: Tracer, y: Tracer) -> Length | None:
    """What two factors remember, if it is the same."""
    r = length_of(x)
    if x is y or r is None:
        return r
    s = length_of(y)
    if s is None or r.square is not s.square or r.params != s.params:
        return None
    return r if all(map(_is_same, r.args, s.args)) else None


def _is_same(x: Any, y: Any) -> bool:
    if type(x) is Tracer and type(y) is Tracer:
        return x.value is y.value and x.companion is y.companion and x.trace is y.trace
    return x is y
