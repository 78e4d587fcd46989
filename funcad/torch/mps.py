"""torch.mps, for programs that ask whether there is one: there is none."""

from __future__ import annotations

from funcad.torch.missing import getattr_of


def is_available() -> bool:
    """Whether there is a GPU of Apple's for tensors: no."""
    return False


def device_count() -> int:
    return 0


__getattr__ = getattr_of(__name__, "torch.mps", "funcad.torch runs on the CPU; leave it out")
