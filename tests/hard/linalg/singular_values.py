"""Singular values that are equal or zero, and functions that do not depend on the vectors.

Conventions: a singular value of zero has the derivative zero (the subgradient of least norm), and
equal largest ones share evenly.
"""

from __future__ import annotations

import numpy as np

from tests.hard.linalg.closed_forms import ROTATION as Q
from tests.hard.linalg.closed_forms import G
from tests.hard.point import point

FROBENIUS = {
    "identity": np.eye(3),
    "zero": np.zeros((3, 3)),
    "rank 2": Q[:, :2] @ np.array([[3.0, 1.0, 0.0], [1.0, -2.0, 5.0]]),
    "rank 1": np.outer([1.0, 2.0, 2.0], [2.0, -1.0, 2.0]),
    "tall": np.eye(4, 2) * 3.0,
    "wide and zero": np.zeros((2, 3)),
    "a cluster": Q * np.array([2.0, 2.0 + 1e-9, 2.0 + 3e-9]),
}


def _identity(shape):
    n = int(np.prod(shape))
    return np.eye(n).reshape(*shape, *shape)


def _squares(a):
    return np.sum(np.linalg.svdvals(a) ** 2)


def _with_power(p):
    def fun(a):
        u, s, vh = np.linalg.svd(a, full_matrices=False)
        return np.sum(np.resize(G, a.shape) * ((u * s**p) @ vh))

    return fun


def _polar(a):
    u, _, vh = np.linalg.svd(a, full_matrices=False)
    return u @ vh


def _nuclear(a):
    return np.linalg.norm(a, "nuc")


def _schatten(p):
    return lambda a: np.sum(np.linalg.svdvals(a) ** p) ** (1 / p)


def _cube_first(a, g):
    """Of Σ G∘(A Aᵀ A)."""
    return g @ a.T @ a + a @ g.T @ a + a @ a.T @ g


def _skew(n):
    """X -> (X - Xᵀ) / 2"""
    one = np.einsum("ik,jl->ijkl", np.eye(n), np.eye(n))
    return (one - np.swapaxes(one, 2, 3)) / 2


def _symmetric(n):
    """X -> (X + Xᵀ) / 2"""
    one = np.einsum("ik,jl->ijkl", np.eye(n), np.eye(n))
    return (one + np.swapaxes(one, 2, 3)) / 2


def _hermitian(fun):
    """A function of the decomposition of a symmetric matrix."""
    return lambda a: fun(*np.linalg.svd(a, hermitian=True))


V = Q[:, :2]
SYMMETRIC = {
    "zero": np.zeros((2, 2)),
    "diag(2, 0)": np.diag([2.0, 0.0]),
    "diag(1, -1)": np.diag([1.0, -1.0]),
    "rank 1 of 3": 3 * np.outer(Q[0], Q[0]),
    "rank 2 of 3": V @ np.diag([2.0, -1.0]) @ V.T,
}

RANK_ONE = np.outer([1.0, 2.0, 2.0], [2.0, -1.0, 2.0])
UNIT = RANK_ONE / 9
DIAGONAL = np.diag([3.0, 2.0, 0.0])

POINTS = [
    *(
        point(
            f"Σ s² at {name}",
            _squares,
            a,
            d=2 * a,
            dd=2 * _identity(a.shape),
            source="|A|²",
            rtol=1e-8 if "cluster" in name else 1e-12,
            atol=1e-8 if "cluster" in name else 1e-12,
        )
        for name, a in FROBENIUS.items()
    ),
    *(
        point(
            f"U s Vᵀ at {name}",
            _with_power(1),
            a,
            d=np.resize(G, a.shape),
            dd=np.zeros((*a.shape, *a.shape)),
            source="A itself",
            rtol=1e-8 if "cluster" in name else 1e-12,
            atol=1e-8 if "cluster" in name else 1e-12,
        )
        for name, a in FROBENIUS.items()
    ),
    *(
        point(
            f"U s³ Vᵀ at {name}",
            _with_power(3),
            a,
            d=_cube_first(a, np.resize(G, a.shape)),
            source="A Aᵀ A",
            rtol=1e-8 if "cluster" in name else 1e-12,
            atol=1e-7 if "cluster" in name else 1e-11,
        )
        for name, a in FROBENIUS.items()
    ),
    *(
        point(
            f"√Σ s² at {name}",
            lambda a: np.sqrt(_squares(a)),
            a,
            d=a / np.linalg.norm(a),
            dd=(_identity(a.shape) - np.multiply.outer(a, a) / np.linalg.norm(a) ** 2)
            / np.linalg.norm(a),
            source="|A|",
            rtol=1e-8 if "cluster" in name else 1e-12,
            atol=1e-8 if "cluster" in name else 1e-12,
        )
        for name, a in FROBENIUS.items()
        if np.any(a)
    ),
    *(
        point(
            f"Σ s², hermitian, at {name}",
            _hermitian(lambda u, s, vh: np.sum(s**2)),
            a,
            d=2 * a,
            dd=2 * _symmetric(len(a)),
            source="|A|²",
            atol=1e-12,
        )
        for name, a in SYMMETRIC.items()
    ),
    *(
        point(
            f"U s Vᵀ, hermitian, at {name}",
            _hermitian(lambda u, s, vh: np.sum(np.arange(1.0, 1 + s.size) * ((u * s) @ vh))),
            a,
            d=np.einsum("ijkl,j->kl", _symmetric(len(a)), np.arange(1.0, 1 + len(a))),
            dd=np.zeros((*a.shape, *a.shape)),
            source="A itself",
            atol=1e-12,
        )
        for name, a in SYMMETRIC.items()
    ),
    *(
        point(
            f"Σ s, hermitian, at {name}",
            _hermitian(lambda u, s, vh: np.sum(s)),
            SYMMETRIC[name],
            d=d,
            dd=dd,
            source="u vᵀ, convention; the second is NaN where that has two signs",
            atol=1e-14,
        )
        for name, d, dd in (
            ("zero", np.zeros((2, 2)), None),
            ("diag(2, 0)", np.diag([1.0, 0.0]), None),
            ("rank 1 of 3", np.outer(Q[0], Q[0]), np.full((3,) * 4, np.nan)),
            ("rank 2 of 3", V @ np.diag([1.0, -1.0]) @ V.T, np.full((3,) * 4, np.nan)),
        )
    ),
    point(
        "nuclear norm at rank 2 of 3, turned",
        _nuclear,
        SYMMETRIC["rank 2 of 3"],
        d=V @ np.diag([1.0, -1.0]) @ V.T,
        dd=np.full((3,) * 4, np.nan),
        source="u vᵀ, convention; the second is NaN where that has two signs",
        atol=1e-14,
    ),
    point(
        "the polar factor at twice an orthogonal matrix",
        _polar,
        2 * np.eye(3),
        d=_skew(3) / 2,
        source="the skew part, over s",
        atol=1e-15,
    ),
    point(
        "the polar factor at rank n - 1",
        lambda a: _polar(a)[0, 1],
        np.outer([1.0, 2.0], [1.0, -1.0]),
        d=np.full((2, 2), np.nan),
        source="it jumps there",
    ),
    point(
        "nuclear norm at the identity", _nuclear, np.eye(3), d=np.eye(3), source="U Vᵀ", atol=1e-15
    ),
    point("nuclear norm at an orthogonal matrix", _nuclear, Q, d=Q, source="U Vᵀ", atol=1e-14),
    point(
        "nuclear norm at zero", _nuclear, np.zeros((3, 2)), d=np.zeros((3, 2)), source="convention"
    ),
    point(
        "nuclear norm at rank 1", _nuclear, RANK_ONE, d=UNIT, source="u vᵀ, convention", atol=1e-15
    ),
    point(
        "nuclear norm at rank 2 of 3",
        _nuclear,
        DIAGONAL,
        d=np.diag([1.0, 1.0, 0.0]),
        source="u vᵀ, convention",
        atol=1e-15,
    ),
    point(
        "nuclear norm of a tall matrix with equal values",
        _nuclear,
        2 * np.eye(3, 2),
        d=np.eye(3, 2),
        source="U Vᵀ",
        atol=1e-15,
    ),
    point(
        "spectral norm at a tie",
        lambda a: np.linalg.norm(a, 2),
        np.diag([3.0, 3.0, 1.0]),
        d=np.diag([0.5, 0.5, 0.0]),
        source="convention: equal largest ones share evenly",
        atol=1e-15,
    ),
    point(
        "spectral norm at a tie split by rounding",
        lambda a: np.linalg.norm(a, 2),
        3.0 * Q,
        d=Q / 3,
        source="convention: equal largest ones share evenly",
        atol=1e-14,
    ),
    point(
        "spectral norm at zero",
        lambda a: np.linalg.norm(a, 2),
        np.zeros((2, 3)),
        d=np.zeros((2, 3)),
        source="convention: the subgradient of least norm",
    ),
    point(
        "spectral norm at rank 1",
        lambda a: np.linalg.norm(a, 2),
        RANK_ONE,
        d=UNIT,
        source="u vᵀ",
        atol=1e-15,
    ),
    point(
        "spectral norm, the others equal",
        lambda a: np.linalg.norm(a, 2),
        np.diag([2.0, 1.0, 1.0]),
        d=np.diag([1.0, 0.0, 0.0]),
        source="u vᵀ",
        atol=1e-15,
    ),
    point(
        "the sum of the two largest of three, equal",
        lambda a: np.sum(np.linalg.svdvals(a)[:2]),
        np.diag([3.0, 3.0, 1.0]),
        d=np.diag([1.0, 1.0, 0.0]),
        source="U₂ V₂ᵀ",
        atol=1e-15,
    ),
    point(
        "the smallest singular value, zero",
        lambda a: np.linalg.norm(a, -2),
        np.diag([3.0, 2.0, 0.0]),
        d=np.zeros((3, 3)),
        source="convention, as abs at 0",
        atol=1e-15,
    ),
    point(
        "Schatten norm, p = 4, at the identity",
        _schatten(4),
        np.eye(2),
        d=2 ** (1 / 4 - 1) * np.eye(2),
        source="U (s/|s|)³ Vᵀ",
        atol=1e-15,
    ),
    point(
        "Schatten norm, p = 4, at rank 1",
        _schatten(4),
        RANK_ONE,
        d=UNIT,
        source="u vᵀ",
        atol=1e-15,
    ),
    point(
        "log |det| as Σ log s at equal values",
        lambda a: np.sum(np.log(np.linalg.svdvals(a))),
        2 * np.eye(3),
        d=np.eye(3) / 2,
        dd=-np.einsum("il,jk->ijkl", np.eye(3), np.eye(3)) / 4,
        source="A⁻ᵀ; -A⁻¹ X A⁻¹",
        atol=1e-15,
    ),
    point(
        "the projector on the range, rank 1",
        lambda a: (lambda u: u[:, :1] @ u[:, :1].T)(np.linalg.svd(a)[0])[0, 2],
        np.diag([2.0, 0.0, 0.0]),
        d=np.array([[0.0, 0.0, 0.0], [0.0, 0.0, 0.0], [0.5, 0.0, 0.0]]),
        source="dA A⁺ out of the range",
        atol=1e-15,
    ),
    point(
        "the projector on the null space of a wide matrix",
        lambda a: (lambda v: v[:, 2:] @ v[:, 2:].T)(np.linalg.svd(a)[2].T)[0, 2],
        2 * np.eye(2, 3),
        d=np.array([[0.0, 0.0, -0.5], [0.0, 0.0, 0.0]]),
        source="-A⁺ dA out of the rows",
        atol=1e-15,
    ),
    point(
        "svd of a symmetric matrix, hermitian=True, values of both signs",
        lambda a: np.sum(np.linalg.svd(a, hermitian=True)[1] ** 2),
        np.diag([2.0, -2.0, 0.0]),
        d=2 * np.diag([2.0, -2.0, 0.0]),
        source="|A|²",
        atol=1e-14,
    ),
    point(
        "cond at equal singular values",
        np.linalg.cond,
        2 * np.eye(2),
        d=np.zeros((2, 2)),
        source="convention: both ends share evenly",
        atol=1e-15,
    ),
    point(
        "cond, the largest two equal",
        np.linalg.cond,
        np.diag([4.0, 4.0, 2.0]),
        d=np.diag([0.25, 0.25, -1.0]),
        source="convention: equal largest ones share evenly",
        atol=1e-15,
    ),
]
