"""A Function of the user's on tensors that carry tangents: its own jvp gives those of the outputs.

Forward runs once, on the tensors without tangents, recorded for what differentiates the tangents;
the node of the outputs themselves has a context whose saved tensors carry tangents again.
"""

from __future__ import annotations

from copy import copy
from typing import Any

from funcad.core.liveness import settled
from funcad.core.tracer import Tracer
from funcad.torch.autograd.contexts import FunctionCtx, save
from funcad.torch.creation import zeros_like
from funcad.torch.level import is_live
from funcad.torch.tensor import Tensor, handle_of, made, tensor_of


def applied_to_duals(cls: Any, args: tuple[Any, ...], called: Any, finished: Any) -> Any:
    """What Function.apply gives where some argument carries a tangent.

    `called` and `finished` are the two halves of what it does otherwise.
    """
    level = max(
        (x._value.trace for x in args if isinstance(x, Tensor) and is_live(x._value)),
        key=lambda trace: trace.level,
    )
    parts = [_split(x, level) for x in args]
    inner = tuple(x for x, _ in parts)
    ctx, out = called(cls, inner)
    if ctx._dirty:
        raise NotImplementedError(
            f"{cls.__name__}.apply with mark_dirty on a tensor that carries a tangent: return a "
            "new tensor instead"
        )
    to_save, for_forward = ctx._to_save, ctx._for_forward
    results = finished(cls, ctx, inner, out)
    tangents = [_tangent(ctx, x, dx) for x, dx in parts]
    context = copy(ctx)
    context._to_save = for_forward if for_forward is not None else to_save
    save(context, (), None)
    found = cls.jvp(context, *tangents)
    many = isinstance(results, tuple | list)
    ys = list(results) if many else [results]
    dys = list(found) if isinstance(found, tuple | list) else [found]
    if len(ys) != len(dys):
        raise RuntimeError(
            f"{cls.__name__}.jvp returned {len(dys)} tangents for {len(ys)} outputs of forward"
        )
    duals = [_joined(y, dy, level, ctx) for y, dy in zip(ys, dys, strict=True)]
    context, outputs = _outer(ctx, (args, inner), (ys, duals), to_save), tuple(duals)
    return finished(cls, context, args, outputs if many else outputs[0])


def _split(x: Any, level: Any) -> tuple[Any, Any]:
    """(tensor, its tangent)."""
    if isinstance(x, Tensor) and is_live(x._value) and x._value.trace is level:
        return tensor_of(x._value.value), tensor_of(settled(x._value.companion))
    return x, None


def _tangent(ctx: FunctionCtx, x: Any, dx: Any) -> Any:
    if dx is None and isinstance(x, Tensor) and ctx._materialize:
        return zeros_like(x)
    return dx


def _joined(y: Any, dy: Any, level: Any, ctx: FunctionCtx) -> Any:
    if dy is None or not isinstance(y, Tensor) or y._value.dtype.kind not in "fc":
        return y
    if any(y is x for x in ctx._non_differentiable):
        return y
    if dy.shape != y.shape:
        raise RuntimeError(
            f"jvp returned a tangent of size {list(dy.shape)} for an output of {list(y.shape)}"
        )
    return made(Tracer(handle_of(y), handle_of(dy), level))


def _outer(ctx: FunctionCtx, inputs: Any, outputs: Any, to_save: Any) -> FunctionCtx:
    """The context that has the tensors with their tangents."""
    (args, inner), (ys, duals) = inputs, outputs
    pairs = [*zip(inner, args, strict=True), *zip(ys, duals, strict=True)]

    def dual_of(x: Any) -> Any:
        return next((whole for part, whole in pairs if part is x), x)

    context = copy(ctx)
    context._to_save = tuple(map(dual_of, to_save))
    context._non_differentiable = tuple(map(dual_of, ctx._non_differentiable))
    return context
