"""NumPy's set functions: np.unique, np.union1d, np.setdiff1d and their kin.

How many entries a set has is looked at (under vmap there is no one answer).  Its entries are
gathered from the arguments: the first of those that are equal stands for them, and has the
derivative; of two arguments that share an entry that is the first argument's.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from funcad.core.tracer import Tracer
from funcad.numpy_dispatch.answers import no_derivative
from funcad.numpy_dispatch.conversion import look
from funcad.numpy_dispatch.operands import cast, operand
from funcad.numpy_dispatch.tables import implements, newer

no_derivative(np.isin)


def _numbers(x: Any) -> Any:
    return look(x, "the number of unique entries") if isinstance(x, Tracer) else x


@implements(np.unique)
def unique(
    ar: Any,
    return_index: bool = False,
    return_inverse: bool = False,
    return_counts: bool = False,
    axis: Any = None,
    *,
    equal_nan: bool = True,
    sorted: bool = True,
) -> Any:
    ar = operand(ar)
    plain = _numbers(ar)
    results = np.unique(plain, True, True, True, axis, equal_nan=equal_nan)
    asked = (return_index, return_inverse, return_counts)
    extra = [r for r, wanted in zip(results[1:], asked, strict=True) if wanted]
    index = results[1]
    if not sorted and axis is None and not extra:  # an option since NumPy 2.3
        index = _in_order_of(np.unique(plain, equal_nan=equal_nan, sorted=False), index)
    values = np.take(ar, index, axis)
    return (values, *extra) if extra else values


def _in_order_of(values: Any, index: Any) -> Any:
    """Where each of `values` is; `index` says so of the same values sorted."""
    places = np.empty_like(index)
    places[np.argsort(values, kind="stable")] = index
    return places


@implements(np.unique_values)
def unique_values(x: Any) -> Any:
    x = operand(x)
    _, index = np.unique(_numbers(x), return_index=True, equal_nan=False)
    return np.take(x, _in_order_of(np.unique_values(_numbers(x)), index))


def _named_results(f: Any) -> None:
    """Functions that give a named tuple; only its values carry a derivative."""

    def with_values(x: Any) -> Any:
        x = operand(x)
        return f(_numbers(x))._replace(values=unique(x, equal_nan=False))

    implements(f)(with_values)


for _f in (np.unique_all, np.unique_counts, np.unique_inverse):
    _named_results(_f)


def _set_of(ar: Any, assume_unique: bool) -> Any:
    return np.ravel(operand(ar)) if assume_unique else unique(ar)


@implements(np.union1d)
def union1d(ar1: Any, ar2: Any) -> Any:
    return unique(np.concatenate([operand(ar1), operand(ar2)], axis=None))


@implements(np.intersect1d)
def intersect1d(
    ar1: Any, ar2: Any, assume_unique: bool = False, return_indices: bool = False
) -> Any:
    ar1, ar2 = operand(ar1), operand(ar2)
    plain = _numbers(ar1), _numbers(ar2)
    value, first, second = np.intersect1d(*plain, assume_unique, return_indices=True)
    common = cast(np.take(ar1, first), value.dtype)
    return (common, first, second) if return_indices else common


@implements(np.setdiff1d)
def setdiff1d(ar1: Any, ar2: Any, assume_unique: bool = False) -> Any:
    ar1 = _set_of(ar1, assume_unique)
    others = _numbers(operand(ar2))
    return ar1[np.isin(_numbers(ar1), others, assume_unique=True, invert=True)]


@implements(np.setxor1d)
def setxor1d(ar1: Any, ar2: Any, assume_unique: bool = False) -> Any:
    both = np.concatenate([_set_of(ar1, assume_unique), _set_of(ar2, assume_unique)])
    if not both.size:
        return both
    both = np.sort(both)
    plain = _numbers(both)
    alone = np.concatenate([[True], plain[1:] != plain[:-1], [True]])
    return both[alone[1:] & alone[:-1]]


@implements(*newer("in1d"))
def in1d(
    ar1: Any, ar2: Any, assume_unique: bool = False, invert: bool = False, *, kind: Any = None
) -> Any:
    return np.ravel(np.isin(ar1, ar2, assume_unique=assume_unique, invert=invert, kind=kind))
