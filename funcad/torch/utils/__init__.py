"""torch.utils: checkpoints."""

from funcad.torch.utils import checkpoint

__all__ = ["checkpoint"]
