"""NumPy's functions that choose among values by a condition, an index or a limit."""

from __future__ import annotations

from typing import Any

import numpy as np

from funcad.core.lift import lift
from funcad.core.tracer import Tracer
from funcad.errors import UnsupportedOperationError
from funcad.numpy_dispatch.functions.querying import shown
from funcad.numpy_dispatch.operands import UNSET, cast, operand, store
from funcad.numpy_dispatch.tables import implements
from funcad.primitives import selection
from funcad.primitives.casting import truncate


def _condition(c: Any) -> Any:
    if type(c) is np.bool_:
        return c
    c = operand(c)
    return c if c.dtype == np.bool_ else truncate(c, dtype=np.dtype(bool))


@implements(np.where)
def where(condition: Any, x: Any = None, y: Any = None, /) -> Any:
    if x is None and y is None:
        return np.nonzero(condition)
    if x is None or y is None:
        raise ValueError("either both or neither of x and y should be given")
    return selection.select(_condition(condition), x, y)


@implements(np.clip)
def clip(
    a: Any,
    a_min: Any = UNSET,
    a_max: Any = UNSET,
    out: Any = None,
    *,
    min: Any = UNSET,
    max: Any = UNSET,
    dtype: Any = None,
    **options: Any,
) -> Any:
    if a_min is UNSET and a_max is UNSET:
        low = None if min is UNSET else min
        high = None if max is UNSET else max
    elif a_min is UNSET or a_max is UNSET:
        missing = "a_min" if a_min is UNSET else "a_max"
        raise TypeError(f"clip() missing 1 required positional argument: '{missing}'")
    elif min is not UNSET or max is not UNSET:
        raise ValueError(
            "Passing `min` or `max` keyword argument when `a_min` and `a_max` are "
            "provided is forbidden."
        )
    else:
        low, high = a_min, a_max
    if options or dtype is not None:
        names = ", ".join([*options, *(["dtype"] if dtype is not None else [])])
        raise UnsupportedOperationError(
            "np.clip", f"{names}= on a traced value", "x.astype, np.where"
        )
    a = operand(a)
    if low is None and high is None:
        y = np.positive(a)
    elif high is None:
        y = selection.at_least(a, low)
    elif low is None:
        y = selection.at_most(a, high)
    else:
        y = selection.clip(a, low, high)
    return store("np.clip", y, out)


@implements(method="clip")
def clip_method(a: Any, min: Any = None, max: Any = None, out: Any = None, **options: Any) -> Any:
    return clip(a, min, max, out, **options)


@implements(np.select)
def select(condlist: Any, choicelist: Any, default: Any = 0) -> Any:
    """The first choice whose condition holds, else the default."""
    if len(condlist) != len(choicelist):
        raise ValueError("list of cases must be same length as list of conditions")
    if len(condlist) == 0:
        raise ValueError("select with an empty condition list is not possible")
    for i, c in enumerate(condlist):
        if operand(c).dtype != np.bool_:
            raise TypeError(f"invalid entry {i} in condlist: should be boolean ndarray")
    choicelist, default = [lift(x) for x in choicelist], lift(default)
    dtype = np.result_type(*choicelist, default)
    y = default
    for c, x in zip(reversed(condlist), reversed(choicelist), strict=True):
        y = selection.select(operand(c), x, y)
    return y if y.dtype == dtype else y.astype(dtype)


@implements(np.choose)
def choose(a: Any, choices: Any, out: Any = None, mode: str = "raise") -> Any:
    a, choices = operand(a), [lift(c) for c in choices]
    count, dtype = len(choices), np.result_type(*choices)
    if a.dtype.kind not in "iub":
        raise TypeError(
            f"Cannot cast array data from {a.dtype!r} to dtype('int64') "
            "according to the rule 'safe'"
        )
    if mode == "raise":
        plain = shown(a)
        if np.any((plain < 0) | (plain >= count)):
            raise ValueError("invalid entry in choice array")
    else:
        a = a % count if mode == "wrap" else np.clip(a, 0, count - 1)
    y = operand(choices[-1]).astype(dtype)
    for i in range(count - 2, -1, -1):
        y = selection.select(a == i, choices[i], y)
    return store("np.choose", np.broadcast_to(y, np.broadcast_shapes(a.shape, y.shape)), out)


@implements(np.nan_to_num)
def nan_to_num(
    x: Any, copy: bool = True, nan: Any = 0.0, posinf: Any = None, neginf: Any = None
) -> Any:
    if not copy:
        raise UnsupportedOperationError(
            "np.nan_to_num", "copy=False writes into x", "x[...] = np.nan_to_num(x)"
        )
    x = operand(x)
    if x.dtype.kind == "f" and any(isinstance(v, Tracer) for v in (nan, posinf, neginf)):
        y = np.where(np.isnan(x), nan, selection.nan_to_num(x))
        for sign, v in ((1, posinf), (-1, neginf)):
            if v is not None:
                y = np.where(x == sign * np.inf, v, y)
        return cast(y, x.dtype)
    return selection.nan_to_num(x, nan=nan, posinf=posinf, neginf=neginf)
