"""np.emath: roots, logarithms and inverse functions that go complex outside their real domain.

Whether any entry is outside is looked at, as NumPy does; under vmap at those of the whole batch.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from funcad.numpy_dispatch.operands import any_entry, cast, operand
from funcad.numpy_dispatch.tables import implements

SINGLE = (np.single, np.byte, np.short, np.ubyte, np.ushort, np.csingle)


def _complex_if(outside: Callable[[Any], Any], x: Any) -> Any:
    x = operand(x)
    if x.dtype.kind == "c" or not any_entry(outside(x)):
        return x
    return cast(x, np.csingle if issubclass(x.dtype.type, SINGLE) else np.cdouble)


def _below_zero(x: Any) -> Any:
    return _complex_if(lambda x: x < 0, x)


def _beyond_one(x: Any) -> Any:
    return _complex_if(lambda x: abs(x) > 1, x)


def _one_argument(ufunc: np.ufunc, widened: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def f(x: Any) -> Any:
        return ufunc(widened(x))

    return f


for name in ("sqrt", "log", "log2", "log10"):
    implements(getattr(np.emath, name))(_one_argument(getattr(np, name), _below_zero))
for name in ("arccos", "arcsin", "arctanh"):
    implements(getattr(np.emath, name))(_one_argument(getattr(np, name), _beyond_one))


@implements(np.emath.logn)
def logn(n: Any, x: Any) -> Any:
    return np.log(_below_zero(x)) / np.log(_below_zero(n))


@implements(np.emath.power)
def power(x: Any, p: Any) -> Any:
    x, p = _below_zero(x), operand(p)
    if p.dtype.kind in "iu" and any_entry(p < 0):  # a whole power below 0 of a whole number
        p = p * 1.0
    return np.power(x, p)
