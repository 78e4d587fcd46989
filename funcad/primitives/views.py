"""Results that share memory with their argument: a write through one shows in the other."""

from __future__ import annotations

from typing import Any

import numpy as np

from funcad.core.primitive import Primitive
from funcad.core.tape import Tape
from funcad.core.tracer import Tracer, settle
from funcad.primitives import complex as parts


def as_view(primitive: Primitive, x: Any, **params: Any) -> Any:
    """Apply a primitive of views, and tie the result to `x` where NumPy would return a view."""
    if type(x) is Tracer and type(x.trace) is Tape and type(x.value) is np.ndarray:
        return _of_tape(primitive, x, params)
    if isinstance(x, Tracer) and x.state is not None:
        settle(x)
    y = primitive(x, **params)
    if isinstance(y, Tracer) and isinstance(x, Tracer) and _shares(_array(x), _array(y)):
        y.state = (x, x.version, primitive, params)
    return y


def _of_tape(primitive: Primitive, x: Tracer, params: dict[str, Any]) -> Any:
    """The hot path: a plain array on a tape."""
    tape: Any = x.trace
    if not tape.alive:
        tape.require_open()
    if x.state is not None:
        settle(x)
    value = x.value
    y = primitive.impl(value, **params)
    out = tape.record(primitive, (x.companion,), (value,), y, params)
    if _shares(value, y):
        out.state = (x, x.version, primitive, params)
    return out


def _array(x: Any) -> Any:
    while isinstance(x, Tracer):
        x = x.value
    return x


def _shares(x: Any, y: Any) -> bool:
    """Whether `y` was made as a view of `x`'s memory."""
    base = getattr(y, "base", None)
    return base is not None and (base is x or base is x.base)


parts.real.restore = lambda z, x: x + 1j * np.imag(z)
parts.imag.restore = lambda z, y: np.real(z) + 1j * y
