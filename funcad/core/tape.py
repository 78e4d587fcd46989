"""Reverse mode: a tape of nodes, and the one walk that sends cotangents back along it.

A node says what was applied to what: (primitive, parents, args, result, params).  `parents` are the
positions of the traced arguments, -1 for a constant.  Nothing is differentiated while the tape is
written; the walk calls each primitive's `pull` rules, last node first, and frees as it goes.
Positions come from a counter and the nodes are kept by position, so threads may share a tape.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import Any

import numpy as np

from funcad.core.constants import Watch, frozen
from funcad.core.primitive import Primitive, no
from funcad.core.residuals import LARGE, Like, kept
from funcad.core.tracer import Number, Trace, Tracer, settle

Node = tuple[Primitive, tuple[int, ...], tuple[Any, ...], Any, dict[str, Any]]

NO_PARAMS: dict[str, Any] = {}

ndarray = np.ndarray


class Tape(Trace):
    """A trace that records every operation on its tracers."""

    __slots__ = ("clock", "nodes", "watched")

    def __init__(self, transform: str, fun: Callable[..., Any] | None = None) -> None:
        super().__init__(transform, fun)
        self.clock = count()
        self.nodes: dict[int, Node] = {}
        self.watched: list[Watch] = []

    def source(self, value: Any) -> Tracer:
        """A new input of the tape."""
        return Tracer(value, next(self.clock), self)

    def unary(self, primitive: Primitive, x: Tracer) -> Any:
        if not self.alive:
            self.require_open()
        value = x.value
        y = primitive.impl(value)
        node: Node = (primitive, (x.companion,), (value,), y, NO_PARAMS)
        if type(value) is ndarray and value.size >= LARGE:
            node = slim(node)
        position = next(self.clock)
        self.nodes[position] = node
        return Tracer(y, position, self)

    def binary(self, primitive: Primitive, x: Tracer, y: Tracer) -> Any:
        return self._step(primitive, (x.companion, y.companion), x.value, y.value)

    def with_number(self, primitive: Primitive, x: Tracer, y: Number) -> Any:
        return self._step(primitive, (x.companion, -1), x.value, y)

    def number_with(self, primitive: Primitive, x: Number, y: Tracer) -> Any:
        return self._step(primitive, (-1, y.companion), x, y.value)

    def _step(self, primitive: Primitive, parents: tuple[int, int], x: Any, y: Any) -> Tracer:
        if not self.alive:
            self.require_open()
        z = primitive.impl(x, y)
        node: Node = (primitive, parents, (x, y), z, NO_PARAMS)
        if type(z) is ndarray and z.size >= LARGE:
            node = slim(node)
        position = next(self.clock)
        self.nodes[position] = node
        return Tracer(z, position, self)

    def process(self, primitive: Primitive, args: tuple[Any, ...], params: dict[str, Any]) -> Any:
        if not self.alive:
            self.require_open()
        parents, values = [], []
        for x in args:
            if type(x) is Tracer and x.trace is self:
                if x.state is not None:
                    settle(x)
                parents.append(x.companion)
                values.append(x.value)
            else:
                parents.append(-1)
                values.append(x)
        y = primitive(*values, **params)
        if primitive.constant:
            return y
        shape_only = primitive.linear == "jointly"  # of a constant that it is linear in
        for i, x in enumerate(values):
            is_constant = parents[i] < 0 and (type(x) is ndarray or type(x) is Tracer)
            if is_constant and not (shape_only and primitive.is_linear_in(i)):
                values[i] = frozen(x, self.watched)
        return self.record(primitive, tuple(parents), tuple(values), y, params)

    def record(
        self,
        primitive: Primitive,
        parents: tuple[int, ...],
        values: tuple[Any, ...],
        y: Any,
        params: dict[str, Any],
    ) -> Any:
        """Write a node and return the tracer of its result, or of each of its results."""
        position = next(self.clock)
        node = (primitive, parents, values, y, params)
        for v in (y, *values):
            if type(v) is ndarray and v.size >= LARGE:
                node = slim(node)
                break
        self.nodes[position] = node
        if primitive.outputs is None:
            return Tracer(y, position, self)
        return tuple(self._entry(position, k, v, len(y)) for k, v in enumerate(y))

    def _entry(self, position: int, k: int, y: Any, n: int) -> Tracer:
        """The k-th of the n results of the node at `position`."""
        at = next(self.clock)
        self.nodes[at] = (entry, (position,), (), Like(y), {"k": k, "n": n})
        return Tracer(y, at, self)


def slim(node: Node) -> Node:
    """The node without the large arrays that its rules do not read."""
    primitive, parents, args, y, params = node
    return (primitive, parents, *kept(primitive, parents, args, y), params)


Cotangents = dict[int, Any]  # by position


def walk(nodes: dict[int, Node], cts: Cotangents, last: int, first: int = 0) -> None:
    """Carry the cotangents `cts` back from position `last` to `first`; consumes `nodes`.

    What remains in `cts` belongs to the inputs.  `owned` are the positions whose cotangent is an
    array made here, which may be added to in place.
    """
    owned: set[int] = set()
    pop_node, pop_ct, find_ct, float64 = nodes.pop, cts.pop, cts.get, np.float64
    for position in range(last, first - 1, -1):
        node = pop_node(position, None)
        if node is None:
            continue
        ct = pop_ct(position, None)
        if ct is None:
            continue
        primitive, parents, args, y, params = node
        if primitive.sweep is not None:
            primitive.sweep(position, ct, node, cts, owned)
            continue
        pull = primitive.pull
        i = -1
        for parent in parents:
            i += 1
            if parent < 0:
                continue
            g = pull[i](ct, y, *args, **params) if params else pull[i](ct, y, *args)
            if g is None:
                continue
            x = args[i]
            may_differ = not (primitive.exact or type(g) is float64 is type(x))
            if may_differ and (g.shape != x.shape or g.dtype is not x.dtype):
                g = fit_cotangent(g, x)
            old = find_ct(parent)
            if old is None:
                cts[parent] = g
            else:
                accumulate(cts, owned, parent, old, g)


def accumulate(cts: Cotangents, owned: set[int], parent: int, old: Any, g: Any) -> None:
    """Add `g` to the cotangent `old` of `parent`."""
    if parent in owned and type(g) is np.ndarray:
        np.add(old, g, out=old)
        return
    total = old + g
    cts[parent] = total
    if type(total) is np.ndarray:
        owned.add(parent)


def owned_buffer(cts: Cotangents, owned: set[int], parent: int, like: Any) -> np.ndarray:
    """The cotangent of `parent` as an array that may be written to."""
    old = cts.get(parent)
    if parent in owned:
        return old  # type: ignore[return-value]
    buffer = np.zeros(like.shape, like.dtype) if old is None else np.array(old)
    owned.add(parent)
    cts[parent] = buffer
    return buffer


def fit_cotangent(g: Any, x: Any) -> Any:
    """`g` with the shape and dtype of `x`: broadcasting is undone here, for every primitive.

    (2, 3, 4) for x of shape (3, 1)  ->  summed over axes 0 and 2.
    """
    extra = g.ndim - x.ndim
    if extra < 0:
        raise AssertionError(f"a cotangent of shape {g.shape} cannot belong to shape {x.shape}")
    axes = (
        *range(extra),
        *(i + extra for i, n in enumerate(x.shape) if n == 1 != g.shape[i + extra]),
    )
    if axes:
        g = np.sum(g, axis=axes, keepdims=bool(x.shape))  # for a number, a number: not 0-d
    if g.shape != x.shape:
        g = np.reshape(g, x.shape)
    if g.dtype == x.dtype:
        return g
    if g.dtype.kind == "c" and x.dtype.kind != "c":
        g = np.real(g)
    return g.astype(x.dtype)


def _sweep_entry(position: int, ct: Any, node: Node, cts: Cotangents, owned: set[int]) -> None:
    _, (parent,), _, _, params = node
    entries = cts.setdefault(parent, [None] * params["n"])
    entries[params["k"]] = ct


entry = Primitive(
    "entry",
    lambda ys, k, n: ys[k],
    jvp=(lambda dys, y, k, n: dys[k],),
    pull=no("an entry of several results is swept"),
    transpose=no("an entry of several results is swept"),
    batch=no("an entry of several results is only ever on a tape"),
    lower=no("an entry of several results is only ever on a tape"),
    sweep=_sweep_entry,
)
