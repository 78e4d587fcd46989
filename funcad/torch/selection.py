"""Choices and moves of entries: where, clamp, masks, gather and scatter."""

from __future__ import annotations

from operator import itemgetter
from typing import Any

import numpy as np

from funcad.torch.operators import promoting
from funcad.torch.registry import add, define
from funcad.torch.shapes import in_dtype, normalized
from funcad.torch.tensor import Tensor, applied, look, made
from funcad.torch.views import in_place, viewed

_where = promoting(lambda c, x, y: np.where(c, x, y), "WhereBackward0")


@define(method=False)
def where(condition: Tensor, x: Any = None, y: Any = None) -> Any:
    """x where the condition holds, else y; alone, where it holds."""
    c = look(condition)
    if x is None:
        return tuple(made(i) for i in np.nonzero(c))
    f = promoting(lambda h, k: np.where(c, h, k), "WhereBackward0")
    return f(x, y)


setattr(Tensor, "where", lambda x, condition, y: where(condition, x, y))  # noqa: B010


@define("clip")
def clamp(x: Tensor, min: Any = None, max: Any = None) -> Tensor:
    """Entries below `min` are `min`, above `max` they are `max`."""
    if min is None and max is None:
        raise ValueError("At least one of 'min' or 'max' must not be None")
    given = [v for v in (min, max) if v is not None]

    def f(h: Any, *bounds: Any) -> Any:
        low = bounds[0] if min is not None else None
        high = bounds[-1] if max is not None else None
        return np.clip(h, low, high)

    label = "ClampBackward0" if any(isinstance(v, Tensor) for v in given) else "ClampBackward1"
    return promoting(f, label, kinds="biuf", kernel="clamp_cpu")(x, *given)  # type: ignore[no-any-return]


@define()
def clamp_min(x: Tensor, min: Any) -> Tensor:
    """Entries below `min` are `min`."""
    return promoting(lambda h, m: np.clip(h, m, None), "ClampMinBackward0")(x, min)  # type: ignore[no-any-return]


@define()
def clamp_max(x: Tensor, max: Any) -> Tensor:
    """Entries above `max` are `max`."""
    return promoting(lambda h, m: np.clip(h, None, m), "ClampMaxBackward0")(x, max)  # type: ignore[no-any-return]


@define()
def masked_fill(x: Tensor, mask: Tensor, value: Any) -> Tensor:
    """`value` where the mask is true."""
    if isinstance(value, Tensor) and value.shape:
        raise RuntimeError(
            "masked_fill_ only supports a 0-dimensional value tensor, but got tensor with "
            f"{len(value.shape)} dimension(s)."
        )
    m = look(mask)
    d = x._value.dtype

    def f(h: Any, v: Any) -> Any:
        v = v.astype(d) if hasattr(v, "astype") else d.type(v)
        return np.where(m, v, h)

    label = "MaskedFillBackward1" if isinstance(value, Tensor) else "MaskedFillBackward0"
    return applied(f, (x, value), label)  # type: ignore[no-any-return]


@define()
def masked_select(x: Tensor, mask: Tensor) -> Tensor:
    """The entries where the mask is true, as a vector."""
    m = look(mask)
    return applied(  # type: ignore[no-any-return]
        lambda h: np.broadcast_to(h, np.broadcast_shapes(h.shape, m.shape))[
            np.broadcast_to(m, np.broadcast_shapes(h.shape, m.shape))
        ],
        (x,),
        "MaskedSelectBackward0",
    )


@define()
def gather(x: Tensor, dim: int, index: Tensor) -> Tensor:
    """Entries by their indices along a dimension."""
    i = look(index)
    axis = normalized(dim, len(x.shape))
    at = _positions(i, axis)
    return applied(lambda h: h[at], (x,), "GatherBackward0")  # type: ignore[no-any-return]


def _positions(i: np.ndarray, axis: int) -> tuple[Any, ...]:
    """The index of the entries that `i` means along an axis."""
    grids: list[Any] = list(np.indices(i.shape, sparse=True))
    grids[axis] = i
    return tuple(grids)


def _source(src: Any, i: np.ndarray) -> Any:
    cut = tuple(slice(n) for n in i.shape)
    return src[cut] if getattr(src, "shape", ()) else src


def _scattered(x: Tensor, dim: int, index: Tensor, src: Any, add_: bool, label: str) -> Tensor:
    i = look(index)
    at = _positions(i, normalized(dim, len(x.shape)))

    def f(h: Any, s: Any) -> Any:
        y = np.copy(h) if not add_ else h + 0
        if add_:
            from_zero = _zeros(h, s)
            np.add.at(from_zero, at, _source(s, i))
            return h + from_zero
        y = _zeros(h, s) + h
        y[at] = _source(s, i)
        return y

    return applied(f, (x, src), label)  # type: ignore[no-any-return]


def _zeros(h: Any, s: Any) -> Any:
    """Zeros like `h` that a traced value may be written into."""
    like = s if hasattr(s, "trace") and not isinstance(s, np.ndarray) else h
    return np.zeros_like(like, shape=h.shape, dtype=h.dtype)


@define()
def scatter(x: Tensor, dim: int, index: Tensor, src: Any) -> Tensor:
    """The entries of `src` written at indices along a dimension."""
    label = "ScatterBackward0" if isinstance(src, Tensor) else "ScatterBackward1"
    return _scattered(x, dim, index, src, False, label)


@define()
def scatter_add(x: Tensor, dim: int, index: Tensor, src: Tensor) -> Tensor:
    """The entries of `src` added at indices along a dimension."""
    return _scattered(x, dim, index, src, True, "ScatterAddBackward0")


@define()
def index_select(x: Tensor, dim: int, index: Tensor) -> Tensor:
    """Slices along a dimension by index."""
    i = look(index)
    axis = normalized(dim, len(x.shape))
    return applied(lambda h: np.take(h, i, axis=axis), (x,), "IndexSelectBackward0")  # type: ignore[no-any-return]


def _along(i: np.ndarray, axis: int) -> tuple[Any, ...]:
    return (*(slice(None),) * axis, i)


@define()
def index_add(x: Tensor, dim: int, index: Tensor, source: Tensor, *, alpha: Any = 1) -> Tensor:
    """Slices added at indices along a dimension."""
    at = _along(look(index), normalized(dim, len(x.shape)))

    def f(h: Any, s: Any) -> Any:
        y = _zeros(h, s)
        np.add.at(y, at, s * alpha if alpha != 1 else s)
        return h + y

    return applied(f, (x, source), "IndexAddBackward0")  # type: ignore[no-any-return]


@define()
def index_copy(x: Tensor, dim: int, index: Tensor, source: Tensor) -> Tensor:
    """Slices written at indices along a dimension."""
    at = _along(look(index), normalized(dim, len(x.shape)))

    def f(h: Any, s: Any) -> Any:
        y = _zeros(h, s) + h
        y[at] = s
        return y

    return applied(f, (x, source), "IndexCopyBackward0")  # type: ignore[no-any-return]


@define()
def index_fill(x: Tensor, dim: int, index: Tensor, value: Any) -> Tensor:
    """One value written at indices along a dimension."""
    mask = np.zeros(x.shape, bool)
    mask[_along(look(index), normalized(dim, len(x.shape)))] = True
    y = masked_fill(x, made(mask), value)
    if y._node is not None:
        y._node.label = "IndexFillBackward0"
    return y


@define()
def take(x: Tensor, index: Tensor) -> Tensor:
    """Entries by their place in the flat tensor."""
    i = look(index)
    return applied(lambda h: np.take(np.reshape(h, -1), i), (x,), "TakeBackward0")  # type: ignore[no-any-return]


@define()
def take_along_dim(x: Tensor, indices: Tensor, dim: int) -> Tensor:
    """Entries by their indices along a dimension."""
    return applied(  # type: ignore[no-any-return]
        lambda h: np.take_along_axis(h, look(indices), dim), (x,), "GatherBackward0"
    )


@define()
def nonzero(x: Tensor, *, as_tuple: bool = False) -> Any:
    """Where entries are not zero."""
    at = np.nonzero(look(x))
    return tuple(made(i) for i in at) if as_tuple else made(np.stack(at, axis=-1))


@define()
def select(x: Tensor, dim: int, index: int) -> Tensor:
    """A slice at one index of a dimension: a view."""
    at = (*(slice(None),) * normalized(dim, len(x.shape)), index, ...)
    return viewed(lambda h: h[at], x, "SelectBackward0")


@define()
def narrow(x: Tensor, dim: int, start: int, length: int) -> Tensor:
    """Some indices of a dimension, in a row: a view."""
    at = (*(slice(None),) * normalized(dim, len(x.shape)), slice(start, start + length), ...)
    return viewed(lambda h: h[at], x, "SliceBackward0")


def _parts(x: Tensor, sizes: list[int], dim: int, label: str) -> tuple[Tensor, ...]:
    axis = normalized(dim, len(x.shape))
    found, start = [], 0
    for k, n in enumerate(sizes):
        at = (*(slice(None),) * axis, slice(start, start + n), ...)
        found.append(viewed(itemgetter(at), x, label, "many", k))
        start += n
    return tuple(found)


@define()
def split(x: Tensor, split_size_or_sections: Any, dim: int = 0) -> tuple[Tensor, ...]:
    """Parts of a size, or of several sizes, along a dimension: views."""
    n = x.shape[dim]
    if isinstance(split_size_or_sections, int):
        size = split_size_or_sections
        sizes = [min(size, n - i) for i in range(0, n, size)] or [0]
        return _parts(x, sizes, dim, "SplitBackward0")
    return _parts(x, [*split_size_or_sections], dim, "SplitWithSizesBackward0")


@define()
def chunk(x: Tensor, chunks: int, dim: int = 0) -> tuple[Tensor, ...]:
    """About equal parts along a dimension: views."""
    n = x.shape[dim]
    return split(x, max(1, -(-n // chunks)), dim)


@define()
def unbind(x: Tensor, dim: int = 0) -> tuple[Tensor, ...]:
    """The slices of a dimension: views."""
    axis = normalized(dim, len(x.shape))
    at = [(*(slice(None),) * axis, i, ...) for i in range(x.shape[axis])]
    return tuple(viewed(itemgetter(p), x, "UnbindBackward0", "many", k) for k, p in enumerate(at))


@define()
def diagonal(x: Tensor, offset: int = 0, dim1: int = 0, dim2: int = 1) -> Tensor:
    """A diagonal of two dimensions: a view."""
    return viewed(lambda h: np.diagonal(h, offset, dim1, dim2), x, "DiagonalBackward0")


@define()
def diag(x: Tensor, diagonal: int = 0) -> Tensor:
    """The diagonal of a matrix, or the matrix of a diagonal."""
    label = "DiagEmbedBackward0" if len(x.shape) == 1 else "DiagonalBackward0_copy"
    return applied(lambda h: np.diag(h, diagonal), (x,), label)  # type: ignore[no-any-return]


@define()
def tril(x: Tensor, diagonal: int = 0) -> Tensor:
    """The lower triangle; zeros above."""
    return applied(lambda h: np.tril(h, diagonal), (x,), "TrilBackward0")  # type: ignore[no-any-return]


@define()
def triu(x: Tensor, diagonal: int = 0) -> Tensor:
    """The upper triangle; zeros below."""
    return applied(lambda h: np.triu(h, diagonal), (x,), "TriuBackward0")  # type: ignore[no-any-return]


@define()
def trace(x: Tensor) -> Tensor:
    """The sum of the diagonal."""
    if x._value.dtype.kind in "iu":
        x = in_dtype(x, np.dtype(np.int64))
    return applied(np.trace, (x,), "TraceBackward0")  # type: ignore[no-any-return]


for _f in (clamp, clamp_min, clamp_max, scatter, scatter_add, index_add, index_copy):
    add(f"{_f.__name__}_", in_place(_f), function=False)
add("masked_fill_", in_place(masked_fill, apart=False), function=False)
add("index_fill_", in_place(index_fill, apart=False), function=False)
add("tril_", in_place(tril), function=False)
add("triu_", in_place(triu), function=False)
