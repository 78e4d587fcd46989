"""What may stand as an argument of a primitive, and how other things become one.

Python and NumPy scalars and arrays stand as they are.  Lists, and the object arrays that
`np.array([x[0], x[1]])` makes of traced scalars, become a stack, so that no gradient is lost.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from funcad.core.tracer import Buffer, Tracer, settle
from funcad.errors import UnsupportedArgumentError

PLAIN = frozenset({bool, int, float, complex, type(None), *np.sctypeDict.values()})

# classes that stand for an array, and what gives it
STANDING: dict[type, Callable[[Any], Any]] = {}

_stack: list[Callable[[list[Any]], Any]] = []  # set by the primitive that joins arrays


def stacks(join: Callable[[list[Any]], Any]) -> Callable[[list[Any]], Any]:
    """Make `join`, which stacks a list of equally shaped arrays, the one that lifting uses."""
    _stack.append(join)
    return join


def lift(x: Any) -> Any:
    """`x` as an argument of a primitive: an array, a number or a tracer."""
    kind = type(x)
    if kind is Tracer or kind in PLAIN:
        return x
    if kind is np.ndarray and not x.dtype.hasobject:
        return x
    if kind is Buffer:
        settle(x)
        return x.value if type(x) is Buffer else x
    if isinstance(x, np.ma.MaskedArray | np.matrix):
        raise UnsupportedArgumentError(kind, x.dtype.hasobject and any(map(_is_traced, x.flat)))
    if isinstance(x, np.ndarray) and not x.dtype.hasobject:
        return x.view(np.ndarray)
    if isinstance(x, np.ndarray | list | tuple):
        return _lift_sequence(x)
    if kind in STANDING:
        return lift(STANDING[kind](x))
    as_array = np.asarray(x)
    if as_array.dtype.hasobject:
        raise UnsupportedArgumentError(kind)
    return as_array


def _is_traced(x: Any) -> bool:
    return isinstance(x, Tracer)


def _lift_sequence(x: Any) -> Any:
    as_array = x if isinstance(x, np.ndarray) else np.array(x, dtype=object)
    entries = as_array.ravel().tolist()
    if not any(map(_is_traced, entries)):
        plain = np.array(as_array.tolist())
        if plain.dtype.hasobject:
            raise UnsupportedArgumentError(type(x))
        return plain
    if as_array.ndim == 0:
        return entries[0]
    return _stack[0]([lift(v) for v in as_array])
