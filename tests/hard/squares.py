"""Squares of lengths where these are 0: smooth, though a length has a kink there."""

import numpy as np

from tests.hard.point import point

NAN = np.nan
LEAST = "least subgradient"
Z2 = np.zeros((2, 2))
norm = np.linalg.norm


def matern(r):
    s = np.sqrt(5) * r
    return (1 + s + s * s / 3) * np.exp(-s)


POINTS = [
    *(
        point(
            f"norm of order {p} squared at 0",
            lambda x, p=p: norm(x, p) ** 2,
            [0.0, 0.0],
            d=[0.0, 0.0],
            dd=Z2,
            source="by the chain rule, of 0: there is no second",
        )
        for p in (1.5, 3, 4)
    ),
    point(
        "norm of order 1 squared at 0",
        lambda x: norm(x, 1) ** 2,
        [0.0, 0.0],
        d=[0.0, 0.0],
        dd=[[2.0, np.nan], [np.nan, 2.0]],
        source="(|x| + |y|)²: x² along an axis, and no second derivative across",
    ),
    point(
        "norm of order inf squared at 0",
        lambda x: norm(x, np.inf) ** 2,
        [0.0, 0.0],
        d=[0.0, 0.0],
        dd=[[0.5, np.nan], [np.nan, 0.5]],
        source="the tied share their square: x²/4; no second derivative across",
    ),
    *(
        point(
            f"Matérn's covariance 5/2 of {name} at 0",
            lambda x, length=length: matern(length(x)),
            [0.0, 0.0],
            d=[0.0, 0.0],
            dd=-5 / 3 * np.eye(2),
            source="1 - 5r²/6 + ...: Rasmussen & Williams (2006), equation 4.17",
        )
        for name, length in {
            "hypot": lambda x: np.hypot(x[0], x[1]),
            "abs of complex": lambda x: np.abs(x[0] + 1j * x[1]),
            "norm": norm,
        }.items()
    ),
    point(
        "Matérn's covariance 5/2 of abs(x) at 0",
        lambda x: matern(np.abs(x)),
        0.0,
        d=0.0,
        dd=-5 / 3,
        source="1 - 5r²/6 + ...",
    ),
    point(
        "product of two norms at 0",
        lambda x: norm(x[:1]) * norm(x[1:]),
        [0.0, 0.0],
        d=[0.0, 0.0],
        dd=[[0.0, np.nan], [np.nan, 0.0]],
        source="|x| |y|: 0 along an axis, and no second derivative across",
    ),
    point(
        "hypot squared at (0, 0)",
        lambda x, y: np.hypot(x, y) ** 2,
        (0.0, 0.0),
        d=(0.0, 0.0),
        dd=((2.0, 0.0), (0.0, 2.0)),
        source="2x, 2",
    ),
    point(
        "Σ hypot(x, y) squared, one of three at (0, 0)",
        lambda x: np.sum(np.hypot(x, 2 * x[::-1]) ** 2),
        [0.0, 3.0, 0.0],
        d=[0.0, 30.0, 0.0],
        dd=10 * np.eye(3),
        source="x² + 4y², by entries",
        atol=1e-13,
    ),
    point(
        "Σ|fft(x)|² at 0",
        lambda x: np.sum(np.abs(np.fft.fft(x)) ** 2),
        [0.0, 0.0, 0.0],
        d=[0.0, 0.0, 0.0],
        dd=6 * np.eye(3),
        source="Parseval: n Σ x²",
        atol=1e-14,
    ),
    point(
        "norm of abs(fft(x)), squared, at 0",
        lambda x: norm(np.abs(np.fft.fft(x))) ** 2,
        [0.0, 0.0, 0.0],
        d=[0.0, 0.0, 0.0],
        dd=6 * np.eye(3),
        source="Parseval: n Σ x²",
        atol=1e-14,
    ),
    point(
        "norm of abs(x) with a zero",
        lambda x: norm(np.abs(x)),
        [0.0, 3.0, 4.0],
        d=[0.0, 0.6, 0.8],
        dd=[[0.2, 0.0, 0.0], [0.0, 0.128, -0.096], [0.0, -0.096, 0.072]],
        source="(1 - uuᵀ)/r",
        atol=1e-16,
    ),
    point(
        "norm of abs(x) at 0",
        lambda x: norm(np.abs(x)),
        [0.0, 0.0],
        d=[0.0, 0.0],
        dd=Z2,
        source=LEAST,
    ),
    point(
        "norms of the rows of hypot(x, y), squared",
        lambda x: np.sum(norm(np.hypot(x, x), axis=1, keepdims=True) ** 2),
        [[0.0, 0.0], [0.0, 2.0]],
        d=[[0.0, 0.0], [0.0, 8.0]],
        dd=4 * np.einsum("ij,kl->ikjl", np.eye(2), np.eye(2)),
        source="2x² by entries",
        atol=1e-14,
    ),
    point(
        "Σ|fft(x)|² where a coefficient is 0",
        lambda x: np.sum(np.abs(np.fft.rfft(x)[1:]) ** 2),
        [1.0, 3.0, 1.0, 3.0],
        d=[-8.0, 8.0, -8.0, 8.0],
        dd=[
            [4.0, -2.0, 0.0, -2.0],
            [-2.0, 4.0, -2.0, 0.0],
            [0.0, -2.0, 4.0, -2.0],
            [-2.0, 0.0, -2.0, 4.0],
        ],
        source="(x₀ - x₂)² + (x₁ - x₃)² + (x₀ - x₁ + x₂ - x₃)²",
        atol=1e-14,
    ),
    point(
        "std squared of equals",
        lambda x: np.std(x) ** 2,
        [0.1, 0.1, 0.1],
        d=[0.0, 0.0, 0.0],
        dd=(2 / 3) * (np.eye(3) - 1 / 3),
        source="var",
        atol=1e-16,
    ),
    point(
        "nanstd squared of equals and a gap",
        lambda x: np.nanstd(x) ** 2,
        [2.0, NAN, 2.0],
        d=[0.0, 0.0, 0.0],
        dd=[[0.5, 0.0, -0.5], [0.0, 0.0, 0.0], [-0.5, 0.0, 0.5]],
        source="var of the two",
    ),
    point(
        "hypot(x, y) @ itself at 0",
        lambda x: (lambda r: r @ r)(np.hypot(x, x)),
        [0.0, 3.0],
        d=[0.0, 12.0],
        dd=4 * np.eye(2),
        source="2x² by entries",
        atol=1e-14,
    ),
    point(
        "exp(-hypot(x, y)²) at (0, 0)",
        lambda x, y: np.exp(-(np.hypot(x, y) ** 2)),
        (0.0, 0.0),
        d=(0.0, 0.0),
        dd=((-2.0, 0.0), (0.0, -2.0)),
        source="1 - r²",
    ),
]
