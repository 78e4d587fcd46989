"""Distribution functions and their inverses as primitives, from the slopes in each argument.

A distribution function of SciPy's has three or four arguments, and a function of its own that
solves for each of them.  What solves F(…, r, …) = p for r has the slopes

∂r/∂p = 1 / Fᵣ,     ∂r/∂x = -Fₓ / Fᵣ     at the solution.

Where SciPy's search ends at a bound there is no solution: the slopes are NaN.  But a count is 0
for every p that F has there already, and its slopes are 0.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from funcad.core.primitive import Primitive, no
from funcad.primitives.families import elementwise

Slope = Callable[..., Any]  # of the arguments of the distribution function, or no("reason")
BOUNDS = (np.float64(1e-100), np.float64(1e100))  # of the search, in size
MIDDLE = np.float64(5e-51)  # where it stops, too
LEAST = 1e-50  # where a count is taken for 0: SciPy may find 5e-51
P = None  # the place of the probability among the arguments


def distribution(ufunc: Any, slopes: Sequence[Slope], *, upper: bool = False) -> Primitive:
    """F, or where `upper` 1 - F, with the slopes of F."""

    def rule(slope: Slope) -> Any:
        if isinstance(slope, no):
            return slope
        return lambda dx, y, *args: (-dx if upper else dx) * slope(*args)

    return elementwise(ufunc, jvp=[rule(slope) for slope in slopes])


def solution(
    ufunc: Any,
    slopes: Sequence[Slope],
    solved: int,
    places: Sequence[int | None],
    *,
    upper: bool = False,
    least: float | None = None,
    most: Any = BOUNDS[1],
) -> Primitive:
    """The function that solves for argument `solved` of F; `places` says which of F each is.

    Up to `least` the solution is the least that may be; at `most` the search for one ends.
    """

    def arguments(y: Any, args: Sequence[Any]) -> list[Any]:
        full = dict(zip(places, args, strict=True))
        full[solved] = y
        return [full[i] for i in range(len(slopes))]

    def rule(place: int | None) -> Any:
        if place is not P and isinstance(slopes[place], no):
            return slopes[place]

        def apply(dx: Any, y: Any, *args: Any) -> Any:
            found = np.abs(y)
            ended = np.equal(found, BOUNDS[0]) | np.equal(found, MIDDLE) | np.equal(found, most)
            at = arguments(np.where(ended, np.nan, y), args)
            slope = slopes[solved](*at)
            if place is P:
                dy = (-dx if upper else dx) / slope
            else:
                dy = dx * (-slopes[place](*at) / slope)
            return dy if least is None else np.where(y > least, dy, 0)

        return apply

    return elementwise(ufunc, jvp=[rule(place) for place in places])
