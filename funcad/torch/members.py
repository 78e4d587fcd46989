"""What a tensor answers to Python and NumPy: conversions, comparisons with the shell's habits."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import numpy as np

from funcad.core.liveness import settled
from funcad.core.tracer import Tracer, settle
from funcad.torch import messages
from funcad.torch.backward import backward
from funcad.torch.graph import Node
from funcad.torch.hooks import retain
from funcad.torch.level import bottom, is_dual, is_over
from funcad.torch.modes import MODE
from funcad.torch.printing import tensor_text
from funcad.torch.registry import FUNCTIONS, define
from funcad.torch.tensor import Size, Tensor, current_node, made, node_of, settled_value
from funcad.torch.views import viewed


def member(f: Any) -> Any:
    """Put a function on Tensor under its own name."""
    setattr(Tensor, f.__name__, f)
    return f


def plain(x: Tensor, asked: str) -> Any:
    """The value, for Python code that asks for it."""
    value = x._value
    while isinstance(value, Tracer):
        settle(value)
        value = value.trace.look(value, asked)
    return value


@member
def item(self: Tensor) -> Any:
    value = plain(self, "item()")
    if value.size != 1:
        raise RuntimeError(f"a Tensor with {value.size} elements cannot be converted to Scalar")
    return value.item()


@member
def tolist(self: Tensor) -> Any:
    return plain(self, "tolist()").tolist()


@member
def numpy(self: Tensor, *, force: bool = False) -> np.ndarray:
    if force:
        return settled_value(self.detach())  # type: ignore[no-any-return]
    if self.requires_grad and MODE.enabled:
        raise RuntimeError(messages.NUMPY_OF_TRACKED)
    if isinstance(self._value, Tracer) and not is_dual(self._value):
        plain(self, "numpy()")
        raise RuntimeError("numpy() of a tensor inside a transform: use the tensor itself")
    return settled_value(self)  # type: ignore[no-any-return]


@member
def __array__(self: Tensor, dtype: Any = None, copy: bool | None = None) -> np.ndarray:
    a = numpy(self)
    return a if dtype is None and not copy else np.array(a, dtype=dtype)


@member
def __bool__(self: Tensor) -> bool:
    value = plain(self, "bool()")
    if value.size > 1:
        raise RuntimeError("Boolean value of Tensor with more than one value is ambiguous")
    if value.size == 0:
        raise RuntimeError("Boolean value of Tensor with no values is ambiguous")
    return bool(value)


@member
def __float__(self: Tensor) -> float:
    return float(_scalar(self))


@member
def __int__(self: Tensor) -> int:
    return int(_scalar(self))


@member
def __complex__(self: Tensor) -> complex:
    return complex(_scalar(self))


def _scalar(self: Tensor) -> Any:
    if self._value.size != 1:
        raise ValueError("only one element tensors can be converted to Python scalars")
    return item(self)


@member
def __reversed__(self: Tensor) -> Tensor:
    return self.flip(0) if self._value.shape else self


@member
def __deepcopy__(self: Tensor, memo: dict[int, Any]) -> Tensor:
    if id(self) in memo:
        return memo[id(self)]  # type: ignore[no-any-return]
    if self._node is not None:
        raise RuntimeError(
            "Only Tensors created explicitly by the user (graph leaves) support the deepcopy "
            "protocol at the moment: copy y.detach() instead."
        )
    view = self._view
    if view is None:
        y = _restored(type(self), np.array(settled_value(self)), self._tracked)
    else:  # of a copy of the base, so that memory is shared as before
        y = viewed(view.of, deepcopy(view.base, memo), "AsStridedBackward0")
        y._tracked = self._tracked
    memo[id(self)] = y
    y._grad = deepcopy(self._grad, memo)
    return y


def _restored(kind: Any, value: Any, tracked: bool) -> Tensor:
    """A leaf of some class."""
    y: Tensor = object.__new__(kind)
    y._value, y._counter, y._tracked = value, [0], tracked
    return y


@member
def __reduce_ex__(self: Tensor, protocol: Any) -> Any:
    return _restored, (type(self), plain(self, "pickle"), self.requires_grad)


@member
def __index__(self: Tensor) -> int:
    if self._value.dtype.kind not in "iub" or self._value.size != 1:
        raise TypeError("only integer tensors of a single element can be converted to an index")
    return int(item(self))


@member
def __len__(self: Tensor) -> int:
    if not self._value.shape:
        raise TypeError("len() of a 0-d tensor")
    return int(self._value.shape[0])


@member
def __iter__(self: Tensor) -> Iterator[Any]:
    if not self._value.shape:
        raise TypeError("iteration over a 0-d tensor")
    return iter(FUNCTIONS["unbind"](self))


@member
def __hash__(self: Tensor) -> int:
    return id(self)


@member
def __contains__(self: Tensor, x: Any) -> bool:
    if not isinstance(x, Tensor | int | float | complex | np.generic):
        raise RuntimeError(
            f"Tensor.__contains__ only supports Tensor or scalar, but you passed in a {type(x)}."
        )
    return bool((plain(self, "in") == (plain(x, "in") if isinstance(x, Tensor) else x)).any())


@member
def __repr__(self: Tensor) -> str:
    value = self._value
    if is_dual(value):
        tangent = "" if is_over(value) else repr(made(bottom(settled(value.companion))))
        text = repr(made(bottom(value), current_node(self)))
        return f"{text[:-1]}, tangent={tangent})" if tangent else text
    if isinstance(value, Tracer):
        return f"tensor({value!r})"
    node = current_node(self)
    label = "" if node is None or node.core is None else node.label
    return tensor_text(
        np.asarray(value),
        requires_grad=self.requires_grad,
        grad_fn=label,
        name=f"{self._prints_as}(",
    )


setattr(Tensor, "_prints_as", "tensor")  # noqa: B010


@member
def __format__(self: Tensor, spec: str) -> str:
    if self._value.shape or isinstance(self._value, Tracer):
        if spec:
            raise TypeError(f"unsupported format string passed to {type(self).__name__}.__format__")
        return repr(self)
    return format(item(self), spec)


@define(function=False)
def size(self: Tensor, dim: int | None = None) -> Any:
    return self.shape if dim is None else self.shape[dim]


@define()
def numel(self: Tensor) -> int:
    """How many entries a tensor has."""
    return self.shape.numel()


@define("ndimension", function=False)
def dim(self: Tensor) -> int:
    return len(self._value.shape)


@define(function=False)
def nelement(self: Tensor) -> int:
    return self.shape.numel()


@define(function=False)
def element_size(self: Tensor) -> int:
    return int(self._value.dtype.itemsize)


@define()
def is_floating_point(self: Tensor) -> bool:
    """Whether the entries are real numbers in floating point."""
    return bool(self._value.dtype.kind == "f")


@define()
def is_complex(self: Tensor) -> bool:
    """Whether the entries are complex numbers."""
    return bool(self._value.dtype.kind == "c")


@define(function=False)
def is_contiguous(self: Tensor) -> bool:
    return not isinstance(self._value, np.ndarray) or bool(self._value.flags.c_contiguous)


@define(function=False)
def stride(self: Tensor, dim: int | None = None) -> Any:
    value = np.asarray(self._value)
    strides = tuple(s // value.itemsize for s in value.strides)
    return strides if dim is None else strides[dim]


@define(function=False)
def storage_offset(self: Tensor) -> int:
    value = settled_value(self)
    base = value if value.base is None else value.base
    start = value.__array_interface__["data"][0] - base.__array_interface__["data"][0]
    return int(start // value.itemsize)


@define(function=False)
def data_ptr(self: Tensor) -> int:
    return int(settled_value(self).__array_interface__["data"][0])


@define(function=False)
def cpu(self: Tensor) -> Tensor:
    return self


@define(function=False)
def cuda(self: Tensor, *args: Any) -> Tensor:
    raise NotImplementedError("Tensor.cuda(): funcad.torch runs on the CPU; leave the call out")


@member
def _backward(
    self: Tensor,
    gradient: Any = None,
    retain_graph: bool | None = None,
    create_graph: bool = False,
    inputs: Any = None,
) -> None:
    """Add the gradient of this tensor to the `.grad` of the leaves that it was computed from."""
    backward(self, gradient, retain_graph, create_graph, inputs)


setattr(Tensor, "backward", _backward)  # noqa: B010
del Tensor._backward  # type: ignore[attr-defined]


@define(function=False)
def retain_grad(self: Tensor) -> None:
    if not self.requires_grad:
        raise RuntimeError("can't retain_grad on Tensor that has requires_grad=False")
    if self.is_leaf or self._retains:
        return
    retain(self)


setattr(Tensor, "retains_grad", property(lambda self: self._retains))  # noqa: B010
setattr(Tensor, "is_sparse", property(lambda self: False))  # noqa: B010
setattr(Tensor, "is_cuda", property(lambda self: False))  # noqa: B010
setattr(Tensor, "itemsize", property(lambda self: self._value.dtype.itemsize))  # noqa: B010
setattr(Tensor, "nbytes", property(lambda self: self._value.nbytes))  # noqa: B010

__all__ = ["MODE", "Node", "Size", "made", "node_of"]
