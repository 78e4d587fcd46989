"""Functions of the user's inside funcad's transforms: custom_vjp with the user's backward."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from funcad.core.tracer import Tracer
from funcad.pytree import tree_flatten
from funcad.torch.hooks import as_tensor
from funcad.torch.tensor import Tensor, handle_of, tensor_of
from funcad.transforms.custom_vjp import custom_vjp

NEEDS_SETUP = (
    "In order to use an autograd.Function with functorch transforms (vmap, grad, jvp, jacrev, "
    "...), it must override the setup_context staticmethod: forward(*inputs) without ctx, and "
    "setup_context(ctx, inputs, output)."
)


def is_transformed(tensors: Sequence[Tensor]) -> bool:
    """Whether a transform of funcad is open over one of the tensors."""
    return any(isinstance(x._value, Tracer) for x in tensors)


def applied_in_transform(
    cls: Any, context: type, args: tuple[Any, ...], kwargs: dict[str, Any]
) -> Any:
    """cls.apply(*args, **kwargs), of which a transform takes the derivative from cls.backward."""
    if cls.setup_context is None:
        raise RuntimeError(NEEDS_SETUP)
    places = [i for i, x in enumerate(args) if isinstance(x, Tensor)]

    def joined(handles: Sequence[Any]) -> list[Any]:
        xs = list(args)
        for i, h in zip(places, handles, strict=True):
            xs[i] = tensor_of(h)
        return xs

    def forward(*handles: Any) -> Any:
        return handle_of(cls.forward(*joined(handles), **kwargs))

    def recording(*handles: Any) -> Any:
        ctx = context()
        ctx.needs_input_grad = tuple(isinstance(x, Tensor) for x in args)
        xs = joined(handles)
        out = cls.forward(*xs, **kwargs)
        cls.setup_context(ctx, tuple(xs), out)
        saved, ctx._to_save = ctx._to_save, ()
        leaves, structure = tree_flatten(saved)
        return handle_of(out), (ctx, structure, leaves)

    def backward(residuals: Any, cts: Any) -> Any:
        ctx, structure, leaves = residuals
        ctx._unpacked = structure.unflatten(leaves)
        given = cts if isinstance(cts, tuple | list) else (cts,)
        gs = cls.backward(ctx, *(as_tensor(ct) for ct in given))
        gs = gs if isinstance(gs, tuple | list) else (gs,)
        if len(gs) != len(args):
            raise RuntimeError(
                f"function {cls.__name__}Backward returned an incorrect number of gradients "
                f"(expected {len(args)}, got {len(gs)})"
            )
        return tuple(_cotangent(gs[i]) for i in places)

    rule = custom_vjp(forward)
    rule.defvjp(recording, backward)
    return tensor_of(rule(*(handle_of(args[i]) for i in places)))


def _cotangent(g: Any) -> Any:
    if g is None:
        return None
    h = handle_of(g)
    return h.conj() if h.dtype.kind == "c" else h
