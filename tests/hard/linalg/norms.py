"""Norms at zero, at zero entries, at ties and at extreme scales; condition numbers."""

from __future__ import annotations

from functools import partial

import numpy as np

from tests.hard.point import point

norm = np.linalg.norm
X = np.array([3.0, 0.0, -4.0])
CONVENTION = "convention: the subgradient of least norm"

DIAGONAL = np.diag([2.0, -1.0])

POINTS = [
    *(
        point(
            f"norm of order {p} of three zeros",
            lambda x, p=p: norm(x, p),
            np.zeros(3),
            d=np.zeros(3),
            source=CONVENTION,
        )
        for p in (None, 1, 2, 3, 1.5, 4, np.inf, 0)
    ),
    *(
        point(
            f"norm {p} of a zero matrix, 2 by 3",
            lambda x, p=p: norm(x, p),
            np.zeros((2, 3)),
            d=np.zeros((2, 3)),
            source=CONVENTION,
        )
        for p in (None, "fro", "nuc", 1, 2, np.inf)
    ),
    point(
        "squared norm at zero",
        lambda x: norm(x) ** 2,
        np.zeros(2),
        d=np.zeros(2),
        dd=2 * np.eye(2),
        source="|x|²",
    ),
    point(
        "norm, one row zero",
        lambda x: norm(x, axis=1),
        np.array([[3.0, 4.0], [0.0, 0.0]]),
        d=np.array([[[0.6, 0.8], [0.0, 0.0]], np.zeros((2, 2))]),
        source=CONVENTION,
        atol=1e-16,
    ),
    point(
        "norm with a zero entry",
        norm,
        X,
        d=X / 5,
        dd=(np.eye(3) - np.multiply.outer(X, X) / 25) / 5,
        source="x / |x|",
        atol=1e-16,
    ),
    point(
        "norm of order 3 with a zero among three entries",
        partial(norm, ord=3),
        [1.0, 0.0, -1.0],
        d=np.array([1.0, 0.0, -1.0]) * 2 ** (-2 / 3),
        dd=2 ** (1 / 3) * np.array([[1, 0, 1], [0, 0, 0], [1, 0, 1]]) / 2,
        source="sign(x) |x|² / |x|₃²",
        atol=1e-15,
    ),
    point(
        "norm of order 4 with a zero entry",
        partial(norm, ord=4),
        [2.0, 0.0],
        d=np.array([1.0, 0.0]),
        dd=np.zeros((2, 2)),
        source="x³ / |x|₄³",
        atol=1e-15,
    ),
    point(
        "norm of order 1 with a zero among three entries",
        partial(norm, ord=1),
        X,
        d=np.array([1.0, 0.0, -1.0]),
        dd=np.zeros((3, 3)),
        source="sign",
    ),
    point(
        "largest entry at a tie",
        partial(norm, ord=np.inf),
        [2.0, -2.0, 1.0],
        d=np.array([0.5, -0.5, 0.0]),
        source="convention: ties share evenly",
    ),
    point(
        "smallest entry, zero",
        partial(norm, ord=-np.inf),
        [0.0, 3.0],
        d=np.zeros(2),
        source="convention, as abs",
    ),
    point(
        "norm of one entry",
        norm,
        [-2.0],
        d=np.array([-1.0]),
        dd=np.zeros((1, 1)),
        source="|x|",
        atol=1e-16,
    ),
    point(
        "norm of a complex zero and one",
        lambda x: norm(x * np.array([3.0, 4.0j])),
        2.0,
        d=5.0,
        dd=0.0,
        source="5 |x|",
        atol=1e-14,
    ),
    point(
        "largest column sum at a tie",
        partial(norm, ord=1),
        np.array([[1.0, -2.0], [3.0, 2.0]]),
        d=np.array([[0.5, -0.5], [0.5, 0.5]]),
        source="convention: ties share evenly",
    ),
    point(
        "largest row sum at a tie",
        partial(norm, ord=np.inf),
        np.array([[1.0, -2.0], [0.0, 3.0]]),
        d=np.array([[0.5, -0.5], [0.0, 0.5]]),
        source="convention: ties share evenly",
    ),
    point(
        "norm, small entries",
        norm,
        [3e-100, 4e-100],
        d=np.array([0.6, 0.8]),
        source="x / |x|",
    ),
    point(
        "cond of order 1 at a diagonal",
        lambda a: np.linalg.cond(a, 1),
        DIAGONAL,
        d=np.array([[1.0, 0.0], [0.0, 2.0]]),
        source="|a| / |b|",
        atol=1e-15,
    ),
    point(
        "cond, Frobenius, at the identity",
        lambda a: np.linalg.cond(a, "fro"),
        np.eye(3),
        d=np.zeros((3, 3)),
        source="its minimum",
        atol=1e-15,
    ),
    point(
        "cond of order -2 at a diagonal",
        lambda a: np.linalg.cond(a, -2),
        np.diag([4.0, 1.0]),
        d=np.diag([-1 / 16, 0.25]),
        source="s₂ / s₁",
        atol=1e-16,
    ),
    point(
        "vector_norm over two axes at zero",
        lambda x: np.linalg.vector_norm(x, axis=(0, 1)),
        np.zeros((2, 2)),
        d=np.zeros((2, 2)),
        source=CONVENTION,
    ),
    point(
        "cross product of parallel vectors",
        lambda x: np.sum(np.linalg.cross(x, 2 * x) ** 2),
        [1.0, 2.0, 3.0],
        d=np.zeros(3),
        dd=np.zeros((3, 3)),
        source="0 identically",
    ),
    point(
        "length of a cross product of parallel vectors",
        lambda x: norm(np.cross(x, np.array([2.0, 4.0, 6.0]))),
        [1.0, 2.0, 3.0],
        d=np.zeros(3),
        source=CONVENTION,
    ),
]
