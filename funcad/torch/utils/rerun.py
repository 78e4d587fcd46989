"""The checkpoint that keeps the graph: its nodes forget what they saved, and run again for it."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import Any

from funcad.core.residuals import Like
from funcad.torch.dropped import Dropped, drop, of_user, saved_by, slim, slim_down, watching
from funcad.torch.messages import overwritten
from funcad.torch.modes import enable_grad
from funcad.torch.random import get_rng_state
from funcad.torch.tensor import Tensor
from funcad.torch.utils.reentrant import random_from

NUMBER = (
    "torch.utils.checkpoint: A different number of tensors was saved during the original forward "
    "and recomputation.\nNumber of tensors saved during forward: {}\n"
    "Number of tensors saved during recomputation: {}.\n"
    "The function must do the same when it runs again."
)
METADATA = (
    "torch.utils.checkpoint: Recomputed values for the following tensors have different metadata "
    "than during the forward pass.\ntensor at position {}:\nsaved metadata: {}\n"
    "recomputed metadata: {}"
)


class CheckpointError(RuntimeError):
    """A checkpointed function did something else when it ran again."""


class StopRecomputation(Exception):
    """All that is needed has been computed again."""


def rerunnable(
    function: Callable[..., Any],
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
    *,
    contexts: tuple[Any, Any],
    check: bool,
    early: bool,
    preserve: bool,
) -> Any:
    """function(*args, **kwargs); its nodes keep nothing but the way to run it again."""
    first, again = contexts
    run = Run(function, args, kwargs, again, check, early, get_rng_state() if preserve else None)
    nodes: list[Any] = []
    with first, watching(nodes.append, alone=False):
        out = function(*args, **kwargs)
    run.forget(nodes)
    return out


class Run:
    """One call of a function, and what it takes to make it again."""

    def __init__(
        self,
        function: Callable[..., Any],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
        context: Any,
        check: bool,
        early: bool,
        random: Any,
    ) -> None:
        self.function, self.args, self.kwargs = function, args, kwargs
        self.context, self.check, self.early, self.random = context, check, early, random
        tensors = [x for x in (*args, *kwargs.values()) if isinstance(x, Tensor)]
        self.versions = [(x, x._counter, x._counter[0]) for x in tensors]
        self.cores: dict[int, Any] = {}

    def forget(self, nodes: list[Any]) -> None:
        """Take out what the nodes have saved."""
        saving = [node for node in nodes if saved_by(node.core)]
        self.needed = len(saving)
        self.number = sum(len(saved_by(node.core)) for node in saving)
        for i, node in enumerate(saving):
            drop(node, self, i)
        for node in nodes:
            slim_down(node)

    def take(self, dropped: Dropped) -> Any:
        """The core of a node, which is then no longer kept here."""
        i = dropped.index
        if i not in self.cores:
            self.again()
        if i not in self.cores:
            raise CheckpointError(NUMBER.format(self.number, self.found))
        core = self.cores.pop(i)
        self.compare(dropped.slim, slim(core))
        return core

    def again(self) -> None:
        """Run the function again; its nodes are as those of the first time."""
        for x, counter, version in self.versions:
            if counter[0] != version:
                raise RuntimeError(overwritten(x._value, counter[0], version))
        nodes: list[Any] = []

        def see(node: Any) -> None:
            is_done = len(nodes) == self.needed
            if not is_done and saved_by(node.core):
                nodes.append(node)
                # a Function of the user's saves after its node is made: wait for the next one
                is_done = len(nodes) == self.needed and not of_user(node.core)
            if is_done and self.early:
                raise StopRecomputation

        watch = watching(see, alone=True)
        stop = contextlib.suppress(StopRecomputation)
        with self.context, random_from(self.random), enable_grad(), watch, stop:
            self.function(*self.args, **self.kwargs)
        self.found = sum(len(saved_by(node.core)) for node in nodes)
        self.cores = {i: node.core for i, node in enumerate(nodes)}

    def compare(self, before: Any, now: Any) -> None:
        """The node must be of the same operation, on arrays of the same shapes and dtypes."""
        pairs = zip((*before[2], before[3]), (*now[2], now[3]), strict=False)
        for i, (x, y) in enumerate(pairs):
            if self.check and _metadata(x) != _metadata(y):
                raise CheckpointError(METADATA.format(i, _metadata(x), _metadata(y)))
        if before[0] is not now[0]:
            raise CheckpointError(
                f"torch.utils.checkpoint: the recomputation did {now[0].name} where the original "
                f"forward did {before[0].name}.  The function must do the same when it runs again."
            )


def _metadata(x: Any) -> Any:
    return {"shape": list(x.shape), "dtype": str(x.dtype)} if isinstance(x, Like) else None
