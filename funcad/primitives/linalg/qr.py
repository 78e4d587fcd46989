"""The factors of A = Q R, orthonormal and upper triangular.   A: (..., m, n)   k = min(m, n)

With R₁ the first k columns of R, A₁ those of A, and B = dA₁ R₁⁻¹,

    Ω = L - Lᴴ + i Im diag(Qᴴ B),   L the strict lower triangle of Qᴴ B    (R has a real diagonal)
    dQ = Q Ω + B - Q Qᴴ B,   dR = Qᴴ dA - Ω R

A₁ must have full rank: else the factors are not determined, and their derivatives NaN.  Of the
columns Q₂ that complete Q for m > n only the span is determined; they turn as little as they can,
dQ₂ = -Q dQᴴ Q₂.
Source: Walter, Lehmann & Lamour, On evaluating higher-order derivatives of the QR decomposition
(2012); Liao, Liu, Wang & Xiang, Differentiable programming tensor networks, Phys. Rev. X 9 (2019).
"""

from __future__ import annotations

from typing import Any

import numpy as np

from funcad.core.primitive import Primitive
from funcad.primitives.contraction import adjoint, conjugated, transposed
from funcad.primitives.families import constant, matrix_function
from funcad.primitives.linalg.solving import inverse_lower


def _pivots(R: Any, n: int) -> Any:
    """1, or NaN where the triangle is singular: (..., 1, 1)."""
    sizes = np.abs(np.diagonal(R, axis1=-2, axis2=-1))
    rounding = np.max(np.abs(R), axis=(-2, -1), initial=0) * (n * np.finfo(R.dtype).eps)
    full = np.all(sizes > rounding[..., None], axis=-1)
    return np.where(full, 1, np.nan).astype(sizes.dtype)[..., None, None]


pivots: Primitive = constant(
    _pivots, name="pivots", batch=lambda args, mapped, size, params: pivots(*args, **params)
)


def _inverse_upper(R: Any, n: int) -> Any:
    """R⁻¹, or NaN if it is singular.  `n` is the larger size of A."""
    known = pivots(R, n=n)
    safe = np.where(np.isnan(known), np.eye(R.shape[-1], dtype=R.dtype), R)
    return transposed(inverse_lower(transposed(safe))) * known


def _jvp(dA: Any, y: Any, A: Any) -> Any:
    Q, R = y
    k = Q.shape[-1]
    B = dA[..., :k] @ _inverse_upper(R[..., :k], max(A.shape[-2:]))
    Qh = adjoint(Q)
    C = Qh @ B
    L = C * np.tri(k, k=-1, dtype=C.dtype)
    omega = L - adjoint(L)
    if C.dtype.kind == "c":
        omega = omega + 1j * np.imag(C * np.eye(k))
    dQ = Q @ omega
    if Q.shape[-2] > k:
        dQ = dQ + B - Q @ C
    return dQ, Qh @ dA - omega @ R


def _pull(cts: Any, y: Any, A: Any) -> Any:
    (ct_Q, ct_R), (Q, R) = cts, y
    k = Q.shape[-1]
    Qh = adjoint(Q)
    omega, B, rest = 0.0, 0.0, 0.0  # the cotangents of Ω, B and Qᴴ dA, conjugated
    if ct_Q is not None:
        inner = Qh @ conjugated(ct_Q)
        omega, B = inner, conjugated(ct_Q) - Q @ inner
    if ct_R is not None:
        rest = conjugated(ct_R)
        omega = omega - rest @ adjoint(R)
    C = (omega - adjoint(omega)) * np.tri(k, k=-1, dtype=A.dtype)
    if A.dtype.kind == "c":
        C = C + 1j * np.imag(omega * np.eye(k))
    front = (B + Q @ C) @ adjoint(_inverse_upper(R[..., :k], max(A.shape[-2:])))
    if A.shape[-1] > k:
        zeros = np.zeros((*A.shape[:-1], A.shape[-1] - k), A.dtype)
        front = np.concatenate([front, zeros], axis=-1)
    return conjugated(front if ct_R is None else front + Q @ rest)


qr = matrix_function(lambda A: tuple(np.linalg.qr(A)), name="qr", jvp=_jvp, pull=_pull, outputs=2)


def _complement(Q: Any) -> Any:
    """Orthonormal columns, orthogonal to those of Q: the ones LAPACK would add to any Q R."""
    return np.linalg.qr(Q, mode="complete")[0][..., Q.shape[-1] :]


complement: Primitive = matrix_function(
    _complement, name="complement", jvp=lambda dQ, Q2, Q: -(Q @ (adjoint(dQ) @ Q2))
)
