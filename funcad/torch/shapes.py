"""Shape, dtype and order of entries: views where NumPy gives them."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from funcad.core.tracer import Buffer, Tracer, snapshot
from funcad.primitives import arithmetic as ar
from funcad.torch.creation import sizes
from funcad.torch.dtypes import BY_NP, np_dtype
from funcad.torch.dtypes import dtype as Dtype
from funcad.torch.graph import NO_PARAMS, recorded
from funcad.torch.modes import MODE
from funcad.torch.operators import common_dtype
from funcad.torch.registry import add, define
from funcad.torch.tensor import CPU, Size, Tensor, applied, handle_of, made, node_of, tensor_of
from funcad.torch.tensor import device as Device
from funcad.torch.views import viewed


def normalized(dim: int, n: int) -> int:
    """A dimension counted from the front."""
    low, high = -max(n, 1), max(n, 1) - 1
    if not low <= dim <= high:
        raise IndexError(
            f"Dimension out of range (expected to be in range of [{low}, {high}], but got {dim})"
        )
    return dim % n if n else 0


@define()
def clone(x: Tensor, *, memory_format: Any = None) -> Tensor:
    """A copy, through which gradients pass."""
    value = x._value
    if isinstance(value, Tracer):
        return tensor_of(snapshot(handle_of(x)))  # type: ignore[no-any-return]
    return _copied(x, np.array(value))


def _copied(x: Tensor, y: np.ndarray) -> Tensor:
    """The copy `y` of a value, with its place in the graph."""
    node = node_of(x) if MODE.enabled else None
    if node is None:
        return made(y)
    h = recorded(ar.positive, (node,), (x._value,), y, NO_PARAMS)
    return tensor_of(h, "CloneBackward0")  # type: ignore[no-any-return]


@define(function=False)
def contiguous(x: Tensor, *, memory_format: Any = None) -> Tensor:
    value = x._value
    if not isinstance(value, np.ndarray) or value.flags.c_contiguous:
        return x
    return _copied(x, np.ascontiguousarray(value))


def in_dtype(x: Tensor, d: np.dtype[Any]) -> Tensor:
    """`x` in a dtype: itself if it has it."""
    if x._value.dtype == d:
        return x
    return applied(lambda h: h.astype(d), (x,), "ToCopyBackward0")  # type: ignore[no-any-return]


@define(function=False)
def to(
    x: Tensor, *args: Any, dtype: Any = None, device: Any = None, copy: bool = False, **layout: Any
) -> Tensor:
    for arg in args:
        if isinstance(arg, Dtype):
            dtype = arg
        elif isinstance(arg, Tensor):
            dtype = arg.dtype
        elif isinstance(arg, str | Device):
            device = arg
    if device is not None:
        Device(device)
    y = x if dtype is None else in_dtype(x, np_dtype(dtype))
    return clone(y) if copy and y is x else y


@define(function=False)
def type_as(x: Tensor, other: Tensor) -> Tensor:
    return in_dtype(x, other._value.dtype)


@define(function=False)
def type(x: Tensor, dtype: Any = None, **options: Any) -> Any:
    if dtype is None:
        return f"torch.{x.dtype.title}Tensor"
    return in_dtype(x, np_dtype(dtype))


def _put_casts() -> None:
    names = {
        "float": "float32",
        "double": "float64",
        "half": "float16",
        "int": "int32",
        "long": "int64",
        "short": "int16",
        "bool": "bool",
        "cfloat": "complex64",
        "cdouble": "complex128",
    }
    for name, kind in names.items():
        d = np.dtype(kind)
        add(name, lambda x, d=d: in_dtype(x, d), function=False)


_put_casts()


def _inferred(shape: tuple[int, ...], size: int) -> tuple[int, ...]:
    """The shape with its -1 filled in."""
    if -1 in shape:
        others = math.prod(n for n in shape if n != -1)
        if shape.count(-1) > 1:
            raise RuntimeError("only one dimension can be inferred")
        if others and size % others == 0:
            return tuple(size // others if n == -1 else n for n in shape)
    elif math.prod(shape) == size:
        return shape
    raise RuntimeError(f"shape '{list(shape)}' is invalid for input of size {size}")


def _is_view_of(x: Tensor, shape: tuple[int, ...]) -> bool:
    value = x._value
    if not isinstance(value, np.ndarray):
        return True
    return not value.size or np.may_share_memory(value, value.reshape(shape))


@define()
def reshape(x: Tensor, *shape: Any) -> Tensor:
    """The entries in another shape; a view if possible."""
    new = _inferred(sizes(shape), x.numel())
    label = "ViewBackward0" if _is_view_of(x, new) else "UnsafeViewBackward0"
    return viewed(lambda h: np.reshape(h, new), x, label)


@define(function=False)
def view(x: Tensor, *shape: Any) -> Tensor:
    if len(shape) == 1 and isinstance(shape[0], Dtype):
        raise NotImplementedError("Tensor.view(dtype) reads memory as another type: use .to(dtype)")
    new = _inferred(sizes(shape), x.numel())
    if not _is_view_of(x, new):
        raise RuntimeError(
            "view size is not compatible with input tensor's size and stride (at least one "
            "dimension spans across two contiguous subspaces). Use .reshape(...) instead."
        )
    return viewed(lambda h: np.reshape(h, new), x, "ViewBackward0")


@define(function=False)
def view_as(x: Tensor, other: Tensor) -> Tensor:
    return view(x, *other.shape)


@define(function=False)
def reshape_as(x: Tensor, other: Tensor) -> Tensor:
    return reshape(x, *other.shape)


@define("ravel")
def flatten(x: Tensor, start_dim: int = 0, end_dim: int = -1) -> Tensor:
    """Some dimensions, all of them unless said otherwise, made into one."""
    n = len(x.shape)
    first, last = normalized(start_dim, n), normalized(end_dim, n)
    if not n:
        return reshape(x, 1)
    if first == last:
        return x
    return reshape(x, *x.shape[:first], math.prod(x.shape[first : last + 1]), *x.shape[last + 1 :])


@define()
def unflatten(x: Tensor, dim: int, sizes: Any) -> Tensor:
    """A dimension made into several."""
    i = normalized(dim, len(x.shape))
    new = _inferred(tuple(sizes), x.shape[i])
    return reshape(x, *x.shape[:i], *new, *x.shape[i + 1 :])


@define("swapaxes", "swapdims")
def transpose(x: Tensor, dim0: int, dim1: int, *, label: str = "TransposeBackward0") -> Tensor:
    """Two dimensions exchanged: a view."""
    n = len(x.shape)
    a, b = normalized(dim0, n), normalized(dim1, n)
    return viewed(lambda h: np.swapaxes(h, a, b), x, label) if n else x


@define()
def t(x: Tensor) -> Tensor:
    """The transpose of a matrix; of a vector itself."""
    if len(x.shape) > 2:
        raise RuntimeError(
            f"t() expects a tensor with <= 2 dimensions, but self is {len(x.shape)}D"
        )
    return viewed(np.transpose, x, "TBackward0")


@define()
def permute(x: Tensor, *dims: Any) -> Tensor:
    """The dimensions in another order: a view."""
    axes = tuple(normalized(d, len(x.shape)) for d in sizes(dims))
    return viewed(lambda h: np.transpose(h, axes), x, "PermuteBackward0")


@define("moveaxis")
def movedim(x: Tensor, source: Any, destination: Any) -> Tensor:
    """Dimensions moved to other places: a view."""
    return viewed(lambda h: np.moveaxis(h, source, destination), x, "PermuteBackward0")


def _transposed(x: Tensor) -> Tensor:
    return viewed(np.transpose, x, "PermuteBackward0")


Tensor.T = property(_transposed)  # type: ignore[attr-defined]
Tensor.mT = property(lambda x: transpose(x, -2, -1))  # type: ignore[attr-defined]


@define()
def squeeze(x: Tensor, dim: Any = None) -> Tensor:
    """Without dimensions of size 1, or without some of these: a view."""
    n = len(x.shape)
    dims = range(n) if dim is None else [dim] if isinstance(dim, int) else dim
    axes = tuple(i for d in dims if n and x.shape[i := normalized(d, n)] == 1)
    label = "SqueezeBackward0" if dim is None else "SqueezeBackward1"
    return viewed(lambda h: np.squeeze(h, axes), x, label)


@define()
def unsqueeze(x: Tensor, dim: int) -> Tensor:
    """With a dimension of size 1 at a place: a view."""
    i = normalized(dim, len(x.shape) + 1)
    return viewed(lambda h: np.expand_dims(h, i), x, "UnsqueezeBackward0")


@define(function=False)
def expand(x: Tensor, *shape: Any) -> Tensor:
    asked = sizes(shape)
    old = (1,) * (len(asked) - len(x.shape)) + tuple(x.shape)
    new = tuple(m if n == -1 else n for n, m in zip(asked, old, strict=False))
    return broadcast_to(x, new)


@define(function=False)
def expand_as(x: Tensor, other: Tensor) -> Tensor:
    return broadcast_to(x, other.shape)


@define()
def broadcast_to(x: Tensor, size: Any) -> Tensor:
    """The entries repeated along dimensions, without a copy."""
    new = tuple(size)
    try:
        return viewed(lambda h: np.broadcast_to(h, new), x, "ExpandBackward0")
    except ValueError:
        old = (1,) * (len(new) - len(x.shape)) + tuple(x.shape)
        i = next((i for i, (n, m) in enumerate(zip(new, old, strict=False)) if m not in (1, n)), 0)
        raise RuntimeError(
            f"The expanded size of the tensor ({new[i]}) must match the existing size ({old[i]}) "
            f"at non-singleton dimension {i}.  Target sizes: {list(new)}.  "
            f"Tensor sizes: {list(x.shape)}"
        ) from None


@define(method=False)
def broadcast_tensors(*tensors: Tensor) -> tuple[Tensor, ...]:
    """The tensors, each expanded to their common shape."""
    shape = np.broadcast_shapes(*(t.shape for t in tensors))
    return tuple(broadcast_to(t, shape) for t in tensors)


@define(method=False)
def broadcast_shapes(*shapes: Any) -> Any:
    """The common shape of shapes."""
    return Size(np.broadcast_shapes(*map(tuple, shapes)))


def listed(tensors: Any, name: str) -> list[Tensor]:
    """The tensors of a sequence, in their common dtype."""
    found = list(tensors)
    if not found:
        raise ValueError(f"torch.{name}(): expected a non-empty list of Tensors")
    d = common_dtype(*found)
    return [in_dtype(t, d) for t in found]


@define("concat", "concatenate", method=False)
def cat(tensors: Any, dim: int = 0) -> Tensor:
    """Tensors joined along a dimension."""
    found = [t for t in listed(tensors, "cat") if t.shape != (0,)] or listed(tensors, "cat")
    first = found[0].shape
    i = normalized(dim, len(first))
    for k, t_ in enumerate(found):
        for d, (m, n) in enumerate(zip(first, t_.shape, strict=False)):
            if m != n and d != i:
                raise RuntimeError(
                    f"Sizes of tensors must match except in dimension {i}. Expected size {m} but "
                    f"got size {n} for tensor number {k} in the list."
                )
    return applied(lambda hs: np.concatenate(hs, axis=i), (found,), "CatBackward0")  # type: ignore[no-any-return]


@define(method=False)
def stack(tensors: Any, dim: int = 0) -> Tensor:
    """Tensors of one shape, joined along a new dimension."""
    found = listed(tensors, "stack")
    if any(t_.shape != found[0].shape for t_ in found):
        k, other = next((k, t_) for k, t_ in enumerate(found) if t_.shape != found[0].shape)
        raise RuntimeError(
            f"stack expects each tensor to be equal size, but got {list(found[0].shape)} at entry "
            f"0 and {list(other.shape)} at entry {k}"
        )
    return applied(lambda hs: np.stack(hs, axis=dim), (found,), "StackBackward0")  # type: ignore[no-any-return]


@define()
def flip(x: Tensor, *dims: Any) -> Tensor:
    """The order along dimensions reversed: a copy."""
    axes = sizes(dims)
    return applied(lambda h: np.flip(h, axes) + 0, (x,), "FlipBackward0")  # type: ignore[no-any-return]


@define()
def roll(x: Tensor, shifts: Any, dims: Any = None) -> Tensor:
    """Entries moved along dimensions, around the end."""
    return applied(lambda h: np.roll(h, shifts, dims), (x,), "RollBackward0")  # type: ignore[no-any-return]


@define(function=False)
def repeat(x: Tensor, *times: Any) -> Tensor:
    reps = sizes(times)
    return applied(lambda h: np.tile(h, reps), (x,), "RepeatBackward0")  # type: ignore[no-any-return]


@define()
def tile(x: Tensor, *times: Any) -> Tensor:
    """The tensor laid side by side."""
    return repeat(x, *times)


__all__ = ["BY_NP", "CPU", "Buffer"]
