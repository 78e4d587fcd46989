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


# The number of the bin of each entry; m for an entry outside all of them.
bin_of: Primitive = constant(
    _bin, name="bin_of", batch=lambda *batched: batch_by_loop(bin_of)(*batched)
)


def _count(place: Any, size: int) -> Any:
    return np.bincount(place, minlength=size)[:size]


# How many entries of `place`: (n,) are 0, 1, ... size - 1.
count_at: Primitive = constant(
    _count, name="count_at", batch=lambda *batched: batch_by_loop(count_at)(*batched)
)


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


# The sums of the weights w: (n,) of the entries at each place: (size,).
sum_at: Primitive = linear(
    _sum,
    name="sum_at",
    transpose=_read,
    batch=lambda *batched: batch_by_loop(sum_at)(*batched),
    lower="Call",
)
