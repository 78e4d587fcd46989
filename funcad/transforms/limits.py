"""Where results leave a transform: series become their limits (core/series.py)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from funcad.core.batch import Batch
from funcad.core.context import TRANSFORMING
from funcad.core.series import SERIES, at_kink, determined, is_series, limit, limits
from funcad.core.tracer import Tracer
from funcad.pytree import tree_map

PLAIN = frozenset({np.ndarray, np.float64, np.float32})  # the most common results, by themselves


def outside(result: Any) -> Any:
    """Derivatives for the user; inside another transform, as they are."""
    if not SERIES.used or type(result) in PLAIN or TRANSFORMING.get():
        return result
    return tree_map(lambda x: limit(x) if is_series(x) else x, result)


def values(ys: list[Any]) -> list[Any]:
    """Values of a function: those of NumPy, which are the first variant of a series."""
    return [value(y) for y in ys] if SERIES.used else ys


def value(y: Any) -> Any:
    """One value of a function, as `values`."""
    if not SERIES.used or type(y) is not Tracer:
        return y
    if y.trace is SERIES:
        return limit(y) if at_kink(y) else limits(y)[0]
    if type(y.trace) is not Batch:
        return y
    inside = value(y.value)
    return y if inside is y.value else Tracer(inside, y.companion, y.trace)


def where_determined(
    derivatives: Sequence[Any], ys: Sequence[Any], cotangents: bool = False
) -> Sequence[Any]:
    """Tangents, or cotangents, of `ys`: NaN where it depended on a sign that is free."""
    if not SERIES.used:
        return derivatives
    if not any(type(y) is Tracer for y in ys):
        return derivatives
    return [determined(dy, y, cotangents) for dy, y in zip(derivatives, ys, strict=True)]
