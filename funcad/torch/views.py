"""Views, and writes in place: memory is shared by NumPy, and the graph follows.

A view remembers what it was taken of and how.  When it is written to, the node of its base becomes
that of the base with the part replaced; when the base has a new node, a view makes its own anew as
soon as somebody asks.  All of them count versions together.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from funcad.core.context import TRANSFORMING
from funcad.core.primitive import Primitive
from funcad.core.tracer import Buffer, Tracer, overwrite, settle
from funcad.primitives.shaping import keep
from funcad.torch import messages
from funcad.torch.dtypes import BY_NP
from funcad.torch.graph import OPEN, Node, handle, taken
from funcad.torch.handles import retain_at
from funcad.torch.level import is_live
from funcad.torch.modes import MODE, enable_grad
from funcad.torch.tensor import Tensor, handle_of, made, node_of, settled_value, watch
from funcad.torch.traced import untaped

Step = tuple[Primitive, dict[str, Any]]


class View:
    """What a tensor is a view of: `steps` lead from the base to it.

    `seen` is the base's node that the view's own was made from.  `of_many` names a function that
    gives several views, which refuse to be written to.
    """

    __slots__ = ("base", "of_many", "recorded", "seen", "steps", "version")

    def __init__(self, base: Tensor, steps: list[Step], of_many: str | None) -> None:
        self.base, self.steps, self.of_many = base, steps, of_many
        self.seen = node_of(base)
        self.recorded = MODE.enabled
        self.version = base._counter[0] if is_live(base._value) else None

    def refresh(self, x: Tensor) -> None:
        """Give the view a node that follows from its base's of now."""
        if self.version is not None and self.version != x._counter[0] and is_live(x._value):
            raise NotImplementedError(
                "a view of a tensor that carries a tangent, which was written to since: take the "
                "view anew"
            )
        node = node_of(self.base)
        if node is self.seen:
            return
        h = handle(self.base._value, node)
        with enable_grad():
            for primitive, params in self.steps:
                h = primitive(h, **params)
        _, x._node = taken(h)
        if x._node is not None:
            x._node.label = "AsStridedBackward0"
        self.seen = node


def viewed(f: Callable[[Any], Any], x: Tensor, label: str, of_many: str | None = None) -> Tensor:
    """f(x), a function that gives a view if NumPy can; tied to `x` where it does."""
    node = node_of(x)
    value = x._value if MODE.enabled else untaped(x._value)
    if isinstance(value, Tracer):
        from_transform = f(handle(value, node))
        return tied(from_transform, x, label, of_many)
    if not isinstance(x._value, Tracer):
        value = settled_value(x)
    h = Buffer(value) if node is None else Tracer(value, node, OPEN)
    return tied(f(h), x, label, of_many)


def tied(y: Any, x: Tensor, label: str, of_many: str | None = None) -> Tensor:
    """The tensor of a tracer that a function made from the handle of `x`."""
    steps: list[Step] = []
    at = y
    while isinstance(at, Tracer) and type(at.state) is tuple:
        base, _, primitive, params = at.state
        steps.insert(0, (primitive, params))
        at = base
    if isinstance(y, Tracer) and y.trace is not OPEN and type(y) is not Buffer:
        return made(y)
    value, node = (y.value, None) if type(y) is Buffer else taken(y)
    z = made(value, node)
    if node is not None:
        node.label = label
    if steps or (isinstance(value, np.ndarray) and np.may_share_memory(value, _array(x))):
        z._counter = x._counter
        z._view = View(x, steps, of_many)
        if TRANSFORMING.get():
            watch(z)
    return z


def _array(x: Tensor) -> Any:
    value = x._value
    while isinstance(value, Tracer):
        value = value.value
    return value


def require_writable(x: Tensor) -> None:
    """Refuse to write in place where that has no meaning."""
    if x._inference and not MODE.inference:
        raise RuntimeError(messages.INFERENCE_WRITE)
    v = x._value
    if type(v) is np.ndarray and not v.flags.writeable and TRANSFORMING.get():
        raise RuntimeError(messages.WRITE_READ_ONLY)
    if not MODE.enabled:
        return
    if x._tracked:
        raise RuntimeError(messages.LEAF_IN_PLACE)
    view = x._view
    while view is not None:
        if view.of_many:
            raise RuntimeError(messages.MULTI_VIEW.format(view.of_many))
        if view.base._tracked:
            raise RuntimeError(messages.LEAF_VIEW_IN_PLACE)
        if not view.recorded and view.base.requires_grad:
            raise RuntimeError(messages.NO_GRAD_VIEW)
        view = view.base._view


def write(x: Tensor, new: Tensor, label: str | None = None) -> Tensor:
    """Let `new`, made from `x` or not, be what `x` holds from now on, in its memory."""
    value, source = x._value, new._value
    if is_live(value) or is_live(source):
        require_plain_dual(x, new)
    if isinstance(value, Tracer) or isinstance(source, Tracer):
        return _write_traced(x, source)
    value = settled_value(x)
    require_shape(value.shape, source.shape)
    value[...] = source
    x._counter[0] += 1
    if MODE.enabled and (new.requires_grad or x.requires_grad):
        _renew(x, new, label)
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


def traced(x: Tensor) -> Any:
    """The value as what traced values can be written to, tied to that of its base."""
    if isinstance(x._value, Tracer):
        return x._value
    if x._view is None:
        x._value = Buffer(np.array(x._value))
    else:
        h = traced(x._view.base)
        for primitive, params in x._view.steps:
            y = primitive(h, **params)
            y.state = (h, h.version, primitive, params)
            h = y
        x._value = h
    counter: list[Any] = x._counter
    for view in [*counter[1]] if len(counter) > 1 else []:
        if view._view is None and view is not x:
            raise RuntimeError(messages.WRITE_SHARED)
        traced(view)
    return x._value


def _write_traced(x: Tensor, source: Any) -> Tensor:
    """Under a transform of funcad: its own writes, which views of traced values follow."""
    target = traced(x)
    if not MODE.enabled and untaped(target) is not target:
        raise RuntimeError(messages.WRITE_TRACED)
    require_shape(target.shape, source.shape)
    if isinstance(source, Tracer):
        settle(source)
    overwrite(target, source if isinstance(source, Tracer) else Buffer(np.array(source)))
    x._counter[0] += 1
    return x


def require_shape(target: tuple[int, ...], source: tuple[int, ...]) -> None:
    if source != target:
        raise RuntimeError(
            f"output with shape {list(target)} doesn't match the broadcast shape {list(source)}"
        )


def _renew(x: Tensor, new: Tensor, label: str | None) -> None:
    """The new node of what was written to, and of what that is a view of."""
    node = node_of(new)
    if node is None:  # constants: what was there before does not count any more
        h = keep(Tracer(x._value, node_of(x), OPEN), np.zeros(x._value.shape, bool))
        _, node = taken(h)
        assert node is not None
    primitive, ints, args, y, params = node.core
    if isinstance(y, np.ndarray) and y is new._value:
        node.core = (primitive, ints, args, x._value, params)
    n = 2 * len(args)
    node.watch = (*node.watch[:n], *(None,) * (n - len(node.watch)), x._counter, x._counter[0])
    node.label = label or node.label
    if x._retains:
        retain_at(x, node)
    x._node = node
    if x._view is not None:
        _renew_base(x)


def _renew_base(x: Tensor) -> None:
    view = x._view
    base = view.base
    handles = [handle_of(base)]
    for primitive, params in view.steps[:-1]:
        handles.append(primitive(handles[-1], **params))
    y = Tracer(x._value, x._node, OPEN)
    for h, (primitive, params) in zip(reversed(handles), reversed(view.steps), strict=True):
        if primitive.restore is None:
            raise RuntimeError(
                f"a write through a view by {primitive.name} is not recorded: write to a copy"
            )
        y = primitive.restore(h, y, **params)
    _, node = taken(y)
    assert node is not None
    node.label = "CopySlices"
    base._node = node
    view.seen = node
    if base._view is not None:
        _renew_base(base)


def require_castable(new: Any, x: Tensor) -> None:
    """Refuse to write a float into integers."""
    order = "biufc".index
    if order(new.kind) > order(x._value.dtype.kind) and not (
        new.kind in "iu" and x._value.dtype.kind in "iu"
    ):
        titles = BY_NP[new].title, x.dtype.title
        raise RuntimeError(
            "result type {} can't be cast to the desired output type {}".format(*titles)
        )


def _kept(x: Tensor, args: tuple[Any, ...]) -> Tensor:
    """A copy of what will be overwritten, where a backward pass may read it."""
    value = x._value
    if not MODE.enabled or isinstance(value, Tracer):
        return x
    if x.requires_grad or any(isinstance(a, Tensor) and a.requires_grad for a in args):
        return made(np.array(value), node_of(x))
    return x


def in_place(f: Callable[..., Any], label: str | None = None) -> Callable[..., Any]:
    """The method that writes f(x, ...) into x."""

    def method(x: Tensor, *args: Any, **kwargs: Any) -> Tensor:
        require_writable(x)
        new = f(_kept(x, args), *args, **kwargs)
        if new._value.dtype != x._value.dtype:
            require_castable(new._value.dtype, x)
            new = new.to(x.dtype)
        return write(x, new, label)

    return method


__all__ = ["Node", "View", "in_place", "viewed", "write"]
