"""Kelvin functions.   w = ber + i bei, and ker + i kei;   n counts derivatives

    x w'' + w' = i x w,   whose n-th derivative is
    x w⁽ⁿ⁺²⁾ + (n+1) w⁽ⁿ⁺¹⁾ = i (x w⁽ⁿ⁾ + n w⁽ⁿ⁻¹⁾)

from w and w', which SciPy has.  Below |x| = 2 ber and bei come from their power series instead,
ber x + i bei x = Σ (i x²/4)^k / k!²: there the quotients by x would cancel.

Source: DLMF 10.61.3, 10.65.1.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from scipy import special

from funcad.core.primitive import Primitive
from funcad.primitives.families import elementwise
from funcad.primitives.special.series import power_series

NEAR, TERMS = 2.0, 12


def _by_equation(parts: tuple[Any, Any], slopes: tuple[Any, Any], x: Any, n: int) -> Any:
    """The n-th derivative of w, n >= 2, as (real, imaginary) part."""
    previous: Any = (0.0, 0.0)
    w, dw = parts, slopes
    for k in range(n - 1):
        ddw = (
            -(w[1] + k * previous[1] / x) - (k + 1) * dw[0] / x,
            (w[0] + k * previous[0] / x) - (k + 1) * dw[1] / x,
        )
        previous, w, dw = w, dw, ddw
    return dw


def _series(part: int, x: Any, n: int) -> Any:
    """ber takes the even k, bei the odd."""
    return power_series(
        lambda j: (-1) ** j / (4.0 ** (2 * j + part) * math.factorial(2 * j + part) ** 2),
        lambda j: 4 * j + 2 * part,
        x,
        n,
        TERMS,
    )


def _kelvin(names: tuple[str, str], slopes: tuple[str, str], part: int) -> Primitive:
    values = [getattr(special, name) for name in names]
    firsts = [getattr(special, name) for name in slopes]
    regular = names[0] == "ber"

    def at_origin(n: int, y: Any) -> Any:
        """kei'' and ker, ker', ... of the second kind at x = 0, where kei' = 0."""
        if part == 0:
            return np.inf * (-1) ** n
        return np.inf * (-1) ** n if n > 1 else y

    def impl(x: Any, n: int = 0) -> Any:
        if n < 2:
            return (values if n == 0 else firsts)[part](x)
        near = np.abs(x) < NEAR if regular else np.equal(x, 0)
        away = np.where(near, NEAR, x)
        y = _by_equation(
            (values[0](away), values[1](away)), (firsts[0](away), firsts[1](away)), away, n
        )[part]
        if np.any(near):
            y = np.where(near, _series(part, x, n) if regular else at_origin(n, y), y)
        return np.asarray(y).astype(x.dtype)[()]

    primitive: Primitive = elementwise(
        impl, name=f"special.{names[part]}", jvp=lambda dx, y, x, n=0: dx * primitive(x, n=n + 1)
    )
    return primitive


ber = _kelvin(("ber", "bei"), ("berp", "beip"), 0)
bei = _kelvin(("ber", "bei"), ("berp", "beip"), 1)
ker = _kelvin(("ker", "kei"), ("kerp", "keip"), 0)
kei = _kelvin(("ker", "kei"), ("kerp", "keip"), 1)


def kelvin(x: Any) -> tuple[Any, Any, Any, Any]:
    """The four complex functions of scipy.special.kelvin."""
    return (
        ber(x) + 1j * bei(x),
        ker(x) + 1j * kei(x),
        ber(x, n=1) + 1j * bei(x, n=1),
        ker(x, n=1) + 1j * kei(x, n=1),
    )
