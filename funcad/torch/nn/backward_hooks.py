"""Hooks of modules on the backward pass: called with gradients of the inputs and the outputs."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

from funcad.torch.autograd.function import Function
from funcad.torch.modes import MODE
from funcad.torch.tensor import Tensor


class BackwardHookFunction(Function):
    """The identity; its backward pass hands the gradients to a function."""

    @staticmethod
    def forward(ctx: Any, received: Callable[..., Any], *xs: Any) -> Any:
        ctx.received = received
        ctx.set_materialize_grads(False)
        return xs if len(xs) > 1 else xs[0]

    @staticmethod
    def backward(ctx: Any, *grads: Any) -> Any:
        return None, *ctx.received(grads)


class Watched:
    """One call of a module with hooks on its backward pass."""

    def __init__(self, module: Any) -> None:
        self.module = module
        self.outputs: tuple[Any, ...] | None = None
        self.inputs_are_watched = False
        self.inputs = 0

    def enter(self, args: tuple[Any, ...]) -> tuple[Any, ...]:
        """The arguments, the tensors among them watched where one requires grad."""
        self.inputs = len(args)
        at = [i for i, x in enumerate(args) if isinstance(x, Tensor)]
        if not MODE.enabled or not any(args[i].requires_grad for i in at):
            return args

        def received(grads: tuple[Any, ...]) -> Any:
            given = self._placed(at, grads, len(args))
            changed = self._call(given)
            return tuple([changed[i] for i in at])

        self.inputs_are_watched = True
        return self._placed_into(args, at, received)

    def leave(self, out: Any) -> Any:
        """The output, watched."""
        whole = out if isinstance(out, tuple) else (out,)
        at = [i for i, x in enumerate(whole) if isinstance(x, Tensor)]
        if not MODE.enabled or not any(whole[i].requires_grad for i in at):
            return out

        def received(grads: tuple[Any, ...]) -> Any:
            self.outputs = self._placed(at, grads, len(whole))
            for hook in [*self.module._backward_pre_hooks.values()]:
                changed = hook(self.module, self.outputs)
                if changed is not None:
                    self.outputs = changed if isinstance(changed, tuple) else (changed,)
            if not self.inputs_are_watched and self.module._backward_hooks:
                warnings.warn(
                    "Full backward hook is firing when gradients are computed with respect to "
                    "module outputs since no inputs require gradients.",
                    stacklevel=2,
                )
                self._call((None,) * self.inputs)
            return tuple([self.outputs[i] for i in at])

        watched = self._placed_into(whole, at, received)
        return watched if isinstance(out, tuple) else watched[0]

    def _call(self, grads: tuple[Any, ...]) -> tuple[Any, ...]:
        for hook in [*self.module._backward_hooks.values()]:
            changed = hook(self.module, grads, self.outputs)
            if changed is not None:
                grads = changed if isinstance(changed, tuple) else (changed,)
        return grads

    @staticmethod
    def _placed(at: list[int], grads: tuple[Any, ...], n: int) -> tuple[Any, ...]:
        found: list[Any] = [None] * n
        for i, g in zip(at, grads, strict=True):
            found[i] = g
        return tuple(found)

    @staticmethod
    def _placed_into(xs: tuple[Any, ...], at: list[int], received: Any) -> tuple[Any, ...]:
        found = [*xs]
        made = BackwardHookFunction.apply(received, *(xs[i] for i in at))
        for i, y in zip(at, made if isinstance(made, tuple) else (made,), strict=True):
            found[i] = y
        return tuple(found)
