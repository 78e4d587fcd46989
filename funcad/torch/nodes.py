"""What a tensor's grad_fn answers: PyTorch's class names, and the nodes before it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from funcad.core.residuals import Like
from funcad.torch.graph import Derived, Leaf, Node, is_entry
from funcad.torch.handles import Handle, extras_of, register

# what the classes of nodes that the user sees have beside: `__getattr__` would slow down the others
MEMBERS: dict[str, Any] = {"__slots__": ()}


@cache
def class_for(label: str, base: type) -> type:
    """A class of nodes with the name that PyTorch's has."""
    return type(label, (base,), MEMBERS)


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
    parents = node.parents
    core = node.core
    if type(core) is tuple and "ctx" in core[4]:  # of a Function of the user's: of its tensors
        parents = tuple([p for p, x in zip(parents, core[2], strict=True) if type(x) is Like])
    for parent in parents:
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
    return "torch::autograd::AccumulateGrad" if node.core is None else node.label


def _metadata(node: Node) -> dict[Any, Any]:
    return extras_of(node).metadata


def _repr(node: Node) -> str:
    return f"<{node.label} object at {hex(id(node))}>"


def _register_hook(node: Node, hook: Callable[..., Any]) -> Handle:
    return register(extras_of(node).after, hook)


def _register_prehook(node: Node, hook: Callable[..., Any]) -> Handle:
    return register(extras_of(node).before, hook)


setattr(Node, "next_functions", property(_next_functions))  # noqa: B010
setattr(Node, "name", _name)  # noqa: B010
setattr(Node, "metadata", property(_metadata))  # noqa: B010
setattr(Node, "__repr__", _repr)  # noqa: B010
setattr(Node, "register_hook", _register_hook)  # noqa: B010
setattr(Node, "register_prehook", _register_prehook)  # noqa: B010
