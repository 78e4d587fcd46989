"""Forward mode: dual numbers.  A tracer's companion is its tangent, of the value's shape and dtype.

The tangent of a result is the sum, over the arguments that carry one, of the primitive's jvp rules.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from funcad.core.liveness import (
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
from funcad.core.primitive import EachArgument, Primitive, Rule
from funcad.core.residuals import kept
from funcad.core.tracer import Trace, Tracer, settle

STARTS = frozenset({JOINS, WRITES, SELECTS})  # of these the result may have dead entries


class Dual(Trace):
    """A trace whose tracers are pairs of a value and its tangent."""

    __slots__ = ()

    def process(self, primitive: Primitive, args: tuple[Any, ...], params: dict[str, Any]) -> Any:
        if not self.alive:
            self.require_open()
        values, tangents = [], []
        for x in args:
            if type(x) is Tracer and x.trace is self:
                if x.state is not None:
                    settle(x)
                values.append(x.value)
                tangents.append(x.companion)
            else:
                values.append(x)
                tangents.append(None)
        y = primitive(*values, **params)
        if primitive.constant:
            return y
        dy = push(primitive, tangents, values, y, params)
        if dy is None:
            return y
        if primitive.outputs is None:
            return Tracer(y, dy, self)
        pairs = zip(y, dy, strict=True)
        return tuple(v if dv is None else Tracer(v, dv, self) for v, dv in pairs)


def push(
    primitive: Primitive,
    tangents: Sequence[Any],
    values: Any,
    y: Any,
    params: dict[str, Any],
    all_live: bool = False,
) -> Any:
    """The tangent of `y`, or None for zero; `tangents` has None where an argument carries none.

    With `all_live` no entry is dead, and no pattern is wanted.
    """
    if primitive.live in STARTS and not all_live:
        return _push_selected(primitive, tangents, values, y, params)
    dy = None
    rules = primitive.jvp
    if type(rules) is EachArgument and rules.together is not None:
        dy = rules.together([settled(dx) for dx in tangents], y, *values, **params)
        rules = ()
    for rule, dx in zip(rules, tangents, strict=False):
        if dx is None:
            continue
        if type(dx) is Selected:
            return _push_selected(primitive, tangents, values, y, params)
        share = rule(dx, y, *values, **params)
        if share is not None:
            dy = share if dy is None else _add(dy, share, (*values, *tangents))
    if dy is None:
        return None
    if primitive.outputs is None:
        return fit_tangent(dy, y)
    pairs = zip(dy, y, strict=True)
    return tuple(dv if dv is None else fit_tangent(dv, v) for dv, v in pairs)


def _push_selected(
    primitive: Primitive, tangents: Sequence[Any], values: Any, y: Any, params: dict[str, Any]
) -> Any:
    """`push` where some entries are dead, or may be in the result."""
    kind = primitive.live
    if kind is EACH:
        if primitive.linear == "jointly":
            return _push_each(primitive, tangents, values, y, params, True)
        return _push_each_silently(primitive, tangents, values, y, params, False)
    if primitive.chosen is not None:
        return _push_chosen(primitive.chosen, tangents, values, y, params)
    if kind is OWN:
        dy = primitive.jvp[0](tangents[0], y, *values, **params)  # of one argument
        return dy if type(dy) is Selected else fit_tangent(dy, y)
    if kind is MIXES:
        dy = _push_product(primitive, tangents, values, y, params)
    else:
        plain = [settled(dx) for dx in tangents]
        dy = push(primitive, plain, values, y, params, all_live=True)
    if dy is None or primitive.outputs is not None:
        return dy
    waiting = [dx.live for dx in tangents if type(dx) is Selected]
    if kind is None:
        alone = all(dx is None or type(dx) is Selected for dx in tangents)
        return selected(dy, as_one(waiting), False) if alone else dy
    if not waiting and kind is not SELECTS:
        parts = tangents[:2] if kind is WRITES else tangents
        if all(dx is not None for dx in parts):
            return dy
    deepest = max(waiting, key=lambda x: x.depth) if waiting else None
    if is_forgotten(kind, deepest, dy):
        return dy
    before = [(dx is not None, pattern(dx)) for dx in tangents]
    large = any(x.large for x in waiting)
    if not large and any(type(x) is np.ndarray and x.size >= LARGE for x in (y, *values)):
        large = True
        values, y = kept(primitive, tuple([-(dx is None) for dx in tangents]), tuple(values), y)
    live = Live(lambda: _pushed(primitive, before, values, y, params), deepest, large)
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
        dy = share if dy is None else _add(dy, share, (*values, *tangents))
    return fit_tangent(dy, y)


def _pushed(
    primitive: Primitive, before: Sequence[tuple[bool, Any]], values: Any, y: Any, params: Any
) -> Any:
    """The pattern of the result: the rules, applied to the patterns of the tangents, if any."""
    kind, rules = primitive.live, primitive.jvp
    args = patterned(kind, values)
    masks = [
        marks(kind, live, np.shape(x)) if carried else None
        for (carried, live), x in zip(before, values, strict=True)
    ]
    if type(rules) is EachArgument and rules.together is not None:
        if kind is JOINS:
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
    dy = None
    for rule, dx in zip(primitive.jvp, tangents, strict=False):
        if dx is None:
            continue
        is_plain = type(dx) is not Selected
        share = rule(dx if is_plain else dx.value, y, *values, **params)
        if share is None:
            continue
        share = fit_tangent(share, y)
        if not is_plain:
            share = Selected(share, dx.live, clean and dx.clean)
        dy = share if dy is None else _add_selected(dy, share, (*values, *tangents))
    return dy


_push_each_silently = np.errstate(all="ignore")(_push_each)


def _push_chosen(
    rules: Sequence[Rule], tangents: Sequence[Any], values: Any, y: Any, params: dict[str, Any]
) -> Any:
    """Elementwise selections."""
    dy = None
    for rule, dx in zip(rules, tangents, strict=False):
        if dx is not None:
            share, chosen = rule(settled(dx), y, *values, **params)
            share = Selected(fit_tangent(share, y), within(chosen, pattern(dx)), True)
            dy = share if dy is None else _add_selected(dy, share, (*values, *tangents))
    return dy


def _add_selected(a: Any, b: Any, others: tuple[Any, ...]) -> Any:
    of_a, of_b = pattern(a), pattern(b)
    others = tuple([x.value if type(x) is Selected else x for x in others])
    if of_a is not None and of_a is of_b:
        return Selected(_add(a.value, b.value, others), of_a, a.clean and b.clean)
    total = _add(settled(a), settled(b), others)
    return total if of_a is None or of_b is None else selected(total, either(of_a, of_b))


def _add(a: Any, b: Any, others: tuple[Any, ...]) -> Any:
    """a + b, written over `a` where that is an array made by a rule and seen by nobody else."""
    if type(a) is tuple:
        pairs = zip(a, b, strict=True)
        return tuple(x if y is None else y if x is None else x + y for x, y in pairs)
    if type(a) is not np.ndarray or type(b) is not np.ndarray:
        return a + b
    fresh = a.base is None and a.shape == b.shape and a.dtype == b.dtype
    if fresh and all(a is not x for x in others):
        return np.add(a, b, out=a)
    return a + b


def fit_tangent(dy: Any, y: Any) -> Any:
    """`dy` with the shape and dtype of `y`: a rule may leave broadcasting to us."""
    if dy.shape != y.shape:
        dy = np.broadcast_to(dy, y.shape)
    return dy if dy.dtype == y.dtype else dy.astype(y.dtype)
