"""Values without their derivatives."""

from __future__ import annotations

from typing import Any

import numpy as np

from funcad.core.batch import Batch
from funcad.core.lift import lift
from funcad.core.tracer import Buffer, Tracer, settle
from funcad.pytree import tree_map


def stop_gradient(x: Any) -> Any:
    """Return the values of a pytree, through which no derivative of any transform flows.

    >>> funcad.grad(lambda x: x * funcad.stop_gradient(x))(3.0)
    np.float64(3.0)

    The result is a copy: writing into it changes nothing else.  Under vmap it stays batched.
    """
    return tree_map(_stopped, x)


def _stopped(x: Any) -> Any:
    if isinstance(x, np.ndarray) and x.dtype.hasobject:
        x = lift(x)
    if not isinstance(x, Tracer):
        return x
    settle(x)
    x.trace.require_open()
    if isinstance(x.trace, Batch):
        return Tracer(_below(x.value), None, x.trace)
    value = _below(x.value)
    return value.copy() if type(value) is np.ndarray else value


def _below(x: Any) -> Any:
    return _stopped(x) if type(x) is Tracer or type(x) is Buffer else x
