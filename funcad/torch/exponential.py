"""The exponential of a matrix."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from funcad.core.tracer import Tracer
from funcad.torch.factorization import require_square
from funcad.torch.tensor import Tensor, applied

# The numerator of the Padé approximant of degree 13 of exp: Higham, SIAM J. Matrix Anal. Appl. 26
# (2005) 1179, section 2; it is good to double precision for a 1-norm up to 5.37.
DEGREE, NORM = 13, 5.371920351148152
WEIGHTS = [
    math.factorial(2 * DEGREE - j)
    * math.factorial(DEGREE)
    / (math.factorial(2 * DEGREE) * math.factorial(j) * math.factorial(DEGREE - j))
    for j in range(DEGREE + 1)
]


def matrix_exp(A: Tensor) -> Any:
    """The exponential of square matrices: a series scaled down, then squared.

    >>> torch.linalg.matrix_exp(torch.tensor([[0.0, 1.0], [0.0, 0.0]]))
    tensor([[1., 1.],
            [0., 1.]])
    """
    require_square("linalg.matrix_exp", A)
    a = A._value
    if 0 in a.shape:
        return A.clone()
    while isinstance(a, Tracer):  # of all examples under vmap
        a = a.value
    largest = float(np.max(np.sum(np.abs(a), axis=-2)))
    halvings = max(0, math.ceil(math.log2(largest / NORM))) if 0 < largest < math.inf else 0
    eye = np.eye(a.shape[-1], dtype=a.dtype)

    def f(h: Any) -> Any:
        h = h * a.dtype.type(0.5**halvings)
        square = h @ h
        even, odd = eye * WEIGHTS[0], eye * WEIGHTS[1]
        power: Any = eye
        for j in range(2, DEGREE + 1, 2):
            power = power @ square
            even = even + power * a.dtype.type(WEIGHTS[j])
            odd = odd + power * a.dtype.type(WEIGHTS[j + 1])
        odd = h @ odd
        y = np.linalg.solve(even - odd, even + odd)
        for _ in range(halvings):
            y = y @ y
        return y

    return applied(f, (A,), "LinalgMatrixExpBackward0")
