"""Switches of PyTorch's that say what is the case here anyway, and its constants."""

from __future__ import annotations

import math
from typing import Any

from funcad.torch.tensor import CPU
from funcad.torch.tensor import device as Device

pi, e, inf, nan = math.pi, math.e, math.inf, math.nan
newaxis = None


def use_deterministic_algorithms(mode: bool, *, warn_only: bool = False) -> None:
    """Ask for the same results in every run: they are."""


def are_deterministic_algorithms_enabled() -> bool:
    """Whether the same program gives the same results in every run."""
    return True


def set_default_device(device: Any) -> None:
    """Choose where tensors are made: on the CPU."""
    if device is not None:
        Device(device)


def get_default_device() -> Any:
    """Where tensors are made.

    >>> torch.get_default_device()
    device(type='cpu')
    """
    return CPU
