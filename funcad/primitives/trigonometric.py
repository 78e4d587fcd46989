"""Trigonometric functions, their inverses, and the length and angle of a point.

Angles are in radians, but for degrees and radians, which convert them.  Differences such as 1 - x²
are written as products, which do not cancel.  hypot(0, 0) has derivative 0, and the angle of the
origin none (NaN).
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from funcad.core.edges import edged
from funcad.core.primitive import Primitive, zero
from funcad.primitives.arithmetic import complement, over_root, quotient_or_zero
from funcad.primitives.families import elementwise
from funcad.primitives.powers import root_tangent

DEGREE = math.pi / 180

sin = elementwise(np.sin, jvp=lambda dx, y, x: dx * np.cos(x))
cos = elementwise(np.cos, jvp=lambda dx, y, x: -dx * np.sin(x))
tan = elementwise(np.tan, jvp=lambda dx, y, x: dx * (1 + y * y))
arcsin = edged(
    elementwise(
        np.arcsin,
        jvp=lambda dx, y, x: root_tangent(dx + dx, np.sqrt(complement(x))),
        pull=lambda ct, y, x: ct / np.sqrt(complement(x)),
    ),
    lambda y, x: complement(x),
)
arccos = edged(
    elementwise(
        np.arccos,
        jvp=lambda dx, y, x: -root_tangent(dx + dx, np.sqrt(complement(x))),
        pull=lambda ct, y, x: -ct / np.sqrt(complement(x)),
    ),
    lambda y, x: complement(x),
)


def _arctan_jvp(dx: Any, y: Any, x: Any) -> Any:
    if x.dtype.kind == "c":
        return dx / (1 + x * x)
    u = over_root(x, sign=1)
    return dx * u * u  # 1 + x² may overflow


arctan = elementwise(np.arctan, jvp=_arctan_jvp)

degrees = elementwise(np.degrees, jvp=lambda dx, y, x: dx / DEGREE, linear="jointly")
radians = elementwise(np.radians, jvp=lambda dx, y, x: dx * DEGREE, linear="jointly")


def _cosine(x: Any, y: Any, r: Any) -> Any:
    lowest = np.minimum.reduce(r, axis=None, initial=1)
    if lowest > 0 and np.maximum.reduce(r, axis=None, initial=0) < math.inf:
        return x / r
    c = quotient_or_zero(x, r)
    if not np.any(np.isinf(r)):
        return c
    with np.errstate(all="ignore"):
        overflown = (x / 4) / np.hypot(x / 4, y / 4)
        toward = np.where(np.isinf(x), np.sign(x), 0)
    known_x, known_y = np.isfinite(x), np.isfinite(y)
    limit = np.where(known_x & known_y, overflown, np.where(known_x | known_y, toward, np.nan))
    return np.where(np.isinf(r), limit, c)[()]


# x / r for r = √(x² + y²), and 0 at the origin: r is there for speed alone.  With the other one, s:
# d(x / r) = s (s dx - c dy) / r, which does not cancel near an axis as 1/r - x²/r³ does
cosine: Primitive = elementwise(
    _cosine,
    name="cosine",
    jvp=(
        lambda dx, c, x, y, r: dx * quotient_or_zero(cosine(y, x, r) ** 2, r),
        lambda dy, c, x, y, r: -dy * quotient_or_zero(c * cosine(y, x, r), r),
        zero,
    ),
)

hypot = elementwise(
    np.hypot,
    jvp=(
        lambda dx, z, x, y: dx * cosine(x, y, z),
        lambda dy, z, x, y: dy * cosine(y, x, z),
    ),
)


def _turn(d: Any, across: Any, along: Any) -> Any:
    """The change of the angle: `across` over r², without forming r², which may overflow."""
    r = np.hypot(across, along)
    return d * cosine(across, along, r) / r


arctan2 = elementwise(
    np.arctan2,
    jvp=(lambda dy, z, y, x: _turn(dy, x, y), lambda dx, z, y, x: -_turn(dx, y, x)),
)


def _sinc(x: Any, order: int) -> Any:
    """The derivative of the given order of sin(πx)/(πx): a series near 0, else by recurrence.

    From x · sinc x = sin(πx)/π:  x fₙ + n fₙ₋₁ = πⁿ⁻¹ sin(πx + nπ/2), which is periodic.
    """
    if order == 0:
        return np.sinc(x)
    near = np.abs(x) < 0.5 + order / math.pi
    far_x = np.where(near, 1, x)
    angle = math.pi * (far_x - 2 * np.rint(np.real(far_x) / 2))
    far = np.sin(angle) / (math.pi * far_x)
    for n in range(1, order + 1):
        wave = math.pi ** (n - 1) * np.sin(angle + n * math.pi / 2)
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
