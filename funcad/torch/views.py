"""Views, and writes in place: memory is shared by NumPy, and the graph follows.

A view remembers the tensor whose memory it sees (never itself a view) and how it is made of it.
When it is written to, the node of that base becomes the one of the base with a part replaced; a
view whose memory was written to makes its own node anew as soon as somebody asks.  All of them
count versions together.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from funcad.core.context import TRANSFORMING
from funcad.core.residuals import read_by
from funcad.core.tape import entry
from funcad.core.tracer import Buffer, Tracer, overwrite, settle
from funcad.primitives.indexing import set_entries
from funcad.primitives.shaping import keep
from funcad.torch import messages
from funcad.torch.dtypes import BY_NP
from funcad.torch.graph import OPEN, Node, handle, noted, taken
from funcad.torch.handles import retain_at
from funcad.torch.level import is_live
from funcad.torch.modes import MODE, enable_grad
from funcad.torch.tensor import Tensor, made, node_of, settled_value, watch
from funcad.torch.traced import untaped

Step = Callable[[Any], Any]


class View:
    """What a tensor is a view of: `steps`, one after the other, lead from the base to it.

    `seen` is the version that the view's node belongs to.  `index` is set where the view is
    base[index].  `kind` says why it can't be written to where gradients are recorded: "no_grad",
    "inference", or "many", for the `k`-th result of a function that gives several views.
    """

    __slots__ = ("base", "index", "k", "kind", "seen", "steps")

    def __init__(self, x: Tensor, step: Step, kind: str = "", k: int = 0, index: Any = None):
        of = x._view
        if not MODE.enabled:
            kind = "inference" if MODE.inference else "no_grad"
        if of is None:
            self.base, self.steps, self.index = x, (step,), index
        else:
            self.base, self.steps, self.index = of.base, (*of.steps, step), None
            kind = kind or of.kind
        self.kind, self.k = kind, k
        self.seen = x._counter[0]

    def of(self, h: Any) -> Any:
        """The view of an array like the base, or of a handle of it."""
        for step in self.steps:
            h = step(h)
        return h

    def refresh(self, x: Tensor) -> None:
        """Give the view a node that follows from its base's of now."""
        base = self.base
        if self.seen != x._counter[0] and is_live(x._value):
            raise NotImplementedError(
                "a view of a tensor that carries a tangent, which was written to since: take the "
                "view anew"
            )
        if self.seen == x._counter[0]:
            return
        node = node_of(base)
        if x._node is None and node is None:
            return
        if self.kind:
            raise RuntimeError(self.refusal(x, messages.VIEW_WAS_WRITTEN))
        with enable_grad():
            _, x._node = taken(self.of(handle(base._value, node)))
        if x._node is not None:
            x._node.label = "AsStridedBackward0"
            if x._retains:
                retain_at(x, x._node)
        self.seen = x._counter[0]

    def refusal(self, x: Tensor, what: str) -> str:
        """Why `x`, a view of this kind, can't follow a write."""
        node = x._node
        name = "" if node is None else f"Output {self.k} of {node.label.split('Backward')[0]} is a "
        if self.kind == "many" and name:
            return f"{name}view and {what}. {messages.MULTI_VIEW}"
        mode = "inference mode" if self.kind == "inference" else "no_grad mode"
        start = f"{name}view of a view which was" if name else "A view was"
        normal = "normal mode" if self.kind == "inference" else "grad mode enabled"
        kind = f"in {normal}" if self.kind == "inference" else f"with {normal}"
        return f"{start} created in {mode} and {what} {kind}. {messages.VIEW_OF_MODE.format(mode)}"

    def with_part(self, new: Any) -> Any:
        """The base's handle, with what the view sees replaced."""
        base = self.base
        shape = base._value.shape
        index = self.index
        if not shape:
            new, index = np.reshape(new, shape), ()
        if any(hasattr(step, "restore") for step in self.steps):
            return self._restored(new)
        if index is None:
            index = np.unravel_index(self.of(np.arange(base._value.size).reshape(shape)), shape)
        value, node = taken(new)
        parents, params = (base._node, node), {"index": index}
        made_of = noted(set_entries, parents, (base._value, value), base._value, params)
        return Tracer(base._value, made_of, OPEN)

    def _restored(self, new: Any) -> Any:
        """As `with_part`, step by step: for parts of numbers, which have no positions."""
        steps: list[Any] = [*self.steps]
        handles = [handle(self.base._value, node_of(self.base))]
        for step in steps[:-1]:
            handles.append(step(handles[-1]))
        for h, step in zip(reversed(handles), reversed(steps), strict=True):
            if hasattr(step, "restore"):
                new = step.restore(h, new)
            else:
                positions = step(np.arange(h.size).reshape(h.shape))
                new = set_entries(h, new, index=np.unravel_index(positions, h.shape))
        return new


def viewed(step: Step, x: Tensor, label: str, kind: str = "", k: int = 0) -> Tensor:
    """step(x), a function that gives a view if NumPy can; tied to `x` where it does."""
    node = node_of(x) if MODE.enabled else None
    of: Any = x._value if isinstance(x._value, Tracer) else settled_value(x)
    of = of if MODE.enabled else untaped(of)
    if isinstance(of, Tracer):
        settle(of)
        of = of.value if type(of) is Buffer else of
    value, new = taken(step(handle(of, node)))
    y = made(value, new)
    if new is not None:
        new.label = label
    if isinstance(value, Tracer):  # of a transform, whose values know what they are views of
        if is_live(value):
            tie(y, x, View(x, step, kind, k))
        return y
    if value.size and not np.may_share_memory(value, of):
        return y
    if not value.flags.writeable and of.flags.writeable:  # NumPy: diagonals, expanded
        value.flags.writeable = True
    tie(y, x, View(x, step, kind, k))
    if TRANSFORMING.get():
        watch(y)
    return y


def tie(y: Tensor, x: Tensor, view: View) -> None:
    """Let `y` be a view of the memory of `x`."""
    counter: list[Any] = x._counter
    y._counter = counter
    if y._inference is not x._inference:
        y._inference = x._inference
    y._view = view
    if len(counter) == 1:
        counter.append(None)  # from now on the layout of the base is relied on


def require_writable(x: Tensor, *others: Any) -> bool:
    """Refuse to write in place where that has no meaning; whether the write is recorded."""
    if x._inference and not MODE.inference:
        raise RuntimeError(messages.INFERENCE_WRITE)
    v = x._value
    if type(v) is np.ndarray and not v.flags.writeable and TRANSFORMING.get():
        raise RuntimeError(messages.WRITE_READ_ONLY)
    if not MODE.enabled or not (
        x.requires_grad or any(isinstance(t, Tensor) and t.requires_grad for t in others)
    ):
        return False
    view = x._view
    if view is not None:
        if view.kind:
            raise RuntimeError(view.refusal(x, messages.VIEW_IS_WRITTEN))
        if x.requires_grad and view.base.is_leaf:
            raise RuntimeError(messages.LEAF_VIEW_IN_PLACE)
    if x.requires_grad and x.is_leaf:
        raise RuntimeError(messages.LEAF_IN_PLACE)
    return True


def write(x: Tensor, new: Tensor, label: str | None = None) -> Tensor:
    """Let `new`, made from `x` or not, be what `x` holds from now on, in its memory."""
    value, source = x._value, new._value
    if is_live(value) or is_live(source):
        require_plain_dual(x, new)
    if isinstance(value, Tracer) or isinstance(source, Tracer):
        return _write_traced(x, source)
    value = settled_value(x)
    if source.shape != value.shape:
        raise RuntimeError(messages.output_shape(value.shape, source.shape))
    recorded = MODE.enabled and (new.requires_grad or x.requires_grad)
    if MODE.enabled:
        _save_result(x if x._view is None else x._view.base)
    node = _renewed(x, new, label) if recorded else None
    value[...] = source
    x._counter[0] += 1
    if not recorded:
        return x
    if node is not None and label != "CopyBackwards":
        n = 2 * len(node.core[2])
        node.watch = (*node.watch[:n], *(None,) * (n - len(node.watch)), x._counter, x._counter[0])
    base = x
    if x._view is not None:
        base = x._view.base
        _, node = taken(x._view.with_part(handle(value, node)))
        assert node is not None
        node.label = "CopySlices"
    if base._retains and node is not None:
        retain_at(base, node)
    base._node = node
    return x


def require_plain_dual(x: Tensor, new: Tensor) -> None:
    """Refuse writes of tangents that neither graph nor views would follow."""
    if MODE.enabled and (x.requires_grad or new.requires_grad):
        raise NotImplementedError(
            "a write in place of a tensor that carries a tangent, and requires grad: make a new "
            "tensor, as y = x.mul(...)"
        )
    if x._view is not None and is_live(x._value):
        raise NotImplementedError(
            "a write in place through a view of a tensor that carries a tangent: write to the "
            "tensor itself, as x[i] = y"
        )


# nodes of PyTorch's that keep their result: it is an error to write to that
KEEP_RESULT = {"Exp", "Exp2", "Expm1", "Sqrt", "Rsqrt", "Reciprocal", "Sigmoid", "Tanh", "Tan"}
KEEP_RESULT |= {"Relu", "Softmax", "LogSoftmax", "Cumprod", "Prod", "Norm", "Elu", "Selu", "Std"}


def _save_result(x: Tensor) -> None:
    """Give the node of `x` a copy of its result, if it reads it and PyTorch's does not."""
    node = x._node
    if node is None or node.label.split("Backward")[0] in KEEP_RESULT:
        return
    if type(node.core) is not tuple or node.core[0] is entry:
        return
    primitive, ints, args, y, params = node.core
    if isinstance(y, np.ndarray) and read_by(primitive, ints)[0]:
        node.core = (primitive, ints, args, y.copy(), params)
        node.watch = node.watch[: 2 * len(args)]


def traced(x: Tensor) -> Any:
    """The value as what traced values can be written to, tied to that of its base."""
    if isinstance(x._value, Tracer):
        return x._value
    if x._view is None:
        x._value = Buffer(np.array(x._value))
    else:
        x._value = x._view.of(traced(x._view.base))
    counter: list[Any] = x._counter
    for view in [*counter[1]] if len(counter) > 1 and counter[1] else []:
        if view._view is None and view is not x:
            raise RuntimeError(messages.WRITE_SHARED)
        traced(view)
    return x._value


def _write_traced(x: Tensor, source: Any) -> Tensor:
    """Under a transform of funcad: its own writes, which views of traced values follow."""
    target = traced(x)
    if not MODE.enabled and untaped(target) is not target:
        raise RuntimeError(messages.WRITE_TRACED)
    if source.shape != target.shape:
        raise RuntimeError(messages.output_shape(target.shape, source.shape))
    if isinstance(source, Tracer):
        settle(source)
    overwrite(target, source if isinstance(source, Tracer) else Buffer(np.array(source)))
    x._counter[0] += 1
    return x


def _renewed(x: Tensor, new: Tensor, label: str | None) -> Node | None:
    """The node of what is written, whose result is in the memory of `x` from now on."""
    node = node_of(new)
    if node is None:  # constants: what was there before does not count any more
        before = node_of(x)
        if before is None or x._view is not None:
            return None
        _, node = taken(keep(Tracer(x._value, before, OPEN), np.zeros(x._value.shape, bool)))
        assert node is not None
    primitive, ints, args, y, params = node.core
    if isinstance(y, np.ndarray) and y is new._value:
        node.core = (primitive, ints, args, x._value, params)
    node.label = label or node.label
    return node


def require_castable(new: Any, x: Tensor) -> None:
    """Refuse to write a float into integers."""
    order = {"b": 0, "i": 1, "u": 1, "f": 2, "c": 3}
    if order[new.kind] > order[x._value.dtype.kind]:
        titles = BY_NP[new].title, x.dtype.title
        raise RuntimeError(
            "result type {} can't be cast to the desired output type {}".format(*titles)
        )


def require_apart(x: Tensor, others: Any, same: bool = True) -> None:
    """Refuse to write into memory that is seen twice: by `x`, or by `x` and another in part."""
    a = x._value
    if not isinstance(a, np.ndarray):
        return
    if 0 in a.strides and any(s == 0 and n > 1 for s, n in zip(a.strides, a.shape, strict=True)):
        raise RuntimeError(messages.SEEN_TWICE.format("more than one element of the", "refers"))
    for y in others:
        if not isinstance(y, Tensor):
            continue
        b = y._value
        if not isinstance(b, np.ndarray) or not a.size or not np.may_share_memory(a, b):
            continue
        equal = a.ctypes.data == b.ctypes.data and a.nbytes == b.nbytes and a.strides == b.strides
        if not (equal and same) and _is_dense(a) and _is_dense(b):
            what = "some elements of the input tensor and the"
            raise RuntimeError(messages.SEEN_TWICE.format(what, "refer"))


def _is_dense(a: np.ndarray) -> bool:
    """Whether the entries lie side by side, in whatever order of the dimensions."""
    order = sorted(range(a.ndim), key=lambda i: -a.strides[i])
    return bool(a.transpose(order).flags.c_contiguous)


def in_place(
    f: Callable[..., Any], label: str | None = None, apart: bool = True
) -> Callable[..., Any]:
    """The method that writes f(x, ...) into x; `apart` refuses memory seen twice."""

    def method(x: Tensor, *args: Any, **kwargs: Any) -> Any:
        others = (*args, *kwargs.values())
        before = as_it_is(x) if require_writable(x, *others) else x
        new = f(before, *args, **kwargs)
        if new is NotImplemented:
            return new
        if new._value.dtype != x._value.dtype:
            require_castable(new._value.dtype, x)
            new = new.to(x.dtype)
        if apart:
            require_apart(x, others)
        return write(x, new, label)

    return method


def as_it_is(x: Tensor) -> Tensor:
    """A copy of `x` in its place in the graph, which a write to `x` does not change."""
    value = x._value
    return made(value if isinstance(value, Tracer) else np.array(value), node_of(x))


__all__ = ["Node", "View", "in_place", "viewed", "write"]
