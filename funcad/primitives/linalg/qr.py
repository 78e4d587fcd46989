"""The factors of A = Q R, orthonormal and upper triangular.   A: (..., m, n)   k = min(m, n)

With R₁ the first k columns of R, A₁ those of A, and B = dA₁ R₁⁻¹,

    Ω = L - Lᴴ + i Im diag(Qᴴ B),   L the strict lower triangle of Qᴴ B    (R has a real diagonal)
    dQ = Q Ω + B - Q Qᴴ B,   dR = Qᴴ dA - Ω R

A₁ must have full rank: else the factors are not determined.
Source: Walter, Lehmann & Lamour, On evaluating higher-order derivatives of the QR decomposition
(2012); Liao, Liu, Wang & Xiang, Differentiable programming tensor networks, Phys. Rev. X 9 (2019).
"""

from __future__ import annotations

from typing import Any

import numpy as np

from funcad.primitives.contraction import adjoint, conjugated, transposed
from funcad.primitives.families import matrix_function
from funcad.primitives.linalg.solving import inverse_lower


def _inverse_upper(R: Any) -> Any:
    return transposed(inverse_lower(transposed(R)))


def _jvp(dA: Any, y: Any, A: Any) -> Any:
    Q, R = y
    k = Q.shape[-1]
    B = dA[..., :k] @ _inverse_upper(R[..., :k])
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
    front = (B + Q @ C) @ adjoint(_inverse_upper(R[..., :k]))
    if A.shape[-1] > k:
        zeros = np.zeros((*A.shape[:-1], A.shape[-1] - k), A.dtype)
        front = np.concatenate([front, zeros], axis=-1)
    return conjugated(front if ct_R is None else front + Q @ rest)


qr = matrix_function(lambda A: tuple(np.linalg.qr(A)), name="qr", jvp=_jvp, pull=_pull, outputs=2)
