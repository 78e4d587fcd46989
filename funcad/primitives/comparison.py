"""Comparisons, logic and tests of numbers: booleans and bits, which carry no derivative."""

from __future__ import annotations

import operator

import numpy as np

from funcad.primitives.families import constant

less = constant(operator.lt, name="less")
less_equal = constant(operator.le, name="less_equal")
equal = constant(operator.eq, name="equal")
not_equal = constant(operator.ne, name="not_equal")
greater = constant(operator.gt, name="greater")
greater_equal = constant(operator.ge, name="greater_equal")

logical_and = constant(np.logical_and)
logical_or = constant(np.logical_or)
logical_xor = constant(np.logical_xor)
logical_not = constant(np.logical_not)

isfinite = constant(np.isfinite)
isinf = constant(np.isinf)
isnan = constant(np.isnan)
signbit = constant(np.signbit)
isclose = constant(np.isclose)  # params: rtol, atol, equal_nan

bitwise_and = constant(np.bitwise_and)
bitwise_or = constant(np.bitwise_or)
bitwise_xor = constant(np.bitwise_xor)
invert = constant(np.invert)
left_shift = constant(np.left_shift)
right_shift = constant(np.right_shift)
bitwise_count = constant(np.bitwise_count)
gcd = constant(np.gcd)
lcm = constant(np.lcm)
