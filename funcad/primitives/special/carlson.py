"""Carlson's symmetric elliptic integrals, and the integrals that are their derivatives.

    (i, j, k, l; m)(x, y, z, p) = ∫₀^∞ tᵐ (t+x)^(-i/2) (t+y)^(-j/2) (t+z)^(-k/2) (t+p)^(-l/2) dt

    R_F = ½ (1,1,1,0; 0)   R_D = 3/2 (1,1,3,0; 0)   R_J = 3/2 (1,1,1,2; 0)
    ∂R_G/∂x = ⅛ (3,1,1,0; 1)

The derivative in x of an integral is -i/2 times the integral with i + 2, whatever coincides or is
0: no difference of arguments is divided by.  ∂R_F/∂z = -R_D(x, y, z) / 6 is SciPy's; the others are
summed here, in s = log t, where the trapezoidal rule converges geometrically: the integrand is
analytic for |Im s| < π - |arg x|, and what is summed is positive.

For p < 0 R_J is a principal value, and R_C for y < 0: no two arguments can coincide, and
derivatives are quotients of differences, as of partial fractions.

Source: DLMF 19.16, 19.18(i), 19.20; Trefethen & Weideman, SIAM Review 56 (2014), for the rule.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from scipy import special

from funcad.core.primitive import Primitive, Rule
from funcad.primitives.families import elementwise

DIGITS = 38.0  # e^-38 is below the rounding of a sum
BLOCK = 16384  # entries of an array of nodes


def _integral(x: Any, y: Any, z: Any, p: Any, powers: tuple[int, ...], m: int = 0) -> Any:
    args = np.broadcast_arrays(x, y, z, p)
    dtype = np.result_type(*args)
    wide = np.complex128 if dtype.kind == "c" else np.float64
    used = [(a.astype(wide).reshape(-1), k) for a, k in zip(args, powers, strict=True) if k]
    sizes = np.abs([a for a, _ in used])  # (arguments, size)
    angle = float(np.max(np.abs([np.angle(a) for a, _ in used]), initial=0.0))
    h = 2 * math.pi * (math.pi - angle) / (DIGITS + 6)
    zero = sizes == 0
    at_zero = m + 1 - sum(k * row for (_, k), row in zip(used, zero / 2, strict=True))
    at_end = sum(k for _, k in used) / 2 - m - 1
    smallest = np.min(np.where(zero, np.inf, sizes), axis=0, initial=np.inf)
    low = np.log(smallest) - DIGITS / np.maximum(at_zero, 0.5)
    high = np.log(np.max(sizes, axis=0, initial=0)) + DIGITS / at_end
    good = np.isfinite(low) & np.isfinite(high) & (at_zero > 0) & (h > 0)
    low, high = np.where(good, low, 0), np.where(good, high, 0)
    total = np.zeros(low.shape, wide)
    if total.size and np.any(good):
        nodes = math.ceil(float(np.max(high - low)) / h) + 1
        rows = max(1, BLOCK // total.size)
        for first in range(0, nodes, rows):
            step = np.arange(first, min(first + rows, nodes))[:, None]
            t = np.exp(low + h * step)  # (rows, size)
            f = t ** (m + 1.0)
            for a, k in used:
                f = f * (t + a) ** (-k / 2)
            total += np.sum(f, axis=0)
    total = np.where(at_zero > 0, np.where(good, total * h, np.nan), np.inf)
    return total.reshape(args[0].shape).astype(dtype)[()]


def _rule(i: int) -> Rule:
    def rule(d: Any, y: Any, *args: Any, powers: tuple[int, ...], m: int = 0) -> Any:
        if powers[i] == 0:
            return None
        raised = (*powers[:i], powers[i] + 2, *powers[i + 1 :])
        return d * (-powers[i] / 2 * integral(*args, powers=raised, m=m))

    return rule


integral: Primitive = elementwise(
    _integral, name="Carlson's integral", jvp=tuple(_rule(i) for i in range(4))
)

elliprf = elementwise(
    special.elliprf,
    name="special.elliprf",
    jvp=(
        lambda dx, r, x, y, z: dx * (special.elliprd(y, z, x) / -6),
        lambda dy, r, x, y, z: dy * (special.elliprd(z, x, y) / -6),
        lambda dz, r, x, y, z: dz * (special.elliprd(x, y, z) / -6),
    ),
)
elliprd = elementwise(
    special.elliprd,
    name="special.elliprd",
    jvp=(
        lambda dx, r, x, y, z: dx * (-0.75 * integral(x, y, z, 1.0, powers=(3, 1, 3, 0))),
        lambda dy, r, x, y, z: dy * (-0.75 * integral(x, y, z, 1.0, powers=(1, 3, 3, 0))),
        lambda dz, r, x, y, z: dz * (-2.25 * integral(x, y, z, 1.0, powers=(1, 1, 5, 0))),
    ),
)
elliprg = elementwise(
    special.elliprg,
    name="special.elliprg",
    jvp=(
        lambda dx, r, x, y, z: dx * (0.125 * integral(x, y, z, 1.0, powers=(3, 1, 1, 0), m=1)),
        lambda dy, r, x, y, z: dy * (0.125 * integral(x, y, z, 1.0, powers=(1, 3, 1, 0), m=1)),
        lambda dz, r, x, y, z: dz * (0.125 * integral(x, y, z, 1.0, powers=(1, 1, 3, 0), m=1)),
    ),
)


def _below(p: Any) -> Any:
    """Where a principal value is meant; a complex p is a real negative one by accident only."""
    return np.less(p, 0) if np.result_type(p).kind != "c" else np.zeros_like(p, dtype=bool)


def _rc(i: int) -> Rule:
    def rule(d: Any, r: Any, x: Any, y: Any) -> Any:
        below = _below(y)
        above, less = np.where(below, 1, y), np.where(below, y, -1)
        if i == 0:
            regular = special.elliprd(above, above, x) / -6
            principal = (r - x**-0.5) / (2 * (less - x))
        else:
            regular = special.elliprd(x, above, above) / -3
            principal = (x**0.5 / less - r) / (2 * (less - x))
        return d * np.where(below, principal, regular)

    return rule


elliprc = elementwise(special.elliprc, name="special.elliprc", jvp=(_rc(0), _rc(1)))


def _principal_slope(r: Any, args: list[Any], p: Any, i: int) -> Any:
    """∂R_J/∂args[i] for p < 0."""
    x = args[i]
    others = [a for j, a in enumerate(args) if j != i]
    return (special.elliprd(*others, x) - r) / (2 * (x - p))


def _rj(i: int) -> Rule:
    powers = tuple((3 if j == i else 1) if j < 3 else (4 if i == 3 else 2) for j in range(4))
    factor = -1.5 if i == 3 else -0.75

    def rule(d: Any, r: Any, x: Any, y: Any, z: Any, p: Any) -> Any:
        below = _below(p)
        above, less = np.where(below, 1, p), np.where(below, p, -1)
        regular = factor * integral(x, y, z, above, powers=powers)
        if i < 3:
            principal = _principal_slope(r, [x, y, z], less, i)
        else:  # R_J is homogeneous of degree -3/2
            inner = sum(
                a * _principal_slope(r, [x, y, z], less, j) for j, a in enumerate((x, y, z))
            )
            principal = -(1.5 * r + inner) / less
        return d * np.where(below, principal, regular)

    return rule


elliprj = elementwise(special.elliprj, name="special.elliprj", jvp=tuple(_rj(i) for i in range(4)))
