"""torch.autograd.Function: an operation whose backward pass the user writes."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from functools import wraps
from inspect import signature
from typing import Any

import numpy as np

from funcad.core.cotangents import Cotangents, Owned, fit_cotangent, give
from funcad.core.liveness import settled
from funcad.core.primitive import Primitive, no
from funcad.core.residuals import Like
from funcad.torch import messages
from funcad.torch.autograd.contexts import FunctionCtx, save
from funcad.torch.autograd.function_duals import applied_to_duals
from funcad.torch.autograd.transformed import applied_in_transform, is_transformed
from funcad.torch.graph import FREED, Node, entry_of
from funcad.torch.hooks import as_tensor
from funcad.torch.level import is_live
from funcad.torch.modes import MODE, no_grad
from funcad.torch.tensor import Tensor, handle_of, made, node_of


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
        warnings.warn(
            f"{type(self)} should not be instantiated: its methods are static, and it is used by "
            "apply(...)",
            DeprecationWarning,
            stacklevel=2,
        )

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        raise RuntimeError(
            "Legacy autograd function with non-static forward method is deprecated. Make forward "
            "and backward static methods, and call apply(...) of the class."
        )

    generate_vmap_rule = False
    setup_context: Callable[..., Any] | None = None

    @staticmethod
    def forward(*args: Any, **kwargs: Any) -> Any:
        """What is computed: forward(ctx, *inputs), or of the inputs alone with `setup_context`."""
        raise NotImplementedError(
            "You must implement the forward function for custom autograd.Function."
        )

    @staticmethod
    def backward(ctx: Any, *gradients: Any) -> Any:
        """The gradients of the inputs from those of the outputs."""
        raise NotImplementedError(
            "You must implement either the backward or vjp method for your custom "
            "autograd.Function to use it with backward mode AD."
        )

    vjp = backward

    @staticmethod
    def jvp(ctx: Any, *tangents: Any) -> Any:
        """The tangents of the outputs from those of the inputs."""
        raise NotImplementedError(
            "You must implement the jvp function for custom autograd.Function to use it with "
            "forward mode AD."
        )

    @staticmethod
    def vmap(info: Any, in_dims: Any, *args: Any) -> Any:
        """Batching rules are not asked for: funcad batches what backward is made of."""
        raise NotImplementedError(
            "autograd.Function.vmap: write the function with operations on tensors, which "
            "torch.func.vmap batches"
        )

    @classmethod
    def apply(cls, *args: Any, **kwargs: Any) -> Any:
        """The outputs of forward, with a node whose backward pass is the user's."""
        if kwargs:
            args = bound(cls, args, kwargs)
        if any(isinstance(x, Tensor) and is_live(x._value) for x in args):
            return applied_to_duals(cls, args, called, finished)
        if is_transformed([x for x in args if isinstance(x, Tensor)]):
            return applied_in_transform(cls, FunctionCtx, args, {})
        ctx, out = called(cls, args)
        return finished(cls, ctx, args, out)


def called(cls: type[Function], args: Any) -> tuple[FunctionCtx, Any]:
    """The context and the outputs of forward."""
    ctx = FunctionCtx()
    ctx.needs_input_grad = tuple(isinstance(x, Tensor) and x.requires_grad for x in args)
    with no_grad():
        if cls.setup_context is None:
            return ctx, cls.forward(ctx, *args)
        out = cls.forward(*args)
        cls.setup_context(ctx, args, out)
    return ctx, out


def bound(cls: type[Function], args: Any, kwargs: Any) -> tuple[Any, ...]:
    """All arguments by position."""
    before = () if cls.setup_context is not None else (None,)
    found = signature(cls.forward).bind(*before, *args, **kwargs)
    found.apply_defaults()
    return (*found.args, *found.kwargs.values())[len(before) :]


def finished(cls: type[Function], ctx: FunctionCtx, args: tuple[Any, ...], out: Any) -> Any:
    """The outputs with their node, if something requires grad."""
    outputs = out if isinstance(out, tuple | list) else (out,)
    for x in ctx._dirty:
        if not any(x is y for y in outputs):
            raise RuntimeError(
                "Some elements marked as dirty during the forward method were not returned as "
                "output. The inputs that are modified inplace must all be outputs of the Function."
            )
    if MODE.enabled and any(isinstance(x, Tensor) and x.requires_grad for x in args):
        return _recorded(cls, ctx, args, out)
    for x in ctx._dirty:
        x._counter[0] += 1
    save(ctx, (), None)
    return out


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
    save(ctx, results, node if single else None)
    return results[0] if single else tuple(results)


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
    has_vjp = cls.vjp is not Function.vjp
    if has_vjp and cls.backward is not Function.backward:
        raise RuntimeError(
            "Implementing both 'backward' and 'vjp' for a custom Function is not allowed. You "
            "should only implement one of them."
        )
    results = cls.vjp(ctx, *grads) if has_vjp else cls.backward(ctx, *grads)
    results = list(results) if isinstance(results, tuple) else [results]
    name = f"{cls.__name__}Backward"
    while len(results) > len(ints) and results[-1] is None:
        results.pop()
    if len(results) != len(ints):
        raise RuntimeError(
            f"function {name} returned an incorrect number of gradients "
            f"(expected {len(ints)}, got {len(results)})"
        )
    for i, (g, parent, like) in enumerate(zip(results, ints, likes, strict=True)):
        if g is None:
            continue
        if type(like) is not Like:
            raise RuntimeError(
                f"function {name} returned a gradient different than None at position {i + 1}, but "
                "the corresponding forward input was not a Variable"
            )
        if parent < 0 and isinstance(g, Tensor):
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
    return made(g._value, Node((custom, (), (), None, params), (), ERROR))


ERROR = "Error"  # the node of what is not to be differentiated again


class _Once(Function):
    @staticmethod
    def backward(ctx: Any, *grads: Any) -> Any:
        raise RuntimeError(
            "trying to differentiate twice a function that was marked with @once_differentiable"
        )


__all__ = ["FREED", "Function", "FunctionCtx", "once_differentiable"]
