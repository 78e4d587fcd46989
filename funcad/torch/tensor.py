"""The Tensor: a value, the node it came from, and a version counter.

The value is an array (or a NumPy number, for no dimensions, until somebody needs its memory), or a
tracer where a transform of funcad is open over it.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from weakref import WeakSet, ref

import numpy as np

from funcad.core.context import TRANSFORMING
from funcad.core.tracer import ARGUMENT, Tracer
from funcad.torch import messages
from funcad.torch.dtypes import BY_NP, dtype
from funcad.torch.graph import OPEN, WATCHING, Leaf, Node, Unsaved, handle, is_entry, taken
from funcad.torch.level import bottom, is_dual
from funcad.torch.modes import MODE
from funcad.torch.nodes import shown
from funcad.torch.traced import untaped
from funcad.transforms.stop_gradient import stop_gradient


class Size(tuple[int, ...]):
    """A shape, as torch.Size prints."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"torch.Size({list(self)})"

    def numel(self) -> int:
        return int(np.prod(self, dtype=np.intp))


class Tensor:
    """An array with a dtype of PyTorch's and, if it requires grad, a place in a graph.

    Tensors are made by `torch.tensor`, `torch.ones` and their like, and by operations on tensors.
    """

    _node: Node | None = None  # where it came from, if that is recorded
    _tracked = False  # a leaf that requires grad
    _leaf: Any = None  # a weak reference to the node of a leaf
    _grad: Tensor | None = None
    _view: Any = None  # see views.py
    _inference = False
    _retains = False

    def __new__(cls, *args: Any, **kwargs: Any) -> Any:
        if cls is Tensor and args:
            raise TypeError("torch.Tensor(...) leaves entries to chance: use torch.tensor(data)")
        return object.__new__(cls)

    _value: Any
    _counter: list[int]
    _prints_as = "tensor"

    if TYPE_CHECKING:  # what the modules of functions and methods put here

        def __getattr__(self, name: str) -> Any: ...
        def __getitem__(self, index: Any) -> Tensor: ...
        def __setitem__(self, index: Any, value: Any) -> None: ...
        def __iter__(self) -> Iterator[Tensor]: ...
        def __len__(self) -> int: ...
        def __bool__(self) -> bool: ...
        def __int__(self) -> int: ...
        def __float__(self) -> float: ...
        def __index__(self) -> int: ...
        def __add__(self, other: Any) -> Tensor: ...
        def __radd__(self, other: Any) -> Tensor: ...
        def __sub__(self, other: Any) -> Tensor: ...
        def __rsub__(self, other: Any) -> Tensor: ...
        def __mul__(self, other: Any) -> Tensor: ...
        def __rmul__(self, other: Any) -> Tensor: ...
        def __truediv__(self, other: Any) -> Tensor: ...
        def __rtruediv__(self, other: Any) -> Tensor: ...
        def __pow__(self, other: Any) -> Tensor: ...
        def __rpow__(self, other: Any) -> Tensor: ...
        def __matmul__(self, other: Any) -> Tensor: ...
        def __neg__(self) -> Tensor: ...
        def __pos__(self) -> Tensor: ...
        def __abs__(self) -> Tensor: ...

    # -- the graph -----------------------------------------------------------------------------

    @property
    def requires_grad(self) -> bool:
        return (
            self._node is not None
            or self._tracked
            or (self._view is not None and self._view.base.requires_grad)
        )

    @requires_grad.setter
    def requires_grad(self, required: bool) -> None:
        if not isinstance(required, bool):
            raise RuntimeError("requires_grad must be a bool")
        if self._node is not None:
            raise RuntimeError(messages.ONLY_LEAVES_CHANGE)
        if required and self._value.dtype.kind not in "fc":
            raise RuntimeError(messages.ONLY_FLOATS)
        if required and isinstance(self._value, Tracer) and not is_dual(self._value):
            raise RuntimeError(messages.REQUIRES_GRAD_TRACED)
        if required and self._inference and not MODE.inference:
            raise RuntimeError(messages.INFERENCE_REQUIRES_GRAD)
        self._tracked = required

    def requires_grad_(self, requires_grad: bool = True) -> Tensor:
        if requires_grad and self._value.dtype.kind not in "fc":
            raise RuntimeError(messages.ONLY_FLOATS_SET)
        if self._node is None or not requires_grad:
            self.requires_grad = requires_grad
        return self

    @property
    def is_leaf(self) -> bool:
        return current_node(self) is None

    @property
    def grad_fn(self) -> Node | None:
        return shown(current_node(self))

    @property
    def grad(self) -> Tensor | None:
        if self._grad is None and self._node is not None and not self._retains:
            warnings.warn(messages.NON_LEAF_GRAD, UserWarning, stacklevel=2)
        return self._grad

    @grad.setter
    def grad(self, new: Tensor | None) -> None:
        if new is not None:
            require_gradient(self, new)
        self._grad = new

    @grad.deleter
    def grad(self) -> None:
        self._grad = None

    def detach(self) -> Tensor:
        """The same memory outside the graph; a write through it is noticed in a backward pass."""
        y = made(stopped(self))
        y._counter = self._counter
        y._inference = self._inference
        if TRANSFORMING.get():
            watch(y)
        return y

    @property
    def data(self) -> Tensor:
        """The same memory outside the graph, with a version of its own: writes go unnoticed."""
        return infer(made(stopped(self)), self._inference)

    @data.setter
    def data(self, new: Tensor) -> None:
        if not isinstance(new, Tensor):
            raise TypeError(f"Variable data has to be a tensor, but got {type(new).__name__}")
        if self._tracked and new._value.dtype.kind not in "fc":
            raise RuntimeError(messages.DATA_OF_FLOATS)
        self._value = settled_value(new)

    @property
    def _version(self) -> int:
        if self._inference:
            raise RuntimeError(messages.INFERENCE_VERSION)
        return self._counter[0]

    def is_inference(self) -> bool:
        return self._inference

    # -- the array -----------------------------------------------------------------------------

    @property
    def shape(self) -> Size:
        return Size(self._value.shape)

    @property
    def dtype(self) -> dtype:
        return BY_NP[self._value.dtype]

    @property
    def ndim(self) -> int:
        return len(self._value.shape)

    @property
    def device(self) -> Any:
        return CPU

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, **kwargs: Any) -> Any:
        """np.sin(tensor): a tensor, by NumPy's rules for dtypes; NumPy's scalars are numbers."""
        name = ufunc.__name__ if method == "__call__" else f"{ufunc.__name__}.{method}"
        if "out" in kwargs or method == "at":
            raise TypeError(
                f"np.{name} does not write into a tensor: use an in-place method of the tensor, "
                "such as x.add_(y) or x.copy_(np.sin(x))"
            )
        args = [x.item() if isinstance(x, np.generic) else x for x in inputs]
        return applied_to_all(getattr(ufunc, method), args, kwargs, ufunc.__name__)

    def __array_function__(self, func: Any, types: Any, args: Any, kwargs: Any) -> Any:
        if isinstance(kwargs.get("out"), Tensor):
            raise TypeError(
                f"np.{func.__name__}(out=) does not write into a tensor: use x.copy_(...)"
            )
        return applied_to_all(func, args, kwargs, func.__name__)


class device:
    """Where a tensor is: always the CPU."""

    def __init__(self, name: Any = "cpu", index: Any = None) -> None:
        name = str(name)
        if name.split(":")[0] != "cpu":
            raise NotImplementedError(
                f"device {name!r}: funcad.torch runs on the CPU; leave device= out, or 'cpu'"
            )
        self.type, self.index = "cpu", index

    def __repr__(self) -> str:
        return "device(type='cpu')"

    def __str__(self) -> str:
        return "cpu"

    def __eq__(self, other: object) -> bool:
        return str(other) == "cpu"

    def __hash__(self) -> int:
        return hash("cpu")


CPU = device()

Parts = tuple[Any, Node | None]


def made(value: Any, node: Node | None = None) -> Tensor:
    """A new tensor of a value, with a version counter of its own."""
    y = object.__new__(Tensor)
    y._value = value
    y._counter = [0]
    if node is not None:
        y._node = node
    if MODE.inference:
        infer(y, True)
    return y


def infer(x: Tensor, inference: bool) -> Tensor:
    """Mark a new tensor as one of inference mode, or as an ordinary one."""
    if x._inference is not inference:
        x._inference = inference
        x._counter = Unsaved(x._counter) if inference else [*x._counter]
    return x


def node_of(x: Tensor) -> Node | None:
    """Where cotangents of `x` go: its node, or for a leaf that requires grad that of the leaf."""
    if not x._tracked:
        node = current_node(x)
        if node is not None or x._view is None or not x._view.base.requires_grad:
            return node
    leaf = None if x._leaf is None else x._leaf()
    if leaf is None:  # of a view made in no_grad, which has no place for a gradient, it is None's
        leaf = Leaf(x if x._tracked else None)
        x._leaf = ref(leaf)
    return leaf


def current_node(x: Tensor) -> Node | None:
    """The node of what is not a leaf, made anew for a view of what was written to."""
    if x._view is not None:
        x._view.refresh(x)
    return x._node


def handle_of(x: Any) -> Any:
    """An argument as primitives and NumPy's functions take it."""
    if isinstance(x, Tensor):
        known = WATCHING.counters
        if known is not None:
            known[id(x._value)] = x._counter
        value = x._value
        if not MODE.enabled:
            if not isinstance(value, Tracer):
                return value
            value = untaped(value)
        return handle(value, node_of(x))
    if type(x) is list or type(x) is tuple:
        return type(x)(map(handle_of, x))
    return x


def applied_to_all(f: Any, args: Any, kwargs: dict[str, Any], name: str) -> Any:
    """f(*args, **kwargs), a function of NumPy's, of which any argument may be a tensor."""
    names = [*kwargs]
    n = len(names)
    title = "".join(part.capitalize() for part in name.split("_"))

    def call(*xs: Any) -> Any:
        return f(*xs[n:], **dict(zip(names, xs[:n], strict=True)))

    return applied(call, (*kwargs.values(), *args), f"{title}Backward0")


def stopped(x: Tensor) -> Any:
    """The value without a derivative: of an array, the array itself."""
    value = settled_value(x)
    if not isinstance(value, Tracer):
        return value
    value = stop_gradient(value)
    if isinstance(value, Tracer):
        value.version = ARGUMENT
        return value
    plain = np.asarray(value)  # a copy: what is written to it would not be seen where it should
    plain.flags.writeable = False
    return plain


def watch(x: Tensor) -> None:
    """Remember what shares plain memory and is made while a transform is open: see views.traced."""
    counter: list[Any] = x._counter
    if len(counter) == 1:
        counter.append(None)
    if counter[1] is None:
        counter[1] = WeakSet()
    counter[1].add(x)


def look(x: Tensor) -> Any:
    """The numbers of a tensor, for what is constant; under vmap, those of every example."""
    value = x._value
    return stop_gradient(value) if isinstance(value, Tracer) else np.asarray(value)


def tensor_of(y: Any, label: str | None = None) -> Any:
    """What primitives and NumPy's functions gave, as tensors."""
    if type(y) is tuple or type(y) is list:
        return type(y)(tensor_of(v, label) for v in y)
    if isinstance(y, tuple) and hasattr(y, "_fields"):
        return type(y)(*(tensor_of(v, label) for v in y))
    value, node = taken(y)
    if not isinstance(value, np.ndarray | np.generic | Tracer):
        return y
    z = made(value, node)
    if node is not None and label is not None and not node.extras:
        node.label = label
        if is_entry(node) and node.parents[0] is not None:
            node.parents[0].label = label
        node.watch = (*node.watch, z._counter, 0)
    return z


def applied(f: Any, args: Any, label: str | None = None) -> Any:
    """f(*args), a function of NumPy's or ours, of arguments that may be tensors."""
    WATCHING.counters = {}
    try:
        with np.errstate(all="ignore"):
            y = f(*map(handle_of, args))
    finally:
        WATCHING.counters = None
    return tensor_of(y, label)


def settled_value(x: Tensor) -> Any:
    """The value as an array that can share its memory."""
    if isinstance(x._value, np.generic):
        x._value = np.array(x._value)
    elif is_dual(x._value):
        return np.asarray(bottom(x._value))
    return x._value


def type_name(x: Any) -> str:
    """What PyTorch calls the type of a value in its messages."""
    return f"torch.{x.dtype.title}Tensor" if isinstance(x, Tensor) else type(x).__name__


def require_gradient(x: Tensor, g: Any) -> None:
    """Refuse what can't be the gradient of `x`."""
    if not isinstance(g, Tensor):
        raise TypeError(
            f"assigned grad expected to be a Tensor or None but got grad of type {type(g).__name__}"
        )
    if g is x:
        raise RuntimeError("can't assign Variable as its own grad")
    if g._value.shape != x._value.shape:
        raise RuntimeError(messages.SIZE_OF_GRAD.format(list(g.shape), list(x.shape)))
    if g._value.dtype != x._value.dtype:
        raise RuntimeError(messages.DTYPE_OF_GRAD.format(g.dtype.title, x.dtype.title))


__all__ = ["CPU", "OPEN", "Size", "Tensor", "applied", "device", "made"]
