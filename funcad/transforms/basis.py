"""Standard bases, and linear functions applied to all of a basis, some directions at a time.

A chunk of a basis is one array per leaf with the directions in front: (directions, *leaf shape).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from funcad.core.batch import Batch
from funcad.core.tracer import Tracer
from funcad.errors import ArgumentError
from funcad.transforms.frames import opened

Linear = Callable[[list[Any]], Sequence[Any]]


def size_of(leaves: Sequence[Any]) -> int:
    """How many entries the leaves have together."""
    return sum(int(np.prod(x.shape, dtype=np.intp)) for x in leaves)


def shaped(x: Any, shape: tuple[int, ...]) -> Any:
    """`x` in this shape; for the shape of a number, a number and not a 0-d array."""
    x = np.reshape(x, shape)
    return x if shape else x[()]


def chunks(total: int, chunk_size: int | None) -> Iterator[tuple[int, int]]:
    """(start, stop) of each chunk of the directions."""
    step = total if chunk_size is None else chunk_size
    for start in range(0, total, max(step, 1)):
        yield start, min(start + step, total)


def basis(leaves: Sequence[Any], start: int, stop: int) -> list[Any]:
    """Directions `start` to `stop` of the standard basis of the leaves: each has a single 1."""
    count, before = stop - start, 0
    parts = []
    for x in leaves:
        n = int(np.prod(x.shape, dtype=np.intp))
        part = np.zeros((count, n), x.dtype)
        first, last = max(start, before), min(stop, before + n)
        if first < last:
            part[np.arange(first, last) - start, np.arange(first, last) - before] = 1
        parts.append(part.reshape(count, *x.shape))
        before += n
    return parts


def rows(
    transform: str,
    fun: Callable[..., Any],
    linear: Linear,
    leaves: Sequence[Any],
    chunk_size: int | None = None,
) -> list[Any]:
    """`linear` of every direction of the basis of `leaves`: per result (directions, *shape)."""
    total = size_of(leaves)
    parts = [
        applied(transform, fun, linear, basis(leaves, start, stop))
        for start, stop in chunks(total, chunk_size)
    ]
    if len(parts) == 1:
        return parts[0]
    return [np.concatenate(column) for column in zip(*parts, strict=True)]


def applied(
    transform: str, fun: Callable[..., Any], linear: Linear, directions: list[Any]
) -> list[Any]:
    """`linear` of each direction of a chunk: per result an array (directions, *result shape)."""
    count = len(directions[0])
    trace = Batch(transform, fun, count)
    with opened(trace):
        results = linear([Tracer(dx, None, trace) for dx in directions])
    return [
        dy.value
        if type(dy) is Tracer and dy.trace is trace
        else np.broadcast_to(dy, (count, *dy.shape))
        for dy in results
    ]


def split(rows: Any, leaves: Sequence[Any]) -> list[Any]:
    """The rows that belong to each leaf: (entries of the leaf, *shape)."""
    parts, before = [], 0
    for x in leaves:
        n = size_of([x])
        parts.append(rows[before : before + n])
        before += n
    return parts


def require_chunk_size(transform: str, chunk_size: int | None) -> None:
    if chunk_size is not None and chunk_size < 1:
        raise ArgumentError(f"{transform}: chunk_size must be at least 1, not {chunk_size}")
