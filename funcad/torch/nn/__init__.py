"""torch.nn: modules, as far as a training loop needs them."""

from funcad.torch.nn import utils

__all__ = ["utils"]
