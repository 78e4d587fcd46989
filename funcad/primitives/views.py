"""Results that share memory with their argument: a write through one shows in the other."""

from __future__ import annotations

from typing import Any

import numpy as np

from funcad.core.primitive import Primitive
from funcad.core.tracer import Tracer, settle
from funcad.primitives import complex as parts
from funcad.primitives.apply import apply


def as_view(primitive: Primitive, x: Any, **params: Any) -> Any:
    """Apply a primitive of views, and tie the result to `x` where NumPy would return a view."""
    if isinstance(x, Tracer) and x.state is not None:
        settle(x)
    y = apply(primitive, x, params)
    if isinstance(y, Tracer) and isinstance(x, Tracer) and _shares(_array(x), _array(y)):
        y.state = (x, x.version, primitive, params)
    return y


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
