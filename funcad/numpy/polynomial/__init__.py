"""NumPy's `polynomial` under this name, with a `polynomial` that takes traced values throughout."""

from __future__ import annotations

from typing import Any

import numpy as np

from funcad.numpy.polynomial import polynomial

__all__ = ["polynomial"]


def __getattr__(name: str) -> Any:
    return getattr(np.polynomial, name)


def __dir__() -> list[str]:
    return dir(np.polynomial)
