"""Places in sorted tensors, distinct entries, membership."""

from __future__ import annotations

from typing import Any

import numpy as np

from funcad.torch.registry import define
from funcad.torch.shapes import normalized
from funcad.torch.tensor import Tensor, look, made


def _side(right: bool, side: str | None) -> Any:
    return "right" if right or side == "right" else "left"


@define(method=False)
def searchsorted(
    sorted_sequence: Tensor,
    values: Any,
    *,
    out_int32: bool = False,
    right: bool = False,
    side: str | None = None,
    sorter: Tensor | None = None,
) -> Tensor:
    """Where values would have to be put in to keep the last dimension sorted."""
    a = look(sorted_sequence)
    if sorter is not None:
        a = np.take_along_axis(a, look(sorter), -1)
    v = look(values) if isinstance(values, Tensor) else np.asarray(values, a.dtype)
    where = _side(right, side)
    if a.ndim == 1:
        found = np.asarray(np.searchsorted(a, v, where))
    else:
        if a.shape[:-1] != v.shape[:-1]:
            raise RuntimeError(
                "torch.searchsorted(): boundaries tensor should be 1 dimension or the first N-1 "
                "dimensions of boundaries tensor and input value tensor must match"
            )
        rows = zip(a.reshape(-1, a.shape[-1]), v.reshape(-1, v.shape[-1]), strict=True)
        found = np.array([np.searchsorted(r, q, where) for r, q in rows]).reshape(v.shape)
    return made(found.astype(np.int32 if out_int32 else np.int64))


@define(method=False)
def bucketize(
    x: Any, boundaries: Tensor, *, out_int32: bool = False, right: bool = False
) -> Tensor:
    """Which of the intervals between boundaries each entry is in."""
    return searchsorted(boundaries, x, out_int32=out_int32, right=right)


@define()
def unique(
    x: Tensor,
    sorted: bool = True,
    return_inverse: bool = False,
    return_counts: bool = False,
    dim: int | None = None,
) -> Any:
    """The distinct entries, or slices along a dimension, in order."""
    axis = None if dim is None else normalized(dim, len(x.shape))
    h = look(x)
    y, inverse, counts = np.unique(
        h, return_inverse=True, return_counts=True, axis=axis, equal_nan=False
    )
    inverse = inverse.reshape(h.shape if dim is None else -1)
    return _asked(y, inverse, counts, return_inverse, return_counts)


def _asked(y: Any, inverse: Any, counts: Any, with_inverse: bool, with_counts: bool) -> Any:
    found = [y, *([inverse] if with_inverse else []), *([counts] if with_counts else [])]
    return made(y) if len(found) == 1 else tuple(map(made, found))


@define()
def unique_consecutive(
    x: Tensor, return_inverse: bool = False, return_counts: bool = False, dim: int | None = None
) -> Any:
    """The entries, or slices along a dimension, without those equal to the one before."""
    h = look(x)
    a = h.ravel() if dim is None else np.moveaxis(h, dim, 0)
    n = len(a)
    is_new = np.ones(n, bool)
    is_new[1:] = (a[1:] != a[:-1]).reshape(max(n - 1, 0), -1).any(axis=1)
    starts = np.flatnonzero(is_new)
    inverse = np.cumsum(is_new) - 1
    counts = np.diff([*starts, n]).astype(np.int64)
    y = a[is_new] if dim is None else np.moveaxis(a[is_new], 0, dim)
    inverse = inverse.reshape(h.shape) if dim is None else inverse
    return _asked(y, inverse, counts, return_inverse, return_counts)


@define(method=False)
def isin(
    elements: Any, test_elements: Any, *, assume_unique: bool = False, invert: bool = False
) -> Tensor:
    """Which entries are among others."""
    a, b = (look(v) if isinstance(v, Tensor) else v for v in (elements, test_elements))
    return made(np.asarray(np.isin(a, b, assume_unique=assume_unique, invert=invert)))


@define()
def argwhere(x: Tensor) -> Tensor:
    """The indices of entries that are not zero, as rows."""
    return made(np.argwhere(look(x)))


@define(method=False)
def unravel_index(indices: Tensor, shape: Any) -> tuple[Tensor, ...]:
    """The indices along each dimension of places in a flat tensor."""
    sizes = (shape,) if isinstance(shape, int) else tuple(shape)
    return tuple(made(np.asarray(i)) for i in np.unravel_index(look(indices), sizes))
