"""Tensors put together and taken apart along rows and columns, grids and diagonals."""

from __future__ import annotations

import itertools
from operator import itemgetter
from typing import Any

import numpy as np

from funcad.torch.contraction import labelled
from funcad.torch.registry import add, define
from funcad.torch.selection import chunk, split
from funcad.torch.shapes import broadcast_to, cat, listed, normalized, reshape
from funcad.torch.tensor import Tensor, applied, made
from funcad.torch.views import viewed


def _many(tensors: tuple[Any, ...]) -> list[Tensor]:
    """The tensors, given one by one or as a list."""
    first = tensors[0] if tensors else ()
    return [*(first if len(tensors) == 1 and isinstance(first, list | tuple) else tensors)]


def _put_atleast() -> None:
    for n in (1, 2, 3):

        def atleast(*tensors: Any, n: int = n) -> Any:
            if len(tensors) == 1 and isinstance(tensors[0], Tensor):
                return _padded(tensors[0], n)
            return tuple(_padded(x, n) for x in _many(tensors))

        atleast.__name__ = f"atleast_{n}d"
        atleast.__doc__ = f"With dimensions of size 1 put in until there are {n}."
        add(atleast.__name__, atleast, method=False)


def _padded(x: Tensor, n: int) -> Any:
    m = len(x.shape)
    if m >= n:
        return x
    if m < 2:
        x = x if m or n == 1 else reshape(x, 1)
        return reshape(x, *((1, *x.shape) if n > 1 else (1,)), *((1,) if n == 3 else ()))
    return x.unsqueeze(-1)


_put_atleast()


@define(method=False)
def hstack(tensors: Any) -> Any:
    """Tensors side by side: along the second dimension, vectors along the first."""
    found = [_padded(x, 1) for x in tensors]
    return cat(found, 0 if len(found[0].shape) == 1 else 1)


@define("row_stack", method=False)
def vstack(tensors: Any) -> Any:
    """Tensors one below the other; vectors are rows."""
    return cat([_padded(x, 2) for x in tensors], 0)


@define(method=False)
def dstack(tensors: Any) -> Any:
    """Tensors along the third dimension."""
    return cat([_padded(x, 3) for x in tensors], 2)


@define(method=False)
def column_stack(tensors: Any) -> Any:
    """Tensors side by side; vectors are columns."""
    return cat([reshape(x, x.numel(), 1) if len(x.shape) < 2 else x for x in tensors], 1)


@define(method=False)
def block_diag(*tensors: Any) -> Any:
    """Matrices along the diagonal of one, zeros elsewhere."""
    found = [_padded(x, 2) for x in listed(_many(tensors), "block_diag")]

    def f(*hs: Any) -> Any:
        widths = [h.shape[1] for h in hs]
        rows, before = [], 0
        for h in hs:
            after = sum(widths) - before - h.shape[1]
            rows.append(np.pad(h, [(0, 0), (before, after)]))
            before += h.shape[1]
        return np.concatenate(rows)

    return applied(f, tuple(found), "BlockDiagBackward0")


@define(method=False)
def meshgrid(*tensors: Any, indexing: str = "ij") -> Any:
    """The coordinates of a grid, each as a tensor of its shape."""
    found = [reshape(x, -1) for x in _many(tensors)]
    n = len(found)
    shape = tuple(x.numel() for x in found)
    if indexing not in ("ij", "xy"):
        raise RuntimeError(
            'torch.meshgrid: indexing must be one of "xy" or "ij", but received: ' + indexing
        )
    places = [*range(n)]
    if indexing == "xy" and n > 1:
        places[:2] = [1, 0]
        shape = (shape[1], shape[0], *shape[2:])
    grids = []
    for i, x in zip(places, found, strict=True):
        one = reshape(x, *(1,) * i, x.numel(), *(1,) * (n - 1 - i))
        grids.append(broadcast_to(one, shape))
    return tuple(grids)


@define(method=False)
def cartesian_prod(*tensors: Any) -> Any:
    """All choices of one entry of each vector, as rows."""
    found = _many(tensors)
    if len(found) == 1:
        return found[0]
    at = np.indices([x.numel() for x in found]).reshape(len(found), -1)
    return applied(
        lambda *hs: np.stack([h[i] for h, i in zip(hs, at, strict=True)], axis=1),
        tuple(found),
        "StackBackward0",
    )


@define(method=False)
def combinations(x: Tensor, r: int = 2, with_replacement: bool = False) -> Any:
    """All choices of r entries of a vector, as rows."""
    choose = itertools.combinations_with_replacement if with_replacement else itertools.combinations
    at = np.array([*choose(range(x.numel()), r)], np.intp).reshape(-1, r)
    return applied(lambda h: h[at], (x,), "StackBackward0")


@define()
def tensor_split(x: Tensor, indices_or_sections: Any, dim: int = 0) -> Any:
    """A number of about equal parts, or parts between indices, along a dimension: views."""
    axis = normalized(dim, len(x.shape))
    n = x.shape[axis]
    if isinstance(indices_or_sections, Tensor):
        indices_or_sections = indices_or_sections.tolist()
    if isinstance(indices_or_sections, int):
        k = indices_or_sections
        counts = [n // k + (i < n % k) for i in range(k)]
        indices_or_sections = [*itertools.accumulate(counts)][:-1]
    ends = [min(n, i if i >= 0 else i + n) for i in indices_or_sections]
    bounds = zip([0, *ends], [*ends, n], strict=True)
    at = [(*(slice(None),) * axis, slice(a, b), ...) for a, b in bounds]
    return tuple(viewed(itemgetter(p), x, "SliceBackward0") for p in at)


@define()
def hsplit(x: Tensor, indices_or_sections: Any) -> Any:
    """Parts along the second dimension, of a vector along the first."""
    return tensor_split(x, indices_or_sections, 0 if len(x.shape) == 1 else 1)


@define()
def vsplit(x: Tensor, indices_or_sections: Any) -> Any:
    """Parts along the first dimension."""
    return tensor_split(x, indices_or_sections, 0)


@define()
def dsplit(x: Tensor, indices_or_sections: Any) -> Any:
    """Parts along the third dimension."""
    return tensor_split(x, indices_or_sections, 2)


@define("unsafe_split_with_sizes")
def split_with_sizes(x: Tensor, split_sizes: Any, dim: int = 0) -> Any:
    """Parts of these sizes along a dimension: views."""
    return tuple(labelled(y, "SplitWithSizesBackward0") for y in split(x, split_sizes, dim))


add("unsafe_split", split)
add("unsafe_chunk", chunk)


@define()
def repeat_interleave(x: Tensor, repeats: Any, dim: int | None = None) -> Any:
    """Each entry, or slice along a dimension, several times in a row."""
    counts = repeats.tolist() if isinstance(repeats, Tensor) else repeats
    if dim is None:
        x, dim = reshape(x, -1), 0
    label = "ViewBackward0" if isinstance(counts, int) else "IndexSelectBackward0"
    return applied(lambda h: np.repeat(h, counts, axis=dim), (x,), label)


@define()
def rot90(x: Tensor, k: int = 1, dims: Any = (0, 1)) -> Any:
    """Turned by k right angles in the plane of two dimensions."""
    return applied(lambda h: np.rot90(h, k, tuple(dims)) + 0, (x,), "Rot90Backward0")


@define()
def fliplr(x: Tensor) -> Any:
    """The columns in reverse."""
    return x.flip(1)


@define()
def flipud(x: Tensor) -> Any:
    """The rows in reverse."""
    return x.flip(0)


@define()
def diag_embed(x: Tensor, offset: int = 0, dim1: int = -2, dim2: int = -1) -> Any:
    """Matrices of which the last dimension has the diagonals."""
    n = len(x.shape) + 1
    first, second = normalized(dim1, n), normalized(dim2, n)
    size = x.shape[-1] + abs(offset)
    at = np.arange(x.shape[-1])
    rows, columns = at + max(-offset, 0), at + max(offset, 0)

    def f(h: Any) -> Any:
        place = np.zeros((h.shape[-1], size, size), h.dtype)
        place[at, rows, columns] = 1
        y = np.einsum("...i,ijk->...jk", h, place)
        return np.moveaxis(y, (-2, -1), (first, second))

    return applied(f, (x,), "DiagEmbedBackward0")


@define()
def diagflat(x: Tensor, offset: int = 0) -> Any:
    """The matrix with all entries on a diagonal."""
    return diag_embed(reshape(x, -1), offset)


def _triangle(name: str, f: Any) -> None:
    def indices(row: int, col: int, offset: int = 0, **layout: Any) -> Tensor:
        return made(np.array(f(row, offset, col), np.int64))

    indices.__name__ = f"{name}_indices"
    indices.__doc__ = "The rows and columns of the entries of a triangle."
    add(indices.__name__, indices, method=False)


_triangle("tril", np.tril_indices)
_triangle("triu", np.triu_indices)
