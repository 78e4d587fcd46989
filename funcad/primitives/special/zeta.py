"""Hurwitz' zeta function ζ(s, q), and Riemann's ζ(s) = ζ(s, 1), in both arguments.

∂ζ/∂q = -s ζ(s+1, q).  The derivatives in s are those of the sum of Euler and Maclaurin, by terms:

    ζ(s, q) = Σₖ (q+k)⁻ˢ + a⁻ˢ (a/(s-1) + 1/2 + Σⱼ B₂ⱼ/(2j)! s(s+1)…(s+2j-2) a¹⁻²ʲ),  a = q + N

where what is in brackets is a Taylor polynomial in s.  Left of -1 its terms would cancel, and
ζ(s) = 2 (2π)ˢ⁻¹ sin(πs/2) Γ(1-s) ζ(1-s) is differentiated.

Source: DLMF 25.4.1, 25.11.17, 25.11.28.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from scipy.special import _ufuncs
from scipy.special import zetac as _zetac

from funcad.core.primitive import Primitive
from funcad.primitives.families import elementwise
from funcad.primitives.special.error_functions import is_complex
from funcad.primitives.special.gamma import gamma, half_turns
from funcad.primitives.special.polygamma import BERNOULLI, psi

TERMS = 15  # N
LEAST = -1.0


def _bracket(s: Any, a: Any, n: int) -> list[Any]:
    """Its coefficients of ε⁰, …, εⁿ at s + ε."""
    total = [a * (-1) ** k / (s - 1) ** (k + 1) + (0.5 if k == 0 else 0.0) for k in range(n + 1)]
    rising = [np.ones_like(s + a)] + [np.zeros_like(s + a)] * n
    for i in range(2 * len(BERNOULLI) - 1):
        rising = [p * (s + i) + (rising[k - 1] if k else 0) for k, p in enumerate(rising)]
        if i % 2 == 0:
            scale = BERNOULLI[i // 2] / math.factorial(i + 2) / a ** (i + 1)
            total = [t + scale * p for t, p in zip(total, rising, strict=True)]
    return total


def _by_exponent(s: Any, q: Any, n: int) -> Any:
    """∂ⁿζ/∂sⁿ, n > 0."""
    single = np.result_type(s, q, np.float32) in (np.dtype("f4"), np.dtype("c8"))
    s, q = np.asarray(s, "D" if is_complex(s) else "d"), np.asarray(q, "d")
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        terms = [(-np.log(q + k)) ** n * (q + k) ** -s for k in range(TERMS)]
        a = q + TERMS
        slope = -np.log(a)
        rest = [
            c * slope ** (n - k) / math.factorial(n - k) for k, c in enumerate(_bracket(s, a, n))
        ]
        y = sum(terms) + a**-s * math.factorial(n) * sum(rest)
    y = np.where((np.real(s) < LEAST) | (np.abs(np.imag(s)) > TERMS), np.nan, y)
    return (y.astype("F" if y.dtype.kind == "c" else "f") if single else y)[()]


by_exponent: Primitive = elementwise(
    _by_exponent,
    name="zeta_by_exponent",
    jvp=(
        lambda ds, y, s, q, n: ds * by_exponent(s, q, n=n + 1),
        lambda dq, y, s, q, n: dq * -(s * by_exponent(s + 1, q, n=n) + n * _lower(s + 1, q, n)),
    ),
)


def _lower(s: Any, q: Any, n: int) -> Any:
    return by_exponent(s, q, n=n - 1) if n > 1 else hurwitz(s, q)


hurwitz: Primitive = elementwise(
    _ufuncs._zeta,
    name="special.zeta",
    jvp=(
        lambda ds, y, s, q: ds * np.where(y == y, by_exponent(s, q, n=1), np.nan),
        lambda dq, y, s, q: dq * (-s * hurwitz(s + 1, q)),
    ),
)


def _riemann_slope(s: Any) -> Any:
    if is_complex(s):
        return by_exponent(s, 1.0, n=1)
    left = np.less(s, LEAST)
    at = np.where(left, s, -3)
    wave, slope = half_turns(at / 2, quarter=0), half_turns(at / 2, quarter=1) * (math.pi / 2)
    there = hurwitz(1 - at, 1.0)
    rise = (math.log(2 * math.pi) - psi(1 - at)) * there - by_exponent(1 - at, 1.0, n=1)
    scale = 2 * (2 * math.pi) ** (at - 1) * gamma(1 - at)
    reflected = scale * (wave * rise + slope * there)
    return np.where(left, reflected, by_exponent(np.where(left, 2, s), 1.0, n=1))


riemann = elementwise(
    _ufuncs._riemann_zeta, name="special.zeta", jvp=lambda ds, y, s: ds * _riemann_slope(s)
)
zetac = elementwise(_zetac, name="special.zetac", jvp=lambda ds, y, s: ds * _riemann_slope(s))
