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

from funcad.primitives.contraction import adjoint
from funcad.primitives.families import matrix_function
from funcad.primitives.linalg.solving import inv


def _jvp(dA: Any, y: Any, A: Any) -> Any:
    Q, R = y
    k = Q.shape[-1]
    B = dA[..., :k] @ inv(R[..., :k])
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


qr = matrix_function(lambda A: tuple(np.linalg.qr(A)), name="qr", jvp=_jvp, outputs=2)
