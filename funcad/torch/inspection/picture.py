"""The graph of a tensor as a picture: operations as boxes, leaves below, arrows to what came in."""

from __future__ import annotations

from typing import Any

from funcad.torch.graph import Leaf, Node
from funcad.torch.inspection.svg import Picture, arrow, box, words
from funcad.torch.nodes import shown
from funcad.torch.tensor import Tensor, node_of

WIDTH, HEIGHT, GAP, STEP = 7.2, 26.0, 18.0, 64.0  # of a letter, a box, between boxes, rows


def graph_picture(tensor: Tensor, names: Any = None, most: int = 300) -> Picture:
    """The operations that led to a tensor, down to the leaves, as an SVG.

    `names` gives leaves their names, as pairs such as `model.named_parameters()` or a dictionary.

    >>> x = torch.tensor([1.0, 2.0], requires_grad=True)
    >>> picture = torch.graph_picture((x**2).sum(), {"x": x})
    >>> [word in picture.svg for word in ("SumBackward0", "PowBackward0", "x (2,)")]
    [True, True, True]
    """
    root = shown(node_of(tensor))
    if root is None:
        raise RuntimeError("graph_picture: the tensor does not require grad, it has no graph")
    pairs = names.items() if hasattr(names, "items") else names or ()
    known = {id(x): name for name, x in pairs}
    before = _nodes(root, most)
    rows = _rows(root, before)
    titles = {n: _title(n, known) for row in rows for n in row}
    places = _places(rows, before, titles)
    parts = []
    for n, parents in before.items():
        x, y, _ = places[n]
        for p in parents:
            px, py, _ = places[p]
            parts.append(arrow(x, y + HEIGHT, px, py))
    for n, (x, y, width) in places.items():
        fill = "#cfe8cf" if isinstance(n, Leaf) else "#e8e8f4"
        parts += [box(x - width / 2, y, width, HEIGHT, fill), words(x, y + 17, titles[n])]
    right = max(x + width / 2 for x, _, width in places.values())
    return Picture(right + GAP, len(rows) * STEP + GAP, parts)


def _nodes(root: Node, most: int) -> dict[Node, list[Node]]:
    """All nodes, each with those before it."""
    found: dict[Node, list[Node]] = {}
    stack = [root]
    while stack:
        node = stack.pop()
        if node in found:
            continue
        if len(found) == most:
            raise ValueError(
                f"graph_picture: more than {most} nodes; give most=, or an earlier tensor"
            )
        steps: Any = node.next_functions  # type: ignore[attr-defined]
        found[node] = [p for p, _ in steps if p is not None]
        stack += found[node]
    return found


def _rows(root: Node, before: dict[Node, list[Node]]) -> list[list[Node]]:
    """The nodes by their longest way from the root; those made later come first."""
    depth = dict.fromkeys(before, 0)
    for node in sorted(before, key=lambda n: (isinstance(n, Leaf), -n.seq)):
        for p in before[node]:
            depth[p] = max(depth[p], depth[node] + 1)
    rows: list[list[Node]] = [[] for _ in range(max(depth.values()) + 1)]
    for node, d in depth.items():
        rows[d].append(node)
    return rows


def _title(node: Node, known: dict[int, str]) -> str:
    if isinstance(node, Leaf):
        x = node.variable
        return f"{known.get(id(x), 'leaf')} {tuple(x.shape)}"
    return node.label


def _places(
    rows: list[list[Node]], before: dict[Node, list[Node]], titles: dict[Node, str]
) -> dict[Node, tuple[float, float, float]]:
    """The middle of the upper edge of each box, and its width; rows ordered by what they feed."""
    after: dict[Node, list[Node]] = {}
    for n, parents in before.items():
        for p in parents:
            after.setdefault(p, []).append(n)
    places: dict[Node, tuple[float, float, float]] = {}

    def wanted(n: Node) -> float:
        xs = [places[m][0] for m in after.get(n, ())]
        return sum(xs) / len(xs) if xs else 0.0

    for k, row in enumerate(rows):
        right = 0.0
        for n in sorted(row, key=wanted):
            width = WIDTH * len(titles[n]) + 16
            x = max(wanted(n), right + GAP + width / 2)
            places[n] = (x, GAP + k * STEP, width)
            right = x + width / 2
    return places
