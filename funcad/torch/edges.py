"""What gradients are taken of and by: tensors, or edges of the graph (GradientEdge)."""

from __future__ import annotations

from typing import Any, NamedTuple

from funcad.torch.graph import Leaf, Node, is_entry
from funcad.torch.nodes import shown
from funcad.torch.tensor import Tensor, node_of


class GradientEdge(NamedTuple):
    """Where the gradient of a tensor is: an output of a node."""

    node: Node
    output_nr: int
    ownership_token: Any = None


def get_gradient_edge(tensor: Tensor) -> GradientEdge:
    """The edge of a tensor, by which `torch.autograd.grad` and `backward` know it.

    >>> x = torch.ones(1, requires_grad=True)
    >>> torch.autograd.graph.get_gradient_edge(x * 2).output_nr
    0
    """
    node = node_of(tensor)
    if node is None:
        raise RuntimeError(
            "It is not possible to get the gradient edge for a Tensor that does not require "
            "gradients"
        )
    whole = shown(node)
    assert whole is not None
    return GradientEdge(whole, node.core[4]["k"] if is_entry(node) else 0, node)


def as_sequence(x: Any) -> list[Any]:
    """One or several tensors or edges, as a list."""
    return [x] if isinstance(x, Tensor) or type(x) is GradientEdge else list(x)


def node_at(x: Any) -> Node | None:
    """The node at which the gradient of a tensor or an edge is known."""
    if isinstance(x, Tensor):
        return node_of(x)
    if x.ownership_token is not None:
        token: Node = x.ownership_token
        return token
    node: Node = x.node
    if isinstance(node, Leaf) or type(node.core) is not tuple or node.core[0].outputs is None:
        return node
    raise NotImplementedError(
        "GradientEdge(node, output_nr) of a node with several outputs: "
        "use get_gradient_edge(tensor)"
    )


def value_at(x: Any) -> Any:
    """A value, or what is left of it, with the shape and dtype of the gradient."""
    if isinstance(x, Tensor):
        return x._value
    node = node_at(x)
    if isinstance(node, Leaf):
        return node.variable._value
    assert node is not None
    if type(node.core) is not tuple:
        return None
    y = node.core[3]
    if y is None and "outputs" in node.core[4]:
        return node.core[4]["outputs"][0]
    return y
