"""Averages, covariances, correlations, histograms and running products where they are delicate."""

import numpy as np

from tests.hard.point import point

NAN, INF = np.nan, np.inf
OTHERS = "the product of the other factors"
FOLLOWS = "edges follow the smallest and the largest entry"


def zero(*shape):
    return np.zeros(shape)


def running(x):
    """∂(x₀ … x_k)/∂x_i: the product of the others of the first k + 1."""
    x = np.array(x)
    n = len(x)
    return [
        [np.prod(np.delete(x[: k + 1], i)) if i <= k else 0.0 for i in range(n)] for k in range(n)
    ]


def cumprod(name, x):
    return point(f"cumprod of {name}", np.cumprod, x, d=running(x), source=OTHERS)


def last_of_cumprod(name, x):
    n = len(x)
    x = np.array(x)
    dd = [[0.0 if i == j else np.prod(np.delete(x, [i, j])) for j in range(n)] for i in range(n)]
    return point(
        f"the end of cumprod of {name}",
        lambda x: np.cumprod(x)[-1],
        list(x),
        d=running(x)[-1],
        dd=dd,
        source=OTHERS,
    )


FACTORS = {
    "one zero": [2.0, 0.0, 3.0],
    "a zero first": [0.0, 2.0, 3.0],
    "a zero last": [2.0, 3.0, 0.0],
    "two zeros": [2.0, 0.0, 0.0, 5.0],
    "two zeros apart": [0.0, 3.0, 0.0, 5.0],
    "zeros alone": [0.0, 0.0, 0.0],
    "five": [1.0, -2.0, 3.0, 0.5, 4.0],
    "a single zero": [0.0],
}
COUNTS = np.array([0.5, 1.5, 1.75])

POINTS = [
    *(cumprod(name, x) for name, x in FACTORS.items()),
    *(last_of_cumprod(name, x) for name, x in FACTORS.items()),
    point("cumprod of none", np.cumprod, zero(0), d=zero(0, 0), source="no entries"),
    point("cumsum of infinities", np.cumsum, [INF, -INF], d=[[1.0, 0], [1, 1]], source="1"),
    point("cumsum of none", np.cumsum, zero(0), d=zero(0, 0), source="no entries"),
    point("diff of equals", np.diff, [2.0, 2.0], d=[[-1.0, 1]], source="±1"),
    point("diff of a single entry", np.diff, [2.0], d=zero(0, 1), source="no entries"),
    point(
        "average at a weight of 0",
        lambda x, w: np.average(x, weights=w),
        ([1.0, 4.0], [2.0, 0.0]),
        d=([1.0, 0], [0.0, 1.5]),
        dd=(
            (zero(2, 2), [[0.0, -0.5], [0, 0.5]]),
            ([[0.0, 0], [-0.5, 0.5]], [[0.0, -0.75], [-0.75, -1.5]]),
        ),
        source="w/W, (x - a)/W",
    ),
    point(
        "average of equals in the weights",
        lambda w: np.average(np.array([3.0, 3.0]), weights=w),
        [1.0, 3.0],
        d=[0.0, 0],
        dd=zero(2, 2),
        source="(x - a)/W",
    ),
    point(
        "average of one",
        lambda x, w: np.average(x, weights=w),
        ([3.0], [2.0]),
        d=([1.0], [0.0]),
        dd=(([[0.0]], [[0.0]]), ([[0.0]], [[0.0]])),
        source="x",
        atol=1e-16,
    ),
    point(
        "average with negative weights",
        lambda x: np.average(x, weights=[2.0, -1.0]),
        [1.0, 4.0],
        d=[2.0, -1],
        dd=zero(2, 2),
        source="w/W",
    ),
    point(
        "variance by cov of equals",
        np.cov,
        [2.0, 2.0, 2.0],
        d=[0.0, 0, 0],
        dd=np.eye(3) - 1 / 3,
        source="2(x - m)/(n - 1)",
        atol=1e-15,
    ),
    point(
        "cov of a constant and a line",
        lambda x: np.cov(x)[0, 1],
        [[2.0, 2.0, 2.0], [0.0, 1.0, 2.0]],
        d=[[-0.5, 0, 0.5], [0, 0, 0]],
        source="(y - mean)/(n - 1)",
        atol=1e-16,
    ),
    point(
        "cov of x with itself",
        lambda x: np.cov(x, x)[0, 1],
        [1.0, 3.0],
        d=[-2.0, 2],
        dd=[[1.0, -1], [-1, 1]],
        source="the variance",
    ),
    point("cov of one observation", np.cov, [2.0], d=[NAN], source="0/0"),
    point(
        "corrcoef of proportional rows",
        lambda x: np.corrcoef(x)[0, 1],
        [[1.0, 2.0, 4.0], [2.0, 4.0, 8.0]],
        d=zero(2, 3),
        source="1 is its maximum",
        atol=1e-15,
    ),
    point(
        "corrcoef of opposite rows",
        lambda x: np.corrcoef(x)[0, 1],
        [[1.0, 2.0, 4.0], [-1.0, -2.0, -4.0]],
        d=zero(2, 3),
        source="-1 is its minimum",
        atol=1e-15,
    ),
    point(
        "corrcoef of uncorrelated rows",
        lambda x: np.corrcoef(x)[0, 1],
        [[-1.0, 1.0, -1.0, 1.0], [-1.0, -1.0, 1.0, 1.0]],
        d=np.array([[-1.0, -1, 1, 1], [-1, 1, -1, 1]]) / 4,
        source="the other row/n",
        atol=1e-16,
    ),
    point(
        "corrcoef with a constant row",
        lambda x: np.corrcoef(x)[0, 1],
        [[2.0, 2.0], [0.0, 1.0]],
        d=np.full((2, 2), NAN),
        source="0/0",
    ),
    point("corrcoef of one row", np.corrcoef, [1.0, 2.0], d=[0.0, 0], source="1", atol=1e-16),
    point(
        "histogram edges",
        lambda x: np.histogram(x, 2)[1],
        [3.0, 1.0, 5.0],
        d=[[0.0, 1, 0], [0, 0.5, 0.5], [0, 0, 1]],
        source=FOLLOWS,
    ),
    point(
        "histogram edges of equals",
        lambda x: np.histogram(x, 2)[1],
        [2.0, 2.0],
        d=[[0.5, 0.5]] * 3,
        source="a tie is shared; the width is held at 1",
    ),
    point(
        "histogram with weights, at an edge",
        lambda w: np.histogram([0.0, 1.0, 2.0], [0.0, 1, 2], weights=w)[0],
        [1.0, 2.0, 3.0],
        d=[[1.0, 0, 0], [0, 1, 1]],
        source="bins are closed on the left",
    ),
    point(
        "histogram with weights, outside",
        lambda w: np.histogram([-1.0, NAN, 0.5], [0.0, 1], weights=w)[0],
        [1.0, 2.0, 3.0],
        d=[[0.0, 0, 1]],
        source="counts nowhere",
    ),
    point(
        "histogram, density in the weights",
        lambda w: np.histogram(COUNTS, [0.0, 1, 2], weights=w, density=True)[0][0],
        [1.0, 1.0, 2.0],
        d=[3 / 16, -1 / 16, -1 / 16],
        dd=[[-6 / 64, -2 / 64, -2 / 64], [-2 / 64, 2 / 64, 2 / 64], [-2 / 64, 2 / 64, 2 / 64]],
        source="w₀/W",
    ),
    point(
        "histogram, density in the entries",
        lambda x: np.histogram(x, 1, density=True)[0],
        [0.0, 2.0, 1.0],
        d=[[0.25, -0.25, 0]],
        source="1/(max - min)",
    ),
    point(
        "histogram, density of equals",
        lambda x: np.histogram(x, 1, density=True)[0],
        [2.0, 2.0],
        d=[[0.0, 0]],
        source="the width is held at 1",
    ),
    point(
        "counts of a histogram, times x",
        lambda x: x * np.histogram(x, [0.0, 1, 2])[0],
        [1.0, 0.5],
        d=np.eye(2),
        source="counts are held",
    ),
    point(
        "bincount with an empty bin",
        lambda w: np.bincount([2, 0, 2], w),
        [1.0, 2.0, 3.0],
        d=[[0.0, 1, 0], [0, 0, 0], [1, 0, 1]],
        source="sums of weights",
    ),
    point(
        "bincount of none",
        lambda w: np.bincount(np.zeros(0, int), w, minlength=2),
        zero(0),
        d=zero(2, 0),
        source="no entries",
    ),
    point(
        "pad by the maximum of ties",
        lambda x: np.pad(x, (0, 1), "maximum")[-1],
        [3.0, 3.0],
        d=[0.5, 0.5],
        dd=zero(2, 2),
        source="ties share evenly",
    ),
    point(
        "pad by the median of ties",
        lambda x: np.pad(x, (1, 0), "median")[0],
        [3.0, 3.0, 1.0],
        d=[0.5, 0.5, 0],
        dd=zero(3, 3),
        source="ties share evenly",
    ),
    point(
        "pad, odd reflection of infinity",
        lambda x: np.pad(x, (1, 0), "reflect", reflect_type="odd"),
        [1.0, 2.0, INF],
        d=[[2.0, -1, 0], [1, 0, 0], [0, 1, 0], [0, 0, 1]],
        source="2x₀ - x₁",
    ),
    point(
        "pad, wrapped twice, summed",
        lambda x: np.sum(np.pad(x, 3, "wrap") ** 2),
        [1.0, 2.0],
        d=[8.0, 16],
        dd=8 * np.eye(2),
        source="four of each",
    ),
]
