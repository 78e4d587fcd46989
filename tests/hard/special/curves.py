"""Many hard points of one function: its first two derivatives along it, from mpmath.

along("erfcx", special.erfcx, lambda x: mpmath.exp(x * x) * mpmath.erfc(x), [-3.0, 1e6])
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import mpmath

from tests.hard.point import Point, point


def derivative(
    f: Callable[..., Any], at: tuple[float, ...], order: Sequence[int], digits: int
) -> float:
    """Of a function of mpmath."""
    with mpmath.workdps(digits):
        exact = tuple(mpmath.mpf(x) for x in at)
        one = len(at) == 1
        dy = mpmath.diff(f, exact[0] if one else exact, order[0] if one else tuple(order))
        is_noise = abs(dy) < mpmath.mpf(10) ** -digits * abs(f(*exact))
        return 0.0 if is_noise else float(mpmath.re(dy))


def along(
    name: str,
    fun: Callable[..., Any],
    exact: Callable[..., Any],
    places: Sequence[Any],
    *,
    rtol: float = 1e-12,
    second: bool = True,
    digits: int = 60,
) -> list[Point]:
    """A point for each place: a number, or a tuple of one number per argument.

    Steps are absolute, so a place must not be tiny.
    `digits` must exceed the number of zeros by which a derivative is smaller than the function.
    """
    return [_one(name, fun, exact, place, rtol, second, digits) for place in places]


def _one(
    name: str, fun: Any, exact: Any, place: Any, rtol: float, second: bool, digits: int
) -> Point:
    at = place if isinstance(place, tuple) else (place,)
    n = range(len(at))
    unit = [tuple(int(i == j) for j in n) for i in n]

    def d() -> Any:
        return tuple(derivative(exact, at, u, digits) for u in unit)

    def dd() -> Any:
        both = [[[a + b for a, b in zip(u, v, strict=True)] for v in unit] for u in unit]
        return tuple(tuple(derivative(exact, at, order, digits) for order in row) for row in both)

    title = f"special.{name} at {', '.join(f'{x!r}' for x in at)}"
    return point(title, fun, at, d, dd if second else None, source="mpmath", rtol=rtol)
