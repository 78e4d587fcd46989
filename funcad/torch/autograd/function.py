"""torch.autograd.Function: an operation whose backward pass the user writes."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import numpy as np

from funcad.core.cotangents import Cotangents, Owned, fit_cotangent, give
from funcad.core.liveness import settled
from funcad.core.primitive import Primitive, no
from funcad.core.residuals import Like
from funcad.torch import messages
from funcad.torch.autograd.transformed import applied_in_transform, is_transformed
from funcad.torch.graph import FREED, Node, entry_of
from funcad.torch.hooks import as_tensor
from funcad.torch.messages import FREED_TWICE
from funcad.torch.modes import MODE, no_grad
from funcad.torch.tensor import Tensor, handle_of, made, node_of


class FunctionCtx:
    """What forward hands on to backward: saved tensors, and attributes of any name."""

    def __init__(self) -> None:
        self._to_save: tuple[Any, ...] = ()
        self._non_differentiable: tuple[Tensor, ...] = ()
        self._dirty: tuple[Tensor, ...] = ()
        self._materialize = True
        self._saved: list[Any] | None = []
        self._unpacked: tuple[Any, ...] | None = None
        self.needs_input_grad: tuple[bool, ...] = ()

    def save_for_backward(self, *tensors: Any) -> None:
        """Keep inputs and outputs for backward, where they are `saved_tensors`."""
        self._to_save = tensors

    save_for_forward = save_for_backward

    def mark_non_differentiable(self, *outputs: Tensor) -> None:
        """These outputs do not require grad."""
        self._non_differentiable = outputs

    def mark_dirty(self, *inputs: Tensor) -> None:
        """These inputs were written to in place, and are returned."""
        self._dirty = inputs

    def set_materialize_grads(self, value: bool) -> None:
        """Whether backward sees zeros for an output that nobody used, or None."""
        self._materialize = value

    @property
    def saved_tensors(self) -> tuple[Any, ...]:
        """What `save_for_backward` kept."""
        if self._unpacked is not None:
            return self._unpacked
        if self._saved is None:
            raise RuntimeError(FREED_TWICE)
        return tuple(None if s is None else s.unpacked() for s in self._saved)

    saved_variables = saved_tensors


class _Saved:
    """A tensor as it was when it was saved; an output's node would else hold on to itself."""

    __slots__ = ("counter", "node", "tensor", "value", "version")

    def __init__(self, x: Tensor, node: Node | None) -> None:
        self.tensor = None if node is not None else x
        self.value = x._value if node is not None else None
        self.node, self.counter, self.version = node, x._counter, x._counter[0]

    def unpacked(self) -> Tensor:
        value = self.value if self.tensor is None else self.tensor._value
        if self.counter[0] != self.version:
            raise RuntimeError(messages.overwritten(value, self.counter[0], self.version))
        return made(value, self.node) if self.tensor is None else self.tensor


class Function:
    """An operation with `forward(ctx, *inputs)` and `backward(ctx, *gradients)`; used by `apply`.

    >>> class Double(torch.autograd.Function):
    ...     @staticmethod
    ...     def forward(ctx, x):
    ...         return 2 * x
    ...     @staticmethod
    ...     def backward(ctx, g):
    ...         return 2 * g
    >>> x = torch.ones(1, requires_grad=True)
    >>> Double.apply(x).backward()
    >>> x.grad
    tensor([2.])
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        raise RuntimeError(f"{type(self).__name__} is not to be instantiated: call its apply(...)")

    forward: Callable[..., Any]
    setup_context: Callable[..., Any] | None = None

    @classmethod
    def apply(cls, *args: Any, **kwargs: Any) -> Any:
        """The outputs of forward, with a node whose backward pass is the user's."""
        ctx = FunctionCtx()
        tensors = [x for x in args if isinstance(x, Tensor)]
        if is_transformed(tensors):
            return applied_in_transform(cls, FunctionCtx, args, kwargs)
        recorded = MODE.enabled and any(x.requires_grad for x in tensors)
        ctx.needs_input_grad = tuple(
            isinstance(x, Tensor) and x.requires_grad and MODE.enabled for x in args
        )
        with no_grad():
            if cls.setup_context is None:
                out = cls.forward(ctx, *args, **kwargs)
            else:
                out = cls.forward(*args, **kwargs)
                cls.setup_context(ctx, args, out)
        if not recorded:
            _save(ctx, (), None)
            return out
        return _recorded(cls, ctx, args, out)


def _recorded(cls: type[Function], ctx: FunctionCtx, args: tuple[Any, ...], out: Any) -> Any:
    single = not isinstance(out, tuple | list)
    outputs = [out] if single else list(out)
    parents = tuple(node_of(x) if isinstance(x, Tensor) and x.requires_grad else None for x in args)
    ints = tuple(-1 if p is None else p.seq for p in parents)
    likes = tuple(Like(x._value) if isinstance(x, Tensor) else x for x in args)
    made_of = [Like(y._value) if isinstance(y, Tensor) else None for y in outputs]
    params = {"cls": cls, "ctx": ctx, "outputs": made_of, "single": single}
    node = Node((custom, ints, likes, None, params), parents, f"{cls.__name__}Backward")
    results = []
    for k, y in enumerate(outputs):
        is_plain = not isinstance(y, Tensor) or y._value.dtype.kind not in "fc"
        if is_plain or any(y is x for x in ctx._non_differentiable):
            results.append(y)
            continue
        own = node if single else entry_of(node, k, y._value, len(outputs))
        if any(y is x for x in ctx._dirty):
            if y._tracked:
                raise RuntimeError(messages.LEAF_DIRTY)
            y._counter[0] += 1
            z = y
        elif any(y is x for x in args):
            z = made(y._value)
            z._counter = y._counter
        else:
            z = y if y._node is None and not y._tracked else made(y._value)
        z._node = own
        results.append(z)
    _save(ctx, results, node if single else None)
    return results[0] if single else tuple(results)


def _save(ctx: FunctionCtx, results: Any, node: Node | None) -> None:
    saved: list[_Saved | None] = []
    for x in ctx._to_save:
        if x is None:
            saved.append(None)
            continue
        if not isinstance(x, Tensor):
            raise TypeError(
                f"save_for_backward can only save variables, but got {type(x).__name__}: "
                "keep other things as attributes of ctx"
            )
        is_output = any(x is y for y in results)
        saved.append(_Saved(x, x._node if is_output else None))
    ctx._saved = saved
    ctx._to_save = ()


def _sweep(position: int, ct: Any, core: Any, cts: Cotangents, owned: Owned) -> None:
    """Call the user's backward."""
    _, ints, likes, _, params = core
    cls, ctx = params["cls"], params["ctx"]
    given = [ct] if params["single"] else ct
    grads: list[Tensor | None] = []
    for c, like in zip(given, params["outputs"], strict=True):
        if c is not None:
            grads.append(as_tensor(settled(c)))
        elif ctx._materialize and like is not None:
            grads.append(made(np.zeros(like.shape, like.dtype)))
        else:
            grads.append(None)
    rule = getattr(cls, "backward", None) or getattr(cls, "vjp", None)
    if rule is None:
        raise NotImplementedError(
            "You must implement either the backward or vjp method for your custom "
            "autograd.Function to use it with backward mode AD."
        )
    results = rule(ctx, *grads)
    results = list(results) if isinstance(results, tuple | list) else [results]
    name = f"{cls.__name__}Backward"
    while len(results) > len(ints) and results[-1] is None:
        results.pop()
    if len(results) != len(ints):
        raise RuntimeError(
            f"function {name} returned an incorrect number of gradients "
            f"(expected {len(ints)}, got {len(results)})"
        )
    for i, (g, parent, like) in enumerate(zip(results, ints, likes, strict=True)):
        if g is None or parent < 0:
            if g is not None and not isinstance(g, Tensor):
                raise RuntimeError(f"expected Variable or None (got {type(g).__name__})")
            continue
        if not isinstance(g, Tensor):
            raise RuntimeError(f"expected Variable or None (got {type(g).__name__})")
        h = handle_of(g)
        if h.dtype.kind == "c":
            h = np.conj(h)
        if h.shape != like.shape:
            if not _sums_to(h.shape, like.shape):
                raise RuntimeError(
                    f"Function {name} returned an invalid gradient at index {i} - got "
                    f"{list(h.shape)} but expected shape compatible with {list(like.shape)}"
                )
            h = fit_cotangent(h, like)
        give(cts, owned, parent, h, like)


def _sums_to(shape: tuple[int, ...], target: tuple[int, ...]) -> bool:
    try:
        return np.broadcast_shapes(shape, target) == tuple(shape)
    except ValueError:
        return False


custom = Primitive(
    "a Function of the user's",
    no("it is applied by Function.apply"),
    jvp=no("the user gives a backward pass"),
    pull=no("it is swept"),
    transpose=no("it is swept"),
    batch=no("it is applied by Function.apply"),
    lower="Call",
    sweep=_sweep,
)


def once_differentiable(backward: Callable[..., Any]) -> Callable[..., Any]:
    """For a backward that is not to be differentiated itself: its results say so."""

    @wraps(backward)
    def call(ctx: FunctionCtx, *grads: Any) -> Any:
        needs = MODE.enabled and any(isinstance(g, Tensor) and g.requires_grad for g in grads)
        with no_grad():
            out = backward(ctx, *grads)
        if not needs:
            return out
        results = out if isinstance(out, tuple) else (out,)
        marked = tuple(_undifferentiable(g) for g in results)
        return marked if isinstance(out, tuple) else marked[0]

    return call


def _undifferentiable(g: Any) -> Any:
    if not isinstance(g, Tensor):
        return g
    params = {"cls": _Once, "ctx": FunctionCtx(), "outputs": [Like(g._value)], "single": True}
    return made(g._value, Node((custom, (), (), None, params), (), "Error"))


class _Once(Function):
    @staticmethod
    def backward(ctx: Any, *grads: Any) -> Any:
        raise RuntimeError(
            "trying to differentiate twice a function that was marked with @once_differentiable"
        )


__all__ = ["FREED", "Function", "FunctionCtx", "once_differentiable"]
