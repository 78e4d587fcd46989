"""funcad: automatic differentiation for ordinary NumPy and SciPy code.

    import numpy as np
    import funcad

    funcad.grad(lambda x: np.sum(np.sin(x) ** 2))(np.arange(3.0))

The names below are the public ones, in the order of the manual.
"""

import importlib as _importlib
from typing import Any as _Any

from funcad import errors
from funcad.numpy_dispatch import install, namespace, tables
from funcad.pytree import (
    register_pytree_node,
    tree_flatten,
    tree_leaves,
    tree_map,
    tree_structure,
    tree_unflatten,
)
from funcad.transforms import frames
from funcad.transforms.checkpoint import checkpoint
from funcad.transforms.custom_jvp import custom_jvp
from funcad.transforms.custom_vjp import custom_vjp
from funcad.transforms.grad import grad, value_and_grad
from funcad.transforms.hessian import hessian, hessian_diag, laplacian, value_and_hessian
from funcad.transforms.jacobian import jacfwd, jacobian, jacrev, value_and_jacobian
from funcad.transforms.jvp import jvp
from funcad.transforms.linearize import linear_transpose, linearize
from funcad.transforms.products import fisher_vp, gnvp, hvp
from funcad.transforms.stop_gradient import stop_gradient
from funcad.transforms.vjp import vjp
from funcad.transforms.vmap import vmap

install()
tables.LATE["numpy.polynomial"] = "funcad.numpy_dispatch.functions.series"
tables.LATE["scipy.special"] = "funcad.scipy.special"
frames.PACKAGES["scipy"] = "funcad.scipy.namespaces"
frames.PACKAGES["scipy.special"] = "funcad.scipy.sums"
frames.PACKAGES["scipy.fft"] = "funcad.scipy.cosines"
frames.PACKAGES["scipy.sparse"] = "funcad.scipy.sparse_products"
namespace.NAMESPACE[0] = "funcad.numpy"
namespace.EXTENSIONS["special"] = "funcad.scipy.special"

remat = checkpoint

_MODULES = ("numpy", "scipy", "testing")  # loaded when first asked for: funcad.numpy.zeros


def __getattr__(name: str) -> _Any:
    if name in _MODULES:
        return _importlib.import_module(f"funcad.{name}")
    raise AttributeError(f"module 'funcad' has no attribute {name!r}")


__version__ = "0.1.0.dev0"

__all__ = [  # noqa: RUF022 - in the order of the manual
    # gradients
    "grad",
    "value_and_grad",
    # forward and reverse mode
    "jvp",
    "vjp",
    "linearize",
    "linear_transpose",
    # matrices of derivatives
    "jacobian",
    "jacfwd",
    "jacrev",
    "value_and_jacobian",
    "hessian",
    "value_and_hessian",
    "hessian_diag",
    "laplacian",
    # products with them
    "hvp",
    "gnvp",
    "fisher_vp",
    # batching
    "vmap",
    # rules of your own
    "custom_jvp",
    "custom_vjp",
    "stop_gradient",
    # memory
    "checkpoint",
    "remat",
    # containers
    "register_pytree_node",
    "tree_flatten",
    "tree_unflatten",
    "tree_map",
    "tree_leaves",
    "tree_structure",
    # errors
    "errors",
]
