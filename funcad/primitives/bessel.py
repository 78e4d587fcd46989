"""Modified Bessel functions of whole order n, for np.i0.   I_n(x), real x

    dI_n/dx = (I_{n-1} + I_{n+1}) / 2,   I_{-n} = I_n,   I_n(-x) = (-1)ⁿ I_n(x)

Source: DLMF 10.25.2 (the series, whose terms are all positive), 10.40.1 (large x), 10.29.1.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from funcad.core.primitive import Primitive
from funcad.primitives.families import elementwise

LARGE = 20.0  # from here on the asymptotic terms fall below rounding
TERMS = 48  # at x = LARGE the next term of the series is below 1e-17 of the sum
LARGE_TERMS = 26


def _bessel_i(x: Any, order: int) -> Any:
    if order == 0:
        return np.i0(x)
    size = np.abs(x).astype(np.promote_types(x.dtype, np.float32))  # e²⁰ is no half
    large = size >= LARGE
    small_x = np.where(large, 0, size)
    large_x = np.where(large, size, LARGE)
    y = np.where(large, _by_asymptotics(large_x, order), _by_series(small_x, order))
    return (y if order % 2 == 0 else y * np.sign(x)).astype(x.dtype)[()]


def _by_series(x: Any, n: int) -> Any:
    """(x/2)ⁿ / n! · Σ (x²/4)ᵏ n! / (k! (n + k)!)"""
    q = x * x / 4
    total = np.ones_like(x)
    for k in range(TERMS, 0, -1):
        total = 1 + total * q / (k * (n + k))
    return total * (x / 2) ** n / math.factorial(n)


def _by_asymptotics(x: Any, n: int) -> Any:
    """eˣ / √(2πx) · Σ (-1)ᵏ (4n² - 1²) (4n² - 3²) ... (4n² - (2k - 1)²) / (k! (8x)ᵏ)"""
    total = np.ones_like(x)
    for k in range(LARGE_TERMS, 0, -1):
        total = 1 - total * (4 * n * n - (2 * k - 1) ** 2) / (8 * k * x)
    half = np.exp(x / 2)  # eˣ alone overflows before the quotient does
    return half / np.sqrt(2 * math.pi * x) * total * half


def _jvp(dx: Any, y: Any, x: Any, order: int) -> Any:
    if order == 0:
        return dx * bessel_i(x, order=1)
    return dx * (bessel_i(x, order=order - 1) + bessel_i(x, order=order + 1)) / 2


bessel_i: Primitive = elementwise(_bessel_i, name="bessel_i", jvp=_jvp)
