"""torch.cuda, for programs that ask whether there is one: there is none."""

from __future__ import annotations

from funcad.torch.missing import getattr_of


def is_available() -> bool:
    """Whether there is a GPU for tensors: no."""
    return False


def is_initialized() -> bool:
    return False


def device_count() -> int:
    """How many GPUs there are for tensors: none."""
    return 0


def manual_seed(seed: int) -> None:
    """Seed the streams of the GPU, of which there are none."""


def manual_seed_all(seed: int) -> None:
    """Seed the streams of all GPUs, of which there are none."""


def empty_cache() -> None:
    """Give back memory of the GPU, of which there is none."""


__getattr__ = getattr_of(__name__, "torch.cuda", "funcad.torch runs on the CPU; leave it out")
