"""NumPy's questions about arrays: shapes, dtypes, equality.  The answers carry no derivative."""

from __future__ import annotations

from typing import Any

import numpy as np

from funcad.core.tracer import Tracer, settle
from funcad.numpy_dispatch.answers import no_derivative
from funcad.numpy_dispatch.operands import operand
from funcad.numpy_dispatch.tables import UNSUPPORTED, answers


@answers(np.shape)
def shape(a: Any) -> tuple[int, ...]:
    result: tuple[int, ...] = a.shape
    return result


@answers(np.ndim)
def ndim(a: Any) -> int:
    return len(a.shape)


@answers(np.size)
def size(a: Any, axis: Any = None) -> int:
    return np.size(_standing_for(a), axis)


def _standing_for(a: Any) -> Any:
    """An array of the shape and dtype of `a`, without memory."""
    if not isinstance(a, Tracer):
        return a
    x: Any = a
    return np.broadcast_to(np.zeros((), x.dtype), x.shape)


def _by_dtype(*names: Any) -> None:
    """Functions that look at shapes and dtypes only."""
    for f in names:

        def ask(*args: Any, f: Any = f, **kwargs: Any) -> Any:
            return f(*map(_standing_for, args), **kwargs)

        answers(f)(ask)


_by_dtype(
    np.iscomplexobj,
    np.isrealobj,
    np.common_type,
    np.diag_indices_from,
    np.tril_indices_from,
    np.triu_indices_from,
)


@answers(np.result_type)
def result_type(*arrays_and_dtypes: Any) -> Any:
    return np.result_type(*(x.dtype if isinstance(x, Tracer) else x for x in arrays_and_dtypes))


@answers(np.can_cast)
def can_cast(from_: Any, to: Any, casting: Any = "safe") -> bool:
    return np.can_cast(from_.dtype if isinstance(from_, Tracer) else from_, to, casting)


@answers(np.min_scalar_type)
def min_scalar_type(a: Any) -> Any:
    return a.dtype


@answers(np.array_equal)
def array_equal(a1: Any, a2: Any, equal_nan: bool = False) -> bool:
    a1, a2 = operand(a1), operand(a2)
    if a1.shape != a2.shape:
        return False
    same = a1 == a2
    if equal_nan:
        same = same | (a1 != a1) & (a2 != a2)
    return bool(np.all(same))


@answers(np.array_equiv)
def array_equiv(a1: Any, a2: Any) -> bool:
    a1, a2 = operand(a1), operand(a2)
    try:
        np.broadcast_shapes(a1.shape, a2.shape)
    except ValueError:
        return False
    return bool(np.all(a1 == a2))


def shown(a: Any) -> Any:
    """The plain numbers, for display and checks only: under vmap those of the whole batch."""
    while isinstance(a, Tracer):
        a.trace.require_open()
        if a.state is not None:
            settle(a)
        a = a.value
    return np.asarray(a)


def _as_text(*names: Any) -> None:
    for f in names:

        def text(a: Any, *args: Any, f: Any = f, **kwargs: Any) -> Any:
            return f(shown(a), *args, **kwargs)

        answers(f)(text)


_as_text(np.array_str, np.array_repr, np.array2string)

no_derivative(np.ravel_multi_index, np.unravel_index, np.packbits, np.unpackbits)

_KEEP_OUTSIDE = ("a file keeps numbers only", "return x from the function, and save the result")
UNSUPPORTED.update(
    dict.fromkeys((np.save, np.savez, np.savez_compressed, np.savetxt), _KEEP_OUTSIDE)
)
UNSUPPORTED[np.shares_memory] = (
    "memory is not what a traced value promises",
    "np.array_equal, or `x is y`",
)


@answers(np.may_share_memory)
def may_share_memory(a: Any, b: Any, /, max_work: Any = None) -> bool:
    """They may: who asks makes a copy, as np.random.Generator.permutation does."""
    return True


UNSUPPORTED.update(
    dict.fromkeys(
        (np.busday_count, np.busday_offset, np.is_busday, np.datetime_as_string),
        ("a traced value is a number, never a date", "count in days as floats"),
    )
)
