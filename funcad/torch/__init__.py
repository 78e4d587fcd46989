"""PyTorch's autograd on funcad: `import funcad.torch as torch`."""

from funcad.torch import arithmetic, indexing, members, products, reductions, shapes
from funcad.torch import autograd, linalg, nn, utils
from funcad.torch.creation import (
    arange,
    as_tensor,
    empty,
    empty_like,
    eye,
    from_numpy,
    full,
    full_like,
    is_tensor,
    linspace,
    logspace,
    ones,
    ones_like,
    tensor,
    zeros,
    zeros_like,
)
from funcad.torch.dtypes import *
from funcad.torch.modes import *
from funcad.torch.printing import set_printoptions
from funcad.torch.random import *
from funcad.torch.registry import FUNCTIONS
from funcad.torch.tensor import Size, Tensor, device

globals().update(FUNCTIONS)
