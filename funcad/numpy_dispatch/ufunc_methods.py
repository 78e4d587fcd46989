"""The methods of ufuncs on traced values: reduce, accumulate, outer, at.

Those that are one of NumPy's functions are handed to it; the others are refused by name.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from funcad.core.tracer import Tracer
from funcad.errors import ReadOnlyError
from funcad.numpy_dispatch.operands import operand
from funcad.numpy_dispatch.protocols import REDUCTIONS
from funcad.numpy_dispatch.ufuncs import BINARY
from funcad.primitives.access import write
from funcad.primitives.index import freeze
from funcad.primitives.indexing import add_entries


def _along(function: Callable[..., Any]) -> Callable[..., Any]:
    """ufunc.reduce or .accumulate, whose axis is the first unless said otherwise."""
    return lambda x, axis=0, **options: function(operand(x), axis=axis, **options)


def _outer(f: Callable[..., Any]) -> Callable[..., Any]:
    def outer(x: Any, y: Any) -> Any:
        x, y = operand(x), operand(y)
        return f(np.reshape(x, (*x.shape, *(1,) * y.ndim)), y)

    return outer


def _log_of_sum(base_exp: np.ufunc, base_log: np.ufunc) -> Callable[..., Any]:
    """The reduction of logaddexp, from the largest entry down."""

    def reduce(x: Any, axis: Any = 0, keepdims: bool = False) -> Any:
        x = operand(x)
        top = np.max(x, axis=axis, keepdims=True)
        top = np.where(np.isfinite(top), top, 0)  # its own derivative cancels
        with np.errstate(divide="ignore"):  # every entry may be -∞
            total = base_log(np.sum(base_exp(x - top), axis=axis, keepdims=True)) + top
        return total if keepdims else np.squeeze(total, axis)

    return reduce


def _adding_at(name: str, signed: Callable[[Any], Any]) -> Callable[..., None]:
    """np.add.at(x, index, v): x[index] += v where an index that is repeated counts every time."""

    def at(x: Any, index: Any, v: Any) -> None:
        if not isinstance(x, Tracer):
            raise ReadOnlyError.plain_array(f"np.{name}")
        index, arrays = freeze(index)
        write(x, ..., add_entries(x, signed(operand(v)), *arrays, index=index))

    return at


REDUCTIONS.update(
    {
        (np.add, "reduce"): _along(np.sum),
        (np.multiply, "reduce"): _along(np.prod),
        (np.maximum, "reduce"): _along(np.max),
        (np.minimum, "reduce"): _along(np.min),
        (np.logical_and, "reduce"): _along(np.all),
        (np.logical_or, "reduce"): _along(np.any),
        (np.add, "accumulate"): _along(np.cumsum),
        (np.multiply, "accumulate"): _along(np.cumprod),
        (np.logaddexp, "reduce"): _log_of_sum(np.exp, np.log),
        (np.logaddexp2, "reduce"): _log_of_sum(np.exp2, np.log2),
        (np.add, "at"): _adding_at("add.at", lambda v: v),
        (np.subtract, "at"): _adding_at("subtract.at", np.negative),
        **{(ufunc, "outer"): _outer(f) for ufunc, f in BINARY.items()},
    }
)
