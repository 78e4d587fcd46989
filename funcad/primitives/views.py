"""Results that share memory with their argument: a write through one shows in the other."""

from __future__ import annotations

from typing import Any

import numpy as np

from funcad.core.primitive import Primitive
from funcad.core.tracer import Tracer


def as_view(primitive: Primitive, x: Any, **params: Any) -> Any:
    """Apply a primitive of views, and tie the result to `x` where NumPy would return a view."""
    y = primitive(x, **params)
    if isinstance(y, Tracer) and isinstance(x, Tracer) and _shares(_array(x), _array(y)):
        y.state = (x, x.version, primitive, params)
    return y


def _array(x: Any) -> Any:
    while isinstance(x, Tracer):
        x = x.value
    return x


def _shares(x: Any, y: Any) -> bool:
    """Whether `y` was made as a view of `x`'s memory."""
    return type(y) is np.ndarray and type(x) is np.ndarray and y.base is not None and np.may_share_memory(x, y)
