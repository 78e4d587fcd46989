"""Less memory for more time: a function's intermediate values are computed again going back.

The function is run on the tape as usual; then the nodes it recorded are taken off and one node is
put in their place.  Going back, that node opens the traces again, runs the function once more, and
walks what it recorded.  Closed-over traced values keep their derivative: they are traced as before.
"""

from __future__ import annotations

import threading
from collections import ChainMap
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np

from funcad.core.constants import COPIED, fingerprint
from funcad.core.context import TRANSFORMING
from funcad.core.cotangents import Cotangents, Owned, give
from funcad.core.dual import Dual
from funcad.core.edges import with_edges
from funcad.core.liveness import MOVES, Selected, settled
from funcad.core.primitive import EachArgument, Primitive, no
from funcad.core.tape import Node, Tape, walk
from funcad.core.tracer import Trace, Tracer, snapshot
from funcad.errors import ArgumentError, ChangedResultError
from funcad.pytree import tree_flatten, tree_map
from funcad.transforms.arguments import as_argument, leave, like
from funcad.transforms.linearize import sweep_forward
from funcad.transforms.removed import REMOVED


def checkpoint(fun: Callable[..., Any]) -> Callable[..., Any]:
    """Return `fun`, made to compute its intermediate values again in the backward pass.

    >>> layer = funcad.checkpoint(lambda x: np.exp(np.sin(x)))
    >>> funcad.grad(layer)(0.0)
    np.float64(1.0)

    Between forward and backward pass only the arguments and results of `fun` are kept.  Outside
    reverse mode it is simply `fun`.  It must do the same again: a random mask is to be an argument.

    Cost:    one more evaluation of `fun` in the backward pass.
    Raises:  ChangedResultError where the second evaluation gives another result than the first.
    Source:  Griewank & Walther, Evaluating Derivatives (SIAM, 2008), chapter 12.
    """
    if not callable(fun):
        raise ArgumentError.not_callable("checkpoint", fun)

    @like(fun)
    def checkpointed(*args: Any, **kwargs: Any) -> Any:
        tapes = _open_tapes((args, kwargs))
        if not tapes:
            return fun(*args, **kwargs)
        args, kwargs = tree_map(_kept, (args, kwargs))
        starts = {tape: next(tape.clock) for tape in tapes}
        leaves, structure = tree_flatten(fun(*args, **kwargs))
        leaves = [leave(y) for y in leaves]
        again = Again(fun, lambda: fun(*args, **kwargs), leaves)
        for tape, start in starts.items():
            leaves = _replace(tape, start, leaves, again)
        return structure.unflatten(leaves)

    return checkpointed


def _kept(x: Any) -> Any:
    """An argument that a later write of the caller does not change."""
    if isinstance(x, Tracer):
        return as_argument(snapshot(x))
    return x.copy() if type(x) is np.ndarray and x.nbytes <= COPIED else x


def _open_tapes(tree: Any) -> list[Tape]:
    """The tapes that trace any of the leaves, the highest level first."""
    found: dict[int, Tape] = {}
    for x in tree_flatten(tree)[0]:
        for tracer in _inside(x):
            if isinstance(tracer.trace, Tape):
                found[tracer.trace.level] = tracer.trace
    return [found[level] for level in sorted(found, reverse=True)]


def _inside(x: Any) -> Iterator[Tracer]:
    """The tracers that `x` is made of: itself, its value's, its tangent's."""
    while isinstance(x, Tracer):
        yield x
        if isinstance(x.trace, Dual):
            dx = x.companion
            yield from _inside(dx.value if type(dx) is Selected else dx)
        x = x.value


class Again:
    """A function to be run again, and what it returned the first time."""

    def __init__(
        self, fun: Callable[..., Any], call: Callable[[], Any], leaves: Sequence[Any]
    ) -> None:
        self.fun, self.call = fun, call
        self.traces: set[Trace] = {t.trace for y in leaves for t in _inside(y)}
        self.digests = [_digest(y) for y in leaves]

    def on(self, tape: Tape) -> tuple[dict[int, Node], list[int]]:
        """Run again: the nodes recorded on `tape`, and the positions there of the results.

        A tape of a lower level keeps what it records: the backward pass of `tape` is written there.
        """
        with reopened({*self.traces, tape}):
            tapes = [t for t in {*self.traces, tape} if isinstance(t, Tape)]
            starts = {t: next(t.clock) for t in tapes if t.level >= tape.level}
            leaves = [leave(y) for y in tree_flatten(self.call())[0]]
        if [_digest(y) for y in leaves] != self.digests:
            raise ChangedResultError(self.fun)
        nodes: dict[int, Node] = {}
        for t, start in starts.items():
            taken, _ = _take(t, start, _positions(t, leaves))
            if t is tape:
                nodes = taken
        return nodes, _positions(tape, leaves)


_reopening = threading.Lock()
_open_count: dict[int, int] = {}


@contextmanager
def reopened(traces: set[Trace]) -> Iterator[None]:
    """Let traces that may have ended be used again; several threads may ask for the same one."""
    ended = []
    with _reopening:
        for trace in traces:
            if not trace.alive or id(trace) in _open_count:
                _open_count[id(trace)] = _open_count.get(id(trace), 0) + 1
                trace.alive = True
                ended.append(trace)
    token = TRANSFORMING.set(True)
    try:
        yield
    finally:
        TRANSFORMING.reset(token)
        with _reopening:
            for trace in ended:
                _open_count[id(trace)] -= 1
                if not _open_count[id(trace)]:
                    del _open_count[id(trace)]
                    trace.alive = False


def _digest(y: Any) -> Any:
    """What a plain result is recognised by."""
    while isinstance(y, Tracer):
        y = y.value
    if type(y) is np.ndarray and y.nbytes > COPIED:
        return y.shape, fingerprint(y)
    if isinstance(y, np.ndarray | np.generic):
        return y.shape, y.tobytes()
    return repr(y) if isinstance(y, bool | int | float | complex) else type(y)


def _positions(tape: Tape, leaves: Sequence[Any]) -> list[int]:
    """The positions on `tape` of what the results are made of, in order."""
    return [t.companion for y in leaves for t in _inside(y) if t.trace is tape]


def _take(tape: Tape, start: int, positions: Sequence[int]) -> tuple[dict[int, Node], list[int]]:
    """Take the nodes from `start` on that lead to `positions` off the tape; and their parents."""
    taken: dict[int, Node] = {}
    outside: set[int] = set()
    open_ends = list(positions)
    while open_ends:
        at = open_ends.pop()
        if at < start:
            if at >= 0:
                outside.add(at)
            continue
        node = tape.nodes.pop(at, None)
        if node is not None:
            taken[at] = node
            open_ends.extend(node[1])
    return taken, sorted(outside)


def _replace(tape: Tape, start: int, leaves: list[Any], again: Again) -> list[Any]:
    """Put one node in place of what was recorded on `tape` since `start`."""
    positions = _positions(tape, leaves)
    new = sorted({at for at in positions if at >= start})
    if not new:
        return leaves
    taken, outside = _take(tape, start, positions)
    tape.nodes.update(dict.fromkeys(taken, REMOVED))
    tracers = {t.companion: t for y in leaves for t in _inside(y) if t.trace is tape}
    which = [positions.index(at) for at in new]
    params = {"again": again, "tape": tape, "which": which, "outside": outside}
    values = tuple(tracers[at].value for at in new)
    made = tape.record(recompute, tuple(outside), (), values, params)
    replaced = dict(zip(new, made, strict=True))
    return [_rebuilt(y, tape, replaced) for y in leaves]


def _rebuilt(x: Any, tape: Tape, replaced: dict[int, Tracer]) -> Any:
    """`x` with its parts on the tape replaced."""
    if not isinstance(x, Tracer):
        return x
    if x.trace is tape:
        return replaced.get(x.companion, x)
    companion = x.companion
    if type(companion) is Selected:
        dx = _rebuilt(companion.value, tape, replaced)
        companion = Selected(dx, companion.live, companion.clean)
    elif isinstance(x.trace, Dual):
        companion = _rebuilt(companion, tape, replaced)
    return Tracer(_rebuilt(x.value, tape, replaced), companion, x.trace)


def _sweep(position: int, ct: Any, node: Node, cts: Cotangents, owned: Owned) -> None:
    """Run again and walk back to what was there before."""
    params = node[4]
    nodes, positions = params["again"].on(params["tape"])
    inner: Cotangents = {}
    for k, c in zip(params["which"], ct, strict=True):
        if c is not None:
            at = positions[k]
            inner[at] = c if at not in inner else inner[at] + c
    first = min(nodes, default=0)
    if owned.edges is not None:
        nodes = with_edges(nodes)
    both = Owned(ChainMap(nodes, owned.nodes), owned.plain, owned, owned.edges)
    if owned.plain:
        owned.silence()
        both.silenced = owned.silenced
    walk(nodes.pop, inner, max(inner, default=-1), both, first)
    for parent, g in inner.items():
        give(cts, owned, parent, g, g)


def _all_tangents(
    dxs: Sequence[Any], ys: Any, *, again: Again, tape: Tape, which: list[int], outside: list[int]
) -> tuple[Any, ...]:
    """Run again and go forward through what was recorded."""
    nodes, positions = again.on(tape)
    tangents = dict(zip(outside, dxs, strict=True))
    sweep_forward(nodes, tangents)
    return tuple(settled(tangents.get(positions[k])) for k in which)


recompute = Primitive(
    "checkpoint",
    no("a checkpoint is made on a tape"),
    jvp=EachArgument(no("a checkpoint is pushed as a whole"), _all_tangents),
    pull=EachArgument(no("a checkpoint is swept")),
    transpose=no("a checkpoint is not known to be linear"),
    batch=no("a checkpoint is made on a tape"),
    lower="Call",
    outputs=-1,
    sweep=_sweep,
    live=MOVES,
)
