"""Parts, conjugates, lengths and directions of complex numbers.

A cotangent pairs with a tangent as Re(ct · dx), without conjugation.  A holomorphic function then
has one rule for both; here are the others, each with a `pull` of its own.  |0| has derivative 0.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from funcad.core.primitive import Primitive, zero
from funcad.primitives.arithmetic import quotient_or_zero
from funcad.primitives.families import elementwise

conjugate = elementwise(np.conjugate, jvp=lambda dx, y, x: np.conjugate(dx), linear="jointly")
real = elementwise(
    np.real,
    jvp=lambda dx, y, x: np.real(dx),
    pull=lambda ct, y, x: ct,  # the walk makes it complex
    linear="jointly",
)
imag = elementwise(
    np.imag,
    jvp=lambda dx, y, x: np.imag(dx),
    pull=lambda ct, y, x: ct * -1j,  # Re(-i ct dx) = ct Im dx
    linear="jointly",
)
for part, whole in (
    (real, lambda x, y: y + 1j * np.imag(x)),
    (imag, lambda x, y: np.real(x) + 1j * y),
):
    part.view, part.restore = True, whole  # NumPy gives views: z.real[0] = 1 changes z


def _direction(x: Any, r: Any) -> Any:
    s = np.sign(x)
    if not np.any(np.isinf(r)):
        return s
    finite = np.isfinite(x)
    smaller = np.sign(np.where(finite, x / 4, 1))
    several = np.isfinite(x.real) == np.isfinite(x.imag)  # or a NaN besides an infinity
    return np.where(np.isinf(r), np.where(finite, smaller, np.where(several, np.nan, s)), s)[()]


def _turned(dx: Any, s: Any, x: Any) -> Any:
    """ds = i s Im(conj(s) dx) / |x|"""
    return 1j * s * quotient_or_zero(np.imag(np.conjugate(s) * dx), np.abs(x))


def _turned_back(ct: Any, s: Any, x: Any) -> Any:
    """Re(ct ds) = -Im(ct s) Im(conj(s) dx) / |x|, and Im w = Re(-i w)"""
    return 1j * np.conjugate(s) * quotient_or_zero(np.imag(ct * s), np.abs(x))


sign = elementwise(np.sign, name="complex sign", jvp=_turned, pull=_turned_back)

# x / r for r = |x|, and its limit where r is infinite: r is there for speed alone
direction: Primitive = elementwise(
    _direction,
    name="direction",
    jvp=(lambda dx, s, x, r: _turned(dx, s, x), zero),
    pull=(lambda ct, s, x, r: _turned_back(ct, s, x), zero),
)

# d|x| = Re(conj(s) dx) with s = x / |x|
absolute = elementwise(
    np.abs,
    name="complex absolute",
    jvp=lambda dx, y, x: np.real(np.conjugate(direction(x, y)) * dx),
    pull=lambda ct, y, x: ct * np.conjugate(direction(x, y)),
)
