"""np.convolve and np.correlate.  Only `correlate` conjugates, its second argument."""

from __future__ import annotations

from typing import Any

import numpy as np

from funcad.numpy_dispatch.operands import operand
from funcad.numpy_dispatch.tables import implements
from funcad.primitives import convolution
from funcad.primitives.contraction import conjugated

MODES = {2: "valid", 3: "same", 4: "full"}


def _mode(mode: Any) -> str:
    """The name of a mode, however it is spelt, and NumPy's error for another: NumPy knows."""
    return MODES[len(np.convolve(np.ones(3), np.ones(2), mode))]


@implements(np.convolve)
def convolve(a: Any, v: Any, mode: Any = "full") -> Any:
    a, v = (np.atleast_1d(operand(x)) for x in (a, v))
    if not a.shape[0] or not v.shape[0]:
        np.convolve(np.zeros(a.shape), np.zeros(v.shape))  # raises: NumPy knows what it says
    if v.shape[0] > a.shape[0]:
        a, v = v, a
    return _convolved(a, v, _mode(mode), (v.shape[0] - 1) // 2)


@implements(np.correlate)
def correlate(a: Any, v: Any, mode: Any = "valid") -> Any:
    a, v = operand(a), operand(v)
    if a.ndim < 1 or v.ndim < 1:
        raise ValueError("object of too small depth for desired array")
    n, m = a.shape[0], v.shape[0]
    for size, name in ((n, "first"), (m, "second")):
        if not size:
            raise ValueError(f"{name} array argument cannot be empty")
    mode = _mode(mode)
    v = conjugated(v)[::-1]
    # NumPy swaps the two where v is longer, and turns the result round
    return _convolved(a, v, mode, (m - 1) // 2) if n >= m else _convolved(v, a, mode, n // 2)


def _convolved(long: Any, short: Any, mode: str, before: int) -> Any:
    """`before` entries of the full convolution precede those of mode "same"."""
    if long.ndim > 1 or short.ndim > 1:
        raise ValueError("object too deep for desired array")
    if mode != "same":
        return convolution.convolve(long, short, mode=mode)
    whole = convolution.convolve(long, short, mode="full")
    return whole[before : before + long.shape[0]]
