"""Functions whose results carry no derivative, in one line: no_derivative(np.isin, np.packbits).

NumPy's own function is called with the plain numbers; in a batch, once for every example.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from funcad.core.lift import lift
from funcad.core.primitive import Primitive
from funcad.core.tracer import Tracer
from funcad.numpy_dispatch.tables import NO_DERIVATIVE
from funcad.primitives.families import constant


def no_derivative(*names: Callable[..., Any]) -> None:
    """Let these functions answer for traced values what they answer for plain ones."""
    for f in names:
        NO_DERIVATIVE[f] = _asking(f)


def _asking(f: Callable[..., Any]) -> Callable[..., Any]:
    def ask(*args: Any, **kwargs: Any) -> Any:
        traced: list[Any] = []
        places = _without(traced, (args, kwargs))
        several: list[int] = []  # how many results, where there is a tuple of them

        def call(*values: Any) -> Any:
            given, named = _with(values, places)
            y = f(*given, **named)
            if type(y) is tuple:
                several[:] = [len(y)]
            return y

        y = answer(*traced, call=call)
        return tuple(y[i] for i in range(*several)) if several and type(y) is not tuple else y

    return ask


class _Place(int):
    """Where in the list of traced values the one stood that was here."""


def _without(traced: list[Any], x: Any) -> Any:
    """Arguments with a `_Place` for each traced value, which is added to the list."""
    if type(x) in (tuple, list):
        return type(x)(_without(traced, v) for v in x)
    if type(x) is dict:
        return {k: _without(traced, v) for k, v in x.items()}
    if isinstance(x, np.ndarray) and x.dtype.hasobject:
        x = lift(x)
    if not isinstance(x, Tracer):
        return x
    traced.append(x)
    return _Place(len(traced) - 1)


def _with(values: tuple[Any, ...], x: Any) -> Any:
    if type(x) is _Place:
        return values[x]
    if type(x) in (tuple, list):
        return type(x)(_with(values, v) for v in x)
    if type(x) is dict:
        return {k: _with(values, v) for k, v in x.items()}
    return x


def _one_by_one(args: list[Any], mapped: list[bool], size: int, params: dict[str, Any]) -> Any:
    return np.stack(
        [
            np.asarray(
                answer(*(x[k] if m else x for x, m in zip(args, mapped, strict=True)), **params)
            )
            for k in range(size)
        ]
    )


answer: Primitive = constant(
    lambda *values, call: call(*values), name="a question", batch=_one_by_one
)
