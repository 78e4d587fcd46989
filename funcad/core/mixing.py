"""Products summed up, such as a matrix product, of which some summands are dead.

A dead entry is a zero, and 0 times a NaN or an infinity in the other factor would be NaN in all
sums that it is part of.  So where a sum is not finite the other factor is looked at: what of it
meets dead entries only is taken for 0, and sums without any live product that is not finite are
made of its finite entries.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from funcad.core.liveness import MIXES, Selected, is_finite, marks, nonzero, settled
from funcad.core.primitive import Primitive, Rule
from funcad.core.tracer import Tracer


def pushed_product(
    primitive: Primitive, i: int, t: Selected, y: Any, values: Sequence[Any], params: dict[str, Any]
) -> Any:
    """The share in the tangent of a product of two factors, from the tangent `t` of factor `i`."""
    return _mended(primitive, primitive.jvp[i], i, t, y, values, params, forward=True)


def pulled_product(
    primitive: Primitive, i: int, t: Selected, y: Any, args: Sequence[Any], params: dict[str, Any]
) -> Any:
    """The cotangent of factor `i` of a product, from that of the product."""
    return _mended(primitive, primitive.pull[i], i, t, y, args, params, forward=False)


def _mended(
    primitive: Primitive,
    rule: Rule,
    i: int,
    t: Selected,
    y: Any,
    values: Sequence[Any],
    params: dict[str, Any],
    forward: bool,
) -> Any:
    value = settled(t)
    with np.errstate(invalid="ignore"):
        g = rule(value, y, *values, **params)
    if is_finite(g):
        return g
    other = values[1 - i]
    ones = [np.ones(np.shape(x)) for x in values]
    mask = marks(MIXES, t.live, np.shape(value))
    if forward:
        met_by = [mask if k == i else one for k, one in enumerate(ones)]
        met = primitive.pull[1 - i](np.ones(np.shape(y)), y, *met_by, **params)
    else:
        met = primitive.pull[1 - i](mask, y, *ones, **params)
    other = np.where(_fitted(met, other), other, 0)

    def of(factor: Any, t: Any) -> Any:
        return rule(t, y, *(factor if k != i else x for k, x in enumerate(values)), **params)

    finite = np.isfinite(other)
    if _all(finite):
        return of(other, value)
    touched = nonzero(of(np.multiply(np.logical_not(finite), 1.0), mask))
    with np.errstate(invalid="ignore"):
        return np.where(touched, of(other, value), of(np.where(finite, other, 0), value))


def _fitted(met: Any, x: Any) -> Any:
    """Which entries of `x` are met, from a cotangent that broadcasting may have made larger."""
    extra = met.ndim - x.ndim
    axes = (
        *range(extra),
        *(k + extra for k, n in enumerate(x.shape) if n == 1 != met.shape[k + extra]),
    )
    return nonzero(np.reshape(np.sum(met, axis=axes, keepdims=True) if axes else met, x.shape))


def _all(mask: Any) -> bool:
    """Of the plain value under all traces."""
    while type(mask) is Tracer:
        mask = mask.value
    return bool(np.all(mask))
