"""The Fresnel integrals S(x) = ∫ sin(πt²/2) and C(x) = ∫ cos(πt²/2), and the modified ones.

The angle πx²/2 is reduced exactly: x² is formed without rounding error, and
then whole turns are dropped.  For negative x SciPy's F± (1.17 and before) has a wrong imaginary
part; the derivative is that of the integral.

Source: DLMF 7.2, 7.7; L. Dekker, Numerische Mathematik 18 (1971) 224, on exact products.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from scipy import special

from funcad.core.primitive import Primitive, Rule
from funcad.primitives.families import elementwise
from funcad.primitives.special.error_functions import erfcx, is_complex

SPLIT = 2.0**27 + 1
TURN = complex(math.sqrt(0.5), -math.sqrt(0.5))  # exp(-iπ/4)


def _angle(x: Any) -> Any:
    """πx²/2 for real x, less whole turns."""
    single = getattr(x, "dtype", None) == np.dtype("f4")
    x = np.asarray(x, "d")
    x = np.where(np.abs(x) < 2.0**54, x, 0)  # from there on every x² is a multiple of 4
    high = x * SPLIT
    high = high - (high - x)
    low = x - high
    square = x * x
    error = ((high * high - square) + 2 * high * low) + low * low
    turn = (math.pi / 2) * (np.fmod(square, 4) + error)
    return turn.astype("f")[()] if single else turn[()]


def _wave(x: Any, quarter: int) -> Any:
    """sin(πx²/2 + quarter · π/2), for complex x as it is written."""
    angle = (math.pi / 2) * x * x if is_complex(x) else _angle(x)
    turned = (np.sin, np.cos)[quarter % 2](angle)
    return -turned if quarter % 4 > 1 else turned


wave: Primitive = elementwise(
    _wave,
    name="fresnel_wave",
    jvp=lambda dx, y, x, quarter: dx * (math.pi * x * wave(x, quarter=quarter + 1)),
)

fresnel_s = elementwise(
    lambda x: special.fresnel(x)[0],
    name="fresnel",
    jvp=lambda dx, y, x: dx * wave(x, quarter=0),
)
fresnel_c = elementwise(
    lambda x: special.fresnel(x)[1],
    name="fresnel",
    jvp=lambda dx, y, x: dx * wave(x, quarter=1),
)


def fresnel(x: Any) -> Any:
    return fresnel_s(x), fresnel_c(x)


def _integral(ufunc: np.ufunc, sign: int) -> Primitive:
    """F±(x) = ∫ exp(±it²) from x to ∞."""

    def rule(dx: Any, y: Any, x: Any) -> Any:
        return -dx * np.exp(sign * 1j * x * x)

    return elementwise(lambda x: ufunc(x)[0], name=ufunc.__name__, jvp=rule, pull=_real(rule))


def _scaled(ufunc: np.ufunc, turn: complex) -> Primitive:
    """K±(x) = erfcx(exp(∓iπ/4) x) / 2."""

    def rule(dx: Any, y: Any, x: Any) -> Any:
        return erfcx.jvp[0](dx * (turn / 2), None, turn * x)

    return elementwise(lambda x: ufunc(x)[1], name=ufunc.__name__, jvp=rule, pull=_real(rule))


def _real(rule: Rule) -> Rule:
    """The reverse rule of a complex function of a real argument."""
    return lambda ct, y, x: np.real(rule(ct, y, x))


PLUS = 1 if np.imag(special.modfresnelp(1.0)[0]) > 0 else -1  # SciPy 1.13 gives the conjugates

modfresnelp_f = _integral(special.modfresnelp, PLUS)
modfresnelm_f = _integral(special.modfresnelm, -1)
modfresnelp_k = _scaled(special.modfresnelp, TURN if PLUS > 0 else TURN.conjugate())
modfresnelm_k = _scaled(special.modfresnelm, TURN.conjugate())


def modfresnelp(x: Any) -> Any:
    return modfresnelp_f(x), modfresnelp_k(x)


def modfresnelm(x: Any) -> Any:
    return modfresnelm_f(x), modfresnelm_k(x)
