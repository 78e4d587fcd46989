"""torch.autograd: gradients that are returned, and functions of the user's."""

from funcad.torch.autograd import anomaly_mode, forward_ad, functional, graph, saved
from funcad.torch.autograd.anomaly_mode import detect_anomaly, set_detect_anomaly
from funcad.torch.autograd.function import Function
from funcad.torch.autograd.gradcheck import GradcheckError, gradcheck, gradgradcheck
from funcad.torch.autograd.gradients import grad
from funcad.torch.backward import backward
from funcad.torch.modes import enable_grad, inference_mode, no_grad, set_grad_enabled

__all__ = [
    "Function",
    "GradcheckError",
    "anomaly_mode",
    "backward",
    "detect_anomaly",
    "enable_grad",
    "forward_ad",
    "functional",
    "grad",
    "gradcheck",
    "gradgradcheck",
    "graph",
    "inference_mode",
    "no_grad",
    "saved",
    "set_detect_anomaly",
    "set_grad_enabled",
]
