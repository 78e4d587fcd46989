"""The hot path of a primitive of one array with parameters: a plain array on a tape.

It does what calling the primitive does, without looking for other traced arguments.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from funcad.core.primitive import Primitive
from funcad.core.tape import Tape
from funcad.core.tracer import Tracer, settle


def apply(primitive: Primitive, x: Any, params: dict[str, Any]) -> Any:
    """primitive(x, **params), for a primitive that is not constant."""
    if type(x) is not Tracer:
        return primitive(x, **params)
    tape: Any = x.trace
    if type(tape) is not Tape or type(x.value) is not np.ndarray:
        return primitive(x, **params)
    if not tape.alive:
        tape.require_open()
    if x.state is not None:
        settle(x)
    value = x.value
    y = primitive.impl(value, **params)
    return tape.record(primitive, (x.companion,), (value,), y, params)
