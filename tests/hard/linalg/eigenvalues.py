"""Functions of symmetric matrices that do not depend on the choice of eigenvectors."""

from __future__ import annotations

import mpmath
import numpy as np

from tests.hard.linalg.closed_forms import (
    G,
    function_first,
    function_second,
    matrix,
    trace_first,
    trace_second,
)
from tests.hard.point import point

EIGENVALUES = {
    "identity": [1.0, 1.0, 1.0],
    "zero": [0.0, 0.0, 0.0],
    "two of three equal": [2.0, 2.0, 5.0],
    "opposite": [-1.0, -1.0, 1.0],
    "gap 1e-9": [2.0, 2.0 + 2e-9, 5.0],
    "gap 1e-12": [2.0, 2.0 + 2e-12, 5.0],
    "three in a cluster": [2.0, 2.0 + 1e-9, 2.0 + 3e-9],
    "gap 1e-4": [2.0, 2.0 + 1e-4, 5.0],
}
POSITIVE = {k: w for k, w in EIGENVALUES.items() if min(w) > 0}


def joined(f):
    """Σ G∘f(A)"""

    def fun(a):
        w, v = np.linalg.eigh(a)
        return np.sum(G * ((v * f(w)) @ v.T))

    return fun


def tolerance(name):
    if name == "gap 1e-4":  # the gap is squared, and rounding divided by it
        return 1e-6
    return 1e-8 if "gap" in name or "cluster" in name else 1e-12


def spectral(f, name, mp_f, mp_df, chosen):
    for where, w in chosen.items():
        a, rtol = matrix(w), tolerance(where)
        yield point(
            f"tr {name}(A), {where}",
            lambda a: np.sum(f(np.linalg.eigvalsh(a))),
            a,
            d=trace_first(mp_df, w),
            dd=trace_second(mp_df, w),
            source="f'(A); Σ f'[w_a, w_b] X_ab Y_ba",
            rtol=rtol,
            atol=rtol,
        )
        yield point(
            f"V {name}(w) Vᵀ, {where}",
            joined(f),
            a,
            d=function_first(mp_f, w),
            dd=function_second(mp_f, w),
            source="Daleckii and Krein",
            rtol=rtol,
            atol=10 * rtol,
        )


def _symmetric_identity(n):
    """X -> (X + Xᵀ) / 2 as an array (n, n, n, n)."""
    eye = np.eye(n)
    whole = np.einsum("ik,jl->ijkl", eye, eye)
    return (whole + np.swapaxes(whole, 2, 3)) / 2


def projector(a):
    v = np.linalg.eigh(a).eigenvectors[:, :2]
    return v @ v.T


def _projector_first(low, high, v):
    """Of the projector on all but the unit vector v, eigenvalue `high`: that is 1 - v vᵀ."""
    p, rest = np.outer(v, v), (np.eye(3) - np.outer(v, v)) / (high - low)
    one = np.einsum("ik,jl->ijkl", rest, p) + np.einsum("ik,jl->ijkl", p, rest)
    return -(one + np.swapaxes(one, 2, 3)) / 2


def _mixing(i, j):
    """X_ij of a symmetric change X, as the weights of its entries."""
    weights = np.zeros((3, 3))
    weights[i, j] = weights[j, i] = 0.5
    return weights


THIRD = matrix([2.0, 2.0, 5.0])
V = np.array([1.0, 2.0, -2.0]) / 3  # its simple eigenvector
A4 = np.diag([1.0, 3.0, 3.0, 7.0])

POINTS = [
    *spectral(np.exp, "exp", mpmath.exp, mpmath.exp, EIGENVALUES),
    *spectral(np.sqrt, "sqrt", mpmath.sqrt, lambda x: 1 / (2 * mpmath.sqrt(x)), POSITIVE),
    *spectral(lambda w: 1 / w, "inverse", lambda x: 1 / x, lambda x: -1 / x**2, POSITIVE),
    *spectral(np.log, "log", mpmath.log, lambda x: 1 / x, POSITIVE),
    *spectral(lambda w: w**3, "cube", lambda x: x**3, lambda x: 3 * x**2, EIGENVALUES),
    point(
        "A as V w Vᵀ at a repeated eigenvalue",
        lambda a: (lambda w, v: (v * w) @ v.T)(*np.linalg.eigh(a)),
        np.eye(3),
        d=_symmetric_identity(3),
        source="the identity",
        atol=1e-14,
    ),
    point(
        "A² as V w² Vᵀ at 2 I",
        lambda a: (lambda w, v: (v * w**2) @ v.T)(*np.linalg.eigh(a)),
        2 * np.eye(3),
        d=4 * _symmetric_identity(3),
        source="A dA + dA A",
        atol=1e-14,
    ),
    point(
        "the projector on the span of two equal eigenvalues",
        projector,
        THIRD,
        d=_projector_first(2.0, 5.0, V),
        source="dP = -(S dA P + P dA S) of its complement, S the reduced resolvent",
        atol=1e-13,
    ),
    point(
        "a projector times weights, a diagonal matrix",
        lambda a: np.sum(G * projector(a)),
        np.diag([1.0, 1.0, 3.0]),
        d=np.tensordot(G, _projector_first(1.0, 3.0, np.array([0.0, 0.0, 1.0])), 2),
        source="dP = -(S dA P + P dA S) of its complement",
        atol=1e-13,
    ),
    point(
        "the sum of the two largest, the smallest apart",
        lambda a: np.sum(np.linalg.eigvalsh(a)[1:]),
        matrix([1.0, 4.0, 4.0]),
        d=matrix([0.0, 1.0, 1.0]),
        source="the projector on their span",
        atol=1e-14,
    ),
    point(
        "the smallest of three, the others equal",
        lambda a: np.linalg.eigvalsh(a)[0],
        np.diag([1.0, 4.0, 4.0]),
        d=np.diag([1.0, 0.0, 0.0]),
        dd=-2 / 3 * sum(np.multiply.outer(m, m) for m in (_mixing(0, 1), _mixing(0, 2))),
        source="-Σ |X_1j|² / (w_j - w_1), second order perturbation",
        atol=1e-14,
    ),
    point(
        "log det as Σ log of eigenvalues, all equal",
        lambda a: np.sum(np.log(np.linalg.eigvalsh(a))),
        2 * np.eye(3),
        d=np.eye(3) / 2,
        dd=-_symmetric_identity(3) / 4,
        source="A⁻ᵀ; -A⁻¹ X A⁻¹",
        atol=1e-15,
    ),
    point(
        "log det by cholesky at 2 I",
        lambda a: 2 * np.sum(np.log(np.diagonal(np.linalg.cholesky(a)))),
        2 * np.eye(3),
        d=np.eye(3) / 2,
        dd=-_symmetric_identity(3) / 4,
        source="A⁻ᵀ; -A⁻¹ X A⁻¹",
        atol=1e-15,
    ),
    point(
        "the product of all eigenvalues where two are zero",
        lambda a: np.prod(np.linalg.eigvalsh(a)),
        np.diag([3.0, 0.0, 0.0]),
        d=np.zeros((3, 3)),
        source="det, of rank n - 2",
        atol=1e-14,
    ),
    point(
        "the sum of squares of four, two equal",
        lambda a: np.sum(np.linalg.eigvalsh(a) ** 2),
        A4,
        d=2 * A4,
        dd=2 * _symmetric_identity(4),
        source="|A|²",
        atol=1e-14,
    ),
    point(
        "the sum of eigenvalues by eig at the identity",
        lambda a: np.real(np.sum(np.linalg.eigvals(a) ** 2)),
        2 * np.eye(3),
        d=4 * np.eye(3),
        dd=2 * np.einsum("il,jk->ijkl", np.eye(3), np.eye(3)),
        source="tr A²",
        atol=1e-14,
    ),
    point(
        "a matrix function by eig at the identity",
        lambda a: np.real((lambda w, v: (v * np.exp(w)) @ np.linalg.inv(v))(*np.linalg.eig(a))),
        np.eye(3),
        d=np.e * np.einsum("ik,jl->ijkl", np.eye(3), np.eye(3)),
        source="e dA, since dA commutes with the identity",
        atol=1e-14,
    ),
    point(
        "an eigenvalue of a matrix without enough eigenvectors",
        lambda a: np.real(np.linalg.eigvals(a)[0]),
        [[1.0, 1.0], [0.0, 1.0]],
        d=np.full((2, 2), np.nan),
        source="1 ± √dA_21: no derivative",
    ),
    *(
        point(f"{name} at a tie", f, matrix(w), d=d, source="ties share evenly", atol=1e-14)
        for name, f in {
            "the last of eigvalsh": lambda a: np.linalg.eigvalsh(a)[-1],
            "the largest of eigvalsh": lambda a: np.max(np.linalg.eigvalsh(a)),
            "the one before the last of eigvalsh": lambda a: np.linalg.eigvalsh(a)[-2],
            "the first of svdvals": lambda a: np.linalg.svdvals(a)[0],
            "the first of svd without vectors": lambda a: np.linalg.svd(a, compute_uv=False)[0],
            "the first of svd, hermitian, without vectors": lambda a: np.linalg.svd(
                a, compute_uv=False, hermitian=True
            )[0],
        }.items()
        for w, d in (([1.0, 4.0, 4.0], matrix([0.0, 0.5, 0.5])),)
    ),
    point(
        "the last of eigvalsh of 2 I",
        lambda a: np.linalg.eigvalsh(a)[-1],
        2 * np.eye(3),
        d=np.eye(3) / 3,
        source="ties share evenly",
        atol=1e-15,
    ),
    point(
        "eigvalsh, weighted, at a tie",
        lambda a: np.linalg.eigvalsh(a) @ np.array([1.0, 2.0, 6.0]),
        matrix([1.0, 4.0, 4.0]),
        d=matrix([1.0, 4.0, 4.0]),
        source="ties share evenly",
        atol=1e-14,
    ),
    point(
        "the last of eigvalsh, 1e-6 above another",
        lambda a: np.linalg.eigvalsh(a)[-1],
        matrix([1.0, 4.0, 4.0 + 1e-6]),
        d=matrix([0.0, 0.0, 1.0]),
        source="v vᵀ",
        atol=1e-9,
    ),
    point(
        "tr exp(A) by eigvalsh at a tie",
        lambda a: np.sum(np.exp(np.linalg.eigvalsh(a))),
        matrix([1.0, 4.0, 4.0]),
        d=matrix(np.exp([1.0, 4.0, 4.0])),
        source="exp A",
        rtol=1e-12,
    ),
]
