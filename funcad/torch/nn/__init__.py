"""torch.nn: modules, as far as a training loop needs them."""

from funcad.torch.nn import activations, functional, init, missing, utils
from funcad.torch.nn.containers import ModuleDict, ModuleList, Sequential
from funcad.torch.nn.layers import (
    Dropout,
    Embedding,
    Flatten,
    Identity,
    LayerNorm,
    Linear,
    Unflatten,
)
from funcad.torch.nn.module import Module
from funcad.torch.nn.parameter import Buffer, Parameter

_ACTIVATIONS = {n: v for n, v in vars(activations).items() if isinstance(v, type)}
globals().update(_ACTIVATIONS)
globals().update({n: missing.module(n) for n in missing.NEAREST})
vars(functional).update({n: missing.function(n) for n in missing.FUNCTIONS})

__all__ = [
    "Buffer",
    "Dropout",
    "Embedding",
    "Flatten",
    "Identity",
    "LayerNorm",
    "Linear",
    "Module",
    "ModuleDict",
    "ModuleList",
    "Parameter",
    "Sequential",
    "Unflatten",
    "functional",
    "init",
    "utils",
]
