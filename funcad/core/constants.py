"""Constants are the user's buffers, and the user may write to them before the backward pass.

What a tape refers to must not change: a small array is copied when it is recorded (64 KiB takes
about 3 µs), a larger one is fingerprinted, and the backward pass raises if it has changed.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from funcad.core.tracer import Tracer, snapshot
from funcad.errors import ChangedConstantError

COPIED = 64 * 1024  # bytes
COMPARED_WHOLE = 4 * 1024 * 1024  # bytes; of a larger array only the sample is compared
SAMPLE = 4096  # entries, evenly spread

Watch = tuple[np.ndarray, bytes]


def frozen(x: Any, watched: list[Watch]) -> Any:
    """`x` as a tape may keep it."""
    if type(x) is np.ndarray:
        if x.nbytes <= COPIED:
            return x.copy(order="K")
        watched.append((x, fingerprint(x)))
    elif type(x) is Tracer:
        return snapshot(x)
    return x


def fingerprint(x: np.ndarray) -> bytes:
    """A digest of a large array: entries in order at evenly spread places, and the sum of all bits.

    The sample sees any rearrangement and any change of a stretch longer than its stride, the sum
    (for arrays up to `COMPARED_WHOLE`) a change of any single entry.
    """
    flat = x.reshape(-1) if x.flags.c_contiguous else x.flat
    digest: bytes = flat[:: x.size // SAMPLE | 1].tobytes()
    if x.nbytes <= COMPARED_WHOLE and x.flags.forc and x.nbytes % 8 == 0:
        words = x.ravel(order="K").view(np.uint64)
        digest += np.bitwise_xor.reduce(words).tobytes()
    return digest


def require_unchanged(watched: list[Watch]) -> None:
    """Raise if a large constant was written to since it was recorded."""
    for x, digest in watched:
        if fingerprint(x) != digest:
            raise ChangedConstantError(x.shape, x.dtype)
