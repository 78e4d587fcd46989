"""What an index is: a tuple of integers, slices, None, Ellipsis and arrays, as NumPy allows.

A frozen index is safe to keep (its arrays are copies).  Under `vmap` an index array may itself be
batched: it is then an argument of the primitive, and a `Slot` stands in its place.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from funcad.core.lift import lift
from funcad.core.tracer import Tracer
from funcad.errors import UnsupportedOperationError

Index = Any


class Slot:
    """Where the k-th traced index array goes."""

    __slots__ = ("k",)

    def __init__(self, k: int) -> None:
        self.k = k


def parts_of(index: Index) -> tuple[Any, ...]:
    return index if type(index) is tuple else (index,)


def fill(index: Index, arrays: tuple[Any, ...] | list[Any]) -> Index:
    """The index with the traced arrays back in their places."""
    if not arrays:
        return index
    return tuple(arrays[p.k] if type(p) is Slot else p for p in parts_of(index))


def is_integer(part: Any) -> bool:
    return isinstance(part, int | np.integer) and not isinstance(part, bool)


def is_basic(index: Index) -> bool:
    """Whether the index selects by position and stride only: no entry twice, a view in NumPy."""
    for p in index if type(index) is tuple else (index,):
        kind = type(p)
        if kind is int or kind is slice or p is None or p is ...:
            continue
        if not isinstance(p, np.integer):
            return False
    return True


def never_repeats(index: Index) -> bool:
    """Whether no entry can be selected twice: no arrays of integers, only masks at most."""
    return all(
        not isinstance(p, np.ndarray) or p.dtype == bool or p.ndim == 0 for p in parts_of(index)
    )


def freeze(index: Index) -> tuple[Index, tuple[Any, ...]]:
    """(static index, traced arrays): lists become arrays, arrays are copied, tracers set apart."""
    arrays: list[Any] = []
    frozen = tuple(_freeze_part(p, arrays) for p in parts_of(index))
    return (frozen if type(index) is tuple else frozen[0]), tuple(arrays)


def _freeze_part(part: Any, arrays: list[Any]) -> Any:
    if isinstance(part, slice):
        return slice(*(_bound(b) for b in (part.start, part.stop, part.step)))
    if isinstance(part, int | np.integer | np.bool_) or part is None or part is ...:
        return part
    if isinstance(part, list | tuple) and not len(part):
        return np.zeros(0, np.intp)
    part = lift(part)
    if type(part) is not Tracer:
        return np.array(part)
    kind = part.value.dtype.kind
    if kind == "b":
        raise UnsupportedOperationError(
            "x[mask] under vmap",
            "a batched mask selects another number of entries in each example",
            "np.where(mask, x, 0)",
        )
    if kind not in "iu":
        raise IndexError("arrays used as indices must be of integer (or boolean) type")
    arrays.append(part)
    return Slot(len(arrays) - 1)


def _bound(b: Any) -> Any:
    return b.__index__() if isinstance(b, Tracer) else b


class BatchedIndex(NamedTuple):
    """An index of a batch, and how the axes of what it selects differ from one example's.

    `at` is where the axes made by index arrays stand in one example's result, `rank` how many they
    are; in the batch's result they stand right after the mapped axis.
    """

    parts: tuple[Any, ...]
    at: int = 0
    rank: int = 0

    def to_example_order(self, y: Any) -> Any:
        """(B, S…, rest) -> (B, rest before, S…, rest after)."""
        if not self.at:
            return y
        here = range(1, 1 + self.rank)
        return np.moveaxis(y, tuple(here), tuple(i + self.at for i in here))

    def from_example_order(self, v: Any) -> Any:
        """The inverse, for values that are written."""
        if not self.at:
            return v
        here = range(1, 1 + self.rank)
        return np.moveaxis(v, tuple(i + self.at for i in here), tuple(here))


def batched_index(
    index: Index, arrays: list[Any], mapped: list[bool], size: int, ndim: int
) -> BatchedIndex:
    """The index of a batch whose examples, of `ndim` axes, are all indexed by `index`."""
    if not arrays and is_basic(index):
        return BatchedIndex((slice(None), *parts_of(index)))
    parts: list[Any] = []
    is_mapped: list[bool] = []
    for p in _expanded(parts_of(index), ndim):
        parts.append(arrays[p.k] if type(p) is Slot else p)
        is_mapped.append(type(p) is Slot and mapped[p.k])
    advanced = [i for i, p in enumerate(parts) if _is_advanced(p)]
    pairs = [(parts[i], is_mapped[i]) for i in advanced]
    masks = [p.n for p in parts if type(p) is ScalarMask]
    rank = max(1 if type(p) is ScalarMask else np.ndim(p) - m for p, m in pairs)
    for i in advanced:
        if is_mapped[i]:
            p = parts[i]
            parts[i] = np.reshape(p, (size, *(1,) * (rank + 1 - p.ndim), *p.shape[1:]))
    front = np.arange(size).reshape(size, *(1,) * rank)
    if 0 in masks:
        front = front[..., :0]
    adjacent = advanced == list(range(advanced[0], advanced[-1] + 1))
    at = advanced[0] if adjacent else 0
    return BatchedIndex((front, *(p for p in parts if type(p) is not ScalarMask)), at, rank)


class ScalarMask(NamedTuple):
    """A mask of no axes, x[True]: an index array of shape (n,), n 0 or 1, that takes no axis."""

    n: int


def _is_advanced(part: Any) -> bool:
    return not (isinstance(part, slice) or part is None)


def _expanded(parts: tuple[Any, ...], ndim: int) -> list[Any]:
    """No Ellipsis and no masks with axes: slices, None, integers and arrays of integers."""
    flat: list[Any] = []
    for p in parts:
        if isinstance(p, np.ndarray | np.bool_ | bool) and np.asarray(p).dtype == bool:
            flat.extend(np.nonzero(np.asarray(p)) if np.ndim(p) else (ScalarMask(int(p)),))
        else:
            flat.append(p)
    used = sum(p is not None and p is not ... and type(p) is not ScalarMask for p in flat)
    if not any(p is ... for p in flat):
        return flat
    k = next(i for i, p in enumerate(flat) if p is ...)
    return [*flat[:k], *[slice(None)] * (ndim - used), *flat[k + 1 :]]
