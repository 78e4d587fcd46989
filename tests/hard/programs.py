"""What users write with plain NumPy: standardising, similarities, losses, polynomials."""

import math

import mpmath as mp
import numpy as np

from tests.hard.point import exact, point

INF, NAN = np.inf, np.nan
CLOSED = "closed form, mpmath"


def standardised(x):
    return (x - np.mean(x)) / np.std(x)


def cosine(x, y):
    return x @ y / (np.linalg.norm(x) * np.linalg.norm(y))


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def huber(x):
    a = np.abs(x)
    return np.where(a <= 1, 0.5 * x * x, a - 0.5)


def log_loss(p, y):
    return -(y * np.log(p) + (1 - y) * np.log(1 - p))


def half_normal(x):
    return -0.5 * x * x + np.log(x >= 0)


V, W = np.array([1.0, 2.0]), np.array([2.0, 4.0])
ACROSS = np.array([[0.8, -0.4], [-0.4, 0.2]])  # 1 - uuᵀ for u along V

POINTS = [
    point(
        "sigmoid at 40",
        sigmoid,
        40.0,
        d=exact(lambda: mp.exp(-40) / (1 + mp.exp(-40)) ** 2),
        source=CLOSED,
    ),
    point(
        "sigmoid at -800",
        sigmoid,
        -800.0,
        d=NAN,
        source="it is 0, but ∞/∞² as written: scipy.special.expit has it",
    ),
    point(
        "sigmoid by tanh at 800",
        lambda x: 0.5 * (1 + np.tanh(x / 2)),
        800.0,
        d=0.0,
        dd=0.0,
        source="underflows",
    ),
    point(
        "standardised constant",
        standardised,
        [2.0, 2.0],
        d=np.full((2, 2), NAN),
        source="0/0: the deviation vanishes",
    ),
    point(
        "std of a constant",
        np.std,
        [2.0, 2.0, 2.0],
        d=[0.0, 0.0, 0.0],
        dd=np.zeros((3, 3)),
        source="least subgradient",
    ),
    point(
        "std of a constant whose mean is rounded",
        np.std,
        [0.1, 0.1, 0.1],
        d=[0.0, 0.0, 0.0],
        dd=np.zeros((3, 3)),
        source="least subgradient",
    ),
    point(
        "std of rows, one of them constant",
        lambda x: np.sum(np.std(x, axis=1)),
        [[0.1, 0.1, 0.1], [1.0, 3.0, 2.0]],
        d=[[0.0, 0.0, 0.0], [-1 / math.sqrt(6), 1 / math.sqrt(6), 0.0]],
        source="d/(n σ)",
        atol=1e-16,
    ),
    point(
        "var of a constant",
        np.var,
        [2.0, 2.0],
        d=[0.0, 0.0],
        dd=[[0.5, -0.5], [-0.5, 0.5]],
        source="quadratic",
    ),
    point("std of one", np.std, [2.0], d=[0.0], dd=[[0.0]], source="constant 0"),
    point(
        "cosine similarity, parallel",
        cosine,
        (V, W),
        d=([0.0, 0.0], [0.0, 0.0]),
        dd=((-ACROSS / 5, ACROSS / 10), (ACROSS / 10, -ACROSS / 20)),
        source="the maximum 1",
        atol=1e-15,
    ),
    point(
        "cosine similarity, opposite",
        cosine,
        (V, -W),
        d=([0.0, 0.0], [0.0, 0.0]),
        source="the minimum -1",
        atol=1e-15,
    ),
    point(
        "cosine similarity, orthogonal",
        cosine,
        (np.array([1.0, 0.0]), np.array([0.0, 2.0])),
        d=([0.0, 1.0], [0.5, 0.0]),
        source="y/(|x||y|)",
    ),
    point("cosine similarity with 0", cosine, (V, 0 * V), d=([NAN, NAN], [NAN, NAN]), source="0/0"),
    point("Huber loss at its joint", huber, 1.0, d=1.0, dd=1.0, source="x, the branch taken"),
    point("Huber loss at 0", huber, 0.0, d=0.0, dd=1.0, source="x, 1"),
    point(
        "relu by np.maximum at 0",
        lambda x: np.maximum(0.0, x),
        0.0,
        d=0.5,
        dd=0.0,
        source="ties share evenly",
    ),
    point("relu by a product at 0", lambda x: x * (x > 0), 0.0, d=0.0, dd=0.0, source="the mask"),
    point(
        "swish at -750",
        lambda x: x * np.exp(-np.logaddexp(0, -x)),
        -750.0,
        d=0.0,
        dd=0.0,
        source="underflows",
        atol=1e-300,
    ),
    point(
        "log-loss at p = y = 1",
        lambda p: log_loss(p, 1.0),
        1.0,
        d=NAN,
        source="0 · ∞ as written: scipy.special.xlogy has it",
    ),
    point("log-loss at p = 1/2", lambda p: log_loss(p, 1.0), 0.5, d=-2.0, dd=4.0, source="-1/p"),
    point(
        "logistic loss at 1000",
        lambda x: np.logaddexp(0, -x),
        1000.0,
        d=0.0,
        dd=0.0,
        source="underflows",
    ),
    point(
        "logistic loss at -1000",
        lambda x: np.logaddexp(0, -x),
        -1000.0,
        d=-1.0,
        dd=0.0,
        source="-1",
    ),
    point(
        "log1p(exp(x)) at -40",
        lambda x: np.log1p(np.exp(x)),
        -40.0,
        d=exact(lambda: 1 / (1 + mp.exp(40))),
        dd=exact(lambda: mp.exp(-40) / (1 + mp.exp(-40)) ** 2),
        source=CLOSED,
    ),
    point(
        "gaussian far out",
        lambda x: np.exp(-0.5 * x**2),
        40.0,
        d=0.0,
        atol=1e-300,
        source="underflows",
    ),
    point(
        "log of a far gaussian",
        lambda x: np.log(np.exp(-0.5 * x**2)),
        40.0,
        d=NAN,
        source="it is -40, but log 0 as written",
    ),
    point(
        "log-cosh at 800",
        lambda x: np.log(np.cosh(x)),
        800.0,
        d=NAN,
        source="it is 1, but ∞/∞ as written",
    ),
    point(
        "log-cosh, stable, at 800",
        lambda x: np.logaddexp(x, -x) - math.log(2),
        800.0,
        d=1.0,
        dd=0.0,
        source="tanh x",
    ),
    point(
        "log-cosh, stable, at 0",
        lambda x: np.logaddexp(x, -x) - math.log(2),
        0.0,
        d=0.0,
        dd=1.0,
        source="tanh x, sech² x",
    ),
    point(
        "polynomial by powers at 0",
        lambda x: np.sum(np.arange(1.0, 4.0) * x ** np.arange(3)),
        0.0,
        d=2.0,
        dd=6.0,
        source="2 + 6x",
    ),
    point(
        "Vandermonde row at 0", lambda x: x ** np.arange(3), 0.0, d=[0.0, 1.0, 0.0], source="n xⁿ⁻¹"
    ),
    point(
        "geometric mean with a 0",
        lambda x: np.prod(x) ** 0.5,
        [0.0, 4.0],
        d=[INF, 0.0],
        source="√(xy): ∞ along x; constant along y",
    ),
    point(
        "x**2 - y**2 near equals",
        lambda x, y: x**2 - y**2,
        (1e154, 1e154),
        d=(2e154, -2e154),
        dd=((2.0, 0.0), (0.0, -2.0)),
        source="2x, -2y",
    ),
    point(
        "rms of zeros",
        lambda x: np.sqrt(np.mean(x**2)),
        [0.0, 0.0],
        d=[0.0, 0.0],
        source="a length over √n: the least subgradient",
    ),
    point(
        "angle between equal unit vectors",
        lambda x: np.arccos(x @ np.array([1.0, 0.0])),
        [1.0, 0.0],
        d=[-INF, 0.0],
        source="constant across",
    ),
    point(
        "mean of nothing masked",
        lambda x: np.sum(x * 0) / np.sum(x != 9),
        [1.0, 2.0],
        d=[0.0, 0.0],
        source="0",
    ),
]
