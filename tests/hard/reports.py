"""Points that users of JAX, PyTorch, autograd and warp reported, and programs built like them."""

import numpy as np
from scipy import special

from tests.hard.point import point


def _nested_products(t):
    x = np.reshape(np.stack([t, t + 1, 2 - t, t - 1, 2 * t + 1, t + 3]), (2, 3))
    return np.sum(np.cumprod(x, axis=-1) * np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]))


def _polar(a):
    u, _, vt = np.linalg.svd(a)
    return (u @ vt)[0, 1]


def _rebuilt_norm(a):
    u, s, vt = np.linalg.svd(a, full_matrices=False)
    return np.linalg.norm((u * s) @ vt)


def _rank_one(a):
    u, s, vt = np.linalg.svd(a, full_matrices=False)
    return np.sum((u[:, :1] * s[:1]) @ vt[:1])


def _last_written(x):
    y = 0 * x
    y[[0, 0]] = x[:2]
    return np.sum(y**2)


def _pinv_of_row(t):
    return np.linalg.pinv(np.array([[1.0, 0.0, 0.0]]) + t * np.array([[0.0, 1.0, 0.0]]))[0, 0]


def _moving_column(t):
    a = np.array([[1.0], [0.0]]) + t * np.array([[0.0], [1.0]])
    return np.linalg.lstsq(a, np.array([2.0, 3.0]), rcond=None)[0][0]


def _distances(x):
    return np.sum(np.linalg.norm(x[:, None] - x[None], axis=-1))


def _first_of_normalised(x):
    return ((x - np.mean(x)) / (np.std(x) + 1.0))[0]


POINTS = [
    point(
        "cumprod of rows with a zero, nested",
        _nested_products,
        1.0,
        d=101.0,
        dd=144.0,
        source="t + 2t(t+1) + 3t(t+1)(2-t) + 4(t-1) + 5(t-1)(2t+1) + 6(t-1)(2t+1)(t+3); "
        "pytorch/pytorch#196701",
    ),
    point(
        "prod of (2, 3, 0, 0)",
        np.prod,
        [2.0, 3.0, 0.0, 0.0],
        d=np.zeros(4),
        dd=np.pad(6 * np.eye(2)[::-1], (2, 0)),
        source="x0 x1 is all that is left; pytorch/pytorch#106789",
    ),
    point(
        "power(23, 0), both arguments",
        np.power,
        (23.0, 0.0),
        d=(0.0, np.log(23.0)),
        dd=((0.0, 1 / 23), (1 / 23, np.log(23.0) ** 2)),
        source="y x^(y-1), log x; jax-ml/jax#12033",
    ),
    point(
        "orthogonal factor of a rotation through its svd",
        _polar,
        [[0.0, -1.0], [1.0, 0.0]],
        d=np.zeros((2, 2)),
        source="Q Omega, Omega the skew part of Q'dA; NVIDIA/warp#1831",
        atol=1e-12,
    ),
    point(
        "norm of the matrix rebuilt from its svd, equal values",
        _rebuilt_norm,
        np.diag([1.0, 1.0, 2.0, 3.0]),
        d=np.diag([1.0, 1.0, 2.0, 3.0]) / np.sqrt(15.0),
        source="A/|A|; jax-ml/jax#8732",
        atol=1e-12,
    ),
    point(
        "largest singular value of ones",
        lambda a: np.linalg.svd(a, full_matrices=False)[1][0],
        np.ones((5, 5)),
        d=np.ones((5, 5)) / 5,
        source="u v'; jax-ml/jax#2311",
        atol=1e-12,
    ),
    point(
        "best approximation of rank 1 at rank 1",
        _rank_one,
        np.diag([2.0, 0.0, 0.0]),
        d=np.array([[1.0, 1.0, 1.0], [1.0, 0.0, 0.0], [1.0, 0.0, 0.0]]),
        source="dA - (1 - uu')dA(1 - vv')",
        atol=1e-12,
    ),
    point(
        "logaddexp of -inf twice, and x",
        lambda x: np.logaddexp(np.logaddexp(-np.inf, -np.inf), x),
        2.0,
        d=1.0,
        dd=0.0,
        source="it is x; pytorch/pytorch#49724",
    ),
    point(
        "arctan2(a, a) at 0, not selected",
        lambda x: np.where(x == 0, 0.0, np.arctan2(x, x)),
        [3.0, 0.0, -5.0],
        d=np.zeros((3, 3)),
        source="constant on both sides; jax-ml/jax#1052",
    ),
    point(
        "distances of all pairs, themselves included",
        _distances,
        [[0.0, 0.0], [3.0, 4.0]],
        d=np.array([[-1.2, -1.6], [1.2, 1.6]]),
        source="2(x - y)/|x - y|, and 0 at 0",
    ),
    point(
        "first of normalised equal numbers",
        _first_of_normalised,
        [2.0, 2.0],
        d=np.array([0.5, -0.5]),
        source="1 - 1/n, -1/n over a deviation of 1",
    ),
    point(
        "powers 0 to 4 at 0",
        lambda x: np.sum(np.power(x, np.arange(5.0))),
        0.0,
        d=1.0,
        dd=2.0,
        source="1 + x + x^2 + ...",
    ),
    point(
        "vander at 0",
        lambda x: np.sum(np.vander(x, 3)),
        [0.0, 1.0],
        d=np.array([1.0, 3.0]),
        dd=np.diag([2.0, 2.0]),
        source="x^2 + x + 1",
    ),
    point(
        "two values written to one place",
        _last_written,
        [1.0, 2.0, 3.0],
        d=np.array([0.0, 4.0, 0.0]),
        dd=np.diag([0.0, 2.0, 0.0]),
        source="the last stays",
    ),
    point(
        "pinv of a row that turns",
        _pinv_of_row,
        0.0,
        d=0.0,
        dd=-2.0,
        source="1/(1 + t^2)",
    ),
    point(
        "lstsq with a residual, column that turns",
        _moving_column,
        0.0,
        d=3.0,
        dd=-4.0,
        source="(2 + 3t)/(1 + t^2)",
    ),
    point(
        "kl_div(0, y) at 0",
        lambda y: special.kl_div(0.0, y),
        0.0,
        d=1.0,
        dd=0.0,
        source="kl_div(0, y) = y",
    ),
    point(
        "multinomial with no counts of probability 0",
        lambda p: np.sum(special.xlogy(np.array([0.0, 2.0]), p)),
        [0.0, 0.5],
        d=np.array([0.0, 4.0]),
        dd=np.diag([0.0, -8.0]),
        source="2 log p1",
    ),
    point(
        "average in its weights",
        lambda w: np.average(np.array([1.0, 3.0]), weights=w),
        [1.0, 1.0],
        d=np.array([-0.5, 0.5]),
        dd=np.array([[0.5, 0.0], [0.0, -0.5]]),
        source="(w0 + 3 w1)/(w0 + w1)",
    ),
    point(
        "maximum of reduceat with a tie",
        lambda x: np.maximum.reduceat(x, [0, 2]),
        [1.0, 1.0, 0.0, 3.0],
        d=np.array([[0.5, 0.5, 0.0, 0.0], [0.0, 0.0, 0.0, 1.0]]),
        source="ties split evenly",
    ),
    point(
        "pad with the maximum of a tie",
        lambda x: np.sum(np.pad(x, (0, 1), mode="maximum")),
        [1.0, 1.0],
        d=np.array([1.5, 1.5]),
        source="ties split evenly",
    ),
]
