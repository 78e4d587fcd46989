"""What a tensor's grad_fn answers: PyTorch's class names, and the nodes before it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from funcad.torch.graph import Derived, Leaf, Node, is_entry
from funcad.torch.handles import Handle, extras_of, register


@cache
def class_for(label: str, base: type) -> type:
    """A class of nodes with the name that PyTorch's has."""
    return type(label, (base,), {"__slots__": ()})


def shown(node: Node | None) -> Node | None:
    """A node as the user sees it; the same object each time."""
    if node is None:
        return None
    if is_entry(node):
        node = node.parents[0]
        assert node is not None
    if type(node) is Node or type(node) is Leaf:
        kind: Any = type(node)
        node.__class__ = class_for(node.label, kind)
    return node


def _next_functions(node: Node) -> tuple[tuple[Node | None, int], ...]:
    found: list[tuple[Node | None, int]] = []
    for parent in node.parents:
        if parent is not None and type(parent.label) is Derived and not is_entry(parent):
            inner = _next_functions(parent)
            found += [edge for edge in inner if edge[0] is not None and edge not in found]
            continue
        index = 0
        if parent is not None and is_entry(parent):
            index = parent.core[4]["k"]
        found.append((shown(parent), index))
    return tuple(found)


def _name(node: Node) -> str:
    return node.label


def _repr(node: Node) -> str:
    return f"<{node.label} object at {hex(id(node))}>"


def _register_hook(node: Node, hook: Callable[..., Any]) -> Handle:
    return register(extras_of(node).after, hook)


def _register_prehook(node: Node, hook: Callable[..., Any]) -> Handle:
    return register(extras_of(node).before, hook)


setattr(Node, "next_functions", property(_next_functions))  # noqa: B010
setattr(Node, "name", _name)  # noqa: B010
setattr(Node, "__repr__", _repr)  # noqa: B010
setattr(Node, "register_hook", _register_hook)  # noqa: B010
setattr(Node, "register_prehook", _register_prehook)  # noqa: B010
