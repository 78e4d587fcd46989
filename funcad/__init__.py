"""funcad: automatic differentiation for ordinary NumPy and SciPy code."""

from funcad.numpy_dispatch import install
from funcad.transforms.grad import grad, value_and_grad
from funcad.transforms.jvp import jvp
from funcad.transforms.linearize import linear_transpose, linearize
from funcad.transforms.vjp import vjp
from funcad.transforms.vmap import vmap

install()
