"""torch.backends, for programs that ask for one or set its switches."""

from funcad.torch.backends import cudnn, mps

__all__ = ["cudnn", "mps"]
