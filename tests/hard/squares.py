"""Squares of lengths where these are 0: smooth, though a length has a kink there."""

import numpy as np

from tests.hard.point import point

NAN = np.nan
LEAST = "least subgradient"
Z2 = np.zeros((2, 2))
norm = np.linalg.norm

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
        for p in (1, 1.5, 3, 4, np.inf)
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
