"""torch.autograd: gradients that are returned, and functions of the user's."""

from funcad.torch.autograd.function import Function
from funcad.torch.autograd.gradients import grad
from funcad.torch.backward import backward
from funcad.torch.modes import enable_grad, inference_mode, no_grad, set_grad_enabled

__all__ = [
    "Function",
    "backward",
    "enable_grad",
    "grad",
    "inference_mode",
    "no_grad",
    "set_grad_enabled",
]
