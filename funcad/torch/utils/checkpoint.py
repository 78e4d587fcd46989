"""torch.utils.checkpoint: values are computed again in the backward pass rather than kept."""

from __future__ import annotations

from typing import Any

from funcad.torch.autograd.function import Function
from funcad.torch.backward import backward
from funcad.torch.modes import enable_grad
from funcad.torch.random import get_rng_state, set_rng_state
from funcad.torch.tensor import Tensor


class _Reentrant(Function):
    @staticmethod
    def forward(ctx: Any, fun: Any, preserve: bool, *args: Any) -> Any:
        ctx.fun, ctx.args = fun, args
        ctx.random = get_rng_state() if preserve else None
        return fun(*args)

    @staticmethod
    def backward(ctx: Any, *grads: Any) -> Any:
        now = get_rng_state()
        copies = [
            x.detach().requires_grad_(x.requires_grad) if isinstance(x, Tensor) else x
            for x in ctx.args
        ]
        if ctx.random is not None:
            set_rng_state(ctx.random)
        with enable_grad():
            out = ctx.fun(*copies)
        set_rng_state(now)
        outputs = out if isinstance(out, tuple) else (out,)
        pairs = [
            (y, g) for y, g in zip(outputs, grads, strict=True) if y.requires_grad and g is not None
        ]
        backward([y for y, _ in pairs], [g for _, g in pairs])
        return (None, None, *(x._grad if isinstance(x, Tensor) else None for x in copies))


def checkpoint(
    function: Any,
    *args: Any,
    use_reentrant: bool | None = None,
    preserve_rng_state: bool = True,
    **kwargs: Any,
) -> Any:
    """function(*args), of which only the arguments are kept; it runs again in the backward pass."""
    if kwargs:
        raise ValueError(f"Unexpected keyword arguments: {','.join(kwargs)}")
    return _Reentrant.apply(function, preserve_rng_state, *args)
