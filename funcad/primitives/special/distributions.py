"""The distribution functions of SciPy that are incomplete gamma or beta functions.

F is the lower tail; its slopes in the arguments, in SciPy's order, are listed once and serve F,
1 - F and what solves for an argument.  A count (k, n) of the plain functions is rounded down: they
only step in it.

Source: DLMF 8.2, 8.17; for the names, Cephes and cdflib.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from scipy import special

from funcad.core.primitive import no
from funcad.primitives.families import elementwise
from funcad.primitives.special import incomplete_gamma as ig
from funcad.primitives.special.incomplete_beta import by_a, by_b, density
from funcad.primitives.special.inversion import LEAST, P, distribution, solution
from funcad.primitives.special.polygamma import psi_rise


def by_shape(a: Any, x: Any) -> Any:
    return ig.by_shape(a, x, order=1)


def _count(name: str, argument: str, instead: str) -> no:
    return no(f"{name} only steps in the count {argument}; {instead} is smooth in it")


# chi squared, F(v, x) = P(v/2, x/2)
_chi = (
    lambda v, x: by_shape(v / 2, x / 2) / 2,
    lambda v, x: ig.density(v / 2, x / 2) / 2,
)
chdtr = distribution(special.chdtr, _chi)
chdtrc = distribution(special.chdtrc, _chi, upper=True)
chdtri = solution(special.chdtri, _chi, 1, (0, P), upper=True)
chdtriv = solution(special.chdtriv, _chi, 0, (P, 1))

# gamma, F(a, b, x) = P(b, ax)
_gamma = (
    lambda a, b, x: x * ig.density(b, a * x),
    lambda a, b, x: by_shape(b, a * x),
    lambda a, b, x: a * ig.density(b, a * x),
)
gdtr = distribution(special.gdtr, _gamma)
gdtrc = distribution(special.gdtrc, _gamma, upper=True)
gdtria = solution(special.gdtria, _gamma, 0, (P, 1, 2))
gdtrib = solution(special.gdtrib, _gamma, 1, (0, P, 2))
gdtrix = solution(special.gdtrix, _gamma, 2, (0, 1, P))

# Poisson, F(k, m) = Q(k + 1, m)
_poisson = (
    lambda k, m: -by_shape(k + 1, m),
    lambda k, m: -ig.density(k + 1, m),
)
_poisson_of_count = (
    _count("pdtr", "k", "gammaincc(k + 1, m)"),
    lambda k, m: -ig.density(np.floor(k) + 1, m),
)
pdtr = distribution(special.pdtr, _poisson_of_count)
pdtrc = distribution(special.pdtrc, _poisson_of_count, upper=True)
pdtri = solution(special.pdtri, _poisson_of_count, 1, (0, P))
pdtrik = solution(special.pdtrik, _poisson, 0, (P, 1), least=LEAST)

# beta, F(a, b, x) = I(a, b, x)
_beta = (by_a, by_b, density)
btdtria = solution(special.btdtria, _beta, 0, (P, 1, 2))
btdtrib = solution(special.btdtrib, _beta, 1, (0, P, 2))

# binomial, F(k, n, p) = 1 - I(k + 1, n - k, p)
_binomial = (
    lambda k, n, p: by_b(k + 1, n - k, p) - by_a(k + 1, n - k, p),
    lambda k, n, p: -by_b(k + 1, n - k, p),
    lambda k, n, p: -density(k + 1, n - k, p),
)
_binomial_of_counts = (
    _count("bdtr", "k", "betaincc(k + 1, n - k, p)"),
    _count("bdtr", "n", "betaincc(k + 1, n - k, p)"),
    lambda k, n, p: -density(np.floor(k) + 1, n - np.floor(k), p),
)
bdtr = distribution(special.bdtr, _binomial_of_counts)
bdtrc = distribution(special.bdtrc, _binomial_of_counts, upper=True)
bdtri = solution(special.bdtri, _binomial_of_counts, 2, (0, 1, P))
bdtrik = solution(special.bdtrik, _binomial, 0, (P, 1, 2), least=LEAST)
bdtrin = solution(special.bdtrin, _binomial, 1, (0, P, 2))

# negative binomial, F(k, n, p) = I(n, k + 1, p)
_negative_binomial = (
    lambda k, n, p: by_b(n, k + 1, p),
    lambda k, n, p: by_a(n, k + 1, p),
    lambda k, n, p: density(n, k + 1, p),
)
_negative_binomial_of_counts = (
    _count("nbdtr", "k", "betainc(n, k + 1, p)"),
    _count("nbdtr", "n", "betainc(n, k + 1, p)"),
    lambda k, n, p: density(np.floor(n), np.floor(k) + 1, p),
)
nbdtr = distribution(special.nbdtr, _negative_binomial_of_counts)
nbdtrc = distribution(special.nbdtrc, _negative_binomial_of_counts, upper=True)
nbdtri = solution(special.nbdtri, _negative_binomial_of_counts, 2, (0, 1, P))
nbdtrik = solution(special.nbdtrik, _negative_binomial, 0, (P, 1, 2), least=LEAST)
nbdtrin = solution(special.nbdtrin, _negative_binomial, 1, (0, P, 2))


def _share(n: Any, d: Any, x: Any) -> tuple[Any, Any, Any]:
    """w = nx/(d + nx), 1 - w without cancellation, and whether w is the smaller."""
    total = d + n * x
    return n * x / total, d / total, n * x < d


def _beta_at_share(n: Any, d: Any, x: Any) -> Any:
    """The density of I(n/2, d/2, w) in w."""
    w, rest, left = _share(n, d, x)
    return np.where(
        left,
        density(n / 2, d / 2, np.where(left, w, 0.5)),
        density(d / 2, n / 2, np.where(left, 0.5, rest)),
    )


def _by_first(n: Any, d: Any, x: Any) -> Any:
    w, rest, left = _share(n, d, x)
    return np.where(
        left,
        by_a(n / 2, d / 2, np.where(left, w, 0.5)),
        -by_b(d / 2, n / 2, np.where(left, 0.5, rest)),
    )


def _by_second(n: Any, d: Any, x: Any) -> Any:
    w, rest, left = _share(n, d, x)
    return np.where(
        left,
        by_b(n / 2, d / 2, np.where(left, w, 0.5)),
        -by_a(d / 2, n / 2, np.where(left, 0.5, rest)),
    )


# Fisher's F(n, d, x) = I(n/2, d/2, nx/(d + nx))
_fisher = (
    lambda n, d, x: (
        _by_first(n, d, x) / 2 + _beta_at_share(n, d, x) * (x / (d + n * x) * (d / (d + n * x)))
    ),
    lambda n, d, x: (
        _by_second(n, d, x) / 2 - _beta_at_share(n, d, x) * (x / (d + n * x) * (n / (d + n * x)))
    ),
    lambda n, d, x: _beta_at_share(n, d, x) * (n / (d + n * x) * (d / (d + n * x))),
)
fdtr = distribution(special.fdtr, _fisher)
fdtrc = distribution(special.fdtrc, _fisher, upper=True)
fdtri = solution(special.fdtri, _fisher, 2, (0, 1, P))
fdtridfd = solution(special.fdtridfd, _fisher, 1, (0, P, 2))

# Γ(z + 1/2) / (Γ(z) √z): 1 - 1/8z + 1/128z² + … where z is large (DLMF 5.11.13)
_HALF_STEP = (1, -1 / 8, 1 / 128, 5 / 1024, -21 / 32768, -399 / 262144, 869 / 4194304)
_LARGE = 100.0


def _half_step(z: Any) -> Any:
    series: Any = 0.0
    for c in reversed(_HALF_STEP):
        series = series / np.maximum(z, _LARGE) + c
    small = np.minimum(z, _LARGE)
    return np.where(z > _LARGE, series, special.poch(small, 0.5) / np.sqrt(small))[()]


half_step = elementwise(
    _half_step, name="half_step", jvp=lambda dz, y, z: dz * (y * (psi_rise(z, 0.5) - 0.5 / z))
)


def _student_density(df: Any, t: Any) -> Any:
    log = np.log1p(t * t / df)
    return half_step(df / 2) * np.exp((df + 1) / -2 * log) / math.sqrt(2 * math.pi)


def _student_by_df(df: Any, t: Any) -> Any:
    """F = 1/2 ± I(1/2, df/2, w)/2 with w = t²/(df + t²), which is F of Fisher's at t²."""
    return np.sign(t) / 4 * _by_second(1.0, df, t * t) - _student_density(df, t) * (t / df / 2)


# Student's F(df, t)
_student = (_student_by_df, _student_density)
stdtr = distribution(special.stdtr, _student)
stdtrit = solution(special.stdtrit, _student, 1, (0, P))
stdtridf = solution(special.stdtridf, _student, 0, (P, 1), most=1e10)
