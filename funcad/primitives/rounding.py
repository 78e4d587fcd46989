"""Rounding, remainders and steps.

A function that only jumps carries no derivative; a remainder has the derivative of x - n y with n
held fixed, also at its jumps.
"""

from __future__ import annotations

import operator

import numpy as np

from funcad.core.primitive import zero
from funcad.primitives.families import constant, elementwise

floor = constant(np.floor)
ceil = constant(np.ceil)
trunc = constant(np.trunc)
rint = constant(np.rint)
around = constant(np.round, name="around")  # params: decimals
sign = constant(np.sign)
spacing = constant(np.spacing)
exponent = constant(lambda x: np.frexp(x)[1], name="exponent")
floor_divide = constant(operator.floordiv, name="floor_divide")
nearest_quotient = constant(lambda x, y: np.rint(x / y), name="nearest_quotient")

remainder = elementwise(
    operator.mod,
    name="remainder",
    jvp=(lambda dx, z, x, y: dx, lambda dy, z, x, y: -dy * (x // y)),
)
fmod = elementwise(
    np.fmod,
    jvp=(lambda dx, z, x, y: dx, lambda dy, z, x, y: -dy * nearest_quotient(x - z, y)),
)
whole = constant(lambda x: np.modf(x)[1], name="whole")
fraction = elementwise(lambda x: np.modf(x)[0], name="fraction", jvp=lambda dx, y, x: dx)

# x · 2ⁿ for whole n
ldexp = elementwise(
    np.ldexp,
    jvp=(lambda dx, z, x, n: np.ldexp(dx, n), zero),
    linear="separately",
    linear_in=(0,),
)
nextafter = elementwise(np.nextafter, jvp=(lambda dx, z, x, y: dx, zero))
heaviside = elementwise(
    np.heaviside, jvp=(zero, lambda dy, z, x, y: np.where(np.equal(x, 0), dy, 0))
)
