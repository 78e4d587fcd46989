"""Forward mode: dual numbers.  A tracer's companion is its tangent, of the value's shape and dtype.

The tangent of a result is the sum, over the arguments that carry one, of the primitive's jvp rules.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from funcad.core.primitive import EachArgument, Primitive
from funcad.core.tracer import Trace, Tracer, settle


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
    primitive: Primitive, tangents: list[Any], values: Any, y: Any, params: dict[str, Any]
) -> Any:
    """The tangent of `y`, or None for zero; `tangents` has None where an argument carries none."""
    dy = None
    rules = primitive.jvp
    if type(rules) is EachArgument and rules.together is not None:
        dy = rules.together(tangents, y, *values, **params)
        tangents = []
    for rule, dx in zip(rules, tangents, strict=False):
        if dx is None:
            continue
        share = rule(dx, y, *values, **params)
        if share is not None:
            dy = share if dy is None else _add(dy, share, (*values, *tangents))
    if dy is None:
        return None
    if primitive.outputs is None:
        return fit_tangent(dy, y)
    pairs = zip(dy, y, strict=True)
    return tuple(dv if dv is None else fit_tangent(dv, v) for dv, v in pairs)


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
