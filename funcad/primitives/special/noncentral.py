"""Noncentral chi squared, and what has a derivative of noncentral t and F; Kolmogorov and Smirnov.

The density f of noncentral chi squared is 1/2 exp(-(√x - √λ)²/2) (x/λ)^(k/4 - 1/2) times the scaled
Bessel function of order k/2 - 1 at √(λx), and with it everything is closed:

∂F/∂x = f_k,  ∂F/∂λ = -f_{k+2},  ∂f/∂x = (f_{k-2} - f_k)/2,  ∂f/∂λ = (f_{k+2} - f_k)/2.

Source: N. L. Johnson, S. Kotz, N. Balakrishnan, Continuous Univariate Distributions 2 (1995), 29;
W. Feller, Annals of Mathematical Statistics 19 (1948) 177, for Kolmogorov's.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from scipy import special
from scipy.special import _ufuncs

from funcad.core.primitive import Primitive, no
from funcad.primitives.families import elementwise
from funcad.primitives.special.inversion import LEAST, P, distribution, solution

FEW = 40


def _chi_density(x: Any, k: Any, nc: Any) -> Any:
    dtype = np.result_type(np.asarray(x), np.asarray(k), np.asarray(nc), np.float32)
    x, k, nc = np.broadcast_arrays(*(np.asarray(v, "d") for v in (x, k, nc)))
    order = k / 2 - 1
    product = x * nc
    near = product < 1
    with np.errstate(all="ignore"):
        safe = np.where(near, 1, nc)
        spread = (np.sqrt(x) - np.sqrt(safe)) ** 2 / 2
        far = np.exp(-spread) * (x / safe) ** (order / 2) * special.ive(order, np.sqrt(x * safe))
        # the series of the Bessel function: all terms are positive where k >= 2
        series: Any = 0.0
        for j in range(FEW, -1, -1):
            series = series + np.where(near, (product / 4) ** j, 0) / math.factorial(
                j
            ) * special.rgamma(order + 1 + j)
        close = (x / 2) ** order * np.exp(-(x + nc) / 2) * series
    y = np.where(near, close, far) / 2
    y = np.where((x < 0) | (nc < 0) | np.isnan(k), np.nan, y)
    return y.astype("f" if dtype == np.dtype("f4") else "d")[()]


_DF = no("chndtr has no derivative in the degrees of freedom df")

chi_density: Primitive = elementwise(
    _chi_density,
    name="noncentral_chi_density",
    jvp=(
        lambda dx, f, x, k, nc: dx * ((chi_density(x, k - 2, nc) - f) / 2),
        _DF,
        lambda dn, f, x, k, nc: dn * ((chi_density(x, k + 2, nc) - f) / 2),
    ),
)
_chi = (chi_density, _DF, lambda x, k, nc: -chi_density(x, k + 2, nc))
chndtr = distribution(special.chndtr, _chi)
chndtrix = solution(special.chndtrix, _chi, 0, (P, 1, 2))
chndtrinc = solution(special.chndtrinc, _chi, 2, (0, 1, P), least=LEAST)


def _density(name: str, arguments: int, of: str, since: str) -> Any:
    """A density that SciPy computes, from a version on; it has no derivative of its own."""
    if not hasattr(_ufuncs, name):
        return no(f"{of} needs the density that SciPy has from version {since} on")
    return elementwise(
        getattr(_ufuncs, name),
        name=name.strip("_"),
        jvp=[no(f"{of} has a first derivative only")] * arguments,
    )


_t_density = _density("_nct_pdf", 3, "nctdtr", "1.15")
_t = (
    no("nctdtr has no derivative in the degrees of freedom df"),
    no("nctdtr has no derivative in the noncentrality nc"),
    _t_density if isinstance(_t_density, no) else lambda df, nc, t: _t_density(t, df, nc),
)
nctdtr = distribution(special.nctdtr, _t)
nctdtrit = solution(special.nctdtrit, _t, 2, (0, 1, P))

_f_density = _density("_ncf_pdf", 4, "ncfdtr", "1.14")
_f = (
    no("ncfdtr has no derivative in the degrees of freedom dfn"),
    no("ncfdtr has no derivative in the degrees of freedom dfd"),
    no("ncfdtr has no derivative in the noncentrality nc"),
    _f_density if isinstance(_f_density, no) else lambda n, d, nc, f: _f_density(f, n, d, nc),
)
ncfdtr = distribution(special.ncfdtr, _f)
ncfdtri = solution(special.ncfdtri, _f, 3, (0, 1, 2, P))

_smirnov_density = _density("_smirnovp", 2, "smirnov", "1.13")
_smirnov = (
    no("smirnov has no derivative in the count n"),
    lambda n, d: -_smirnov_density(n, d),
)
smirnov = distribution(special.smirnov, _smirnov, upper=True)
smirnovi = solution(special.smirnovi, _smirnov, 1, (0, P), upper=True)

SMALL = 1.0  # Kolmogorov's series: of exp(-2k²x²) from here on, of exp(-(2k - 1)²π²/8x²) below
TERMS = 6


def _kolmogorov_density(x: Any) -> Any:
    """8x Σ (-1)ᵏ⁻¹ k² exp(-2k²x²), and for small x the derivative of √2π/x Σ exp(-c/x²)."""
    small = np.less(x, SMALL)
    large_x, small_x = np.where(small, SMALL, x), np.where(small, np.maximum(x, 0.02), SMALL)
    large: Any = 0.0
    for k in range(TERMS, 0, -1):
        large = large - (-1) ** k * k * k * np.exp(-2.0 * k * k * large_x * large_x)
    inverse = 1 / (small_x * small_x)
    below: Any = 0.0
    for k in range(TERMS, 0, -1):
        c = (2 * k - 1) ** 2 * math.pi**2 / 8
        below = below + (2 * c * inverse - 1) * np.exp(-c * inverse)
    return np.where(small, math.sqrt(2 * math.pi) * inverse * below, 8 * large_x * large)


_kolmogorov = (_kolmogorov_density,)
kolmogorov = distribution(special.kolmogorov, _kolmogorov, upper=True)
kolmogi = solution(special.kolmogi, _kolmogorov, 0, (P,), upper=True)
