"""Points of functions of one number as a table: {name: (function, [(x, f', f''), ...])}.

Where f'' is left out it is not looked at.  The values are those of mpmath at 60 digits, rounded.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.hard.point import Point, point

Table = dict[str, tuple[Callable[..., Any], list[tuple[float, ...]]]]

MPMATH = "mpmath.diff at 60 digits; at 0 and where infinite, the limit of the series"


def tabulated(table: Table, rtol: float) -> list[Point]:
    return [
        point(f"{name} at {x}", fun, x, *derivatives, source=MPMATH, rtol=rtol)
        for name, (fun, rows) in table.items()
        for x, *derivatives in rows
    ]
