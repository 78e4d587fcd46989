"""Edges: where a partial derivative is infinite, as that of the square root at 0.

√(x·x) at 0 is a length, of which the least subgradient is 0; by the chain rule it is ∞ · 0.  By
convention an edge keeps a zero: an argument of the root that does not change, to first order, does
not change the root.  Forward mode can say that at the root, where it meets the tangent 0.  Reverse
mode meets the root first, and must not say it too early: √x has the derivative ∞, √x sin √x by
the chain rule 0 · ∞, and 1 in truth.  So where the cotangents of the inputs come out NaN and there
were edges, the walk is done twice more from the first edge on:

    blocked   nothing passes an edge        the cotangent, if nothing depends on an edge
    probed    numbers of no pattern start   what depends on an edge: not zero
              at the edges, zeros elsewhere

and an entry that is zero in the second is taken from the first.  The derivatives of the result are
those of the NaN: that is the first order only.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import copy
from typing import Any

import numpy as np

from funcad.core.cotangents import Cotangents, Owned, fit_selected, give
from funcad.core.liveness import Live, Selected, settled
from funcad.core.primitive import Primitive, Rule, zero
from funcad.core.tracer import Tracer, innermost

PLAIN, BLOCKED, PROBED = "plain", "blocked", "probed"

GOLDEN = 0.6180339887498949  # its multiples, mod 1, are no sums of each other


class EdgeMet(Exception):
    """Raised by a rule on the way back: the walk is to go on with its edges in view."""


def edged(primitive: Primitive, height: Callable[..., Any]) -> Primitive:
    """Note that a primitive has edges in its first argument: where height(y, *args) is zero.

    The height reads nothing that the rule does not.
    """
    rule, *others = primitive.pull
    at_edges = copy(primitive)
    at_edges.sweep = _sweep(height)
    primitive.at_edges = at_edges

    def pull(ct: Any, y: Any, *args: Any) -> Any:
        if has_no_zero(height(y, *args)):
            return rule(ct, y, *args)
        raise EdgeMet

    pull.__wrapped__ = rule  # type: ignore[attr-defined]  # see `residuals`
    primitive.pull = [pull, *others]
    return primitive


def resume(
    walk: Callable[..., None], position: int, ct: Any, node: Any, cts: Cotangents, owned: Owned
) -> None:
    """Walk on from the first edge, three times if need be, with what is left of the walk."""
    if owned.plain or owned.outer is not None:
        raise EdgeMet  # the outer walk is to go on from where it is
    nodes = {**owned.nodes, position: node}
    before = {**cts, position: ct}

    def found(start: Cotangents, mode: str) -> Cotangents:
        left = with_edges(nodes)
        order = sorted(left, reverse=True)  # in an open graph, few of the positions
        walk(left.pop, start, position, Owned(left, edges=mode), order=order)
        return {at: settled(ct) for at, ct in start.items()}

    with np.errstate(all="ignore"):
        gs = found(_again(before), PLAIN)
        if any(map(_has_nan, gs.values())):
            blocked = found(_again(before), BLOCKED)
            probed = found({at: _zeros(ct) for at, ct in before.items()}, PROBED)
            for at in gs.keys() & blocked.keys() & probed.keys():
                gs[at] = mended(gs[at], blocked[at], probed[at])
    cts.clear()
    cts.update(gs)


def with_edges(nodes: Mapping[int, Any]) -> dict[int, Any]:
    """The nodes, with what takes the place of primitives in a walk that has met edges."""
    return {
        at: node if node[0].at_edges is None else (node[0].at_edges, *node[1:])
        for at, node in nodes.items()
    }


def _again(cts: Cotangents) -> Cotangents:
    """The same to start from again: arrays that a walk does not own it does not write to."""
    return {at: [*ct] if type(ct) is list else ct for at, ct in cts.items()}


def _has_nan(ct: Any) -> bool:
    return bool(np.isnan(innermost(ct)).any())


def _zeros(ct: Any) -> Any:
    if type(ct) is list:
        return [*map(_zeros, ct)]
    if type(ct) is Selected:
        return Selected(_zeros(ct.value), ct.live, True)
    return None if ct is None else np.where(False, ct, 0)[()]


def has_no_zero(x: Any) -> bool:
    """Whether no entry of the plain value under all traces is zero."""
    if type(x) is Tracer:
        x = innermost(x)
    if type(x) is np.float64:
        return bool(x)
    return bool(np.count_nonzero(x) == x.size if x.size < 1024 else x.all())


def _sweep(height: Callable[..., Any]) -> Callable[..., None]:
    def sweep(position: int, ct: Any, node: Any, cts: Cotangents, owned: Owned) -> None:
        primitive, parents, args, y, _ = node
        live = ct.live if type(ct) is Selected else None
        value = ct if live is None else ct.value
        rules: list[Rule] = primitive.pull
        for i, (rule, parent, x) in enumerate(zip(rules, parents, args, strict=True)):
            if parent < 0:
                continue
            g = rule(value, y, *args)
            if i == 0:
                edge = np.equal(height(y, *args), 0)
                g = _passed(owned.edges, edge, value, live, g, position)
            if live is not None:
                g = fit_selected(Selected(g, live, False), x)
            if g is not None:
                give(cts, owned, parent, g, x)

    return sweep


def _passed(mode: str | None, edge: Any, ct: Any, live: Live | None, g: Any, position: int) -> Any:
    """The cotangent `g` of the argument, from `ct`, as the mode of the walk has it."""
    passed: Any = g
    if mode is BLOCKED:
        passed = np.where(edge, ct * 0.0, g)  # NaN of what is not finite
    elif mode is PROBED:
        seen = edge if live is None else np.logical_and(edge, live.get())
        passed = np.where(seen, _probe(position, g), g)
    return passed[()]


def _probe(position: int, like: Any) -> Any:
    """Numbers between 1 and 2 of which, but by a rare accident, no sum or difference is zero."""
    k = np.arange(1.0, 1.0 + like.size).reshape(like.shape)
    probe = 1.0 + (k * GOLDEN + position * GOLDEN**2) % 1.0
    return (probe * (1.0 + 0.5j) if like.dtype.kind == "c" else probe).astype(like.dtype)


def _mended(ct: Any, blocked: Any, probed: Any) -> Any:
    return np.where(probed == 0, blocked, ct)[()]


# the cotangent, and where nothing was probed that of the blocked walk
mended: Primitive = Primitive(
    "mended",
    _mended,
    jvp=(lambda dct, y, *args: dct, zero, zero),
    pull=(lambda g, y, *args: g, zero, zero),
    transpose=(lambda g, *args: g, zero, zero),
    batch=lambda args, mapped, size, params: mended(*args),
    lower="Map",
)
