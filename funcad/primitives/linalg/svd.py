"""Singular values and vectors, A = U S Vᴴ.   A: (..., m, n)   s: (..., min(m, n)), descending

With P = Uᴴ dA V, and D and E the differences and sums of Ω = Uᴴ dU and Vᴴ dV,

    ds = Re diag(P),   D_ij = (P - Pᴴ)_ij / (s_i + s_j),   E_ij = (P + Pᴴ)_ij / (s_j - s_i)

where a quotient by zero is 0.  So at equal singular values what does not depend on the choice of
vectors, such as the polar factor U Vᴴ or a span, has its right first derivative, and a singular
value of zero has the derivative 0, as abs has.  Vectors outside the range (full_matrices, m ≠ n)
turn as little as they can: only their span is determined.  Second derivatives need distinct,
nonzero singular values; those of the values alone are NaN where some are equal.

Source: Townsend, Differentiating the singular value decomposition (2016); Wan & Zhang,
arXiv:1909.02659, for the phases of complex vectors.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from funcad.primitives.contraction import adjoint, conjugated, transposed
from funcad.primitives.families import matrix_function
from funcad.primitives.linalg.eigen import diagonal, inverse_gaps


def _inverse_sums(s: Any) -> Any:
    """1 / (s_i + s_j), and 0 where both are zero."""
    total = s[..., None, :] + s[..., :, None]
    return (total != 0) / (total + (total == 0))


def _inverse(s: Any) -> Any:
    """1 / s along rows, and 0 where it is zero."""
    s = s[..., None, :]
    return (s != 0) / (s + (s == 0))


def _jvp(dA: Any, y: Any, A: Any, full_matrices: bool, strict: bool = False) -> Any:
    U, s, Vh = y
    k = s.shape[-1]
    V = adjoint(Vh)
    U1, V1 = U[..., :k], V[..., :k]
    dA_V1, dAh_U1 = dA @ V1, adjoint(dA) @ U1
    P = adjoint(U1) @ dA_V1
    Ph = adjoint(P)
    E, D = (P + Ph) * inverse_gaps(s, strict), (P - Ph) * _inverse_sums(s)
    dU = _turned(U, (E + D) / 2, dA_V1 * _inverse(s), k)
    dV = _turned(V, (E - D) / 2, dAh_U1 * _inverse(s), k)
    return dU, np.real(diagonal(P)) * (s != 0), adjoint(dV)


def _turned(U: Any, inside: Any, pushed: Any, k: int) -> Any:
    """dU for Ω = `inside` among the first k columns and dA V S⁻¹ = `pushed` out of their span."""
    U1 = U[..., :k]
    dU1 = U1 @ inside
    if U.shape[-2] > k:
        dU1 = dU1 + pushed - U1 @ (adjoint(U1) @ pushed)
    if U.shape[-1] == k:
        return dU1
    rest = U[..., k:]
    return np.concatenate([dU1, -U1 @ (adjoint(dU1) @ rest)], axis=-1)


def _pull(cts: Any, y: Any, A: Any, full_matrices: bool, strict: bool = False) -> Any:
    (ct_U, ct_s, ct_Vh), (U, s, Vh) = cts, y
    k = s.shape[-1]
    V = adjoint(Vh)
    U1, V1 = U[..., :k], V[..., :k]
    change: Any = 0.0
    E, D = 0.0, 0.0  # the cotangents of E and D, and below of P and dA, conjugated
    if ct_U is not None:
        inside, pushed = _turned_pull(conjugated(ct_U), U, k)
        E, D = inside, inside
        if pushed is not None:
            change = (pushed * _inverse(s)) @ adjoint(V1)
    if ct_Vh is not None:
        inside, pushed = _turned_pull(transposed(ct_Vh), V, k)
        E, D = E + inside, D - inside
        if pushed is not None:
            change = change + U1 @ adjoint(pushed * _inverse(s))
    P: Any = 0.0
    if ct_U is not None or ct_Vh is not None:
        E, D = E * (inverse_gaps(s, strict) / 2), D * (_inverse_sums(s) / 2)
        P = E + adjoint(E) + D - adjoint(D)
    if ct_s is not None:
        P = P + np.eye(k, dtype=s.dtype) * (ct_s * (s != 0))[..., None, :]
    return conjugated(change + U1 @ P @ adjoint(V1))


def _turned_pull(G: Any, U: Any, k: int) -> tuple[Any, Any]:
    """The transpose of `_turned`: the cotangents of `inside` and of `pushed`, None for zero."""
    U1, G1 = U[..., :k], G[..., :k]
    if U.shape[-1] > k:
        G1 = G1 - U[..., k:] @ (adjoint(G[..., k:]) @ U1)
    inside = adjoint(U1) @ G1
    return inside, (G1 - U1 @ inside if U.shape[-2] > k else None)


svd = matrix_function(
    lambda A, full_matrices, strict=False: tuple(np.linalg.svd(A, full_matrices)),
    name="svd",
    jvp=_jvp,
    pull=_pull,
    outputs=3,
)


def _values_jvp(dA: Any, s: Any, A: Any) -> Any:
    U, _, Vh = svd(A, full_matrices=False, strict=True)
    P = np.sum(conjugated(U) * (dA @ adjoint(Vh)), axis=-2)
    return np.real(P) * (s != 0)


def _values_pull(ct: Any, s: Any, A: Any) -> Any:
    U, _, Vh = svd(A, full_matrices=False, strict=True)
    return (conjugated(U) * (ct * (s != 0))[..., None, :]) @ conjugated(Vh)


svdvals = matrix_function(
    lambda A: np.linalg.svd(A, compute_uv=False),
    name="svdvals",
    jvp=_values_jvp,
    pull=_values_pull,
)
