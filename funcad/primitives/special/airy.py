"""Airy functions, and their scaled forms at real z.   n counts derivatives in z

    Ai'' = z Ai,   Bi'' = z Bi,   and n times differentiated   w⁽ⁿ⁺²⁾ = z w⁽ⁿ⁾ + n w⁽ⁿ⁻¹⁾

    airye    eAi = Ai e^ζ,  eAi' = Ai' e^ζ,  eBi = Bi e^-|Re ζ|,  eBi' = Bi' e^-|Re ζ|,
             ζ = ⅔ z^(3/2)

so that with s = √z (and s = 0 for eBi where z < 0, and ζ imaginary)

    (eAi)' = eAi' + s eAi     (eAi')' = z eAi + s eAi'     and with -s for eBi.

Those are small differences of large terms for large z; beyond z = 9 they are the derivatives of
c z^(∓1/4) Σ u_k (∓ζ)^-k, term by term.

Source: DLMF 9.2.1, 9.7.5 to 9.7.8.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from scipy import special

from funcad.core.primitive import Primitive, no
from funcad.primitives.families import elementwise

FAR, TERMS = 9.0, 36


def _airy(z: Any, k: int, n: int = 0) -> Any:
    """The n-th derivative of the k-th of Ai, Ai', Bi, Bi'."""
    w = special.airy(z)
    order = n + k % 2
    if order < 2:
        return w[k // 2 * 2 + order]
    before, now, after = 0.0, w[k // 2 * 2], w[k // 2 * 2 + 1]
    for m in range(order - 1):
        before, now, after = now, after, z * now + m * before
    return after


airy_part: Primitive = elementwise(
    _airy, name="special.airy", jvp=lambda dz, y, z, k, n=0: dz * airy_part(z, k=k, n=n + 1)
)


def airy(z: Any) -> tuple[Any, Any, Any, Any]:
    a, da, b, db = (airy_part(z, k=k) for k in range(4))
    return a, da, b, db


def _tail(z: Any, k: int, n: int) -> Any:
    """The n-th derivative of the series of the k-th scaled function."""
    sign = -1 if k < 2 else 1
    start = 0.25 if k % 2 else -0.25
    scale = (0.5 if k < 2 else 1.0) / math.sqrt(math.pi) * (-1 if k == 1 else 1)
    u, total = 1.0, 0.0
    for j in range(TERMS):
        c = u if k % 2 == 0 else -u * (6 * j + 1) / (6 * j - 1)  # u_j, and v_j of the derivative
        power = start - 1.5 * j
        falling = math.prod(power - i for i in range(n))
        total = total + (sign * 1.5) ** j * c * falling * z ** (power - n)
        u *= (6 * j + 5) * (6 * j + 3) * (6 * j + 1) / (216 * (j + 1) * (2 * j + 1))
    return scale * total


def _near(z: Any, s: list[Any], k: int, n: int) -> Any:
    """The n-th derivative by the equations above; s[m] is the m-th derivative of ±√z."""
    if n == 0:
        return special.airye(z)[k]
    other = _near(z, s, k + 1, n - 1) if k % 2 == 0 else z * _near(z, s, k - 1, n - 1)
    if k % 2 and n > 1:
        other = other + (n - 1) * _near(z, s, k - 1, n - 2)
    return other + sum(math.comb(n - 1, m) * s[m] * _near(z, s, k, n - 1 - m) for m in range(n))


def _airye(z: Any, k: int, n: int = 0) -> Any:
    if n == 0:
        return special.airye(z)[k]
    far = z > FAR
    with np.errstate(divide="ignore", invalid="ignore"):  # √z at and below 0
        root = np.where(np.logical_or(z >= 0, k < 2), z, np.inf) + 0.0
        s = []
        for m in range(n):
            falling = math.prod(0.5 - i for i in range(m))
            power = falling * root ** (0.5 - m) if m or k < 2 else np.sqrt(np.maximum(z, 0.0))
            s.append(power * (1 if k < 2 else -1))
        y = _near(z, s, k, n)
    if np.any(far):
        y = np.where(far, _tail(np.where(far, z, FAR), k, n), y)
    return np.asarray(y).astype(z.dtype)[()]


def _airye_rule(dz: Any, y: Any, z: Any, k: int, n: int = 0) -> Any:
    return no_complex() if z.dtype.kind == "c" else dz * airye_part(z, k=k, n=n + 1)


no_complex = no(
    "scipy.special.airye has a derivative at real arguments only; at complex ones write "
    "scipy.special.airy(z), times the exponential"
)

airye_part: Primitive = elementwise(_airye, name="special.airye", jvp=_airye_rule)


def airye(z: Any) -> tuple[Any, Any, Any, Any]:
    a, da, b, db = (airye_part(z, k=k) for k in range(4))
    return a, da, b, db


def _itairy(z: Any, k: int) -> Any:
    return special.itairy(z)[k]


# ∫₀ˣ Ai(t), Bi(t), Ai(-t), Bi(-t) dt
itairy_part: Primitive = elementwise(
    _itairy,
    name="special.itairy",
    jvp=lambda dx, y, x, k: dx * airy_part(x if k < 2 else -x, k=k % 2 * 2),
)


def itairy(x: Any) -> tuple[Any, Any, Any, Any]:
    a, b, c, d = (itairy_part(x, k=k) for k in range(4))
    return a, b, c, d
