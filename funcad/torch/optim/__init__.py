"""torch.optim: gradient descent and its variants."""

from typing import Any

from funcad.torch.optim import lr_scheduler
from funcad.torch.optim.adagrad import Adagrad
from funcad.torch.optim.adam import Adam, AdamW
from funcad.torch.optim.lbfgs import LBFGS
from funcad.torch.optim.optimizer import Optimizer
from funcad.torch.optim.rmsprop import RMSprop
from funcad.torch.optim.sgd import SGD

_NEAREST = {
    "ASGD": "SGD",
    "Adadelta": "Adagrad or RMSprop",
    "Adafactor": "Adam",
    "Adamax": "Adam",
    "Muon": "SGD(momentum=...)",
    "NAdam": "Adam",
    "RAdam": "Adam",
    "Rprop": "RMSprop",
    "SparseAdam": "Adam",
}


def __getattr__(name: str) -> Any:
    if name in _NEAREST:
        raise NotImplementedError(f"torch.optim.{name}: the nearest here is {_NEAREST[name]}")
    raise AttributeError(f"module 'torch.optim' has no attribute {name!r}")


__all__ = ["LBFGS", "SGD", "Adagrad", "Adam", "AdamW", "Optimizer", "RMSprop", "lr_scheduler"]
