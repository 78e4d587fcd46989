"""Eigenvalues and eigenvectors.   A V = V diag(w)   A, V: (..., n, n)   w: (..., n)

    C = V⁻¹ dA V,   dw = diag(C),   dV = V (F∘C),   F_ij = 1 / (w_j - w_i), 0 where they are equal

    eigh    A is Hermitian, and so is the mean of dA and dAᴴ, which counts; V⁻¹ = Vᴴ.  A vector is
            determined up to its phase: dV has no share along V itself (Vᴴ dV has a zero diagonal).
    eig     vectors as LAPACK leaves them: of length one, the largest component real.

Where eigenvalues are equal, F is a series with poles (clusters.py), and derivatives of all orders
are right for what does not depend on the choice of vectors: V f(w) Vᴴ, projectors on the span of
equal ones, symmetric functions of the values.  Of a single one of several equal eigenvalues, as
w[0], the derivative is a subgradient: that by the vector which LAPACK returns; where no vectors are
asked for, the mean over the equal ones.  `split` asks for the series, where derivatives will be
taken.

Source: Giles, Collected matrix derivative results (2008), 3.1; Magnus, Econometric Theory 1 (1985).
"""

from __future__ import annotations

from typing import Any

import numpy as np

from funcad.core.primitive import Primitive
from funcad.core.series import AT_LIMIT
from funcad.primitives.contraction import adjoint, conjugated
from funcad.primitives.families import constant, matrix_function
from funcad.primitives.linalg.cholesky import hermitian_part
from funcad.primitives.linalg.clusters import inverse_gaps, limited, near, split_values
from funcad.primitives.linalg.solving import inv


def diagonal(A: Any) -> Any:
    return np.diagonal(A, axis1=-2, axis2=-1)


def _eigh_jvp(dA: Any, y: Any, A: Any, UPLO: str, split: bool) -> Any:
    w, V = y
    C = adjoint(V) @ hermitian_part(limited(dA)) @ V
    return np.real(diagonal(C)), V @ (inverse_gaps(w, near(w)) * C)


def _eigh_pull(cts: Any, y: Any, A: Any, UPLO: str, split: bool) -> Any:
    (ct_w, ct_V), (w, V) = cts, y
    if ct_V is None:
        return limited(conjugated((V * ct_w[..., None, :]) @ adjoint(V)))
    C = inverse_gaps(w, near(w)) * (adjoint(V) @ conjugated(ct_V))
    middle = V @ C if ct_w is None else V @ C + V * ct_w[..., None, :]
    return limited(conjugated(hermitian_part(middle @ adjoint(V))))


def _eigh(A: Any, UPLO: Any, split: bool) -> tuple[Any, Any]:
    w, V = np.linalg.eigh(A, UPLO)
    return (split_values(w) if split else w), V


eigh: Primitive = matrix_function(_eigh, name="eigh", jvp=_eigh_jvp, pull=_eigh_pull, outputs=2)


def _independent(V: Any) -> Any:
    """1, or NaN where the columns are parallel: then the eigenvalues have no derivative."""
    eps, n = np.finfo(V.dtype).eps, V.shape[-1]
    if not V.size:
        return np.ones((*V.shape[:-2], 1, 1), eps.dtype)
    with np.errstate(all="ignore"):
        condition = np.linalg.cond(V)[..., None, None]
    return np.where(condition < 1 / (16 * n * eps), 1, np.nan).astype(eps.dtype)


independent: Primitive = constant(
    _independent,
    name="independent",
    batch=lambda args, mapped, size, params: independent(*args),
)


def _eig_jvp(dA: Any, y: Any, A: Any, split: bool) -> Any:
    w, V = y
    dA = limited(dA) * independent(V)
    C = inv(V) @ dA @ V
    dV = V @ (inverse_gaps(w, near(w)) * C)
    along = np.sum(np.real(conjugated(V) * dV), axis=-2, keepdims=True)  # keeps the length
    if V.dtype.kind == "c":  # and a real largest component
        real = np.imag(V) == 0
        at = np.argmax(np.where(real, np.abs(V), -1.0), axis=-2)[..., None, :]
        turn = np.take_along_axis(dV, at, -2) / np.take_along_axis(V, at, -2)
        along = along + 1j * np.imag(turn)
    return diagonal(C), dV - V * along


def _eig(A: Any, split: bool) -> tuple[Any, Any]:
    w, V = np.linalg.eig(A)
    return (split_values(w) if split else w), V


eig: Primitive = matrix_function(_eig, name="eig", jvp=_eig_jvp, outputs=2)
AT_LIMIT.update((eigh, eig))
