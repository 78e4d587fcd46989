"""Determinants.   A: (..., n, n)

    d det(A) = Σ C·dA,   C the matrix of cofactors, det(A) A⁻ᵀ where A is invertible

and always, for A = U S Vᴴ,  C = det(U Vᴴ) conj(U) C(S) conj(Vᴴ),  where C(S) is diagonal and holds
the products of all other singular values.  So det has a derivative at singular matrices too, and a
second one:  with F = Uᴴ dA V and P_ij the product of all singular values but i and j (P_ii = 0),

    dC(S) = diag(P diag(F)) - P∘Fᵀ,          in the same bases.

A third derivative needs distinct singular values.

    d log|det A| = Re tr(A⁻¹ dA),   d sign = i sign Im tr(A⁻¹ dA),  which is 0 for a real matrix

At a singular matrix, where log|det A| is -inf, it has the derivative NaN.

Source: Magnus & Neudecker, Matrix Differential Calculus (2019), 8.3-8.5; Giles, Collected matrix
derivative results (2008), 2.2.4.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from funcad.core.primitive import Primitive
from funcad.primitives.contraction import adjoint, conjugated, transposed
from funcad.primitives.families import matrix_function
from funcad.primitives.linalg.solving import inverse_where_regular


def _cofactor(A: Any) -> Any:
    """By the inverse where that is accurate, else by singular values."""
    if A.shape[-1] == 0:
        return A.copy()
    try:
        with np.errstate(all="ignore"):
            B = np.linalg.inv(A)
            condition = _one_norm(A) * _one_norm(B)
            C = np.linalg.det(A)[..., None, None] * B.mT
        if np.all(condition < np.finfo(C.dtype).eps ** -0.5):
            return C
    except np.linalg.LinAlgError:
        pass
    d, U, s, Vh = _singular(A)
    others = np.prod(np.where(np.eye(s.shape[-1], dtype=bool), 1, s[..., None, :]), axis=-1)
    return d * (conjugated(U) * others[..., None, :]) @ conjugated(Vh)


def _one_norm(A: Any) -> Any:
    return np.max(np.sum(np.abs(A), axis=-2), axis=-1)


def _singular(A: Any) -> Any:
    """det(U Vᴴ) as a matrix of one entry, U, the singular values, and Vᴴ.

    LAPACK finds none of a matrix with NaN or an infinite entry: they are NaN here.
    """
    finite = np.all(np.isfinite(A), axis=(-2, -1), keepdims=True)
    U, s, Vh = np.linalg.svd(np.where(finite, A, 0))
    s = np.where(finite[..., 0], s, np.nan)
    return (np.linalg.det(U) * np.linalg.det(Vh))[..., None, None], U, s, Vh


def _cofactor_jvp(dA: Any, C: Any, A: Any) -> Any:
    d, U, s, Vh = _singular(A)
    same = np.eye(s.shape[-1], dtype=bool)
    either = same[:, None, :] | same[None, :, :]  # k = i or k = j
    P = np.prod(np.where(either, 1, s[..., None, None, :]), axis=-1) * ~same
    F = adjoint(U) @ dA @ adjoint(Vh)
    along = P @ np.diagonal(F, axis1=-2, axis2=-1)[..., None]
    return d * (conjugated(U) @ (same * along - P * transposed(F)) @ conjugated(Vh))


cofactor: Primitive = matrix_function(_cofactor, name="cofactor", jvp=_cofactor_jvp)

det = matrix_function(
    lambda A: np.linalg.det(A),
    name="det",
    jvp=lambda dA, d, A: np.sum(cofactor(A) * dA, axis=(-2, -1)),
    pull=lambda ct, d, A: ct[..., None, None] * cofactor(A),
)


def _slogdet_jvp(dA: Any, y: Any, A: Any) -> Any:
    trace = np.sum(transposed(inverse_where_regular(A)) * dA, axis=(-2, -1))
    if A.dtype.kind != "c":
        return None, trace
    return y[0] * np.imag(trace) * 1j, np.real(trace)


def _slogdet_pull(cts: Any, y: Any, A: Any) -> Any:
    ct_sign, ct_log = cts
    ct: Any = 0.0 if ct_log is None else ct_log
    if ct_sign is not None and A.dtype.kind == "c":
        ct = ct + np.imag(ct_sign * y[0]) * 1j
    elif ct_log is None:
        return None
    return np.expand_dims(ct, (-2, -1)) * transposed(inverse_where_regular(A))


slogdet = matrix_function(
    lambda A: tuple(np.linalg.slogdet(A)),
    name="slogdet",
    jvp=_slogdet_jvp,
    pull=_slogdet_pull,
    outputs=2,
)
