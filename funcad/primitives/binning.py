"""Which bin each entry falls into, and sums over the entries of each bin.

edges: (m + 1,), rising; bins are closed on the left, and the last on the right too.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from funcad.core.primitive import Primitive
from funcad.primitives.families import batch_by_loop, constant, linear
from funcad.primitives.index import freeze
from funcad.primitives.indexing import gather


def _bin(x: Any, edges: Any) -> Any:
    at = np.searchsorted(edges, x, side="right")
    at[x == edges[-1]] -= 1
    return np.where((at == 0) | (at == len(edges)) | (x != x), len(edges), at) - 1


def _bin_batch(args: list[Any], mapped: list[bool], size: int, params: dict[str, Any]) -> Any:
    return batch_by_loop(bin_of)(args, mapped, size, params) if mapped[1] else bin_of(*args)


# The number of the bin of each entry; m for an entry outside all of them.
bin_of: Primitive = constant(_bin, name="bin_of", batch=_bin_batch)


def _apart(place: Any, size: int, examples: int) -> Any:
    """Places of all examples as one row, those of each `size` + 1 after those of the one before."""
    rows = np.arange(examples)[:, None] * (size + 1)
    return np.ravel(np.minimum(place, size) + rows)


def _by_example(y: Any, size: int, examples: int) -> Any:
    return np.reshape(y, (examples, size + 1))[:, :size]


def _count(place: Any, size: int) -> Any:
    return np.bincount(place, minlength=size)[:size]


def _count_batch(args: list[Any], mapped: list[bool], examples: int, params: dict[str, Any]) -> Any:
    size = params["size"]
    n = count_at(_apart(args[0], size, examples), size=examples * (size + 1))
    return _by_example(n, size, examples)


# How many entries of `place`: (n,) are 0, 1, ... size - 1.
count_at: Primitive = constant(_count, name="count_at", batch=_count_batch)


def _sum(w: Any, place: Any, size: int) -> Any:
    """As NumPy, in double precision."""
    if w.dtype.kind == "c":
        return _sum(w.real, place, size) + 1j * _sum(w.imag, place, size)
    return np.bincount(place, w, minlength=size)[:size].astype(w.dtype, copy=False)


def _read(ct: Any, w: Any, place: Any, size: int) -> Any:
    """What the sum at each entry's place is; 0 for a place from `size` on."""
    padded = np.concatenate([ct, np.zeros(1, ct.dtype)])
    index, arrays = freeze(np.minimum(place, size))
    return gather(padded, *arrays, index=index)


def _sum_batch(args: list[Any], mapped: list[bool], examples: int, params: dict[str, Any]) -> Any:
    (w, place), size = args, params["size"]
    w = np.ravel(w if mapped[0] else np.broadcast_to(w, (examples, *w.shape)))
    total = sum_at(w, _apart(place, size, examples), size=examples * (size + 1))
    return _by_example(total, size, examples)


# The sums of the weights w: (n,) of the entries at each place: (size,).
sum_at: Primitive = linear(
    _sum,
    name="sum_at",
    transpose=_read,
    batch=_sum_batch,
    lower="Call",
)
