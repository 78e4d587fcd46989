"""A hard point: a function, where, and what its derivatives are there, from mathematics.

    point("x**y at (0, 2)", np.power, (0.0, 2.0), d=(0.0, 0.0), dd=((2.0, 0.0), (0.0, 0.0)),
          source="limits")
    point("sqrt(x)[1] at 0", lambda x: np.sqrt(x)[1], [0.0, 4.0], d=[0.0, 0.25], source="1/(2√x)")

`at` is the argument, or a tuple of several.  `d` is the derivative: one array of shape y.shape +
x.shape for each argument.  `dd`, where given, is the second derivative, of a scalar function of
one argument a matrix, of several a tuple of tuples of them.  Either may be a function of nothing
that gives it, called when a test first asks.  Every value is from a closed form or from mpmath,
never from funcad, and `source` says which; NaN says that there is no derivative and that funcad
says so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import mpmath
import numpy as np


@dataclass(frozen=True)
class Point:
    """`at`, `d` and `dd` have one entry per argument; `rtol` holds for each entry by itself."""

    name: str
    fun: Callable[..., Any]
    at: tuple[Any, ...]
    first: Any
    second: Any
    is_bare: bool  # of one argument, given without the tuples
    source: str
    rtol: float
    atol: float

    @cached_property
    def d(self) -> tuple[Any, ...]:
        d = _given(self.first)
        return (d,) if self.is_bare else d

    @cached_property
    def dd(self) -> tuple[tuple[Any, ...], ...]:
        dd = _given(self.second)
        return ((dd,),) if self.is_bare else dd

    def __repr__(self) -> str:
        return self.name


def point(
    name: str,
    fun: Callable[..., Any],
    at: Any,
    d: Any,
    dd: Any = None,
    *,
    source: str,
    rtol: float = 1e-12,
    atol: float = 0.0,
) -> Point:
    bare = not isinstance(at, tuple)
    places = (at,) if bare else at
    return Point(name, fun, tuple(_array(x) for x in places), d, dd, bare, source, rtol, atol)


def _given(x: Any) -> Any:
    return x() if callable(x) else x


def _array(x: Any) -> Any:
    return np.array(x) if isinstance(x, list) else x


def slope(f: Callable[..., Any], *at: float, order: Any = 1) -> float:
    """A derivative of a function of mpmath at 50 digits; `order` is one per argument."""
    with mpmath.workdps(50):
        return float(mpmath.diff(f, at if len(at) > 1 else at[0], order))


def exact(f: Callable[..., Any], *at: float) -> float:
    """A closed form in mpmath at 50 digits, at these doubles."""
    with mpmath.workdps(50):
        return float(f(*map(mpmath.mpf, at)))
