"""Changes of dtype among the floating and complex ones."""

from __future__ import annotations

from funcad.core.liveness import EACH
from funcad.core.primitive import Primitive
from funcad.primitives.families import constant, linear

astype: Primitive = linear(
    lambda x, dtype: x.astype(dtype),
    name="astype",
    transpose=lambda ct, x, dtype: ct,  # the walk gives it the dtype of x
    batch=lambda args, mapped, size, params: astype(*args, **params),
    lower="Map",
    live=EACH,
)
truncate = constant(lambda x, dtype: x.astype(dtype), name="truncate")  # to integers and booleans
held = constant(lambda x: x, name="held")  # the same numbers, on which nothing depends
