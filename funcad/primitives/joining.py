"""Several arrays into one."""

from __future__ import annotations

from typing import Any

import numpy as np

from funcad.core.lift import stacks
from funcad.core.primitive import EachArgument
from funcad.primitives.families import jointly_linear


def _span(i: int, args: tuple[Any, ...], axis: int) -> tuple[Any, ...]:
    """The index of the i-th part in the whole."""
    start = sum(x.shape[axis] for x in args[:i])
    return (*(slice(None),) * axis, slice(start, start + args[i].shape[axis]))


def _tangent(i: int, dx: Any, y: Any, *args: Any, axis: int) -> Any:
    parts = [dx if k == i else np.zeros(x.shape, y.dtype) for k, x in enumerate(args)]
    return concatenate(*parts, axis=axis)


def _batch(args: list[Any], mapped: list[bool], size: int, params: dict[str, Any]) -> Any:
    whole = [x if m else np.broadcast_to(x, (size, *x.shape)) for x, m in zip(args, mapped, strict=True)]
    return concatenate(*whole, axis=params["axis"] + 1)


concatenate = jointly_linear(
    lambda *xs, axis: np.concatenate(xs, axis=axis),
    name="concatenate",
    jvp=EachArgument(_tangent),
    transpose=EachArgument(lambda i, ct, *args, axis: ct[_span(i, args, axis)]),
    batch=_batch,
    lower="Call",
)


@stacks
def stack(xs: list[Any], axis: int = 0) -> Any:
    """np.stack of arrays, numbers and tracers."""
    expanded = [np.expand_dims(x, axis) for x in xs]
    return concatenate(*expanded, axis=axis % expanded[0].ndim)
