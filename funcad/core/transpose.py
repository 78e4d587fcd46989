"""The transpose of a linear function, from its tape.

A jvp rule is a linear function of the tangent.  Run on a traced zero tangent it writes a little
tape of linear primitives, and walking that tape back applies the transpose.  Where it is the user
who says that a function is linear, the tape is a `LinearTape`, which refuses what is not.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from funcad.core.cotangents import Owned
from funcad.core.liveness import settled
from funcad.core.primitive import Primitive, Rule, no
from funcad.core.tape import Tape, walk
from funcad.core.tracer import Tracer
from funcad.errors import NotLinearError


class LinearTape(Tape):
    """A tape of linear operations: any other raises, named together with the user's line."""

    __slots__ = ()

    def unary(self, primitive: Primitive, x: Tracer) -> Any:
        return self.process(primitive, (x,), {})

    def binary(self, primitive: Primitive, x: Any, y: Any) -> Any:
        return self.process(primitive, (x, y), {})

    with_number = number_with = binary

    def look(self, x: Tracer, asked: str) -> Any:
        self.require_open()
        raise NotLinearError.looked_at(self.transform, self.fun, asked)

    def process(self, primitive: Primitive, args: tuple[Any, ...], params: dict[str, Any]) -> Any:
        self.require_open()
        mine = [type(x) is Tracer and x.trace is self for x in args]
        traced = [i for i, own in enumerate(mine) if own]
        if not all(primitive.is_linear_in(i) for i in traced):
            raise NotLinearError.operation(self.transform, self.fun, primitive.name)
        if primitive.linear == "jointly":
            for i, own in enumerate(mine):
                if not own and primitive.is_linear_in(i) and not _is_zero(args[i]):
                    raise NotLinearError.constant(self.transform, self.fun, primitive.name)
        elif len(traced) > 1:
            raise NotLinearError.product(self.transform, self.fun, primitive.name)
        return super().process(primitive, args, params)


def _is_zero(x: Any) -> bool:
    return not isinstance(x, Tracer) and not np.any(x)


def derived_pull(i: int, rule: Rule) -> Rule:
    """The reverse rule of argument `i`, by transposing its jvp rule."""
    if isinstance(rule, no):
        return rule

    def pull(ct: Any, y: Any, *args: Any, **params: Any) -> Any:
        return transpose_apply(lambda dx: rule(dx, y, *args, **params), args[i], ct)

    return pull


def transpose_apply(linear: Callable[[Any], Any], x: Any, ct: Any) -> Any:
    """Apply the transpose of `linear`, a function of arrays like `x`, to `ct`; None is zero.

    `linear` may return a tuple of arrays, and `ct` is then a sequence with None for zeros.
    """
    tape = Tape("reverse mode", linear)

    def of_list(xs: list[Any]) -> Any:
        dy = linear(xs[0])
        return dy if isinstance(dy, tuple) else (dy,)

    cts = ct if isinstance(ct, list | tuple) else (ct,)
    return transpose_of_many(tape, of_list, (x,), cts)[0]


def transpose_of_many(
    tape: Tape, linear: Callable[[list[Any]], Sequence[Any]], xs: Sequence[Any], cts: Sequence[Any]
) -> list[Any]:
    """Apply the transpose of `linear`, from a list of arrays like `xs` to a sequence, to `cts`.

    None, in `cts` and in the result, is zero.
    """
    try:
        sources = [tape.source(np.zeros(x.shape, x.dtype)) for x in xs]
        dys = linear(sources)
    finally:
        tape.close()
    by_position: dict[int, Any] = {}
    for dy, ct in zip(dys, cts, strict=True):
        if ct is None or type(dy) is not Tracer or dy.trace is not tape:
            continue
        at = dy.companion
        by_position[at] = ct if at not in by_position else by_position[at] + ct
    walk(tape.nodes.pop, by_position, max(by_position, default=-1), Owned(tape.nodes))
    return [settled(by_position.get(x.companion)) for x in sources]
