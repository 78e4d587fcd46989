"""Activations and losses as modules: a function of `functional` and its options."""

from __future__ import annotations

from collections.abc import Callable
from inspect import signature
from typing import Any

from funcad.torch.nn import functional as F
from funcad.torch.nn.module import Module


def _of(name: str, f: Callable[..., Any], shown: tuple[str, ...] = (), inputs: int = 1) -> type:
    """The class of modules that apply f(x, **options)."""
    options = [*signature(f).parameters.values()][inputs:]
    defaults = {p.name: p.default for p in options}

    class Layer(Module):
        __doc__ = (f.__doc__ or "").strip()

        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__()
            given = {**defaults, **dict(zip(defaults, args, strict=False)), **kwargs}
            unknown = set(given) - set(defaults)
            if unknown:
                raise TypeError(f"{name}() got an unexpected keyword argument '{min(unknown)}'")
            self._options = [*defaults]
            for key, value in given.items():
                setattr(self, key, value)

        def forward(self, *xs: Any) -> Any:
            return f(*xs, **{key: getattr(self, key) for key in self._options})

        def extra_repr(self) -> str:
            parts = [f"{key}={_text(getattr(self, key))}" for key in shown]
            if getattr(self, "inplace", False):
                parts.append("inplace=True")
            return ", ".join(parts)

    Layer.__name__ = Layer.__qualname__ = name
    return Layer


def _text(value: Any) -> str:
    return repr(value) if isinstance(value, str) else str(value)


ReLU = _of("ReLU", F.relu)
LeakyReLU = _of("LeakyReLU", F.leaky_relu, ("negative_slope",))
ELU = _of("ELU", F.elu, ("alpha",))
SELU = _of("SELU", F.selu)
GELU = _of("GELU", F.gelu, ("approximate",))
SiLU = _of("SiLU", F.silu)
Mish = _of("Mish", F.mish)
Softplus = _of("Softplus", F.softplus, ("beta", "threshold"))
LogSigmoid = _of("LogSigmoid", F.logsigmoid)
Hardtanh = _of("Hardtanh", F.hardtanh, ("min_val", "max_val"))
ReLU6 = _of("ReLU6", F.relu6)
Hardswish = _of("Hardswish", F.hardswish)
Softsign = _of("Softsign", F.softsign)
Tanhshrink = _of("Tanhshrink", F.tanhshrink)
Tanh = _of("Tanh", F.tanh)
Sigmoid = _of("Sigmoid", F.sigmoid)
Softmax = _of("Softmax", lambda x, dim=None: F.softmax(x, dim), ("dim",))
LogSoftmax = _of("LogSoftmax", lambda x, dim=None: F.log_softmax(x, dim), ("dim",))
Softmin = _of("Softmin", F.softmin, ("dim",))

MSELoss = _of("MSELoss", F.mse_loss, inputs=2)
L1Loss = _of("L1Loss", F.l1_loss, inputs=2)
SmoothL1Loss = _of("SmoothL1Loss", F.smooth_l1_loss, inputs=2)
HuberLoss = _of("HuberLoss", F.huber_loss, inputs=2)
BCELoss = _of("BCELoss", F.binary_cross_entropy, inputs=2)
BCEWithLogitsLoss = _of("BCEWithLogitsLoss", F.binary_cross_entropy_with_logits, inputs=2)
NLLLoss = _of("NLLLoss", F.nll_loss, inputs=2)
CrossEntropyLoss = _of("CrossEntropyLoss", F.cross_entropy, inputs=2)
KLDivLoss = _of("KLDivLoss", F.kl_div, inputs=2)
CosineSimilarity = _of("CosineSimilarity", F.cosine_similarity, inputs=2)
