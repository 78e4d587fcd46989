"""Softmax and log-sum-exp, as users write them with a shift and as reductions of logaddexp."""

import math

import mpmath as mp
import numpy as np

from tests.hard.point import exact, point

INF = np.inf


def logsumexp(x):
    top = np.max(x)
    return top + np.log(np.sum(np.exp(x - top)))


def softmax(x):
    e = np.exp(x - np.max(x))
    return e / np.sum(e)


def log_softmax(x):
    return x - logsumexp(x)


def softmax_slope(p):
    p = np.asarray(p)
    return np.diag(p) - np.outer(p, p)


UP, DOWN = exact(lambda: mp.exp(-30) / (1 + mp.exp(-30))), exact(lambda: 1 / (1 + mp.exp(-30)))

POINTS = [
    point(
        "logsumexp at ±1e300",
        logsumexp,
        [1e300, -1e300],
        d=[1.0, 0.0],
        dd=np.zeros((2, 2)),
        source="softmax",
    ),
    point(
        "logsumexp of equals",
        logsumexp,
        [1e4, 1e4],
        d=[0.5, 0.5],
        dd=softmax_slope([0.5, 0.5]),
        source="softmax",
        atol=1e-16,
    ),
    point(
        "logsumexp, 30 apart",
        logsumexp,
        [0.0, 30.0],
        d=[UP, DOWN],
        dd=softmax_slope([UP, DOWN]),
        source="softmax",
        rtol=1e-9,
        atol=1e-15,
    ),
    point(
        "logsumexp with a -inf",
        logsumexp,
        [0.0, -INF],
        d=[1.0, 0.0],
        dd=np.zeros((2, 2)),
        source="softmax",
    ),
    point("logsumexp of one", logsumexp, [-1e5], d=[1.0], dd=[[0.0]], source="x"),
    point(
        "logaddexp.reduce with -inf",
        np.logaddexp.reduce,
        [-INF, 1.0, -INF],
        d=[0.0, 1.0, 0.0],
        source="softmax",
    ),
    point(
        "logaddexp.reduce of equals",
        np.logaddexp.reduce,
        [7.0, 7.0],
        d=[0.5, 0.5],
        dd=softmax_slope([0.5, 0.5]),
        source="softmax",
        atol=1e-16,
    ),
    point("softmax at ±1e300", softmax, [1e300, -1e300], d=np.zeros((2, 2)), source="p - pp"),
    point(
        "softmax of equals", softmax, [1e300, 1e300], d=softmax_slope([0.5, 0.5]), source="p - pp"
    ),
    point(
        "softmax with a -inf",
        softmax,
        [0.0, -INF, 0.0],
        d=softmax_slope([0.5, 0.0, 0.5]),
        source="p - pp",
    ),
    point(
        "softmax, 30 apart",
        softmax,
        [0.0, 30.0],
        d=softmax_slope([UP, DOWN]),
        source="p - pp",
        atol=1e-28,
        rtol=1e-2,
    ),
    point(
        "log_softmax at ±1e300",
        log_softmax,
        [1e300, -1e300],
        d=[[0.0, 0.0], [-1.0, 1.0]],
        source="1 - p",
    ),
    point(
        "logaddexp.reduce of -inf alone",
        np.logaddexp.reduce,
        [-INF, -INF],
        d=[0.5, 0.5],
        dd=softmax_slope([0.5, 0.5]),
        source="shares of equals are equal",
    ),
    point(
        "logaddexp.reduce with inf",
        np.logaddexp.reduce,
        [INF, 1.0, -INF],
        d=[1.0, 0.0, 0.0],
        dd=np.zeros((3, 3)),
        source="shares",
    ),
    point(
        "logaddexp2.reduce of equals, far up",
        np.logaddexp2.reduce,
        [1e300, 1e300],
        d=[0.5, 0.5],
        dd=softmax_slope([0.5, 0.5]) * math.log(2),
        source="shares",
    ),
    point(
        "logaddexp.reduce, 30 apart",
        np.logaddexp.reduce,
        [0.0, 30.0],
        d=[9.357622968839299e-14, 0.9999999999999064],
        dd=9.357622968838424e-14 * np.array([[1.0, -1.0], [-1.0, 1.0]]),
        source="1/(1 + e³⁰), and p(1 - p)",
    ),
]
