"""torch.optim: gradient descent and its variants."""

from funcad.torch.optim import lr_scheduler
from funcad.torch.optim.adam import Adam, AdamW
from funcad.torch.optim.lbfgs import LBFGS
from funcad.torch.optim.optimizer import Optimizer
from funcad.torch.optim.rmsprop import RMSprop
from funcad.torch.optim.sgd import SGD

__all__ = ["LBFGS", "SGD", "Adam", "AdamW", "Optimizer", "RMSprop", "lr_scheduler"]
