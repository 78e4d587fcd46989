"""Reverse mode: a tape of nodes, and the one walk that sends cotangents back along it.

A node says what was applied to what: (primitive, parents, args, result, params).  `parents` are the
positions of the traced arguments, -1 for a constant.  Nothing is differentiated while the tape is
written; the walk calls each primitive's `pull` rules, last node first, and frees as it goes.
Positions come from a counter and the nodes are kept by position, so threads may share a tape.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import count
from typing import Any

import numpy as np

from funcad.core.constants import Watch, frozen
from funcad.core.cotangents import (
    Cotangents,
    NotFiniteError,
    Owned,
    accumulate,
    fit_cotangent,
    fit_selected,
    give,
)
from funcad.core.edges import EdgeMet, resume
from funcad.core.liveness import (
    EACH,
    JOINS,
    MIXES,
    MOVES,
    OWN,
    READS,
    SELECTS,
    WRITES,
    Live,
    Log,
    Selected,
    as_one,
    is_finite,
    is_forgotten,
    marks,
    nonzero,
    pattern,
    patterned,
    seed,
    settled,
    within,
)
from funcad.core.mixing import pulled_product
from funcad.core.primitive import Primitive, no
from funcad.core.residuals import LARGE, Like, kept
from funcad.core.silence import restore, silence
from funcad.core.tracer import Number, Trace, Tracer, settle

Node = tuple[Primitive, tuple[int, ...], tuple[Any, ...], Any, dict[str, Any]]

NO_PARAMS: dict[str, Any] = {}

ndarray = np.ndarray

KNOWING = frozenset({OWN, MIXES})
STARTS = frozenset({READS, WRITES, SELECTS})  # of these the cotangents may have dead entries


class Tape(Trace):
    """A trace that records every operation on its tracers; `large` says that some is large."""

    records = True

    __slots__ = ("clock", "large", "nodes", "watched")

    def __init__(self, transform: str, fun: Callable[..., Any] | None = None) -> None:
        super().__init__(transform, fun)
        self.clock = count()
        self.large = False
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
            node, self.large = slim(node), True
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
            node, self.large = slim(node), True
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
                node, self.large = slim(node), True
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


def carried_back(
    tape: Tape, starts: Cotangents, last: int, keep: bool = False, zeros: bool = False
) -> Cotangents:
    """The cotangents of the inputs, from those of results; consumes the nodes unless `keep`.

    Where arrays are large, to let go of them at once saves more than patterns cost.
    """
    if tape.large and not keep:
        return carried_back_with_patterns(tape.nodes, starts, last)
    return carried_through(tape.nodes, starts, last, keep, zeros)


def carried_through(
    nodes: dict[int, Node],
    starts: Cotangents,
    last: int,
    keep: bool = False,
    zeros: bool = False,
    order: Sequence[int] | None = None,
) -> Cotangents:
    """The cotangents of the inputs, from those of results; consumes the nodes unless `keep`.

    Where all is finite in the end a zero is a zero, and need not be known to be dead.  So patterns
    are for a second walk, which few need.  `zeros` says that `starts` may have some.
    """
    owned = Owned(nodes, plain=True)
    if zeros:
        owned.silence()
    cts = starts.copy()
    try:
        walk(nodes.get, cts, last, owned, order=order)
        if owned.silenced is None or all(map(is_finite, cts.values())):
            return cts
    except (NotFiniteError, EdgeMet):
        pass
    finally:
        if owned.silenced is not None:
            restore(owned.silenced)
    return carried_back_with_patterns(nodes, starts, last, keep, order)


def carried_back_with_patterns(
    nodes: dict[int, Node],
    starts: Cotangents,
    last: int,
    keep: bool = False,
    order: Sequence[int] | None = None,
) -> Cotangents:
    cts = {at: seed(ct) for at, ct in starts.items()}
    walk(nodes.get if keep else nodes.pop, cts, last, Owned(nodes), order=order)
    return {at: settled(ct) for at, ct in cts.items()}


def walk(
    node_at: Callable[..., Node | None],
    cts: Cotangents,
    last: int,
    owned: Owned,
    first: int = 0,
    order: Iterable[int] | None = None,
) -> None:
    """Carry the cotangents `cts` back from position `last` to `first`.

    What remains in `cts` belongs to the inputs.  Where few of the positions have nodes, `order`
    gives these, last first.
    """
    pop_ct, find_ct, float64 = cts.pop, cts.get, np.float64
    try:
        for position in range(last, first - 1, -1) if order is None else order:
            node = node_at(position, None)
            if node is None:
                continue
            ct = pop_ct(position, None)
            if ct is None:
                continue
            primitive, parents, args, y, params = node
            if type(ct) is Selected:
                step_selected(position, ct, node, cts, owned)
                continue
            sweep = primitive.sweep
            if sweep is not None:
                if sweep is not sweep_selecting or not owned.plain:
                    sweep(position, ct, node, cts, owned)
                    continue
                owned.silence()
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
    except EdgeMet:
        resume(walk, position, ct, node, cts, owned)


def step_selected(position: int, ct: Selected, node: Node, cts: Cotangents, owned: Owned) -> None:
    """A step of the walk where some entries of the cotangent are dead."""
    kind, sweep = node[0].live, node[0].sweep
    if kind is EACH and sweep is None:
        _step_each(ct, node, cts, owned)
    elif sweep is None or kind is JOINS:
        sweep_selecting(position, ct, node, cts, owned)
    else:
        sweep(position, settled(ct) if kind is None else ct, node, cts, owned)


def _step_each(ct: Selected, node: Node, cts: Cotangents, owned: Owned) -> None:
    """Elementwise: the pattern is passed on as it is, and dead entries may be NaN from now on."""
    primitive, parents, args, y, params = node
    live = ct.live.fixed() if type(ct.live) is Log else ct.live
    if primitive.linear == "jointly":
        clean, gs = ct.clean, _pulled(primitive, parents, ct.value, y, args, params)
    else:
        before = silence()
        try:
            clean, gs = False, _pulled(primitive, parents, ct.value, y, args, params)
        finally:
            restore(before)
    for g, parent, x in zip(gs, parents, args, strict=True):
        if g is not None:
            g = fit_selected(Selected(g, live, clean), x)
            if g is not None:
                give(cts, owned, parent, g, x)


def _pulled(
    primitive: Primitive, parents: tuple[int, ...], ct: Any, y: Any, args: Any, params: Any
) -> list[Any]:
    return [
        rule(ct, y, *args, **params) if parent >= 0 else None
        for rule, parent in zip(primitive.pull, parents, strict=False)
    ]


def sweep_selecting(position: int, ct: Any, node: Node, cts: Cotangents, owned: Owned) -> None:
    """A step of the walk by rules, with patterns: how a selection starts one."""
    primitive, parents, args, y, params = node
    if type(ct) is Selected:
        ct = Selected(settled(ct), ct.live, True)
    for i, parent in enumerate(parents):
        if parent < 0:
            continue
        if owned.wants_pattern(parent):
            g = pull_selected(primitive, i, ct, y, args, params)
        elif type(ct) is Selected and primitive.live in KNOWING:
            g = settled(_pull_knowing(primitive, i, ct, y, args, params))
        else:
            g = primitive.pull[i](settled(ct), y, *args, **params)
        if g is not None:
            give(cts, owned, parent, g, args[i])


def pull_selected(
    primitive: Primitive, i: int, ct: Any, y: Any, args: tuple[Any, ...], params: dict[str, Any]
) -> Any:
    """What the rule of argument `i` makes of a cotangent, with the pattern of what is live."""
    before = pattern(ct)
    if primitive.chosen is not None:
        g, chosen = primitive.chosen[i](settled(ct), y, *args, **params)
        return fit_selected(Selected(g, within(chosen, before), True), args[i])
    rule, kind = primitive.pull[i], primitive.live
    if kind in KNOWING and before is not None:
        g = _pull_knowing(primitive, i, ct, y, args, params)
        if kind is OWN:
            return fit_selected(g, args[i]) if type(g) is Selected else g
    else:
        g = rule(settled(ct), y, *args, **params)
    if g is None or (before is None and kind not in STARTS):
        return g
    if kind is None:
        return g if before is None else fit_selected(Selected(g, as_one([before]), False), args[i])
    if is_forgotten(kind, before, y) or is_forgotten(kind, before, g):
        return g

    def live() -> Any:
        return nonzero(rule(marks(kind, before, y.shape), y, *patterned(kind, args), **params))

    large = g.size >= LARGE or y.size >= LARGE
    return fit_selected(Selected(g, Live(live, before, large), kind is not MIXES), args[i])


def _pull_knowing(
    primitive: Primitive, i: int, ct: Selected, y: Any, args: tuple[Any, ...], params: Any
) -> Any:
    """By rules that know of dead entries."""
    if primitive.live is OWN:
        return primitive.pull[i](ct, y, *args, **params)
    return pulled_product(primitive, i, ct, y, args, params)


def _sweep_entry(position: int, ct: Any, node: Node, cts: Cotangents, owned: Owned) -> None:
    _, (parent,), _, _, params = node
    entries = cts.setdefault(parent, [None] * params["n"])
    k = params["k"]
    ct = ct if owned.wants_pattern(parent) else settled(ct)
    # of one result there may be several entries, where a graph is gone through with its own record
    entries[k] = ct if entries[k] is None else settled(entries[k]) + settled(ct)


entry = Primitive(
    "entry",
    lambda ys, k, n: ys[k],
    jvp=(lambda dys, y, k, n: dys[k],),
    pull=no("an entry of several results is swept"),
    transpose=no("an entry of several results is swept"),
    batch=no("an entry of several results is only ever on a tape"),
    lower=no("an entry of several results is only ever on a tape"),
    sweep=_sweep_entry,
    live=MOVES,
)
