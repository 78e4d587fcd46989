"""What hooks are kept in, and how they are taken out again."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import Any
from weakref import ref

from funcad.torch.graph import Node

_KEYS = count()


class Handle:
    """What a registration returns: `remove()` takes the hook out, as does leaving a `with`."""

    def __init__(self, hooks: dict[int, Any]) -> None:
        self.hooks, self.id = hooks, next(_KEYS)

    def remove(self) -> None:
        self.hooks.pop(self.id, None)

    def __enter__(self) -> Handle:
        return self

    def __exit__(self, *exception: object) -> None:
        self.remove()


RemovableHandle = Handle


class Extras:
    """The hooks of a node: on its tensor's gradient, before it and after it."""

    __slots__ = ("after", "before", "metadata", "on_tensor", "retained")

    def __init__(self) -> None:
        self.on_tensor: dict[int, Any] = {}
        self.before: dict[int, Any] = {}
        self.after: dict[int, Any] = {}
        self.metadata: dict[Any, Any] = {}
        self.retained: list[Any] = []  # weak references to tensors whose .grad is wanted


def extras_of(node: Node) -> Extras:
    if node.extras is None:
        node.extras = Extras()
    extras: Extras = node.extras
    return extras


def retain_at(x: Any, node: Node) -> None:
    """Let a tensor's `.grad` be what arrives at `node`: for what was written to, its new one."""
    before = x._node
    if before is not None and before.extras is not None:
        before.extras.retained = [r for r in before.extras.retained if r() is not x]
    extras_of(node).retained.append(ref(x))


def register(hooks: dict[int, Any], hook: Callable[..., Any]) -> Handle:
    handle = Handle(hooks)
    hooks[handle.id] = hook
    return handle
