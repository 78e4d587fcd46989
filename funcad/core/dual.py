"""Forward mode: dual numbers.  A tracer's companion is its tangent, of the value's shape and dtype.

The tangent of a result is the sum, over the arguments that carry one, of the primitive's jvp rules.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from funcad.core.liveness import (
    ALL,
    EACH,
    JOINS,
    LARGE,
    MIXES,
    OWN,
    SELECTS,
    WRITES,
    Live,
    Selected,
    as_one,
    either,
    is_forgotten,
    marks,
    nonzero,
    pattern,
    patterned,
    selected,
    settled,
    within,
)
from funcad.core.mixing import pushed_product
from funcad.core.primitive import EachArgument, Primitive, no
from funcad.core.residuals import kept
from funcad.core.silence import restore, silence
from funcad.core.tracer import Trace, Tracer, settle

STARTS = frozenset({JOINS, WRITES, SELECTS})  # of these the result may have dead entries


class Dual(Trace):
    """A trace whose tracers are pairs of a value and its tangent."""

    __slots__ = ()

    def process(self, primitive: Primitive, args: tuple[Any, ...], params: dict[str, Any]) -> Any:
        if not self.alive:
            self.require_open()
        values, tangents, patterns = [], [], False
        for x in args:
            if type(x) is Tracer and x.trace is self:
                if x.state is not None:
                    settle(x)
                values.append(x.value)
                dx = x.companion
                tangents.append(dx)
                if type(dx) is Selected:
                    patterns = True
            else:
                values.append(x)
                tangents.append(None)
        y = primitive(*values, **params)
        if primitive.constant:
            return y
        if patterns or primitive.live in STARTS:
            dy = push_selected(primitive, tangents, values, y, params)
        else:
            dy = push_plain(primitive, tangents, values, y, params)
        if dy is None:
            return y
        if primitive.outputs is None:
            return Tracer(y, dy, self)
        pairs = zip(y, dy, strict=True)
        return tuple(v if dv is None else Tracer(v, dv, self) for v, dv in pairs)


def push(
    primitive: Primitive, tangents: Sequence[Any], values: Any, y: Any, params: dict[str, Any]
) -> Any:
    """The tangent of `y`, or None for zero; `tangents` has None where an argument carries none."""
    if primitive.live in STARTS or Selected in map(type, tangents):
        return push_selected(primitive, tangents, values, y, params)
    return push_plain(primitive, tangents, values, y, params)


def push_plain(
    primitive: Primitive, tangents: Sequence[Any], values: Any, y: Any, params: dict[str, Any]
) -> Any:
    """`push` where no entry is dead, and no pattern is wanted."""
    dy = None
    rules = primitive.jvp
    if type(rules) is EachArgument and rules.together is not None:
        dy = rules.together(tangents, y, *values, **params)
        rules = ()
    for rule, dx in zip(rules, tangents, strict=False):
        if dx is None:
            continue
        share = rule(dx, y, *values, **params)
        if share is not None:
            dy = share if dy is None else _add(dy, share, values, tangents)
    if dy is None:
        return None
    if primitive.outputs is None:
        return fit_tangent(dy, y)
    pairs = zip(dy, y, strict=True)
    return tuple(dv if dv is None else fit_tangent(dv, v) for dv, v in pairs)


def push_selected(
    primitive: Primitive, tangents: Sequence[Any], values: Any, y: Any, params: dict[str, Any]
) -> Any:
    """`push` where some entries are dead, or may be in the result."""
    kind = primitive.live
    if kind is EACH:
        if primitive.linear == "jointly":
            return _push_each(primitive, tangents, values, y, params, True)
        before = silence()
        try:
            return _push_each(primitive, tangents, values, y, params, False)
        finally:
            restore(before)
    if primitive.chosen is not None:
        return _push_chosen(primitive, tangents, values, y, params)
    if kind is OWN:
        dy = primitive.jvp[0](tangents[0], y, *values, **params)  # of one argument
        return dy if type(dy) is Selected else fit_tangent(dy, y)
    plain: list[Any] = []
    patterns: list[Live | None] = []
    waits: Live | None = None
    for dx in tangents:
        if type(dx) is Selected:
            plain.append(dx.value if dx.clean else settled(dx))
            live = dx.live
            patterns.append(live)
            if waits is None or live.depth > waits.depth:
                waits = live
        else:
            plain.append(dx)
            patterns.append(None if dx is None else ALL)
    if kind is MIXES:
        dy = _push_product(primitive, tangents, values, y, params)
    else:
        dy = push_plain(primitive, plain, values, y, params)
    if dy is None or primitive.outputs is not None:
        return dy
    if kind is None:
        if ALL in patterns:
            return dy
        return selected(dy, as_one([live for live in patterns if live is not None]), False)
    if waits is None and kind is not SELECTS:
        parts = patterns[:2] if kind is WRITES else patterns
        if None not in parts:
            return dy
    if kind is MIXES and is_forgotten(kind, waits, dy):
        return dy
    large = False
    for x in (y, *values):
        if type(x) is np.ndarray and x.size >= LARGE:
            large = True
            carried = tuple([-(dx is None) for dx in tangents])
            values, y = kept(primitive, carried, tuple(values), y)
            break
    live = Live(lambda: _pushed(primitive, patterns, values, y, params), waits, large)
    return selected(dy, live, kind is not MIXES)


def _push_product(
    primitive: Primitive, tangents: Sequence[Any], values: Any, y: Any, params: dict[str, Any]
) -> Any:
    dy: Any = None
    for i, dx in enumerate(tangents):
        if type(dx) is Selected:
            share = pushed_product(primitive, i, dx, y, values, params)
        elif dx is not None:
            share = primitive.jvp[i](dx, y, *values, **params)
        else:
            continue
        dy = share if dy is None else _add(dy, share, values, tangents)
    return fit_tangent(dy, y)


def _pushed(
    primitive: Primitive, before: Sequence[Live | None], values: Any, y: Any, params: Any
) -> Any:
    """The pattern of the result: the rules, applied to the patterns of the tangents, if any."""
    kind, rules = primitive.live, primitive.jvp
    args = patterned(kind, values)
    pairs = zip(before, values, strict=True)
    masks = [None if live is None else marks(kind, live, np.shape(x)) for live, x in pairs]
    if type(rules) is EachArgument and rules.together is not None:
        if kind is JOINS or kind is WRITES:
            pairs = zip(masks, values, strict=True)
            masks = [np.broadcast_to(False, np.shape(x)) if m is None else m for m, x in pairs]
        return nonzero(rules.together(masks, y, *args, **params))
    mask: Any = False
    for rule, marked in zip(rules, masks, strict=False):
        share = None if marked is None else rule(marked, y, *args, **params)
        mask = mask if share is None else mask + share
    return nonzero(np.broadcast_to(mask, y.shape))


def _push_each(
    primitive: Primitive, tangents: Sequence[Any], values: Any, y: Any, params: Any, clean: bool
) -> Any:
    """A dead entry may be NaN, unless all is `clean`, until it is added to others."""
    dy: Any = None
    live: Any = None
    all_clean = True
    for rule, dx in zip(primitive.jvp, tangents, strict=False):
        if dx is None:
            continue
        is_plain = type(dx) is not Selected
        share = rule(dx if is_plain else dx.value, y, *values, **params)
        if share is None:
            continue
        share = fit_tangent(share, y)
        of_share: Any = None if is_plain else dx.live
        is_clean = is_plain or (clean and dx.clean)
        if dy is None:
            dy, live, all_clean = share, of_share, is_clean
        elif of_share is live:
            dy, all_clean = _add(dy, share, values, tangents), all_clean and is_clean
        else:
            dy = dy if all_clean else settled(Selected(dy, live, False))
            share = share if is_clean else settled(Selected(share, of_share, False))
            dy, all_clean = _add(dy, share, values, tangents), True
            both = live is not None and of_share is not None
            live = either(live, of_share) if both else None
    return dy if live is None else selected(dy, live, all_clean)


def _push_chosen(
    primitive: Primitive, tangents: Sequence[Any], values: Any, y: Any, params: dict[str, Any]
) -> Any:
    """Elementwise selections.  Of all that there is to choose from, one is chosen everywhere."""
    choices = [
        (rule, dx)
        for rule, dx in zip(primitive.chosen or (), tangents, strict=False)
        if type(rule) is not no
    ]
    if len(choices) > 1:
        live = pattern(choices[0][1])
        if all([dx is not None and pattern(dx) is live for _, dx in choices]):
            dy = push_plain(primitive, [settled(dx) for dx in tangents], values, y, params)
            return dy if live is None else Selected(dy, live, True)
    dy = None
    for rule, dx in choices:
        if dx is not None:
            share, chosen = rule(settled(dx), y, *values, **params)
            share = selected(fit_tangent(share, y), within(chosen, pattern(dx)))
            dy = share if dy is None else _add_selected(dy, share, values, tangents)
    return dy


def _add_selected(a: Any, b: Any, values: Any, tangents: Any) -> Any:
    of_a, of_b = pattern(a), pattern(b)
    if of_a is not None and of_a is of_b:
        return Selected(_add(a.value, b.value, values, tangents), of_a, a.clean and b.clean)
    total = _add(settled(a), settled(b), values, tangents)
    return total if of_a is None or of_b is None else selected(total, either(of_a, of_b))


def _add(a: Any, b: Any, values: Any, tangents: Any) -> Any:
    """a + b, written over `a` where that is an array made by a rule and seen by nobody else."""
    if type(a) is tuple:
        pairs = zip(a, b, strict=True)
        return tuple(x if y is None else y if x is None else x + y for x, y in pairs)
    if type(a) is not np.ndarray or type(b) is not np.ndarray:
        return a + b
    fresh = a.base is None and a.shape == b.shape and a.dtype == b.dtype
    if fresh and all(a is not x for x in values):
        others = [dx.value if type(dx) is Selected else dx for dx in tangents]
        if all(a is not dx for dx in others):
            return np.add(a, b, out=a)
    return a + b


def fit_tangent(dy: Any, y: Any) -> Any:
    """`dy` with the shape and dtype of `y`: a rule may leave broadcasting to us."""
    if dy.shape != y.shape:
        dy = np.broadcast_to(dy, y.shape)
    return dy if dy.dtype == y.dtype else dy.astype(y.dtype)
