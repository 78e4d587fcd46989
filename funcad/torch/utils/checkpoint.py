"""torch.utils.checkpoint: values are computed again in the backward pass rather than kept."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from typing import Any

from funcad.core.tracer import Tracer
from funcad.torch.modes import MODE
from funcad.torch.nn.containers import Sequential
from funcad.torch.tensor import Tensor
from funcad.torch.utils.reentrant import CheckpointFunction, keeping_random
from funcad.torch.utils.rerun import CheckpointError, rerunnable
from funcad.transforms.checkpoint import checkpoint as in_transform

NO_FLAG = (
    "{}: the use_reentrant parameter should be passed explicitly. use_reentrant=False is "
    "recommended; without it this is use_reentrant=True, which has no keyword arguments, no "
    "gradients of what the function closes over, and no autograd.grad."
)
NONE_REQUIRES_GRAD = "None of the inputs have requires_grad=True. Gradients will be None"


class _Stopping:
    """Whether a recomputation stops as soon as it can; None leaves it to the call."""

    early: bool | None = None


@contextmanager
def set_checkpoint_early_stop(enable: bool) -> Iterator[None]:
    """Within, checkpoints stop their recomputation early or not, whatever their call says."""
    before, _Stopping.early = _Stopping.early, bool(enable)
    try:
        yield
    finally:
        _Stopping.early = before


def noop_context_fn() -> tuple[Any, Any]:
    """No contexts: what `context_fn` gives if it is not said."""
    return nullcontext(), nullcontext()


def checkpoint(
    function: Callable[..., Any],
    *args: Any,
    use_reentrant: bool | None = None,
    context_fn: Callable[[], tuple[Any, Any]] = noop_context_fn,
    determinism_check: str = "default",
    debug: bool = False,
    early_stop: bool = True,
    preserve_rng_state: bool = True,
    **kwargs: Any,
) -> Any:
    """function(*args), of which only the arguments are kept; it runs again in the backward pass.

    >>> from funcad.torch.utils.checkpoint import checkpoint
    >>> x = torch.tensor([1.0, 2.0], requires_grad=True)
    >>> checkpoint(lambda x: x**2 * x, x, use_reentrant=False).sum().backward()
    >>> x.grad
    tensor([ 3., 12.])

    With `use_reentrant=False` it may take keyword arguments and close over tensors, whose gradients
    come out as well; recomputing stops as soon as all that is needed is there.  With True one of
    the arguments must require grad, and gradients are those of `backward()` alone.
    """
    if use_reentrant is None:
        warnings.warn(NO_FLAG.format("torch.utils.checkpoint"), UserWarning, stacklevel=2)
        use_reentrant = True
    if use_reentrant and (context_fn is not noop_context_fn or debug):
        raise ValueError(
            "Passing `context_fn` or `debug` is only supported when use_reentrant=False."
        )
    if use_reentrant and kwargs:
        raise ValueError(f"Unexpected keyword arguments: {','.join(kwargs)}")
    tensors = [x for x in (*args, *kwargs.values()) if isinstance(x, Tensor)]
    if any(isinstance(x._value, Tracer) for x in tensors):
        return in_transform(keeping_random(function, preserve_rng_state))(*args, **kwargs)
    if use_reentrant:
        if MODE.enabled and not any(x.requires_grad for x in tensors):
            warnings.warn(NONE_REQUIRES_GRAD, UserWarning, stacklevel=2)
        return CheckpointFunction.apply(function, preserve_rng_state, *args)
    early = early_stop if _Stopping.early is None else _Stopping.early
    return rerunnable(
        function,
        args,
        kwargs,
        contexts=context_fn(),
        check=determinism_check != "none",
        early=early,
        preserve=preserve_rng_state,
    )


def checkpoint_sequential(
    functions: Any,
    segments: int,
    input: Any,
    use_reentrant: bool | None = None,
    *,
    preserve_rng_state: bool = True,
    **kwargs: Any,
) -> Any:
    """The functions one after the other, in so many segments; each but the last a checkpoint.

    >>> from funcad.torch.utils.checkpoint import checkpoint_sequential
    >>> x = torch.tensor([0.5], requires_grad=True)
    >>> checkpoint_sequential([torch.sin, torch.exp, torch.tanh], 2, x, use_reentrant=False)
    tensor([0.9239], grad_fn=<TanhBackward0>)
    """
    if use_reentrant is None:
        name = "torch.utils.checkpoint.checkpoint_sequential"
        warnings.warn(NO_FLAG.format(name), UserWarning, stacklevel=2)
        use_reentrant = True
    if kwargs:
        raise ValueError(f"Unexpected keyword arguments: {','.join(kwargs)}")
    steps = list(functions.children()) if isinstance(functions, Sequential) else list(functions)
    size = len(steps) // segments
    end = -1
    for start in range(0, size * (segments - 1), size):
        end = start + size - 1
        input = checkpoint(
            _chain(steps[start : end + 1]),
            input,
            use_reentrant=use_reentrant,
            preserve_rng_state=preserve_rng_state,
        )
    return _chain(steps[end + 1 :])(input)


def _chain(steps: Sequence[Callable[[Any], Any]]) -> Callable[[Any], Any]:
    def run(x: Any) -> Any:
        for step in steps:
            x = step(x)
        return x

    return run


__all__ = [
    "CheckpointError",
    "CheckpointFunction",
    "checkpoint",
    "checkpoint_sequential",
    "noop_context_fn",
    "set_checkpoint_early_stop",
]
