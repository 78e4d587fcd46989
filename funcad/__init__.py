"""funcad: automatic differentiation for ordinary NumPy and SciPy code."""

from funcad.numpy_dispatch import install
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

__all__ = [
    "checkpoint",
    "custom_jvp",
    "custom_vjp",
    "fisher_vp",
    "gnvp",
    "grad",
    "hessian",
    "hessian_diag",
    "hvp",
    "jacfwd",
    "jacobian",
    "jacrev",
    "jvp",
    "laplacian",
    "linear_transpose",
    "linearize",
    "stop_gradient",
    "value_and_grad",
    "value_and_hessian",
    "value_and_jacobian",
    "vjp",
    "vmap",
]

install()
