"""The factor L of A = L Lᴴ, lower triangular with positive diagonal.   A, L: (..., n, n)

A change keeps A Hermitian: the mean of dA and dAᴴ counts, though NumPy reads one triangle only.

    dL = L Φ(L⁻¹ dA L⁻ᴴ),   Φ takes the lower triangle and halves the diagonal

Source: Murray, Differentiation of the Cholesky decomposition, arXiv:1602.07527, eqs 8 and 10.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from funcad.primitives.contraction import adjoint, conjugated
from funcad.primitives.families import matrix_function
from funcad.primitives.linalg.solving import inverse_lower


def hermitian_part(A: Any) -> Any:
    return (A + adjoint(A)) / 2


def _phi(A: Any) -> Any:
    n = A.shape[-1]
    return A * (np.tri(n, dtype=A.dtype) - np.eye(n, dtype=A.dtype) / 2)


def _jvp(dA: Any, L: Any, A: Any) -> Any:
    inverse = inverse_lower(L)
    return L @ _phi(inverse @ hermitian_part(dA) @ adjoint(inverse))


def _pull(ct: Any, L: Any, A: Any) -> Any:
    inverse = inverse_lower(L)
    inner = _phi(adjoint(L) @ conjugated(ct))
    return conjugated(hermitian_part(adjoint(inverse) @ inner @ inverse))


cholesky = matrix_function(lambda A: np.linalg.cholesky(A), name="cholesky", jvp=_jvp, pull=_pull)
