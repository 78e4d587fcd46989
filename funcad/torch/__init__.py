"""PyTorch's autograd on funcad: `import funcad.torch as torch`.

    x = torch.tensor([2.0, 3.0], requires_grad=True)
    (x**2).sum().backward()
    x.grad  # tensor([4., 6.])

Tensors, their graph and PyTorch's own names for what can be done with them; the derivatives are
funcad's.
"""

from typing import TYPE_CHECKING as _TYPE_CHECKING
from typing import Any as _Any

from funcad.torch import (
    arithmetic,
    autograd,
    backends,
    complexes,
    contraction,
    creation,
    cuda,
    differences,
    drawn,
    dtypes,
    elementwise,
    fft,
    func,
    in_place,
    indexing,
    joining,
    linalg,
    members,
    missing,
    modes,
    mps,
    new,
    nn,
    numbers,
    optim,
    placement,
    printing,
    products,
    random,
    reductions,
    registry,
    results,
    scattering,
    searching,
    selection,
    settings,
    shapes,
    special,
    statistics,
    trees,
    utils,
    windows,
)
from funcad.torch.dtypes import dtype
from funcad.torch.imports import as_torch
from funcad.torch.inspection import gradient_flow, graph_picture
from funcad.torch.tensor import Size, Tensor, device

_PUBLIC = {
    settings: (
        "are_deterministic_algorithms_enabled e get_default_device inf nan newaxis pi "
        "set_default_device use_deterministic_algorithms"
    ),
    placement: "channels_last contiguous_format preserve_format strided",
    creation: (
        "arange as_tensor empty empty_like eye from_numpy full full_like is_tensor linspace "
        "logspace ones ones_like tensor zeros zeros_like"
    ),
    dtypes: (
        "float16 float32 float64 half float double int8 int16 int32 int64 short int long uint8 "
        "bool complex64 complex128 cfloat cdouble get_default_dtype set_default_dtype "
        "promote_types can_cast"
    ),
    modes: (
        "enable_grad inference_mode is_grad_enabled is_inference_mode_enabled no_grad "
        "set_grad_enabled"
    ),
    printing: "set_printoptions",
    func: "vmap",
    random: (
        "Generator bernoulli get_rng_state initial_seed manual_seed normal rand rand_like randint "
        "randn randn_like randperm seed set_rng_state"
    ),
}
# what makes tensors, and can be told where
_PLACED = (
    "arange as_tensor empty empty_like eye full full_like linspace logspace ones ones_like "
    "tensor zeros zeros_like rand rand_like randint randn randn_like randperm"
)
for _module, _names in _PUBLIC.items():
    for _name in _names.split():
        _made = getattr(_module, _name)
        globals()[_name] = placement.placed(_made) if _name in _PLACED.split() else _made
globals().update(registry.FUNCTIONS)

missing.install()

if _TYPE_CHECKING:  # what is put here by name

    def __getattr__(name: str) -> _Any: ...


__all__ = [
    "Size",
    "Tensor",
    "arithmetic",
    "as_torch",
    "autograd",
    "backends",
    "complexes",
    "contraction",
    "cuda",
    "device",
    "differences",
    "drawn",
    "dtype",
    "elementwise",
    "fft",
    "func",
    "gradient_flow",
    "graph_picture",
    "in_place",
    "indexing",
    "joining",
    "linalg",
    "members",
    "missing",
    "mps",
    "new",
    "nn",
    "numbers",
    "optim",
    "placement",
    "products",
    "reductions",
    "results",
    "scattering",
    "searching",
    "selection",
    "settings",
    "shapes",
    "special",
    "statistics",
    "trees",
    "utils",
    "windows",
]
