"""x[i] and x[i] = v: views for integers and slices, copies for tensors of indices and masks."""

from __future__ import annotations

from itertools import zip_longest
from operator import itemgetter
from typing import Any

import numpy as np

from funcad.core.context import TRANSFORMING
from funcad.core.primitive import writable
from funcad.core.residuals import Like
from funcad.core.tracer import Buffer, Tracer, snapshot
from funcad.primitives.access import read
from funcad.primitives.indexing import getitem as primitive
from funcad.torch.creation import as_tensor
from funcad.torch.graph import OPEN, Node
from funcad.torch.level import is_live
from funcad.torch.modes import MODE
from funcad.torch.operators import is_number
from funcad.torch.tensor import (
    Tensor,
    applied,
    handle_of,
    made,
    node_of,
    settled_value,
    tensor_of,
    watch,
)
from funcad.torch.views import (
    View,
    as_it_is,
    require_apart,
    require_writable,
    tie,
    viewed,
    write,
)
from funcad.torch.writing import copy_


def parts_of(index: Any, x: Tensor) -> tuple[tuple[Any, ...], bool]:
    """(index as NumPy takes it, whether it is one of positions and slices only)."""
    parts = index if type(index) is tuple else (index,)
    found: list[Any] = []
    basic = True
    for p in parts:
        if isinstance(p, Tensor):
            p = p._value
            if isinstance(p, Tracer):
                basic = False
            elif p.dtype.kind not in "iub":
                raise IndexError("tensors used as indices must be long, int, byte or bool tensors")
            elif p.shape or p.dtype.kind == "b":
                basic = False
                if p.dtype == np.uint8:
                    p = p.astype(bool)
                _require_mask(p, x, len(found))
            else:
                p = int(p)
        elif isinstance(p, list | np.ndarray | tuple | range):
            p = np.array(_plain(p))
            p = p.astype(np.intp) if not p.size else p
            _require_mask(p, x, len(found))
            basic = False
        elif isinstance(p, bool | np.bool_):
            basic = False
        elif isinstance(p, slice):
            p = slice(*(_bound(b) for b in (p.start, p.stop, p.step)))
            if p.step is not None and p.step <= 0:
                raise ValueError("step must be greater than zero")
        elif not (p is None or p is ... or isinstance(p, int | np.integer)):
            raise IndexError(
                "only integers, slices (`:`), ellipsis (`...`), None and long or byte Variables "
                f"are valid indices (got {type(p).__name__})"
            )
        found.append(p)
    return tuple(found), basic


def _plain(p: Any) -> Any:
    if isinstance(p, Tensor):
        return p._value.tolist()
    return [_plain(v) for v in p] if isinstance(p, list | tuple | range) else p


def _bound(b: Any) -> Any:
    return int(b) if isinstance(b, Tensor) else b


def _require_mask(mask: Any, x: Tensor, at: int) -> None:
    if mask.dtype.kind == "b" and mask.shape != tuple(x.shape[at : at + mask.ndim]):
        raise IndexError(
            f"The shape of the mask {list(mask.shape)} at index 0 does not match the shape of the "
            f"indexed tensor {list(x.shape)} at index {at}"
        )


class indexing:
    """NumPy's errors for indices, in PyTorch's words."""

    def __init__(self, x: Tensor) -> None:
        self.x = x

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: Any, error: Any, where: Any) -> None:
        if not isinstance(error, IndexError):
            return
        text = str(error)
        if "out of bounds" in text:
            words = text.split()
            at, dim, n = words[1], words[words.index("axis") + 1], words[-1]
            raise IndexError(
                f"index {at} is out of bounds for dimension {dim} with size {n}"
            ) from None
        if "too many indices" in text:
            dims = len(self.x.shape)
            if not dims:
                raise IndexError(
                    "invalid index of a 0-dim tensor. Use `tensor.item()` in Python or "
                    "`tensor.item<T>()` in C++ to convert a 0-dim tensor to a number"
                ) from None
            raise IndexError(f"too many indices for tensor of dimension {dims}") from None


def getitem(x: Tensor, index: Any) -> Tensor:
    """x[index]."""
    value = x._value
    if type(value) is np.ndarray and (
        type(index) is int or (type(index) is slice and index.step is None)
    ):
        return _sliced(x, value, index)
    parts, basic = parts_of(index, x)
    if isinstance(x._value, np.generic):
        settled_value(x)
    with indexing(x):
        if not basic:
            traced = any(isinstance(p, Tracer) for p in parts)
            f = (lambda h: read(h, parts)) if traced else (lambda h: h[parts])
            y: Tensor = applied(f, (x,), "IndexBackward0")
            return y
        full = parts if ... in parts else (*parts, ...)
        return viewed(lambda h: h[full], x, _label(parts))


def _sliced(x: Tensor, value: np.ndarray, index: Any) -> Tensor:
    """The hot path: one integer or one slice."""
    full = (index, ...)
    with indexing(x):
        y = made(value[full])
    counter = x._counter
    if MODE.enabled:
        node = node_of(x)
        if node is not None:
            params = {"index": full}
            core = (primitive, (node.seq,), (Like(value),), y._value, params)
            label = "SliceBackward0" if type(index) is slice else "SelectBackward0"
            y._node = Node(core, (node,), label, (None, None, counter, counter[0]))
    tie(y, x, View(x, itemgetter(full), index=full))
    if TRANSFORMING.get():
        watch(y)
    return y


def _label(parts: tuple[Any, ...]) -> str:
    """The node of the last view that is taken for an index."""
    for p in reversed(parts):
        if p is None:
            return "UnsqueezeBackward0"
        if isinstance(p, slice) and (p != slice(None) or len(parts) == 1):
            return "SliceBackward0"
        if not isinstance(p, slice) and p is not ...:
            return "SelectBackward0"
    return "AliasBackward0"


def _is_whole(parts: tuple[Any, ...], shape: tuple[int, ...]) -> bool:
    """Whether an index means the tensor as it is."""
    sizes = shape if ... not in parts else ()
    return all(
        p is ... or (isinstance(p, slice) and (p == slice(None) or p.indices(n) == (0, n, 1)))
        for p, n in zip_longest(parts, sizes[: len(parts)], fillvalue=-1)
    )


def setitem(x: Tensor, index: Any, v: Any) -> None:
    """x[index] = v."""
    parts, basic = parts_of(index, x)
    if isinstance(v, complex) and x._value.dtype.kind != "c":
        raise RuntimeError(f"value cannot be converted to type {x.dtype.in_c} without overflow")
    recorded = x.requires_grad or (isinstance(v, Tensor) and v.requires_grad)
    if not basic or is_live(x._value) or not (recorded or _is_traced(x) or _is_traced(v)):
        _put(x, parts, basic, v)
        return
    part = x if _is_whole(parts, x.shape) else getitem(x, index)
    copy_(part, _fitted(v if isinstance(v, Tensor) else as_tensor(v, part.dtype), part.shape))


def _fitted(v: Tensor, shape: tuple[int, ...]) -> Tensor:
    """What is assigned, without leading dimensions of size 1 that are too many."""
    while len(v.shape) > len(shape) and v.shape[0] == 1:
        v = v[0]
    if len(v.shape) > len(shape):
        raise RuntimeError(
            f"expand(torch.{v.dtype.title}Tensor{{{list(v.shape)}}}, size={list(shape)}): the "
            f"number of sizes provided ({len(shape)}) must be greater or equal to the number of "
            f"dimensions in the tensor ({len(v.shape)})"
        )
    try:
        fits = np.broadcast_shapes(shape, v.shape) == tuple(shape)
    except ValueError:
        fits = False
    if not fits:
        raise RuntimeError(_mismatch(tuple(shape), tuple(v.shape)))
    return v


def _put(x: Tensor, parts: tuple[Any, ...], basic: bool, v: Any) -> None:
    recorded = require_writable(x, v)
    if not basic and isinstance(v, Tensor):
        if v._value.dtype != x._value.dtype:
            raise RuntimeError(
                "Index put requires the source and destination dtypes match, got "
                f"{x.dtype.title} for the destination and {v.dtype.title} for the source."
            )
        require_apart(x, (v,), same=False)
    with indexing(x):
        if not recorded and not _is_traced(x) and not _is_traced(v):
            value = settled_value(x)
            _assign(value, parts, v._value if isinstance(v, Tensor) else v, basic)
            x._counter[0] += 1
            return
        h = handle_of(as_it_is(x))
        buffer = writable(h) if not isinstance(h, Tracer) else snapshot(h)
        source = handle_of(v) if isinstance(v, Tensor) else v
        if not is_number(source) and source.dtype != x._value.dtype:
            source = source.astype(x._value.dtype)
        _assign(buffer, parts, source, basic)
        new = made(buffer.value) if type(buffer) is Buffer else tensor_of(buffer)
        write(x, new, "IndexPutBackward0")


def _is_traced(x: Any) -> bool:
    return isinstance(x, Tensor) and isinstance(x._value, Tracer)


def _assign(target: Any, parts: tuple[Any, ...], v: Any, basic: bool) -> None:
    if isinstance(v, list | tuple):
        v = np.array(_plain(v))
    try:
        target[parts[0] if len(parts) == 1 else parts] = v
    except ValueError:
        shape = np.shape(target[parts])
        if basic:
            raise RuntimeError(_mismatch(shape, np.shape(v))) from None
        raise RuntimeError(
            f"shape mismatch: value tensor of shape {list(np.shape(v))} cannot be broadcast to "
            f"indexing result of shape {list(shape)}"
        ) from None


def _mismatch(target: tuple[int, ...], given: tuple[int, ...]) -> str:
    n = len(target)
    padded = (1,) * (n - len(given)) + tuple(given)
    i = next((i for i in range(n) if padded[i] not in (1, target[i])), 0)
    return (
        f"The expanded size of the tensor ({target[i] if target else 1}) must match the existing "
        f"size ({padded[i] if padded else 1}) at non-singleton dimension {i}.  "
        f"Target sizes: {list(target)}.  Tensor sizes: {list(given)}"
    )


setattr(Tensor, "__getitem__", getitem)  # noqa: B010
setattr(Tensor, "__setitem__", setitem)  # noqa: B010

__all__ = ["OPEN", "node_of"]
