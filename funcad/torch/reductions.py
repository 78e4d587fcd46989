"""Sums, means and other reductions over dimensions."""

from __future__ import annotations

from typing import Any

import numpy as np

from funcad.torch.dtypes import BY_NP, np_dtype
from funcad.torch.operators import div, total
from funcad.torch.registry import define
from funcad.torch.shapes import in_dtype, normalized
from funcad.torch.tensor import Tensor, applied


def axes_of(dim: Any, x: Tensor) -> Any:
    """Dimensions as NumPy takes axes: None for all."""
    if dim is None or (not isinstance(dim, int) and not len(dim)):
        return None
    n = len(x.shape)
    if isinstance(dim, int):
        return normalized(dim, n) if n else None
    axes = tuple(normalized(d, n) for d in dim)
    if len(set(axes)) < len(axes):
        twice = next(a for a in axes if axes.count(a) > 1)
        raise RuntimeError(f"dim {twice} appears multiple times in the list of dims")
    return axes


@define()
def sum(x: Tensor, dim: Any = None, keepdim: bool = False, *, dtype: Any = None) -> Tensor:
    """The sum of the entries, or over dimensions."""
    if dim is None and dtype is None and not keepdim and x._value.dtype.kind == "f":
        return total(x)  # type: ignore[no-any-return]
    axes = axes_of(dim, x)
    if dtype is not None:
        x = in_dtype(x, np_dtype(dtype))
    elif x._value.dtype.kind in "iub":
        x = in_dtype(x, np.dtype(np.int64))
    label = "SumBackward0" if dim is None else "SumBackward1"
    return applied(lambda h: np.sum(h, axis=axes, keepdims=keepdim), (x,), label)  # type: ignore[no-any-return]


@define()
def mean(x: Tensor, dim: Any = None, keepdim: bool = False, *, dtype: Any = None) -> Tensor:
    """The mean of the entries, or over dimensions."""
    if dtype is not None:
        x = in_dtype(x, np_dtype(dtype))
    if x._value.dtype.kind not in "fc":
        raise RuntimeError(
            "mean(): could not infer output dtype. Input dtype must be either a floating point or "
            f"complex dtype. Got: {BY_NP[x._value.dtype].title}"
        )
    if dim is None and not keepdim and x._value.dtype.kind == "f" and x._value.size:
        y: Tensor = div(total(x), x._value.size)
        if y._node is not None:
            y._node.label = "MeanBackward0"
        return y
    axes = axes_of(dim, x)
    label = "MeanBackward0" if dim is None else "MeanBackward1"
    return applied(lambda h: np.mean(h, axis=axes, keepdims=keepdim), (x,), label)  # type: ignore[no-any-return]
