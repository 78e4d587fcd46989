"""torch.utils.data: what it has is refused by name, with what to write instead."""

from __future__ import annotations

from funcad.torch.missing import getattr_of

__getattr__ = getattr_of(
    __name__, "torch.utils.data", "keep tensors, and index them: x[rows], y[rows]"
)
