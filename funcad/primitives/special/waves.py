"""Mathieu, spheroidal and parabolic cylinder functions: pairs (f, f') from SciPy.

The derivative of f is f', and that of f' follows from the equation:

    Mathieu         f'' = -(a - 2q cos 2x) f, modified (a - 2q cosh 2x) f; a is even or odd: a or b.
                    Angles are in degrees, but f' is the derivative per radian.
    spheroidal      ((1-x²) f')' = -(λ - c²x² - m²/(1-x²)) f, oblate with -c²; the oblate radial
                    function ((1+x²) f')' = (λ - c²x² - m²/(1+x²)) f
    parabolic       D_v, V_v: f'' = (x²/4 - v - ½) f      W_a: f'' = (a - x²/4) f

Source: DLMF 28.2.1, 28.20.1, 30.2.1, 12.2.2 to 12.2.4.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from scipy import special

from funcad.core.primitive import Primitive
from funcad.primitives.families import elementwise
from funcad.primitives.special.parameters import held


def _characteristic(name: str, parameters: Sequence[str]) -> Primitive:
    """A characteristic value: it depends on parameters alone."""
    return elementwise(
        getattr(special, name), name=f"special.{name}", jvp=[held(name, p) for p in parameters]
    )


mathieu_a = _characteristic("mathieu_a", ["order m", "parameter q"])
mathieu_b = _characteristic("mathieu_b", ["order m", "parameter q"])
pro_cv = _characteristic("pro_cv", ["order m", "degree n", "parameter c"])
obl_cv = _characteristic("obl_cv", ["order m", "degree n", "parameter c"])


def _in_double(name: str) -> Callable[..., Any]:
    """A spheroidal function by its loop for doubles: SciPy's loop for floats may never end."""
    ufunc = getattr(special, name)

    def call(*args: Any) -> Any:
        y = ufunc(*(np.asarray(a, np.float64) for a in args))
        dtype = np.result_type(np.float32, *args)
        return tuple(v.astype(dtype) for v in y)

    return call


def _pair(
    name: str, parameters: Sequence[str], second: Callable[..., Any], unit: float = 1.0
) -> Callable[..., tuple[Any, Any]]:
    """(f, f') of a ufunc, where f'' = second(f, f', ..., x) and x is `unit` times as large."""
    ufunc = _in_double(name) if name.startswith(("pro_", "obl_")) else getattr(special, name)
    refused = [held(name, p) for p in parameters]
    value: Primitive = elementwise(
        lambda *args: ufunc(*args)[0],
        name=f"special.{name}[0]",
        jvp=(*refused, lambda dx, y, *args: dx * (unit * slope(*args))),
    )
    slope: Primitive = elementwise(
        lambda *args: ufunc(*args)[1],
        name=f"special.{name}[1]",
        jvp=(*refused, lambda dx, y, *args: dx * (unit * second(value(*args), y, *args))),
    )
    return lambda *args: (value(*args), slope(*args))


DEGREE = math.pi / 180
MATHIEU = ["order m", "parameter q"]

mathieu_cem = _pair(
    "mathieu_cem",
    MATHIEU,
    lambda f, df, m, q, x: (2 * q * np.cos(2 * DEGREE * x) - mathieu_a(m, q)) * f,
    DEGREE,
)
mathieu_sem = _pair(
    "mathieu_sem",
    MATHIEU,
    lambda f, df, m, q, x: (2 * q * np.cos(2 * DEGREE * x) - mathieu_b(m, q)) * f,
    DEGREE,
)


def _modified(name: str, characteristic: Primitive) -> Callable[..., tuple[Any, Any]]:
    return _pair(
        name, MATHIEU, lambda f, df, m, q, x: (characteristic(m, q) - 2 * q * np.cosh(2 * x)) * f
    )


mathieu_modcem1 = _modified("mathieu_modcem1", mathieu_a)
mathieu_modcem2 = _modified("mathieu_modcem2", mathieu_a)
mathieu_modsem1 = _modified("mathieu_modsem1", mathieu_b)
mathieu_modsem2 = _modified("mathieu_modsem2", mathieu_b)

SPHEROIDAL = ["order m", "degree n", "parameter c"]


def _prolate(f: Any, df: Any, m: Any, n: Any, c: Any, value: Any, x: Any) -> Any:
    q = (1 - x) * (1 + x)
    return (2 * x * df - (value - (c * x) ** 2 - m * m / q) * f) / q


def _oblate_angle(f: Any, df: Any, m: Any, n: Any, c: Any, value: Any, x: Any) -> Any:
    q = (1 - x) * (1 + x)
    return (2 * x * df - (value + (c * x) ** 2 - m * m / q) * f) / q


def _oblate_radius(f: Any, df: Any, m: Any, n: Any, c: Any, value: Any, x: Any) -> Any:
    q = 1 + x * x
    return (-2 * x * df + (value - (c * x) ** 2 - m * m / q) * f) / q


def _spheroidal(
    name: str, characteristic: Primitive, second: Callable[..., Any]
) -> tuple[Any, Any]:
    """The function that finds the characteristic value λ, and the one that is given it."""
    return (
        _pair(
            name,
            SPHEROIDAL,
            lambda f, df, m, n, c, x: second(f, df, m, n, c, characteristic(m, n, c), x),
        ),
        _pair(f"{name}_cv", [*SPHEROIDAL, "characteristic value cv"], second),
    )


pro_ang1, pro_ang1_cv = _spheroidal("pro_ang1", pro_cv, _prolate)
pro_rad1, pro_rad1_cv = _spheroidal("pro_rad1", pro_cv, _prolate)
obl_ang1, obl_ang1_cv = _spheroidal("obl_ang1", obl_cv, _oblate_angle)
obl_rad1, obl_rad1_cv = _spheroidal("obl_rad1", obl_cv, _oblate_radius)


def _cylinder(f: Any, df: Any, v: Any, x: Any) -> Any:
    return (x * x / 4 - v - 0.5) * f


pbdv = _pair("pbdv", ["order v"], _cylinder)
pbvv = _pair("pbvv", ["order v"], _cylinder)
pbwa = _pair("pbwa", ["parameter a"], lambda f, df, a, x: (a - x * x / 4) * f)
