"""Parts, conjugates, lengths and directions of complex numbers.

A cotangent pairs with a tangent as Re(ct · dx), without conjugation.  A holomorphic function then
has one rule for both; here are the others, each with a `pull` of its own.  |0| has derivative 0.
"""

from __future__ import annotations

from typing import Any

import numpy as np

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

# d|x| = Re(conj(s) dx) with s = x / |x|
absolute = elementwise(
    np.abs,
    name="complex absolute",
    jvp=lambda dx, y, x: np.real(np.conjugate(np.sign(x)) * dx),
    pull=lambda ct, y, x: ct * np.conjugate(np.sign(x)),
)


def _turned(dx: Any, s: Any, x: Any) -> Any:
    """ds = i s Im(conj(s) dx) / |x|"""
    return 1j * s * quotient_or_zero(np.imag(np.conjugate(s) * dx), np.abs(x))


def _turned_back(ct: Any, s: Any, x: Any) -> Any:
    """Re(ct ds) = -Im(ct s) Im(conj(s) dx) / |x|, and Im w = Re(-i w)"""
    return 1j * np.conjugate(s) * quotient_or_zero(np.imag(ct * s), np.abs(x))


sign = elementwise(np.sign, name="complex sign", jvp=_turned, pull=_turned_back)
