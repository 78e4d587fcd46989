"""Eigenvalues and eigenvectors.   A V = V diag(w)   A, V: (..., n, n)   w: (..., n)

    C = V⁻¹ dA V,   dw = diag(C),   dV = V (F∘C),   F_ij = 1 / (w_j - w_i), 0 where they are equal

    eigh    A is Hermitian, and so is the mean of dA and dAᴴ, which counts; V⁻¹ = Vᴴ.  A vector is
            determined up to its phase: dV has no share along V itself (Vᴴ dV has a zero diagonal).
    eig     vectors as LAPACK leaves them: of length one, the largest component real.

Eigenvalues count as equal when they differ by rounding.  There, first derivatives are right for
what depends on the span of all vectors that share an eigenvalue, or on symmetric functions of the
eigenvalues alone.  Second derivatives, and functions such as V f(w) Vᴴ that join eigenvalues
with vectors, need distinct eigenvalues: the change within a span is lost.  Those of eigvalsh are
NaN otherwise.

Source: Giles, Collected matrix derivative results (2008), 3.1; Magnus, Econometric Theory 1 (1985).
"""

from __future__ import annotations

from typing import Any

import numpy as np

from funcad.primitives.contraction import adjoint, conjugated
from funcad.primitives.families import matrix_function
from funcad.primitives.linalg.cholesky import hermitian_part
from funcad.primitives.linalg.solving import inv


def inverse_gaps(w: Any, strict: bool) -> Any:
    """1 / (w_j - w_i); where they are equal 0, or NaN if `strict`.   (..., n)  ->  (..., n, n)"""
    gap = w[..., None, :] - w[..., :, None]
    scale = np.max(np.abs(w), axis=-1, initial=0)[..., None, None]
    rounding = scale * (w.shape[-1] * np.finfo(w.dtype).eps)
    equal = np.abs(gap) <= rounding
    inverse = (np.abs(gap) > rounding) / (gap + equal)
    if not strict:
        return inverse
    others = ~np.eye(w.shape[-1], dtype=bool)
    return np.where(np.logical_and(equal, others), np.nan, inverse)


def diagonal(A: Any) -> Any:
    return np.diagonal(A, axis1=-2, axis2=-1)


def _eigh_jvp(dA: Any, y: Any, A: Any, UPLO: str, strict: bool = False) -> Any:
    w, V = y
    C = adjoint(V) @ hermitian_part(dA) @ V
    return np.real(diagonal(C)), V @ (inverse_gaps(w, strict) * C)


def _eigh_pull(cts: Any, y: Any, A: Any, UPLO: str, strict: bool = False) -> Any:
    (ct_w, ct_V), (w, V) = cts, y
    if ct_V is None:
        return conjugated((V * ct_w[..., None, :]) @ adjoint(V))
    C = inverse_gaps(w, strict) * (adjoint(V) @ conjugated(ct_V))
    middle = V @ C if ct_w is None else V @ C + V * ct_w[..., None, :]
    return conjugated(hermitian_part(middle @ adjoint(V)))


eigh = matrix_function(
    lambda A, UPLO, strict=False: tuple(np.linalg.eigh(A, UPLO)),
    name="eigh",
    jvp=_eigh_jvp,
    pull=_eigh_pull,
    outputs=2,
)


def _values_jvp(dA: Any, w: Any, A: Any, UPLO: str) -> Any:
    _, V = eigh(A, UPLO=UPLO, strict=True)
    return np.real(np.sum(conjugated(V) * (hermitian_part(dA) @ V), axis=-2))


def _values_pull(ct: Any, w: Any, A: Any, UPLO: str) -> Any:
    _, V = eigh(A, UPLO=UPLO, strict=True)
    return conjugated((V * ct[..., None, :]) @ adjoint(V))


eigvalsh = matrix_function(
    lambda A, UPLO: np.linalg.eigvalsh(A, UPLO),
    name="eigvalsh",
    jvp=_values_jvp,
    pull=_values_pull,
)


def _eig_jvp(dA: Any, y: Any, A: Any) -> Any:
    w, V = y
    C = inv(V) @ dA @ V
    dV = V @ (inverse_gaps(w, False) * C)
    along = np.sum(np.real(conjugated(V) * dV), axis=-2, keepdims=True)  # keeps the length
    if V.dtype.kind == "c":  # and a real largest component
        real = np.imag(V) == 0
        at = np.argmax(np.where(real, np.abs(V), -1.0), axis=-2)[..., None, :]
        turn = np.take_along_axis(dV, at, -2) / np.take_along_axis(V, at, -2)
        along = along + 1j * np.imag(turn)
    return diagonal(C), dV - V * along


eig = matrix_function(lambda A: tuple(np.linalg.eig(A)), name="eig", jvp=_eig_jvp, outputs=2)
