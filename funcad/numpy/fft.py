"""NumPy's `fft` under this name; its functions take traced values as they are."""

from __future__ import annotations

from typing import Any

import numpy as np


def fftfreq(n: int, d: Any = 1.0, *, dtype: Any = None, device: Any = None) -> Any:
    """Give the frequencies of the terms of `fft`, in cycles per unit of the spacing d."""
    return _as(np.fft.fftfreq(n, d, device=device), dtype)


def rfftfreq(n: int, d: Any = 1.0, *, dtype: Any = None, device: Any = None) -> Any:
    """Give the frequencies of the terms of `rfft`, in cycles per unit of the spacing d."""
    return _as(np.fft.rfftfreq(n, d, device=device), dtype)


def _as(x: Any, dtype: Any) -> Any:
    return x if dtype is None else x.astype(dtype)


def __getattr__(name: str) -> Any:
    return getattr(np.fft, name)


def __dir__() -> list[str]:
    return dir(np.fft)
