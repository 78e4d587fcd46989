"""Sums, products and quotients.  x and y broadcast; dx and dy are their tangents."""

import operator

import numpy as np

from funcad.primitives.families import elementwise

add = elementwise(
    operator.add,
    name="add",
    jvp=(lambda dx, z, x, y: dx, lambda dy, z, x, y: dy),
    linear="jointly",
)
subtract = elementwise(
    operator.sub,
    name="subtract",
    jvp=(lambda dx, z, x, y: dx, lambda dy, z, x, y: -dy),
    linear="jointly",
)
multiply = elementwise(
    operator.mul,
    name="multiply",
    jvp=(lambda dx, z, x, y: dx * y, lambda dy, z, x, y: x * dy),
    linear="separately",
)
divide = elementwise(
    operator.truediv,
    name="divide",
    jvp=(lambda dx, z, x, y: dx / y, lambda dy, z, x, y: -(dy * z) / y),
)
negative = elementwise(
    operator.neg, name="negative", jvp=lambda dx, y, x: -dx, linear="jointly"
)
square = elementwise(np.square, jvp=lambda dx, y, x: dx * (x + x))
exp = elementwise(np.exp, jvp=lambda dx, y, x: dx * y)
log = elementwise(np.log, jvp=lambda dx, y, x: dx / x)
tanh = elementwise(np.tanh, jvp=lambda dx, y, x: dx * (1 - y * y))
