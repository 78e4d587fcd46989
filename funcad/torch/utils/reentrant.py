"""The checkpoint that is one Function: its backward runs the function and a backward pass of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

from funcad.torch.autograd.function import Function
from funcad.torch.backward import PASS, backward
from funcad.torch.modes import enable_grad
from funcad.torch.random import get_rng_state, set_rng_state
from funcad.torch.tensor import Tensor

SELECTS = (
    "When use_reentrant=True, torch.utils.checkpoint is incompatible with .grad() or passing an "
    "`inputs` parameter to .backward(). To resolve this error, you can either set "
    "use_reentrant=False, or call .backward() without passing the `inputs` argument."
)


@contextmanager
def random_from(state: Any) -> Iterator[None]:
    """Random numbers from a state of the default stream on, which is put back afterwards."""
    now = get_rng_state()
    if state is not None:
        set_rng_state(state)
    try:
        yield
    finally:
        set_rng_state(now)


def keeping_random(function: Callable[..., Any], preserve: bool) -> Callable[..., Any]:
    """A function that draws the same numbers every time after the first."""
    states: list[Any] = []

    @wraps(function)
    def run(*args: Any, **kwargs: Any) -> Any:
        if not preserve:
            return function(*args, **kwargs)
        if not states:
            states.append(get_rng_state())
            return function(*args, **kwargs)
        with random_from(states[0]):
            return function(*args, **kwargs)

    return run


class CheckpointFunction(Function):
    """A function of which the inputs alone are kept."""

    @staticmethod
    def forward(ctx: Any, function: Any, preserve: bool, *args: Any) -> Any:
        ctx.function, ctx.args = function, args
        ctx.random = get_rng_state() if preserve else None
        ctx.save_for_backward(*(x for x in args if isinstance(x, Tensor)))
        return function(*args)

    @staticmethod
    def backward(ctx: Any, *grads: Any) -> Any:
        if PASS.selects:
            raise RuntimeError(SELECTS)
        saved = iter(ctx.saved_tensors)
        copies = []
        for x in ctx.args:
            tensor = next(saved) if isinstance(x, Tensor) else None
            if tensor is None:
                copies.append(x)
            else:
                copies.append(tensor.detach().requires_grad_(tensor.requires_grad))
        with random_from(ctx.random), enable_grad():
            out = ctx.function(*copies)
        outputs = out if isinstance(out, tuple) else (out,)
        pairs = [
            (y, g)
            for y, g in zip(outputs, grads, strict=True)
            if isinstance(y, Tensor) and y.requires_grad and g is not None
        ]
        if not pairs:
            raise RuntimeError(
                "none of output has requires_grad=True, this checkpoint() is not necessary"
            )
        backward([y for y, _ in pairs], [g for _, g in pairs])
        return (None, None, *(x._grad if isinstance(x, Tensor) else None for x in copies))
