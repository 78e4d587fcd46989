"""Several arrays into one.  `axis` is non-negative.

Both modes handle all parts in one pass, so that joining n parts costs O(n) and not O(n²).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from funcad.core.cotangents import Cotangents, Owned, give
from funcad.core.lift import stacks
from funcad.core.liveness import JOINS
from funcad.core.primitive import EachArgument, Primitive
from funcad.core.tape import Node
from funcad.primitives.families import jointly_linear


def _zero_like(x: Any, y: Any) -> Any:
    return np.zeros(np.shape(x), y.dtype)


def _spans(args: tuple[Any, ...], axis: int) -> Iterator[tuple[Any, ...]]:
    """The index of each part in the whole."""
    before, start = (slice(None),) * axis, 0
    for x in args:
        stop = start + x.shape[axis]
        yield (*before, slice(start, stop))
        start = stop


def _whole(args: list[Any], mapped: list[bool], size: int) -> list[Any]:
    """Every part with the mapped axis in front."""
    return [
        x if m else np.broadcast_to(x, (size, *np.shape(x)))
        for x, m in zip(args, mapped, strict=True)
    ]


def _concatenate_sweep(position: int, ct: Any, node: Node, cts: Cotangents, owned: Owned) -> None:
    _, parents, args, _, params = node
    for parent, x, span in zip(parents, args, _spans(args, params["axis"]), strict=True):
        if parent >= 0:
            give(cts, owned, parent, ct[span], x)


def _one_tangent(join: Any) -> Any:
    """The jvp rule of one argument: zeros in all other places."""
    return lambda i, dx, y, *args, axis: join(
        *(dx if k == i else _zero_like(x, y) for k, x in enumerate(args)), axis=axis
    )


def _all_tangents(join: Any) -> Any:
    return lambda dxs, y, *args, axis: join(
        *(_zero_like(x, y) if dx is None else dx for dx, x in zip(dxs, args, strict=True)),
        axis=axis,
    )


concatenate: Primitive = jointly_linear(
    lambda *xs, axis: np.concatenate(xs, axis=axis),
    name="concatenate",
    jvp=EachArgument(
        _one_tangent(lambda *dxs, axis: concatenate(*dxs, axis=axis)),
        _all_tangents(lambda *dxs, axis: concatenate(*dxs, axis=axis)),
    ),
    transpose=EachArgument(lambda i, ct, *args, axis: ct[list(_spans(args, axis))[i]]),
    batch=lambda args, mapped, size, params: concatenate(
        *_whole(args, mapped, size), axis=params["axis"] + 1
    ),
    lower="Call",
    sweep=_concatenate_sweep,
    live=JOINS,
)


def _stack(*xs: Any, axis: int) -> Any:
    return np.array(xs) if axis == 0 else np.stack(xs, axis=axis)


def _part(k: int, axis: int) -> Any:
    return k if axis == 0 else (*(slice(None),) * axis, k)


def _stack_sweep(position: int, ct: Any, node: Node, cts: Cotangents, owned: Owned) -> None:
    _, parents, args, _, params = node
    axis = params["axis"]
    for k, (parent, x) in enumerate(zip(parents, args, strict=True)):
        if parent >= 0:
            give(cts, owned, parent, ct[_part(k, axis)], x)


# Arrays and numbers of one shape, along a new axis.
stack: Primitive = jointly_linear(
    _stack,
    name="stack",
    jvp=EachArgument(
        _one_tangent(lambda *dxs, axis: stack(*dxs, axis=axis)),
        _all_tangents(lambda *dxs, axis: stack(*dxs, axis=axis)),
    ),
    transpose=EachArgument(lambda i, ct, *args, axis: ct[_part(i, axis)]),
    batch=lambda args, mapped, size, params: stack(
        *_whole(args, mapped, size), axis=params["axis"] + 1
    ),
    lower="Call",
    sweep=_stack_sweep,
    live=JOINS,
)


@stacks
def stack_all(xs: list[Any]) -> Any:
    """The arrays, numbers and tracers of a list as one array; NumPy refuses unequal shapes."""
    return stack(*xs, axis=0)
