"""Inverses, solutions, factors and powers at the edge of what they are defined for."""

from __future__ import annotations

import mpmath
import numpy as np

from tests.hard.linalg.closed_forms import G, entry_slopes
from tests.hard.point import point

EYE = np.eye(3)


def hilbert(n):
    return np.array([[1 / (i + j + 1) for j in range(n)] for i in range(n)])


def _sum_inverse(m):
    return sum(mpmath.inverse(m))


def _kron(a, b):
    """The derivative of A X B by X."""
    return np.einsum("ik,lj->ijkl", a, b)


NILPOTENT = np.diag([1.0, 1.0], 1)
RANK_ONE = np.outer([1.0, 2.0], [3.0, 4.0])
PINV = RANK_ONE.T / 125  # of u vᵀ: v uᵀ / (|u|² |v|²)
TALL = np.array([[1.0, 0.0], [0.0, 2.0], [0.0, 0.0]])


def pinv_first(a, p):
    """Golub and Pereyra: at constant rank."""
    m, n = a.shape
    found = np.empty((n, m, m, n))
    for k, j in np.ndindex(m, n):
        da = np.zeros((m, n))
        da[k, j] = 1.0
        found[:, :, k, j] = (
            -p @ da @ p
            + p @ p.T @ da.T @ (np.eye(m) - a @ p)
            + (np.eye(n) - p @ a) @ da.T @ p.T @ p
        )
    return found


def along(direction):
    """The pseudoinverse along a line on which the rank does not change."""
    return lambda t: np.linalg.pinv(RANK_ONE + t * np.asarray(direction))


POINTS = [
    *(
        point(
            f"sum of the inverse of the Hilbert matrix of order {n}",
            lambda a: np.sum(np.linalg.inv(a)),
            hilbert(n),
            d=entry_slopes(_sum_inverse, hilbert(n)),
            source="mpmath",
            rtol=rtol,
        )
        for n, rtol in ((3, 1e-11), (5, 1e-9), (6, 1e-7))
    ),
    point(
        "inverse of diag(1e-200, 1e200)",
        np.linalg.inv,
        np.diag([1e-100, 1e100]),
        d=-_kron(np.diag([1e100, 1e-100]), np.diag([1e100, 1e-100])),
        source="-A⁻¹ dA A⁻¹",
    ),
    point(
        "solve, b = 0",
        np.linalg.solve,
        (2 * EYE, np.zeros(3)),
        d=(np.zeros((3, 3, 3)), EYE / 2),
        source="-A⁻¹ dA x; A⁻¹",
    ),
    point(
        "solve along a line",
        lambda x: np.linalg.solve(np.array([[1.0, 0.0], [0.0, 1.0]]) * x, np.ones(2))[0],
        2.0,
        d=-0.25,
        dd=0.25,
        source="1/x",
    ),
    point(
        "A² at a nilpotent matrix",
        lambda a: np.linalg.matrix_power(a, 2),
        NILPOTENT,
        d=_kron(EYE, NILPOTENT) + _kron(NILPOTENT, EYE),
        source="A dA + dA A",
    ),
    point(
        "A³ at zero",
        lambda a: np.linalg.matrix_power(a, 3),
        np.zeros((3, 3)),
        d=np.zeros((3, 3, 3, 3)),
        source="polynomial",
    ),
    point(
        "Σ G∘A² at zero",
        lambda a: np.sum(G * np.linalg.matrix_power(a, 2)),
        np.zeros((3, 3)),
        d=np.zeros((3, 3)),
        dd=np.einsum("il,jk->ijkl", G, EYE) + np.einsum("kj,li->ijkl", G, EYE),
        source="Σ G∘(X Y + Y X)",
    ),
    point(
        "A⁰",
        lambda a: np.linalg.matrix_power(a, 0),
        np.zeros((2, 2)),
        d=np.zeros((2, 2, 2, 2)),
        source="constant",
    ),
    point(
        "A⁵ at a singular matrix",
        lambda a: np.linalg.matrix_power(a, 5),
        np.diag([2.0, 0.0]),
        d=sum(
            _kron(np.diag([2.0**k, 0.0**k]), np.diag([2.0 ** (4 - k), 0.0 ** (4 - k)]))
            for k in range(5)
        ),
        source="Σ Aᵏ dA A⁴⁻ᵏ",
    ),
    point(
        "A⁻² at 2 I",
        lambda a: np.linalg.matrix_power(a, -2),
        2 * np.eye(2),
        d=-_kron(np.eye(2), np.eye(2)) / 4,
        source="-2 A⁻³",
    ),
    point(
        "x¹⁰⁰⁰ as a matrix power",
        lambda a: np.linalg.matrix_power(a, 1000)[0, 0],
        np.array([[1.0]]),
        d=np.array([[1000.0]]),
        dd=np.full((1, 1, 1, 1), 999000.0),
        source="n xⁿ⁻¹",
    ),
    point(
        "pinv, rank 1 of 2, within the rank",
        along(RANK_ONE),
        0.0,
        d=-PINV,
        source="1 / (1 + t)",
        atol=1e-16,
    ),
    point(
        "pinv, rank 1 of 2, turning u",
        lambda t: np.linalg.pinv(
            np.outer(np.array([1.0, 2.0]) + t * np.array([2.0, -1.0]), [3.0, 4.0])
        )[0, 0],
        0.0,
        d=6.0 / 125,
        dd=3.0 / 25 * -2.0 / 5,
        source="v uᵀ / (|v|² |u|²), |u|² = 5 + 5 t²",
        rtol=1e-11,
    ),
    *(
        point(
            f"pinv of {scale:g} times 1",
            lambda a: np.sum(np.linalg.pinv(a) * [[1.0, 2.0], [3.0, 4.0]]),
            scale * np.eye(2),
            d=-np.array([[1.0, 2.0], [3.0, 4.0]]) / scale / scale,
            source="-A⁻ᵀ W A⁻ᵀ",
        )
        for scale in (1e150, 1e-150)
    ),
    point(
        "pinv of a tall matrix",
        np.linalg.pinv,
        TALL,
        d=pinv_first(TALL, np.array([[1.0, 0.0, 0.0], [0.0, 0.5, 0.0]])),
        source="Golub and Pereyra",
        atol=1e-15,
    ),
    point(
        "pinv of a wide matrix",
        np.linalg.pinv,
        TALL.T,
        d=pinv_first(TALL.T, np.array([[1.0, 0.0], [0.0, 0.5], [0.0, 0.0]])),
        source="Golub and Pereyra",
        atol=1e-15,
    ),
    point(
        "pinv of an invertible matrix with equal singular values",
        np.linalg.pinv,
        2 * np.eye(2),
        d=-_kron(np.eye(2), np.eye(2)) / 4,
        source="-A⁻¹ dA A⁻¹",
        atol=1e-15,
    ),
    point(
        "pinv, hermitian=True, of a projector along itself",
        lambda t: np.linalg.pinv((1 + t) * np.full((2, 2), 0.5), hermitian=True)[0, 1],
        0.0,
        d=-0.5,
        dd=1.0,
        source="1 / (2 (1 + t))",
        rtol=1e-11,
    ),
    point(
        "lstsq, rank 1 of 2, right-hand side",
        lambda b: np.linalg.lstsq(RANK_ONE, b)[0],
        [1.0, -1.0],
        d=PINV,
        source="A⁺",
        atol=1e-16,
    ),
    point(
        "lstsq, under-determined",
        lambda b: np.linalg.lstsq(np.array([[1.0, 2.0, 2.0]]), b)[0],
        [9.0],
        d=np.array([[1.0], [2.0], [2.0]]) / 9,
        source="A⁺",
        atol=1e-16,
    ),
    point(
        "lstsq, under-determined, along the row",
        lambda t: np.linalg.lstsq((1 + t) * np.array([[1.0, 2.0, 2.0]]), np.array([9.0]))[0][0],
        0.0,
        d=-1.0,
        dd=2.0,
        source="1 / (1 + t)",
        rtol=1e-11,
    ),
    point(
        "residuals of lstsq, by b",
        lambda b: np.linalg.lstsq(np.array([[1.0], [1.0]]), b)[1][0],
        [3.0, 1.0],
        d=np.array([2.0, -2.0]),
        dd=np.array([[1.0, -1.0], [-1.0, 1.0]]),
        source="(b₁ - b₂)² / 2",
        rtol=1e-11,
        atol=1e-14,
    ),
    point(
        "residuals of lstsq that are zero",
        lambda b: np.linalg.lstsq(np.array([[1.0], [1.0]]), b)[1][0],
        [2.0, 2.0],
        d=np.zeros(2),
        dd=np.array([[1.0, -1.0], [-1.0, 1.0]]),
        source="(b₁ - b₂)² / 2",
        rtol=1e-11,
        atol=1e-14,
    ),
    point(
        "cholesky of a diagonal",
        lambda a: np.linalg.cholesky(a)[1, 0],
        np.diag([4.0, 1e-12]),
        d=np.array([[0.0, 0.25], [0.25, 0.0]]),
        source="a₁₂ / √a₁₁",
    ),
    point(
        "cholesky, nearly singular, the last pivot",
        lambda x: np.linalg.cholesky(np.array([[1.0, 0.0], [0.0, 1.0]]) * x)[1, 1],
        1e-10,
        d=0.5e5,
        dd=-0.25e15,
        source="√x",
    ),
    point(
        "qr of a vector: its length",
        lambda a: np.abs(np.linalg.qr(a)[1][0, 0]),
        np.array([[3.0], [4.0]]),
        d=np.array([[0.6], [0.8]]),
        dd=(np.eye(2) - np.multiply.outer([0.6, 0.8], [0.6, 0.8])).reshape(2, 1, 2, 1) / 5,
        source="|a|",
        atol=1e-15,
    ),
    point(
        "qr at the identity",
        lambda a: np.sum(np.abs(np.linalg.qr(a)[1])),
        np.eye(2),
        d=np.eye(2),
        source="|a| of columns; the strict upper triangle is at the kink of abs",
        atol=1e-15,
    ),
    point(
        "log |det| as Σ log |r| of qr",
        lambda a: np.sum(np.log(np.abs(np.diagonal(np.linalg.qr(a)[1])))),
        np.array([[2.0, 1.0], [0.0, 4.0]]),
        d=np.array([[0.5, 0.0], [-0.125, 0.25]]),
        source="A⁻ᵀ",
        atol=1e-15,
    ),
]
