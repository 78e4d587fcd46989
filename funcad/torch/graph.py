"""The tape left open: nodes that tensors hold on to, and the walk back over them.

A node is what core's tape keeps for an operation, (primitive, parents, args, result, params), with
references to the nodes it came from, so that a graph lives as long as a tensor that leads to it.
Its place in time, `seq`, is its position for the walk.  Values are plain arrays; in a walk that is
to be differentiated itself they are handed out as tracers of `OPEN`, the trace of this graph, whose
level is the lowest of all: transforms of funcad can be opened over it.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from itertools import count
from typing import Any

import numpy as np

from funcad.core.cotangents import Cotangents, Owned
from funcad.core.edges import PLAIN, with_edges
from funcad.core.liveness import settled
from funcad.core.primitive import Primitive
from funcad.core.residuals import LARGE, Like, read_by
from funcad.core.tape import carried_back_with_patterns, carried_through, entry, slim, walk
from funcad.core.tracer import Trace, Tracer, settle
from funcad.torch.dropped import WATCHERS, Dropped, core_for_walk, tell
from funcad.torch.level import Level, bottom, is_dual
from funcad.torch.messages import FREED_TWICE, INFERENCE_SAVED, overwritten
from funcad.torch.modes import MODE

SEQ = count(1)

NO_PARAMS: dict[str, Any] = {}


class Node:
    """An operation that was recorded; a tensor's `grad_fn`.

    `watch` has, for each argument and then for the result, the version counter of its tensor and
    the version that was saved: (counter, version, counter, version, ...), or None where there is
    no tensor.
    """

    __slots__ = ("__weakref__", "core", "extras", "label", "made_at", "parents", "seq", "watch")

    made_at: Any  # of anomaly detection

    def __init__(
        self,
        core: Any,
        parents: tuple[Node | None, ...],
        label: str,
        watch: tuple[Any, ...] = (),
    ) -> None:
        self.seq = next(SEQ)
        self.core = core
        self.parents = parents
        self.label = label
        self.watch = watch
        self.extras: Any = None
        if WATCHERS:
            tell(self)


FREED = object()


class Unsaved(list[int]):
    """The version counter of a tensor of inference mode, which nodes may not keep."""


def is_entry(node: Node) -> bool:
    """Whether a node stands for one of several results of the node before it."""
    return type(node.core) is tuple and node.core[0] is entry


class Leaf(Node):
    """Where a gradient is accumulated; the tensor that it holds knows it by a weak reference."""

    __slots__ = ("variable",)

    def __init__(self, variable: Any) -> None:
        super().__init__(None, (), "AccumulateGrad")
        self.variable = variable


class _Watching(threading.local):
    """The version counters of the arrays of an operation that is going on, by id."""

    counters: dict[int, list[int]] | None = None


WATCHING = _Watching()


class Open(Trace):
    """The trace of the graph that tensors make: never closed, below all transforms."""

    records = True

    def __init__(self) -> None:
        super().__init__("a Tensor")
        self.level = 0

    def process(self, primitive: Primitive, args: tuple[Any, ...], params: dict[str, Any]) -> Any:
        parents: list[Node | None] = []
        values = []
        duals = False
        for x in args:
            if type(x) is Tracer and x.trace is self:
                if x.state is not None:
                    settle(x)
                parents.append(x.companion)
                value = x.value
                if type(value) is Tracer and type(value.trace) is Level:
                    if value.trace.alive:
                        duals = True
                    else:
                        value = bottom(value)
                values.append(value)
            else:
                parents.append(None)
                values.append(x)
        if duals:
            return _over_duals(primitive, args, parents, values, params)
        y = primitive(*values, **params)
        if primitive.constant or not MODE.enabled:
            return y
        return recorded(primitive, tuple(parents), tuple(values), y, params)

    def look(self, x: Tracer, asked: str) -> Any:
        return x.value


OPEN = Open()


def _over_duals(
    primitive: Primitive, args: tuple[Any, ...], parents: list[Any], values: list[Any], params: Any
) -> Any:
    """A step on dual numbers: the parts of the others are handles on the graph here as well."""
    inner = [
        v if is_dual(v) or p is None else x for x, p, v in zip(args, parents, values, strict=True)
    ]
    y = primitive(*inner, **params)
    if primitive.constant:
        return y
    if MODE.enabled and any(p is not None for p in parents):
        return recorded(primitive, tuple(parents), tuple(values), y, params)
    if type(y) is tuple:
        return tuple([Tracer(v, None, OPEN) if is_dual(v) else v for v in y])
    return Tracer(y, None, OPEN) if is_dual(y) else y


def recorded(
    primitive: Primitive,
    parents: tuple[Node | None, ...],
    values: tuple[Any, ...],
    y: Any,
    params: dict[str, Any],
) -> Any:
    """The tracer of a result, or of each, with its node."""
    node = noted(primitive, parents, values, y, params)
    if primitive.outputs is None:
        return Tracer(y, node, OPEN)
    return tuple(Tracer(v, entry_of(node, k, v, len(y)), OPEN) for k, v in enumerate(y))


def noted(
    primitive: Primitive,
    parents: tuple[Node | None, ...],
    values: tuple[Any, ...],
    y: Any,
    params: dict[str, Any],
    label: str | None = None,
) -> Node:
    """A node for an operation that was done."""
    ints = tuple([-1 if p is None else p.seq for p in parents])
    core = (primitive, ints, values, y, params)
    for v in (y, *values):
        if type(v) is np.ndarray and v.size >= LARGE:
            core = slim(core)
            break
    known = WATCHING.counters
    watch: list[Any] = []
    if known is not None:
        for v in values:
            counter = known.get(id(v))
            watch += (counter, counter and counter[0])
    node = Node(core, parents, label or label_of(primitive), tuple(watch))
    if any(type(counter) is Unsaved for counter in watch[::2]):
        require_saveable(node)
    return node


# where the name of a primitive is not PyTorch's
LABELS = {"multiply": "Mul", "subtract": "Sub", "divide": "Div", "negative": "Neg", "square": "Pow"}
LABELS |= {"power": "Pow", "sum_all": "Sum", "absolute": "Abs", "matmul": "Mm", "astype": "ToCopy"}
LABELS |= {"add_entries": "Add"}


class Derived(str):
    """The name of a step inside a function: what is shown of the graph passes over it."""

    __slots__ = ()


def label_of(primitive: Primitive) -> Derived:
    """The node of what is recorded where no function of PyTorch's is called."""
    name = primitive.name
    words = LABELS.get(name) or "".join(w.capitalize() for w in name.replace("_", " ").split())
    return Derived(f"{words}Backward0")


# nodes that read what is no tensor (a number, a mask of ours), and those that read indices
UNREAD = {
    f"{name}Backward{k}" for name in ("Mean", "Sign", "Floor", "Ceil", "Trunc") for k in (0, 1)
}
UNREAD.add("RoundBackward0")
READ = {"IndexBackward0", "GatherBackward0", "IndexSelectBackward0", "TakeBackward0"}


def entry_of(node: Node, k: int, y: Any, n: int) -> Node:
    """The node of the k-th of n results."""
    core = (entry, (node.seq,), (), Like(y), {"k": k, "n": n})
    return Node(core, (node,), node.label)


def handle(value: Any, node: Node | None) -> Any:
    """What primitives and NumPy's functions are applied to."""
    if type(value) is Tracer and type(value.trace) is Level:
        if value.trace.alive:
            return Tracer(value, node, OPEN)
        value = bottom(value)
    return value if node is None else Tracer(value, node, OPEN)


def taken(y: Any) -> tuple[Any, Node | None]:
    """(value, node) of what primitives and NumPy's functions gave."""
    if type(y) is Tracer and y.trace is OPEN:
        if y.state is not None:
            settle(y)
        return y.value, y.companion
    return y, None


def collected(roots: Sequence[Node]) -> tuple[dict[int, Node], dict[int, Leaf]]:
    """The nodes that lead to `roots`, and the leaves, by position."""
    nodes: dict[int, Node] = {}
    leaves: dict[int, Leaf] = {}
    stack = [*roots]
    while stack:
        node = stack.pop()
        seq = node.seq
        if seq in nodes:
            continue
        if node.core is None:
            leaves[seq] = node  # type: ignore[assignment]
            continue
        nodes[seq] = node
        for parent in node.parents:
            if parent is not None:
                stack.append(parent)
    return nodes, leaves


def leading_to(nodes: dict[int, Node], targets: set[int]) -> dict[int, Node]:
    """Those of the nodes through which a cotangent passes on its way to one of the targets."""
    on_the_way = set(targets)
    kept = {}
    for seq in sorted(nodes):
        node = nodes[seq]
        if any(p is not None and p.seq in on_the_way for p in node.parents):
            kept[seq] = node
            on_the_way.add(seq)
        elif seq in targets:
            kept[seq] = node
    return kept


def cores(nodes: dict[int, Node], create: bool, unpack: Any = None) -> dict[int, Any]:
    """What core's walk needs; checked for what was written to since."""
    found = {}
    for seq, node in nodes.items():
        core = node.core
        if core is FREED:
            raise RuntimeError(FREED_TWICE)
        watch = node.watch
        for i in range(0, len(watch), 2):
            if watch[i] is not None and watch[i][0] != watch[i + 1]:
                require_unwritten(node)
                break
        if unpack is not None:
            core = unpack(core)
        if type(core) is Dropped:
            found[seq] = core_for_walk(core, traced_of(node) if create else unchanged)
        else:
            found[seq] = traced(node, core) if create else core
    return found


def unchanged(core: Any) -> Any:
    return core


def traced_of(node: Node) -> Any:
    return lambda core: traced(node, core)


def require_saveable(node: Node) -> None:
    """Raise if a rule will read the value of a tensor of inference mode."""
    primitive, ints, args, _, _ = node.core
    _, are_read = read_by(primitive, ints)
    for counter, is_read in zip(node.watch[: 2 * len(args) : 2], are_read, strict=False):
        if is_read and type(counter) is Unsaved:
            raise RuntimeError(INFERENCE_SAVED)


def require_unwritten(node: Node) -> None:
    """Raise if a value that a rule will read was written to after it was saved."""
    core = node.core
    primitive, ints, args, y, _ = core.slim if type(core) is Dropped else core
    y_is_read, args_are_read = read_by(primitive, ints)
    are_read = [*args_are_read[: len(args)], y_is_read]
    pairs = zip(node.watch[::2], node.watch[1::2], strict=True)
    for (counter, version), is_read, x in zip(pairs, are_read, (*args, y), strict=False):
        if is_read and counter is not None and counter[0] != version:
            raise RuntimeError(overwritten(x, counter[0], version))


def traced(node: Node, core: Any) -> Any:
    """The core of a node with tracers for values, so that its rules are recorded."""
    primitive, ints, args, y, params = core
    if y is None or type(y) is Like or primitive is entry:
        return core
    values = tuple(
        [
            x if (p is None and not is_dual(x)) or type(x) is Like else Tracer(x, p, OPEN)
            for x, p in zip(args, node.parents, strict=False)
        ]
    )
    if primitive.outputs is None:
        y = Tracer(y, node, OPEN)
    else:
        y = tuple([Tracer(v, entry_of(node, k, v, len(y)), OPEN) for k, v in enumerate(y)])
    return (primitive, ints, values or args, y, params)


def free(nodes: dict[int, Node]) -> None:
    """Let go of what nodes have saved: those that saved something are not gone through again."""
    for node in nodes.values():
        if type(node.core) is Dropped:
            node.core = FREED
            node.watch = ()
            continue
        primitive, ints, args, _, _ = node.core
        if primitive is entry:
            continue
        y_is_read, args_are_read = read_by(primitive, ints)
        is_read = y_is_read or True in args_are_read[: len(args)]
        if (is_read and node.label not in UNREAD) or node.label in READ:
            node.core = FREED
            node.watch = ()


def walked(
    found: dict[int, Any],
    starts: Cotangents,
    simple: bool,
    create: bool,
    order: Sequence[int] | None = None,
) -> Cotangents:
    """The cotangents of what is left when all of `found` has been gone through.

    Unless it is `simple`, code of the user's is called on the way, and it is gone through once.
    """
    order = order or sorted(found, reverse=True)
    if simple and create:
        return carried_back_with_patterns(found, starts, -1, keep=True, order=order)
    if simple:
        return carried_through(found, starts, -1, keep=True, zeros=True, order=order)
    found = with_edges(found)
    cts = starts.copy()
    walk(found.pop, cts, -1, Owned(found, edges=PLAIN), order=order)
    return {at: settled(ct) for at, ct in cts.items()}
