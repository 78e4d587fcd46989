"""Entries and slices put into a copy: where indices, masks or slices say."""

from __future__ import annotations

from typing import Any

import numpy as np

from funcad.torch.indexing import parts_of
from funcad.torch.registry import add, define
from funcad.torch.selection import _positions, _zeros
from funcad.torch.shapes import normalized
from funcad.torch.tensor import Tensor, applied, look, made
from funcad.torch.views import in_place


def _written(x: Tensor, at: Any, source: Any, label: str) -> Any:
    """A copy of `x` with `source` at an index."""
    d = x._value.dtype

    def f(h: Any, s: Any) -> Any:
        y = _zeros(h, s) + h
        y[at] = s.astype(d) if hasattr(s, "astype") else s
        return y

    return applied(f, (x, source), label)


@define()
def index_put(x: Tensor, indices: Any, values: Any, accumulate: bool = False) -> Any:
    """Values written, or added, where a tuple of index tensors says."""
    at, _ = parts_of(tuple(indices), x)
    if not accumulate:
        return _written(x, at, values, "IndexPutBackward0")

    def f(h: Any, s: Any) -> Any:
        y = _zeros(h, s)
        np.add.at(y, at, s)
        return h + y

    return applied(f, (x, values), "IndexPutBackward0")


@define()
def put(x: Tensor, index: Tensor, source: Tensor, accumulate: bool = False) -> Any:
    """Values written, or added, at places in the flat tensor."""
    at = np.unravel_index(look(index), x.shape)
    y = index_put(x, [made(np.asarray(i)) for i in at], source.reshape(index.shape), accumulate)
    if y._node is not None:
        y._node.label = "PutBackward0"
    return y


@define()
def masked_scatter(x: Tensor, mask: Tensor, source: Tensor) -> Any:
    """The first entries of `source` written where the mask is true."""
    m = np.broadcast_to(look(mask), x.shape)
    n = int(m.sum())
    if n > source.numel():
        raise RuntimeError(
            "masked_scatter: expected self and source to have same dtypes and enough entries, but "
            f"the mask has {n} and the source {source.numel()}"
        )
    return _written(x, m, source.reshape(-1)[:n], "MaskedScatterBackward0")


def _in_slice(x: Tensor, dim: int, part: Any) -> tuple[Any, ...]:
    return (*(slice(None),) * normalized(dim, len(x.shape)), part, ...)


@define()
def slice_scatter(
    x: Tensor, src: Tensor, dim: int = 0, start: Any = None, end: Any = None, step: int = 1
) -> Any:
    """A copy with a slice of a dimension replaced."""
    return _written(x, _in_slice(x, dim, slice(start, end, step)), src, "SliceScatterBackward0")


@define()
def select_scatter(x: Tensor, src: Tensor, dim: int, index: int) -> Any:
    """A copy with the entries at one index of a dimension replaced."""
    return _written(x, _in_slice(x, dim, index), src, "SelectScatterBackward0")


@define()
def diagonal_scatter(x: Tensor, src: Tensor, offset: int = 0, dim1: int = 0, dim2: int = 1) -> Any:
    """A copy with a diagonal replaced."""
    n = len(x.shape)
    places = np.arange(x.numel()).reshape(x.shape)
    at = np.unravel_index(np.diagonal(places, offset, dim1 % n, dim2 % n), x.shape)
    return _written(x, tuple(at), src, "DiagonalScatterBackward0")


@define(function=False)
def fill_diagonal_(x: Tensor, value: Any, wrap: bool = False) -> Any:
    mask = np.zeros(x.shape, bool)
    np.fill_diagonal(mask, True, wrap=wrap)
    return x.masked_fill_(made(mask), value)


REDUCTIONS = ("sum", "prod", "mean", "amax", "amin")


@define()
def scatter_reduce(
    x: Tensor, dim: int, index: Tensor, src: Tensor, reduce: str, *, include_self: bool = True
) -> Any:
    """Entries of `src` that meet at an index along a dimension, reduced."""
    if reduce not in REDUCTIONS:
        raise RuntimeError(f"reduce argument must be one of {', '.join(REDUCTIONS)}, got {reduce}")
    if reduce == "prod":
        raise NotImplementedError(
            "torch.scatter_reduce(reduce='prod') is not in funcad.torch: use reduce='sum' of "
            "logarithms, or 'mean', 'amax', 'amin'"
        )
    i = look(index)
    at = _positions(i, normalized(dim, len(x.shape)))
    if reduce in ("amax", "amin"):
        return _scattered_extreme(
            x, at, src, tuple(slice(n) for n in i.shape), reduce, include_self
        )
    counts = np.zeros(x.shape, x._value.dtype)
    np.add.at(counts, at, 1)
    cut = tuple(slice(n) for n in i.shape)
    kept = np.ones(x.shape, bool) if include_self else counts == 0
    n = np.maximum(counts + (1 if include_self else 0), 1) if reduce == "mean" else 1

    def f(h: Any, s: Any) -> Any:
        y = _zeros(h, s)
        np.add.at(y, at, s[cut])
        y = np.where(kept, h, h.dtype.type(0)) + y
        return y / n if reduce == "mean" else y

    return applied(f, (x, src), "ScatterReduceBackward0")


def _scattered_extreme(
    x: Tensor, at: Any, src: Tensor, cut: Any, reduce: str, include_self: bool
) -> Any:
    """The largest or smallest of what meets; entries that are equally so share its gradient."""
    f: Any = np.maximum if reduce == "amax" else np.minimum
    worst = -np.inf if reduce == "amax" else np.inf
    values, best = look(src)[cut], look(x).astype(np.float64)
    met = np.zeros(x.shape, bool)
    met[at] = True
    if not include_self:
        best = np.where(met, worst, best)
    f.at(best, at, values)
    best = best.astype(x._value.dtype)
    of_x = (look(x) == best) if include_self else ~met
    of_src = values == best[at]
    counts = of_x.astype(x._value.dtype)
    np.add.at(counts, at, of_src.astype(x._value.dtype))

    def g(h: Any, s: Any) -> Any:
        y = _zeros(h, s)
        np.add.at(y, at, np.where(of_src, s[cut], s.dtype.type(0)))
        return (np.where(of_x, h, h.dtype.type(0)) + y) / np.maximum(counts, 1)

    return applied(g, (x, src), "ScatterReduceBackward0")


@define(function=False)
def unfold(x: Tensor, dimension: int, size: int, step: int) -> Any:
    axis = normalized(dimension, len(x.shape))
    starts = np.arange(0, x.shape[axis] - size + 1, step)
    at = starts[:, None] + np.arange(size)
    return applied(
        lambda h: np.moveaxis(np.take(h, at, axis=axis), axis + 1, -1), (x,), "UnfoldBackward0"
    )


@define(function=False)
def sum_to_size(x: Tensor, *size: Any) -> Any:
    shape = tuple(size[0]) if len(size) == 1 and not isinstance(size[0], int) else size
    extra = len(x.shape) - len(shape)
    axes = (*range(extra), *(i + extra for i, n in enumerate(shape) if n == 1))
    return x.sum(axes, keepdim=True).reshape(shape) if axes else x


for _f in (index_put, put, masked_scatter, scatter_reduce):
    add(f"{_f.__name__}_", in_place(_f), function=False)
