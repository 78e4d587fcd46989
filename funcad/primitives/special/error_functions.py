"""The error function and its relations: erf, its complement, scaled, imaginary and inverse.

erf'(x) = 2/√π exp(-x²).  What cancels (erfcx, Dawson's integral, w) is in faddeeva.py.  A real
argument is kept within bounds where exp(-x²) is 0 anyway, so that ∞ · 0 does not occur.

Source: DLMF 7.2, 7.10.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from scipy import special

from funcad.core.primitive import Primitive
from funcad.primitives.families import elementwise
from funcad.primitives.special import faddeeva

SCALE = 2 / math.sqrt(math.pi)
BOUND = 40.0  # exp(-BOUND²) is 0


def is_complex(x: Any) -> bool:
    return isinstance(x, complex) or getattr(getattr(x, "dtype", None), "kind", "") == "c"


def bounded(x: Any) -> Any:
    """A real x where exp(-x²) is not 0."""
    return x if is_complex(x) else np.clip(x, -BOUND, BOUND)


def _bell(x: Any) -> Any:
    x = bounded(x)
    return np.exp(-x * x)


# exp(-x²)
bell = elementwise(_bell, name="bell", jvp=lambda dx, y, x: dx * (-2 * bounded(x) * y))

erf = elementwise(special.erf, jvp=lambda dx, y, x: dx * (SCALE * bell(x)))
erfc = elementwise(special.erfc, jvp=lambda dx, y, x: dx * (-SCALE * bell(x)))
erfi = elementwise(special.erfi, jvp=lambda dx, y, x: dx * (SCALE * np.exp(x * x)))
erfinv = elementwise(special.erfinv, jvp=lambda dx, y, x: dx * (np.exp(y * y) / SCALE))
erfcinv = elementwise(special.erfcinv, jvp=lambda dx, y, x: dx * (np.exp(y * y) / -SCALE))


def _erfcx_slope(x: Any) -> Any:
    if is_complex(x):
        return 1j * faddeeva.wofz(1j * x, order=1)  # erfcx(x) = w(ix)
    return faddeeva.erfcx(x, order=1)


def _dawsn_slope(x: Any) -> Any:
    if is_complex(x):
        # √π/2 i (exp(-z²) - w(z))
        return (-1j / SCALE) * (2 * x * bell(x) + faddeeva.wofz(x, order=1))
    return faddeeva.dawsn(x, order=1)


erfcx = elementwise(special.erfcx, jvp=lambda dx, y, x: dx * _erfcx_slope(x))
dawsn = elementwise(special.dawsn, jvp=lambda dx, y, x: dx * _dawsn_slope(x))
wofz_of_complex = elementwise(special.wofz, jvp=lambda dz, y, z: dz * faddeeva.wofz(z, order=1))


def wofz(z: Any) -> Any:
    if is_complex(z):
        return wofz_of_complex(z)
    given = getattr(z, "dtype", np.dtype(float))
    result = special.wofz(np.zeros(1, given)).dtype  # of single precision it differs by version
    return wofz_of_complex(z + result.type(0))


def _voigt(x: Any, sigma: Any, gamma: Any, nx: int, ng: int) -> Any:
    """The derivative of the profile, nx times by x and ng times by γ: of Re w(z) / (σ √2π).

    z = (x + iγ) / (σ √2); where σ is 0 the profile is that of Lorentz, Re i / (π (x + iγ)).
    """
    if nx == ng == 0:
        return special.voigt_profile(x, sigma, gamma)
    n = nx + ng
    dtype = np.result_type(np.asarray(x), np.asarray(sigma), np.asarray(gamma), np.float32)
    x, sigma, gamma = (np.asarray(v, "d") for v in np.broadcast_arrays(x, sigma, gamma))
    position = x + 1j * gamma
    sharp = sigma == 0
    width = np.where(sharp, 1, sigma) * math.sqrt(2)
    smooth = faddeeva.wofz(position / width, order=n) / width ** (n + 1) / math.sqrt(math.pi)
    with np.errstate(divide="ignore", invalid="ignore"):
        lorentz = 1j * (-1) ** n * math.factorial(n) / (math.pi * position ** (n + 1))
    y = np.real(1j**ng * np.where(sharp, lorentz, smooth))
    return y.astype("f" if dtype == np.dtype("f4") else "d")[()]


# it solves the heat equation in σ²/2, and is harmonic in (x, γ)
voigt: Primitive = elementwise(
    _voigt,
    name="voigt_profile",
    jvp=(
        lambda dx, y, x, s, g, nx, ng: dx * voigt(x, s, g, nx=nx + 1, ng=ng),
        lambda ds, y, x, s, g, nx, ng: ds * (s * voigt(x, s, g, nx=nx + 2, ng=ng)),
        lambda dg, y, x, s, g, nx, ng: dg * voigt(x, s, g, nx=nx, ng=ng + 1),
    ),
)


def voigt_profile(x: Any, sigma: Any, gamma: Any) -> Any:
    return voigt(x, sigma, gamma, nx=0, ng=0)
