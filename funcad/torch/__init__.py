"""PyTorch's autograd on funcad: `import funcad.torch as torch`.

    x = torch.tensor([2.0, 3.0], requires_grad=True)
    (x**2).sum().backward()
    x.grad  # tensor([4., 6.])

Tensors, their graph and PyTorch's own names for what can be done with them; the derivatives are
funcad's.
"""

from funcad.torch import (
    arithmetic,
    autograd,
    complexes,
    contraction,
    creation,
    differences,
    dtypes,
    elementwise,
    fft,
    func,
    in_place,
    indexing,
    joining,
    linalg,
    members,
    modes,
    new,
    nn,
    numbers,
    optim,
    printing,
    products,
    random,
    reductions,
    registry,
    scattering,
    searching,
    selection,
    shapes,
    special,
    statistics,
    trees,
    utils,
)
from funcad.torch.dtypes import dtype
from funcad.torch.imports import as_torch
from funcad.torch.tensor import Size, Tensor, device

_PUBLIC = {
    creation: (
        "arange as_tensor empty empty_like eye from_numpy full full_like is_tensor linspace "
        "logspace ones ones_like tensor zeros zeros_like"
    ),
    dtypes: (
        "float16 float32 float64 half float double int8 int16 int32 int64 short int long uint8 "
        "bool complex64 complex128 cfloat cdouble get_default_dtype set_default_dtype"
    ),
    modes: (
        "enable_grad inference_mode is_grad_enabled is_inference_mode_enabled no_grad "
        "set_grad_enabled"
    ),
    printing: "set_printoptions",
    random: (
        "Generator bernoulli get_rng_state initial_seed manual_seed normal rand rand_like randint "
        "randn randn_like randperm seed set_rng_state"
    ),
}
for _module, _names in _PUBLIC.items():
    globals().update({_name: getattr(_module, _name) for _name in _names.split()})
globals().update(registry.FUNCTIONS)

__all__ = [
    "Size",
    "Tensor",
    "arithmetic",
    "as_torch",
    "autograd",
    "complexes",
    "contraction",
    "device",
    "differences",
    "dtype",
    "elementwise",
    "fft",
    "func",
    "in_place",
    "indexing",
    "joining",
    "linalg",
    "members",
    "new",
    "nn",
    "numbers",
    "optim",
    "products",
    "reductions",
    "scattering",
    "searching",
    "selection",
    "shapes",
    "special",
    "statistics",
    "trees",
    "utils",
]
