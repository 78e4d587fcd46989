"""Trigonometric functions, their inverses, and the length and angle of a point.

Angles are in radians, but for degrees and radians, which convert them.  Differences such as 1 - x²
are written as products, which do not cancel.  hypot(0, 0) has derivative 0, and the angle of the
origin none (NaN).
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from funcad.primitives.arithmetic import quotient_or_zero
from funcad.primitives.families import elementwise

DEGREE = math.pi / 180

sin = elementwise(np.sin, jvp=lambda dx, y, x: dx * np.cos(x))
cos = elementwise(np.cos, jvp=lambda dx, y, x: -dx * np.sin(x))
tan = elementwise(np.tan, jvp=lambda dx, y, x: dx * (1 + y * y))
arcsin = elementwise(np.arcsin, jvp=lambda dx, y, x: dx / _other_side(x))
arccos = elementwise(np.arccos, jvp=lambda dx, y, x: -dx / _other_side(x))
arctan = elementwise(np.arctan, jvp=lambda dx, y, x: dx / (1 + x * x))

degrees = elementwise(np.degrees, jvp=lambda dx, y, x: dx / DEGREE, linear="jointly")
radians = elementwise(np.radians, jvp=lambda dx, y, x: dx * DEGREE, linear="jointly")


def _other_side(x: Any) -> Any:
    """√(1 - x²); on the cuts of complex numbers, |x| > 1, on the side that the zero's sign says."""
    if x.dtype.kind == "c":
        return np.sqrt(-(x - 1) * (1 + x))  # 1 - x would give +0j for either sign
    return np.sqrt((1 - x) * (1 + x))


hypot = elementwise(
    np.hypot,
    jvp=(
        lambda dx, z, x, y: dx * quotient_or_zero(x, z),
        lambda dy, z, x, y: dy * quotient_or_zero(y, z),
    ),
)


def _turn(d: Any, across: Any, x: Any, y: Any) -> Any:
    """The change of the angle: `across` over r², without forming r², which may overflow."""
    r = np.hypot(x, y)
    return d * (across / r) / r


arctan2 = elementwise(
    np.arctan2,
    jvp=(lambda dy, z, y, x: _turn(dy, x, x, y), lambda dx, z, y, x: -_turn(dx, y, x, y)),
)


def _sinc(x: Any, order: int) -> Any:
    """The derivative of the given order of sin(πx)/(πx): a series near 0, else by recurrence.

    From x · sinc x = sin(πx)/π:  x fₙ + n fₙ₋₁ = πⁿ⁻¹ sin(πx + nπ/2).
    """
    if order == 0:
        return np.sinc(x)
    near = np.abs(x) < 0.5 + order / math.pi
    far_x = np.where(near, 1, x)
    far = np.sinc(far_x)
    for n in range(1, order + 1):
        wave = math.pi ** (n - 1) * np.sin(math.pi * far_x + n * math.pi / 2)
        far = (wave - n * far) / far_x
    near_x = np.where(near, x, 0) * math.pi
    return np.where(near, math.pi**order * _sinc_series(near_x, order), far)[()]


def _sinc_series(t: Any, order: int) -> Any:
    """Σ (-1)ᵐ t²ᵐ⁻ⁿ / ((2m + 1) (2m - n)!) over 2m >= n."""
    total = 0.0
    for m in range((order + 1) // 2 + 12 + order, (order + 1) // 2 - 1, -1):
        k = 2 * m - order
        total = total + (-1) ** m * t**k / ((2 * m + 1) * math.factorial(k))
    return total


def _sinc_jvp(dx: Any, y: Any, x: Any, order: int) -> Any:
    return dx * sinc(x, order=order + 1)


sinc = elementwise(_sinc, name="sinc", jvp=_sinc_jvp)
