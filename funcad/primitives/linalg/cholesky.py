"""The factor L of A = L Lᴴ, lower triangular with positive diagonal.   A, L: (..., n, n)

A change dA keeps A Hermitian: whatever its lower triangle alone says, the mean of dA and dAᴴ counts.

    dL = L Φ(L⁻¹ dA L⁻ᴴ),   Φ takes the lower triangle and halves the diagonal

Source: Murray, Differentiation of the Cholesky decomposition, arXiv:1602.07527, eqs 8 and 10.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from funcad.primitives.contraction import adjoint, conjugated
from funcad.primitives.families import matrix_function


def hermitian_part(A: Any) -> Any:
    return (A + adjoint(A)) / 2


def _phi(A: Any) -> Any:
    n = A.shape[-1]
    return A * (np.tri(n, dtype=A.dtype) - np.eye(n, dtype=A.dtype) / 2)


def _jvp(dA: Any, L: Any, A: Any) -> Any:
    half = np.linalg.solve(L, hermitian_part(dA))  # L⁻¹ dA
    return L @ _phi(np.linalg.solve(L, adjoint(half)))


def _pull(ct: Any, L: Any, A: Any) -> Any:
    Lh = adjoint(L)
    half = np.linalg.solve(Lh, _phi(Lh @ conjugated(ct)))  # L⁻ᴴ Φ(Lᴴ ct)
    return conjugated(hermitian_part(np.linalg.solve(Lh, adjoint(half))))


cholesky = matrix_function(lambda A: np.linalg.cholesky(A), name="cholesky", jvp=_jvp, pull=_pull)
