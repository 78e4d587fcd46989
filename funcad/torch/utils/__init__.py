"""torch.utils: checkpoints."""

from funcad.torch.utils import checkpoint, data

__all__ = ["checkpoint", "data"]
