"""NumPy's sorting, and searching in what is sorted.  Sorted entries are gathered by their order."""

from __future__ import annotations

from typing import Any

import numpy as np

from funcad.core.tracer import Tracer
from funcad.numpy_dispatch.conversion import look
from funcad.numpy_dispatch.operands import axis_or_flat, cast, operand
from funcad.numpy_dispatch.tables import answers, implements
from funcad.primitives import sorting

KINDS = ("quicksort", "mergesort", "heapsort", "stable")


def _check(kind: Any, order: Any, stable: Any) -> None:
    if order is not None:
        raise ValueError("Cannot specify order when the array has no fields.")
    if kind is not None and stable is not None:
        raise ValueError(
            "`kind` and keyword parameters can't be provided at the same time. "
            "Use only one of them."
        )
    if kind is not None and not any(k.startswith(kind.lower()[:1]) for k in KINDS):
        raise ValueError(f"sort kind must be one of 'quick', 'heap', or 'stable' (got '{kind}')")


@implements(np.sort)
def sort(a: Any, axis: Any = -1, kind: Any = None, order: Any = None, *, stable: Any = None) -> Any:
    _check(kind, order, stable)
    a, axis = axis_or_flat(operand(a), axis)
    return sorting.permute(a, _order(a, axis), axis=axis)


@answers(np.argsort, method="argsort")
def argsort(
    a: Any, axis: Any = -1, kind: Any = None, order: Any = None, *, stable: Any = None
) -> Any:
    _check(kind, order, stable)
    return _order(*axis_or_flat(operand(a), axis))


def _order(a: Any, axis: int) -> Any:
    return sorting.argsort(a, axis=axis)


@implements(np.partition)
def partition(
    a: Any, kth: Any, axis: Any = -1, kind: str = "introselect", order: Any = None
) -> Any:
    a, axis = axis_or_flat(operand(a), axis)
    return sorting.permute(a, argpartition(a, kth, axis, kind, order), axis=axis)


@answers(np.argpartition, method="argpartition")
def argpartition(
    a: Any, kth: Any, axis: Any = -1, kind: str = "introselect", order: Any = None
) -> Any:
    if order is not None:
        raise ValueError("Cannot specify order when the array has no fields.")
    if kind != "introselect":
        raise ValueError(f"select kind must be 'introselect' (got '{kind}')")
    a, axis = axis_or_flat(operand(a), axis)
    if isinstance(kth, Tracer):
        kth = look(kth, "kth of np.partition")
    return sorting.argpartition(a, axis=axis, kth=kth)


@answers(np.lexsort)
def lexsort(keys: Any, axis: int = -1) -> Any:
    keys = [operand(k) for k in keys]
    return sorting.lexsort(*keys, axis=axis)


@implements(np.sort_complex)
def sort_complex(a: Any) -> Any:
    y = sort(a)
    if y.dtype.kind == "c":
        return y
    small = y.dtype.kind in "iu" and y.dtype.itemsize <= 2
    return cast(y, np.complex64 if small else np.result_type(y.dtype, np.complex128))


@answers(np.searchsorted)
def searchsorted(a: Any, v: Any, side: str = "left", sorter: Any = None) -> Any:
    a = operand(a)
    if sorter is not None:
        a = np.take(a, sorter)
    return sorting.searchsorted(a, operand(v), side=side)


@answers(np.digitize)
def digitize(x: Any, bins: Any, right: bool = False) -> Any:
    return sorting.digitize(operand(x), operand(bins), right=right)
