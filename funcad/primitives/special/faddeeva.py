"""Derivatives of the Faddeeva function w(z) = exp(-z²) erfc(-iz), to relative accuracy.

w' = -2z w + 2i/√π cancels where |z| is large, w being close to i/(√π z); so does every recurrence
upwards.  Three ways, by region, for z in the upper half plane; w(z) = 2 exp(-z²) - w(-z) below it:

far from the real axis   downwards, by the continued fraction of the repeated integrals of erfc
far, near the axis       the asymptotic series, differentiated term by term
near the origin          the recurrence upwards, which there loses little

Source: DLMF 7.9, 7.12, 7.18; W. Gautschi, SIAM Review 9 (1967) 24, on the direction of recurrences.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from scipy import special

from funcad.core.primitive import Primitive
from funcad.primitives.families import elementwise

ROOT_PI = math.sqrt(math.pi)
FAR = 6.5  # exp(-FAR²) is below the rounding error
HIGH = 2.0
FRACTION_TERMS = 60  # for Im z >= HIGH
ASYMPTOTIC_TERMS = 30  # for |z| >= FAR; the 30th is below 1e-17 of the first


def _repeated_integral(x: Any, order: int) -> Any:
    """exp(x²) iⁿerfc(x), for Re x >= HIGH: all terms are of one sign where x is real.

    The ratios r_k = f_k / f_{k-1} obey 1 / r_k = 2x + 2(k + 1) r_{k+1}.
    """
    ratio = np.zeros_like(x)
    product = np.full_like(x, 2 / ROOT_PI)  # f_{-1}
    for k in range(FRACTION_TERMS + order, -1, -1):
        ratio = 1 / (2 * x + 2 * (k + 1) * ratio)
        if k <= order:
            product = product * ratio
    return product


def _asymptotic(z: Any, order: int) -> Any:
    """The derivative of (i/√π) Σ (2k-1)!! / (2ᵏ z²ᵏ⁺¹)."""
    inverse = 1 / z
    square = inverse * inverse
    total = np.zeros_like(z)
    for k in range(ASYMPTOTIC_TERMS, -1, -1):
        factor = math.prod(range(2 * k + 1, 2 * k + 1 + order))
        odd = math.prod(range(1, 2 * k, 2)) / 2**k
        total = total * square + odd * factor
    return (-1) ** order * (1j / ROOT_PI) * total * inverse ** (order + 1)


def _upwards(z: Any, order: int) -> Any:
    before, now = None, special.wofz(z)
    for n in range(order):
        if before is None:
            before, now = now, -2 * z * now + 2j / ROOT_PI
        else:
            before, now = now, -2 * z * now - 2 * n * before
    return now


def _bell(z: Any, order: int) -> Any:
    """The derivative of exp(-z²)."""
    before, now = np.zeros_like(z), np.exp(-z * z)
    for n in range(order):
        before, now = now, -2 * z * now - 2 * n * before
    return now


def _wofz(z: Any, order: int) -> Any:
    if order == 0:
        return special.wofz(z)
    given = np.asarray(z)
    z = given.astype("D")
    near = (np.abs(z) < FAR) & (z.imag < HIGH)
    result = np.empty_like(z)
    below = ~near & (z.imag < 0)
    u = np.where(below, -z, z)
    high = ~near & (u.imag >= HIGH)
    low = ~near & ~high
    with np.errstate(over="ignore", invalid="ignore", under="ignore"):
        result[near] = _upwards(z[near], order)
        if high.any():
            # w(z) = f₀(-iz), and fₙ' = -2(n + 1) fₙ₊₁
            scale = (2j) ** order * math.factorial(order)
            result[high] = scale * _repeated_integral(-1j * u[high], order)
        if low.any():
            value = _asymptotic(u[low], order)
            on_axis = u[low].imag == 0
            real = _bell(u[low].real, order)
            result[low] = np.where(on_axis, real + 1j * value.imag, value)
        if below.any():
            result[below] = 2 * _bell(z[below], order) - (-1) ** order * result[below]
    return _like(result, given)


def _like(result: Any, given: Any) -> Any:
    """A complex result in the precision of the argument."""
    single = given.dtype in (np.dtype("f4"), np.dtype("c8"))
    return result.astype("F" if single else "D")[()]


def _erfcx(x: Any, order: int) -> Any:
    """The derivative of exp(x²) erfc(x) for real x."""
    if order == 0:
        return special.erfcx(x)
    given = np.asarray(x)
    x = given.astype("d")
    high = x >= HIGH
    result = np.empty_like(x)
    result[high] = (-2.0) ** order * math.factorial(order) * _repeated_integral(x[high], order)
    low = x[~high]
    before, now = special.erfcx(low), 2 * low * special.erfcx(low) - 2 / ROOT_PI
    for n in range(1, order):
        before, now = now, 2 * low * now + 2 * n * before
    result[~high] = now
    single = given.dtype == np.dtype("f4")
    return result.astype("f" if single else "d")[()]


def _dawsn(x: Any, order: int) -> Any:
    """The derivative of Dawson's integral for real x: √π/2 Im w."""
    if order == 0:
        return special.dawsn(x)
    x = np.asarray(x)
    return (ROOT_PI / 2 * np.imag(_wofz(x, order)))[()]


wofz: Primitive = elementwise(
    _wofz, name="wofz", jvp=lambda dz, w, z, order: dz * wofz(z, order=order + 1)
)
erfcx: Primitive = elementwise(
    _erfcx, name="erfcx", jvp=lambda dx, y, x, order: dx * erfcx(x, order=order + 1)
)
dawsn: Primitive = elementwise(
    _dawsn, name="dawsn", jvp=lambda dx, y, x, order: dx * dawsn(x, order=order + 1)
)
