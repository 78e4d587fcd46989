"""scipy.special.logsumexp, as SciPy has it, and its kin, at equals and infinities."""

import numpy as np
from scipy import special

from funcad.scipy import special as ours
from tests.hard.point import point

INF = np.inf
EVEN = [[0.25, -0.25], [-0.25, 0.25]]
SHARES = "p, and diag(p) - p pᵀ, of the shares p"
NONE = [[0.0, 0.0], [0.0, 0.0]]
P = 9.357622968839299e-14  # 1 / (1 + e³⁰)
TINY = 4.248354255291589e-18  # e⁻⁴⁰
E = np.e

POINTS = [
    point(
        "logsumexp of SciPy, equals", special.logsumexp, [0.0, 0.0], [0.5, 0.5], EVEN, source=SHARES
    ),
    point(
        "logsumexp of SciPy, equals far up",
        special.logsumexp,
        [1e300, 1e300],
        [0.5, 0.5],
        EVEN,
        source=SHARES,
    ),
    point(
        "logsumexp of SciPy, -inf alone",
        special.logsumexp,
        [-INF, -INF],
        [0.5, 0.5],
        EVEN,
        source=SHARES,
    ),
    point(
        "logsumexp of SciPy, inf twice",
        special.logsumexp,
        [INF, INF],
        [0.5, 0.5],
        EVEN,
        source=SHARES,
    ),
    point(
        "logsumexp of SciPy, one -inf",
        special.logsumexp,
        [-INF, 1.0],
        [0.0, 1.0],
        NONE,
        source=SHARES,
    ),
    point(
        "logsumexp of SciPy, one inf",
        special.logsumexp,
        [INF, 1.0],
        [1.0, 0.0],
        NONE,
        source=SHARES,
    ),
    point(
        "logsumexp of SciPy, 30 apart",
        special.logsumexp,
        [0.0, 30.0],
        [P, 0.9999999999999064],
        9.357622968838424e-14 * np.array([[1.0, -1.0], [-1.0, 1.0]]),
        source=SHARES,
    ),
    point(
        "logsumexp of SciPy, weights, equals",
        lambda x: special.logsumexp(x, b=np.array([1.0, 3.0])),
        [2.0, 2.0],
        [0.25, 0.75],
        [[3 / 16, -3 / 16], [-3 / 16, 3 / 16]],
        source=SHARES,
    ),
    point(
        "logsumexp of SciPy, weights, far apart",
        lambda x: special.logsumexp(x, b=np.array([1.0, 1.0])),
        [0.0, -40.0],
        [1.0, TINY],
        [[TINY, -TINY], [-TINY, TINY]],
        source=SHARES,
    ),
    point(
        "logsumexp of SciPy, weights, inf",
        lambda x: special.logsumexp(x, b=np.array([1.0, 2.0])),
        [INF, 0.0],
        [1.0, 0.0],
        source=SHARES,
    ),
    point(
        "logsumexp of SciPy, no weight far above",
        lambda x: special.logsumexp(x, b=np.array([0.5, 0.25, 0.0])),
        [0.0, 0.0, 1000.0],
        [2 / 3, 1 / 3, 0.0],
        [[2 / 9, -2 / 9, 0.0], [-2 / 9, 2 / 9, 0.0], [0.0, 0.0, 0.0]],
        source=SHARES,
    ),
    point(
        "logsumexp of SciPy, in weights of 0 and 1",
        lambda b: special.logsumexp(np.array([1.0, 2.0]), b=b),
        [0.0, 1.0],
        [1 / E, 1.0],
        [[-1 / E**2, -1 / E], [-1 / E, -1.0]],
        source="log(b₀ e + b₁ e²)",
    ),
    point(
        "logsumexp of SciPy, a mixture with weight 0",
        lambda p: special.logsumexp(np.zeros(2), b=np.stack([p, 1 - p])),
        0.0,
        d=0.0,
        dd=0.0,
        source="log(p + 1 - p)",
    ),
    point(
        "logsumexp of SciPy, a weight of 0 that would weigh too much",
        lambda b: special.logsumexp(np.array([1000.0, 0.0]), b=b),
        [0.0, 1.0],
        [INF, 1.0],
        source="e¹⁰⁰⁰ overflows",
    ),
    point(
        "softmax, a mask of -inf",
        lambda x: ours.softmax(np.where([True, True, False], x, -INF))[0],
        [0.0, 0.0, 5.0],
        [0.25, -0.25, 0.0],
        np.zeros((3, 3)),
        source="p(1 - p), and p(1 - p)(1 - 2p)",
    ),
    point(
        "log_softmax, far apart",
        lambda x: ours.log_softmax(x)[1],
        [1e4, -1e4],
        [-1.0, 1.0],
        NONE,
        source="1 - p",
    ),
]
