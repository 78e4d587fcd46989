"""Functions that move entries and do no arithmetic.  Axes are non-negative ints.

What NumPy returns as a view has `restore`: the argument, with the entries seen replaced.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from funcad.core.liveness import MOVES, READS, SELECTS
from funcad.core.primitive import Primitive
from funcad.core.tape import sweep_selecting
from funcad.primitives.cumulative import shifted_axis
from funcad.primitives.families import batch_elementwise, linear
from funcad.primitives.indexing import set_entries

Axes = tuple[int, ...]


def _reshape(x: Any, shape: Axes, order: Any = "C") -> Any:
    return x.reshape(shape, order=order) if type(x) is np.ndarray else np.reshape(x, shape, order)


reshape: Primitive = linear(
    _reshape,
    name="reshape",
    transpose=lambda ct, x, shape, order="C": reshape(ct, shape=x.shape, order=order),
    batch=lambda args, mapped, size, params: _batch_reshape(args[0], size, **params),
    lower="View",
    view=True,
    restore=lambda x, y, shape, order="C": reshape(y, shape=x.shape, order=order),
    live=MOVES,
)


def _batch_reshape(x: Any, size: int, shape: Axes, order: str = "C") -> Any:
    if order == "C":
        return reshape(x, shape=(size, *shape))
    turned = transpose(x, axes=(*range(1, x.ndim), 0))
    back = reshape(turned, shape=(*shape, size), order=order)
    return transpose(back, axes=(len(shape), *range(len(shape))))


def inverse(axes: Axes) -> Axes:
    """The permutation that undoes `axes`."""
    back = [0] * len(axes)
    for i, a in enumerate(axes):
        back[a] = i
    return tuple(back)


transpose: Primitive = linear(
    lambda x, axes: np.transpose(x, axes),
    name="transpose",
    transpose=lambda ct, x, axes: transpose(ct, axes=inverse(axes)),
    batch=lambda args, mapped, size, params: transpose(
        args[0], axes=(0, *(a + 1 for a in params["axes"]))
    ),
    lower="View",
    view=True,
    restore=lambda x, y, axes: transpose(y, axes=inverse(axes)),
    live=MOVES,
)

broadcast_to: Primitive = linear(
    lambda x, shape: np.broadcast_to(x, shape),
    name="broadcast_to",
    transpose=lambda ct, x, shape: ct,  # the walk sums it to the shape of x
    batch=lambda args, mapped, size, params: _batch_broadcast(args[0], size, **params),
    lower="View",
    view=True,
    live=MOVES,
)


def _batch_broadcast(x: Any, size: int, shape: Axes) -> Any:
    missing = len(shape) + 1 - x.ndim
    aligned = reshape(x, shape=(size, *(1,) * missing, *x.shape[1:]))
    return broadcast_to(aligned, shape=(size, *shape))


# x where the mask is true, else 0; a mask may be larger than x.
keep: Primitive = linear(
    lambda x, mask: np.where(mask, x, x.dtype.type(0)),
    name="keep",
    transpose=lambda ct, x, mask: keep(ct, mask),
    batch=lambda args, mapped, size, params: batch_elementwise(keep)(args, mapped, size, params),
    lower="Map",
    live=SELECTS,
    sweep=sweep_selecting,
)

roll: Primitive = linear(
    lambda x, shift, axis: np.roll(x, shift, axis=axis),
    name="roll",
    transpose=lambda ct, x, shift, axis: roll(ct, shift=tuple(-s for s in shift), axis=axis),
    batch=lambda args, mapped, size, params: roll(
        args[0], shift=params["shift"], axis=tuple(a + 1 for a in params["axis"])
    ),
    lower="Call",
    live=MOVES,
)


def diagonal_index(shape: Axes, offset: int) -> tuple[Any, ...]:
    """The index of a diagonal of the last two axes."""
    n = max(min(shape[-2] + min(offset, 0), shape[-1] - max(offset, 0)), 0)
    i = np.arange(n)
    return (..., i - min(offset, 0), i + max(offset, 0))


# Of the last two axes; a write to NumPy's result raises, and so does one to ours.
diagonal: Primitive = linear(
    lambda x, offset: np.diagonal(x, offset, -2, -1),
    name="diagonal",
    transpose=lambda ct, x, offset: set_entries(
        np.zeros(x.shape, x.dtype), ct, index=diagonal_index(x.shape, offset)
    ),
    batch=lambda args, mapped, size, params: diagonal(*args, **params),
    lower="View",
    view=True,
    live=READS,
    sweep=sweep_selecting,
)

# Each entry of an axis as often as `repeats`, an array of one count per entry, says.
repeat: Primitive = linear(
    lambda x, repeats, axis: np.repeat(x, repeats, axis=axis),
    name="repeat",
    transpose=lambda ct, x, repeats, axis: _sum_runs(ct, x, repeats, axis),
    batch=shifted_axis(lambda: repeat),
    lower="Call",
    live=MOVES,
)


def _sum_runs(ct: Any, x: Any, repeats: Any, axis: int) -> Any:
    """Sum each run of equal entries: differences of the running sum would lose digits."""
    n = x.shape[axis]
    before = (*(slice(None),) * axis,)
    if len(set(repeats.tolist())) == 1:
        shape = (*ct.shape[:axis], n, int(repeats[0]), *ct.shape[axis + 1 :])
        return np.sum(np.reshape(ct, shape), axis=axis + 1)
    ends = np.cumsum(repeats)
    longest = int(np.max(repeats, initial=0))
    steps = np.arange(longest)
    real = steps < repeats[:, None]  # (n, longest)
    at = np.where(real, (ends - repeats)[:, None] + steps, 0)
    padded = ct[(*before, at)] if ct.shape[axis] else np.zeros((*ct.shape[:axis], *at.shape))
    mask = np.reshape(real, (*real.shape, *(1,) * (len(x.shape) - axis - 1)))
    return np.sum(keep(padded, mask), axis=axis + 1)
