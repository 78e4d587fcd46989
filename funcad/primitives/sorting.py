"""The order of entries along an axis.  Orders carry no derivative; sorting gathers by them.

Ties are in stable order: equal entries keep theirs, and so do their derivatives.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from funcad.core.liveness import MOVES
from funcad.core.primitive import Primitive
from funcad.primitives.cumulative import shifted_axis
from funcad.primitives.families import batch_by_loop, constant, linear

argsort: Primitive = constant(
    lambda x, axis: np.argsort(x, axis=axis, kind="stable"),
    name="argsort",
    batch=shifted_axis(lambda: argsort),
)
argpartition: Primitive = constant(
    lambda x, axis, kth: np.argpartition(x, kth, axis=axis),
    name="argpartition",
    batch=shifted_axis(lambda: argpartition),
)


def _inverse(order: Any, axis: int) -> Any:
    places = np.arange(order.shape[axis]).reshape(-1, *(1,) * (order.ndim - axis - 1))
    inverse = np.empty_like(order)
    np.put_along_axis(inverse, order, np.broadcast_to(places, order.shape), axis)
    return inverse


inverse_order: Primitive = constant(
    _inverse, name="inverse_order", batch=shifted_axis(lambda: inverse_order)
)


def _batch_permute(args: list[Any], mapped: list[bool], size: int, params: dict[str, Any]) -> Any:
    x, order = (
        v if m else np.broadcast_to(v, (size, *v.shape)) for v, m in zip(args, mapped, strict=True)
    )
    return permute(x, order, axis=params["axis"] + 1)


# The entries along an axis in another order; unlike an index, an order has no place twice.
permute: Primitive = linear(
    lambda x, order, axis: np.take_along_axis(x, order, axis),
    name="permute",
    transpose=lambda ct, x, order, axis: permute(ct, inverse_order(order, axis=axis), axis=axis),
    batch=_batch_permute,
    lower="Call",
    live=MOVES,
)


def _one_by_one(impl: Callable[..., Any], name: str) -> Primitive:
    """A constant function whose batch goes through the examples."""
    primitive = constant(
        impl,
        name=name,
        batch=lambda args, mapped, size, params: batch_by_loop(primitive)(
            args, mapped, size, params
        ),
    )
    return primitive


def _searching(impl: Callable[..., Any], name: str, edges: int) -> Primitive:
    """A constant function of entries and of the edges between which they are looked for."""

    def batch(args: list[Any], mapped: list[bool], size: int, params: dict[str, Any]) -> Any:
        if mapped[edges]:
            return batch_by_loop(primitive)(args, mapped, size, params)
        return primitive(*args, **params)

    primitive = constant(impl, name=name, batch=batch)
    return primitive


lexsort = _one_by_one(lambda *keys, axis: np.lexsort(keys, axis=axis), "lexsort")
searchsorted = _searching(
    lambda a, v, side: np.searchsorted(a, v, side=side), "searchsorted", edges=0
)
digitize = _searching(lambda x, bins, right: np.digitize(x, bins, right=right), "digitize", edges=1)
