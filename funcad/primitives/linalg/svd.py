"""Singular values and vectors, A = U S Vᴴ.   A: (..., m, n)   s: (..., min(m, n)), descending

With P = Uᴴ dA V, and D and E the differences and sums of Ω = Uᴴ dU and Vᴴ dV,

    ds = Re diag(P),   D_ij = (P - Pᴴ)_ij / (s_i + s_j),   E_ij = (P + Pᴴ)_ij / (s_j - s_i)

Where singular values are equal or zero, the quotients are series with poles (clusters.py), and
derivatives of all orders are right for what does not depend on the choice of vectors: spans,
U f(S) Vᴴ with odd f, symmetric functions of the values.  Vectors outside the range (full_matrices,
m ≠ n) turn as little as they can: only their span is determined.

Source: Townsend, Differentiating the singular value decomposition (2016); Wan & Zhang,
arXiv:1909.02659, for the phases of complex vectors.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from funcad.core.primitive import Primitive
from funcad.core.series import AT_LIMIT
from funcad.primitives.contraction import adjoint, conjugated, transposed
from funcad.primitives.families import matrix_function
from funcad.primitives.linalg.clusters import (
    inverse_gaps,
    limited,
    near,
    negligible,
    reciprocal,
    split_singular,
)
from funcad.primitives.linalg.eigen import diagonal


def _inverse_sums(s: Any, zero: Any) -> Any:
    """1 / (s_i + s_j)"""
    both = zero[..., None, :] & zero[..., :, None]
    return reciprocal(s[..., None, :] + s[..., :, None], both)


def _inverse(s: Any, zero: Any) -> Any:
    """1 / s along rows."""
    return reciprocal(s, zero)[..., None, :]


def _jvp(dA: Any, y: Any, A: Any, full_matrices: bool, split: bool) -> Any:
    U, s, Vh = y
    k = s.shape[-1]
    zero = negligible(s, n=max(A.shape[-2:]))
    equal = near(s) | (zero[..., None, :] & zero[..., :, None])
    V = adjoint(Vh)
    U1, V1 = U[..., :k], V[..., :k]
    dA = limited(dA)
    dA_V1, dAh_U1 = dA @ V1, adjoint(dA) @ U1
    P = adjoint(U1) @ dA_V1
    Ph = adjoint(P)
    E, D = (P + Ph) * inverse_gaps(s, equal), (P - Ph) * _inverse_sums(s, zero)
    dU = _turned(U, (E + D) / 2, dA_V1 * _inverse(s, zero), k)
    dV = _turned(V, (E - D) / 2, dAh_U1 * _inverse(s, zero), k)
    return dU, np.real(diagonal(P)), adjoint(dV)


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


def _pull(cts: Any, y: Any, A: Any, full_matrices: bool, split: bool) -> Any:
    (ct_U, ct_s, ct_Vh), (U, s, Vh) = cts, y
    k = s.shape[-1]
    zero = negligible(s, n=max(A.shape[-2:]))
    equal = near(s) | (zero[..., None, :] & zero[..., :, None])
    V = adjoint(Vh)
    U1, V1 = U[..., :k], V[..., :k]
    change: Any = 0.0
    E, D = 0.0, 0.0  # the cotangents of E and D, and below of P and dA, conjugated
    if ct_U is not None:
        inside, pushed = _turned_pull(conjugated(ct_U), U, k)
        E, D = inside, inside
        if pushed is not None:
            change = (pushed * _inverse(s, zero)) @ adjoint(V1)
    if ct_Vh is not None:
        inside, pushed = _turned_pull(transposed(ct_Vh), V, k)
        E, D = E + inside, D - inside
        if pushed is not None:
            change = change + U1 @ adjoint(pushed * _inverse(s, zero))
    P: Any = 0.0
    if ct_U is not None or ct_Vh is not None:
        E, D = E * (inverse_gaps(s, equal) / 2), D * (_inverse_sums(s, zero) / 2)
        P = E + adjoint(E) + D - adjoint(D)
    if ct_s is not None:
        P = P + np.eye(k, dtype=s.dtype) * ct_s[..., None, :]
    return limited(conjugated(change + U1 @ P @ adjoint(V1)))


def _turned_pull(G: Any, U: Any, k: int) -> tuple[Any, Any]:
    """The transpose of `_turned`: the cotangents of `inside` and of `pushed`, None for zero."""
    U1, G1 = U[..., :k], G[..., :k]
    if U.shape[-1] > k:
        G1 = G1 - U[..., k:] @ (adjoint(G[..., k:]) @ U1)
    inside = adjoint(U1) @ G1
    return inside, (G1 - U1 @ inside if U.shape[-2] > k else None)


def _svd(A: Any, full_matrices: bool, split: bool) -> tuple[Any, Any, Any]:
    U, s, Vh = np.linalg.svd(A, full_matrices)
    if not split:
        return U, s, Vh
    return (*split_singular(U, s, max(A.shape[-2:])), Vh)


svd: Primitive = matrix_function(_svd, name="svd", jvp=_jvp, pull=_pull, outputs=3)
AT_LIMIT.add(svd)
