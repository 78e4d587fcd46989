"""Elliptic integrals and functions of the parameter m = k², by way of Carlson's integrals.

    K = R_F(0, 1-m, 1)         dK/dm = R_D(0, 1, 1-m) / 6
    E                          dE/dm = -R_D(0, 1-m, 1) / 6
    F(φ, m)   ∂F/∂φ = 1/Δ      ∂F/∂m =  s³ R_D(c², 1, Δ²) / 6 + 2k dK/dm
    E(φ, m)   ∂E/∂φ = Δ        ∂E/∂m = -s³ R_D(c², Δ², 1) / 6 + 2k dE/dm

with φ = kπ + ψ, |ψ| <= π/2, s = sin ψ, c = cos ψ and Δ² = c² + (1-m) s².  Nothing is divided by m
or by 1-m, and 1-m is exact where it is small.

Jacobi's functions have sn = sin φ, cn = cos φ, dn = Δ, where F(φ, m) = u:
∂φ/∂u = dn and ∂φ/∂m = -dn ∂F/∂m.

Source: DLMF 19.25(i), 19.18(i), 22.13(i).
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from scipy import special

from funcad.core.primitive import Primitive
from funcad.primitives.families import elementwise


def _dK(m: Any) -> Any:
    return special.elliprd(0.0, 1.0, 1 - m) / 6


def _dE(m: Any) -> Any:
    return special.elliprd(0.0, 1 - m, 1.0) / -6


ellipk = elementwise(special.ellipk, name="special.ellipk", jvp=lambda dm, y, m: dm * _dK(m))
ellipkm1 = elementwise(
    special.ellipkm1,
    name="special.ellipkm1",
    jvp=lambda dp, y, p: dp * (special.elliprd(0.0, 1.0, p) / -6),
)
ellipe = elementwise(special.ellipe, name="special.ellipe", jvp=lambda dm, y, m: dm * _dE(m))


def _slope_of_F(turns: Any, s: Any, c: Any, m: Any) -> Any:
    """∂F/∂m; where there are no whole turns K, which is infinite at m = 1, takes no part."""
    square = c * c + (1 - m) * (s * s)
    return s**3 * special.elliprd(c * c, 1.0, square) / 6 + 2 * turns * _dK(m * (turns != 0))


def _turned(phi: Any) -> tuple[Any, Any, Any]:
    """The number of half turns in φ, and the sine and cosine of what remains."""
    turns = np.rint(phi / math.pi)
    sign = 1 - 2 * np.remainder(turns, 2)
    return turns, sign * np.sin(phi), np.cos(phi)


def _delta2(phi: Any, m: Any) -> Any:
    s, c = np.sin(phi), np.cos(phi)
    return c * c + (1 - m) * (s * s)


# a primitive, because differentiating the sum would cancel where m is small
delta2 = elementwise(
    _delta2,
    name="1 - m sin²φ",
    jvp=(
        lambda dphi, y, phi, m: dphi * (-m * np.sin(2 * phi)),
        lambda dm, y, phi, m: dm * -np.square(np.sin(phi)),
    ),
)


def _F_by_m(dm: Any, y: Any, phi: Any, m: Any) -> Any:
    return dm * _slope_of_F(*_turned(phi), m)


def _E_by_m(dm: Any, y: Any, phi: Any, m: Any) -> Any:
    turns, s, c = _turned(phi)
    square = c * c + (1 - m) * (s * s)
    whole = 2 * turns * _dE(m * (turns != 0))  # without whole turns the pole at m = 1 has no part
    return dm * (s**3 * special.elliprd(c * c, square, 1.0) / -6 + whole)


ellipkinc = elementwise(
    special.ellipkinc,
    name="special.ellipkinc",
    jvp=(lambda dphi, y, phi, m: dphi / np.sqrt(delta2(phi, m)), _F_by_m),
)
ellipeinc = elementwise(
    special.ellipeinc,
    name="special.ellipeinc",
    jvp=(lambda dphi, y, phi, m: dphi * np.sqrt(delta2(phi, m)), _E_by_m),
)

SN, CN, DN, PHI = range(4)


def _by_u(du: Any, y: Any, u: Any, m: Any, k: int) -> Any:
    sn, cn, dn, _ = special.ellipj(u, m)
    if k == SN:
        return du * (cn * dn)
    if k == CN:
        return du * -(sn * dn)
    return du * -(m * sn * cn) if k == DN else du * dn


def _by_m(dm: Any, y: Any, u: Any, m: Any, k: int) -> Any:
    sn, cn, dn, phi = special.ellipj(u, m)
    turns = np.rint(phi / math.pi)
    sign = 1 - 2 * np.remainder(turns, 2)
    slope = -dn * _slope_of_F(turns, sign * sn, cn, m)
    if k == SN:
        return dm * (cn * slope)
    if k == CN:
        return dm * -(sn * slope)
    return dm * (-(sn * sn + 2 * m * sn * cn * slope) / (2 * dn)) if k == DN else dm * slope


ellipj_part: Primitive = elementwise(
    lambda u, m, k: special.ellipj(u, m)[k], name="special.ellipj", jvp=(_by_u, _by_m)
)


def ellipj(u: Any, m: Any) -> tuple[Any, Any, Any, Any]:
    sn, cn, dn, phi = (ellipj_part(u, m, k=k) for k in range(4))
    return sn, cn, dn, phi
