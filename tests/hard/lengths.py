"""Norms at zero and distances of equal points, by NumPy's functions and as users write them.

A norm has a kink at 0; of its subgradients there 0 is the least, and is what every order gives.
Written with a square root it is 0/0, and by the convention for edges 0 as well.
"""

import numpy as np

import funcad
from tests.hard.point import point

INF, NAN = np.inf, np.nan
LEAST = "least subgradient"
Z2 = np.zeros((2, 2))
Z222 = np.zeros((2, 2, 2, 2))
norm = np.linalg.norm


def distance(x, y):
    return np.sqrt(np.sum((x - y) ** 2))


A = np.array([1.0, 2.0])
UNIT = A / np.sqrt(5)
CURVE = (np.eye(2) - np.outer(UNIT, UNIT)) / np.sqrt(5)

POINTS = [
    *(
        point(
            f"norm of order {ord} at 0",
            lambda x, ord=ord: norm(x, ord),
            [0.0, 0.0],
            d=[0.0, 0.0],
            dd=Z2,
            source=LEAST,
        )
        for ord in (None, 1, 2, 3, 4, 1.5, 2.5, INF)
    ),
    *(
        point(
            f"vector_norm of order {ord} at 0",
            lambda x, ord=ord: np.linalg.vector_norm(x, ord=ord),
            [0.0, 0.0],
            d=[0.0, 0.0],
            dd=Z2,
            source=LEAST,
        )
        for ord in (1, 2, 3, INF)
    ),
    *(
        point(
            f"norm of order {ord!r} of a zero matrix",
            lambda x, ord=ord: norm(x, ord),
            Z2,
            d=Z2,
            dd=Z222,
            source=LEAST,
        )
        for ord in (None, "fro", 1, INF)
    ),
    point(
        "norm along an axis with a zero row",
        lambda x: np.sum(norm(x, axis=1)),
        [[0.0, 0.0], [3.0, 4.0]],
        d=[[0.0, 0.0], [0.6, 0.8]],
        source=LEAST,
    ),
    point(
        "norm of order 3 along an axis with a zero row",
        lambda x: np.sum(norm(x, 3, axis=1)),
        [[0.0, 0.0], [0.0, 4.0]],
        d=[[0.0, 0.0], [0.0, 1.0]],
        source=LEAST,
    ),
    point(
        "norm with keepdims at 0",
        lambda x: norm(x, keepdims=True),
        [0.0, 0.0],
        d=[[0.0, 0.0]],
        source=LEAST,
    ),
    point("norm at (1, 2)", norm, A, d=UNIT, dd=CURVE, source="(1 - uuᵀ)/r", atol=1e-16),
    point(
        "norm on an axis",
        norm,
        [3.0, 0.0],
        d=[1.0, 0.0],
        dd=[[0.0, 0.0], [0.0, 1 / 3]],
        source="(1 - uuᵀ)/r",
        atol=1e-16,
    ),
    point(
        "norm of order 3 with a zero entry",
        lambda x: norm(x, 3),
        [2.0, 0.0],
        d=[1.0, 0.0],
        dd=Z2,
        source="|x|² sign x / r²",
        atol=1e-15,
    ),
    point(
        "norm of order 1 with a zero entry",
        lambda x: norm(x, 1),
        [2.0, 0.0],
        d=[1.0, 0.0],
        dd=Z2,
        source=LEAST,
    ),
    point(
        "norm of order inf at a tie",
        lambda x: norm(x, INF),
        [2.0, -2.0],
        d=[0.5, -0.5],
        dd=Z2,
        source="ties share evenly",
    ),
    point(
        "norm of order -inf at a tie",
        lambda x: norm(x, -INF),
        [2.0, -2.0],
        d=[0.5, -0.5],
        dd=Z2,
        source="ties share evenly",
    ),
    point(
        "norm of order 0",
        lambda x: norm(x, 0),
        [2.0, 0.0],
        d=[0.0, 0.0],
        dd=Z2,
        source="counts, in steps",
    ),
    point(
        "norm squared at 0",
        lambda x: norm(x) ** 2,
        [0.0, 0.0],
        d=[0.0, 0.0],
        dd=2 * np.eye(2),
        source="2x, 2",
    ),
    point(
        "norm squared at (1, 2)",
        lambda x: norm(x) ** 2,
        A,
        d=2 * A,
        dd=2 * np.eye(2),
        source="2x, 2",
        atol=1e-14,
    ),
    point(
        "norm of x - y at x = y",
        lambda x, y: norm(x - y),
        (A, A),
        d=([0.0, 0.0], [0.0, 0.0]),
        dd=((Z2, Z2), (Z2, Z2)),
        source=LEAST,
    ),
    point(
        "sum of squares at 0",
        lambda x: np.sum(x**2),
        [0.0, 0.0],
        d=[0.0, 0.0],
        dd=2 * np.eye(2),
        source="2x, 2",
    ),
    point("√Σ(x - y)² at x = y", distance, (A, A), d=([0.0, 0.0], [0.0, 0.0]), source=LEAST),
    point(
        "√(x·x) at 0",
        lambda x: np.sqrt(x @ x),
        [0.0, 0.0],
        d=[0.0, 0.0],
        dd=[[NAN, NAN], [NAN, NAN]],
        source=LEAST,
    ),
    point(
        "√(x·x)² at 0",
        lambda x: np.sqrt(x @ x) ** 2,
        [0.0, 0.0],
        d=[0.0, 0.0],
        dd=2 * np.eye(2),
        source="2x",
    ),
    point(
        "√√(x·x) at 0", lambda x: np.sqrt(np.sqrt(x @ x)), [0.0, 0.0], d=[0.0, 0.0], source=LEAST
    ),
    point("log √(x·x) at 0", lambda x: np.log(np.sqrt(x @ x)), [0.0], d=[NAN], source="a pole"),
    point(
        "√(x·x) + Σ sin x at 0",
        lambda x: np.sqrt(x @ x) + np.sum(np.sin(x)),
        [0.0, 0.0],
        d=[1.0, 1.0],
        source="the least subgradient of a length, and cos 0",
    ),
    point(
        "√x + √(y·y) at 0",
        lambda x, y: np.sqrt(x) + np.sqrt(y @ y),
        (0.0, [0.0, 0.0]),
        d=(INF, [0.0, 0.0]),
        source="∞, and the least subgradient of a length",
    ),
    point(
        "√(mean x² - (mean x)²) of equals",
        lambda x: np.sqrt(np.mean(x * x) - np.mean(x) ** 2),
        [2.0, 2.0],
        d=[0.0, 0.0],
        source="a standard deviation: the least subgradient of a length",
    ),
    point("√√(x)² at 0", lambda x: np.sqrt(np.sqrt(x) ** 2), 0.0, d=INF, source="∞"),
    point("√x - √x at 0", lambda x: np.sqrt(x) - np.sqrt(x), 0.0, d=NAN, source="∞ - ∞"),
    point(
        "√x √y at (0, 0)",
        lambda x, y: np.sqrt(x) * np.sqrt(y),
        (0.0, 0.0),
        d=(NAN, NAN),
        source="0·∞",
    ),
    point(
        "all distances between points",
        lambda x: np.sum(np.sqrt(np.sum((x[:, None] - x[None]) ** 2, axis=-1))),
        [[0.0, 0.0], [3.0, 4.0], [0.0, 0.0]],
        d=[[-1.2, -1.6], [2.4, 3.2], [-1.2, -1.6]],
        source="unit vectors, and the least subgradient of a length at equal points",
    ),
    point(
        "√(x·x) at 0, where it is selected",
        lambda x: np.where(x[0] < 1, np.sqrt(x @ x), x[0]),
        [0.0, 0.0],
        d=[0.0, 0.0],
        source=LEAST,
    ),
    point(
        "√(x·x) at 0 in a checkpoint",
        lambda x: funcad.checkpoint(lambda x: 2 * np.sqrt(x @ x))(x) + np.sum(x),
        [0.0, 0.0],
        d=[1.0, 1.0],
        source=LEAST,
    ),
    point(
        "(Σx²)**0.5 at 0", lambda x: np.sum(x * x) ** 0.5, [0.0, 0.0], d=[0.0, 0.0], source=LEAST
    ),
    point(
        "√(Σx² + ε) at 0",
        lambda x: np.sqrt(np.sum(x * x) + 1e-12),
        [0.0, 0.0],
        d=[0.0, 0.0],
        dd=1e6 * np.eye(2),
        source="x/r, 1/r",
    ),
    point(
        "√Σ(x - y)² at x ≠ y",
        distance,
        (A, np.zeros(2)),
        d=(UNIT, -UNIT),
        dd=((CURVE, -CURVE), (-CURVE, CURVE)),
        source="(1 - uuᵀ)/r",
        atol=1e-15,
    ),
    point(
        "Σ(x - y)² at x = y",
        lambda x, y: np.sum((x - y) ** 2),
        (A, A),
        d=([0.0, 0.0], [0.0, 0.0]),
        dd=((2 * np.eye(2), -2 * np.eye(2)), (-2 * np.eye(2), 2 * np.eye(2))),
        source="2x, 2",
    ),
    point(
        "|x - y| summed at x = y",
        lambda x, y: np.sum(np.abs(x - y)),
        (A, A),
        d=([0.0, 0.0], [0.0, 0.0]),
        dd=((Z2, Z2), (Z2, Z2)),
        source=LEAST,
    ),
    point("x / norm(x) at 0", lambda x: x / norm(x), [0.0, 0.0], d=Z2 * NAN, source="0/0"),
    point(
        "x / max(norm(x), ε) at 0",
        lambda x: x / np.maximum(norm(x), 1e-3),
        [0.0, 0.0],
        d=1e3 * np.eye(2),
        source="x/ε",
    ),
    point(
        "pairwise distances by norm",
        lambda x: np.sum(norm(x[:, None] - x[None], axis=-1)),
        [[0.0, 0.0], [3.0, 4.0]],
        d=[[-1.2, -1.6], [1.2, 1.6]],
        source="each pair twice",
        atol=1e-15,
    ),
    point(
        "norm at 1e100(3, 4), to second order",
        norm,
        [3e100, 4e100],
        d=[0.6, 0.8],
        dd=[[1.28e-101, -9.6e-102], [-9.6e-102, 7.2e-102]],
        source="(1 - uuᵀ)/r",
    ),
    point(
        "norm at 1e-140(3, 4), to second order",
        norm,
        [3e-140, 4e-140],
        d=[0.6, 0.8],
        dd=[[1.28e139, -9.6e138], [-9.6e138, 7.2e138]],
        source="(1 - uuᵀ)/r",
    ),
]
