"""Power series at 0 and their derivatives, for values where a closed form would cancel."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any


def power_series(
    coefficient: Callable[[int], float], power: Callable[[int], int], x: Any, n: int, terms: int
) -> Any:
    """The n-th derivative of Σ coefficient(k) x^power(k), k < terms."""
    total = 0.0 * x
    for k in range(terms):
        p = power(k)
        if p >= n:
            total = total + coefficient(k) * math.perm(p, n) * x ** (p - n)
    return total
