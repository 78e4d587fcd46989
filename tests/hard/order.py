"""Medians, quantiles and sorting at ties, on knots and with infinite entries."""

import numpy as np

from tests.hard.point import point

NAN, INF = np.nan, np.inf
EVEN = "ties share evenly"
STABLE = "equal entries keep their order"
STEPS = "constant between its steps"
KNOT = "on a knot the slope to the right"
X = [8.0, 1.0, 4.0, 2.0]  # sorted 1, 2, 4, 8
SORTED = np.eye(4)[[1, 3, 2, 0]]


def zero(n):
    return np.zeros((n, n))


def at_q(name, q, d, **options):
    """The derivative in q, with the entries fixed."""
    return point(
        f"quantile in q, {name}",
        lambda q: np.quantile(np.array(X), q, **options),
        q,
        d=d,
        dd=0.0,
        source=options.pop("source", "slope of the interpolation")
        if False
        else "slope of the interpolation",
    )


def in_x(name, x, d, f=np.median, source=EVEN):
    return point(name, f, x, d=d, dd=zero(len(x)), source=source, atol=1e-16)


POINTS = [
    in_x("median of an odd number", [5.0, 1.0, 3.0], [0.0, 0, 1], source="the middle"),
    in_x(
        "median of an even number", [5.0, 1.0, 3.0, 4.0], [0, 0, 0.5, 0.5], source="the middle two"
    ),
    in_x("median, both middle ones tied", [2.0, 2.0, 1.0, 9.0], [0.5, 0.5, 0, 0]),
    in_x("median, a tie beyond the middle", [2.0, 2.0, 2.0, 1.0, 9.0], [1 / 3] * 3 + [0, 0]),
    in_x("median, lower middle tied", [1.0, 1.0, 3.0, 9.0], [0.25, 0.25, 0.5, 0]),
    in_x("median of equals", [7.0] * 4, [0.25] * 4),
    in_x("median of one", [7.0], [1.0], source="x"),
    in_x("median of 0 and -0", [0.0, -0.0, 0.0], [1 / 3] * 3),
    point(
        "median with an infinite end",
        np.median,
        [INF, 1.0, 2.0],
        d=[0.0, 0, 1],
        source="the middle",
    ),
    point("median of infinities and one", np.median, [INF, INF, 1.0], d=[0.5, 0.5, 0], source=EVEN),
    point(
        "median with a nan",
        np.median,
        [1.0, NAN, 2.0],
        d=[0.0, 1, 0],
        source="the NaN is the median",
    ),
    point(
        "median over an axis with ties",
        lambda x: np.median(x, axis=0),
        [[1.0, 4.0], [1.0, 6.0]],
        d=[[[0.5, 0], [0.5, 0]], [[0, 0.5], [0, 0.5]]],
        source=EVEN,
    ),
    point(
        "median squared",
        lambda x: np.median(x) ** 2,
        [1.0, 3.0],
        d=[2.0, 2],
        dd=[[0.5] * 2] * 2,
        source="2m/2, 2/4",
    ),
    point("median of none", np.median, np.zeros(0), d=np.zeros(0), source="no entries"),
    in_x(
        "mean absolute deviation from the median at it",
        [1.0, 2.0, 4.0],
        [-1 / 3, 0, 1 / 3],
        lambda x: np.mean(np.abs(x - np.median(x))),
        source="Σ sign(x - m)(e - ∂m)/n",
    ),
    in_x("quantile 0", X, [0.0, 1, 0, 0], lambda x: np.quantile(x, 0.0), source="the least"),
    in_x("quantile 1", X, [1.0, 0, 0, 0], lambda x: np.quantile(x, 1.0), source="the largest"),
    in_x(
        "quantile on a knot",
        [8.0, 1.0, 4.0],
        [0.0, 0, 1],
        lambda x: np.quantile(x, 0.5),
        source="an entry",
    ),
    in_x("quantile between ties", [1.0, 5.0, 1.0], [0.5, 0, 0.5], lambda x: np.quantile(x, 0.25)),
    in_x(
        "quantile beside a tie", [1.0, 5.0, 1.0], [0.25, 0.5, 0.25], lambda x: np.quantile(x, 0.75)
    ),
    in_x("quantile of one", [3.0], [1.0], lambda x: np.quantile(x, 0.3), source="x"),
    in_x(
        "many quantiles of equals, summed",
        [3.0, 3.0],
        [5.5, 5.5],
        lambda x: np.sum(np.quantile(x, np.linspace(0, 1, 11))),
    ),
    *(
        in_x(
            f"quantile, {method}, at 0.3",
            X,
            d,
            lambda x, m=method: np.quantile(x, 0.3, method=m),
            source="Hyndman & Fan 1996",
        )
        for method, d in (
            ("inverted_cdf", [0.0, 0, 0, 1]),  # n q = 1.2
            ("averaged_inverted_cdf", [0.0, 0, 0, 1]),
            ("closest_observation", [0.0, 1, 0, 0]),
            ("interpolated_inverted_cdf", [0.0, 0.8, 0, 0.2]),
            ("hazen", [0.0, 0.3, 0, 0.7]),  # n q + 1/2 = 1.7
            ("weibull", [0.0, 0.5, 0, 0.5]),  # (n + 1) q = 1.5
            ("linear", [0.0, 0.1, 0, 0.9]),  # (n - 1) q + 1 = 1.9
            ("median_unbiased", [0.0, 0.3666666666666667, 0, 0.6333333333333333]),
            ("normal_unbiased", [0.0, 0.35, 0, 0.65]),
            ("lower", [0.0, 1, 0, 0]),
            ("higher", [0.0, 0, 0, 1]),
            ("midpoint", [0.0, 0.5, 0, 0.5]),
            ("nearest", [0.0, 0, 0, 1]),
        )
    ),
    point(
        "averaged_inverted_cdf on a step",
        lambda x: np.quantile(x, 0.25, method="averaged_inverted_cdf"),
        X,
        d=[0.0, 0.5, 0, 0.5],
        source="Hyndman & Fan 1996",
    ),
    at_q("inside", 0.2, 3.0),
    at_q("on a knot", 0.0, 3.0),
    at_q("at its end", 1.0, 12.0),
    at_q("hazen", 0.5, 8.0, method="hazen"),
    at_q("weibull, inside", 0.3, 5.0, method="weibull"),
    at_q("weibull, below the first", 0.1, 0.0, method="weibull"),
    at_q("weibull, above the last", 0.9, 0.0, method="weibull"),
    *(
        at_q(f"{method}", 0.4, 0.0, method=method)
        for method in ("inverted_cdf", "lower", "higher", "nearest", "midpoint")
    ),
    point(
        "percentile in q",
        lambda q: np.percentile(np.array(X), q),
        90.0,
        d=0.12,
        dd=0.0,
        source="3 · 4 / 100",
    ),
    point(
        "quantile in both",
        lambda x, q: np.quantile(x, q),
        ([1.0, 3.0], 0.25),
        d=([0.75, 0.25], 2.0),
        dd=((zero(2), [-1.0, 1]), ([-1.0, 1], 0.0)),
        source="(1 - q) a + q b",
    ),
    point(
        "quantile by weights",
        lambda x, w: np.quantile(x, 0.5, weights=w, method="inverted_cdf"),
        ([1.0, 5.0, 3.0], [1.0, 1.0, 1.5]),
        d=([0.0, 0, 1], [0.0, 0, 0]),
        dd=((zero(3), zero(3)), (zero(3), zero(3))),
        source=STEPS,
    ),
    point("sort of distinct", np.sort, X, d=SORTED, source="a permutation"),
    point("sort of ties", np.sort, [2.0, 1.0, 2.0], d=np.eye(3)[[1, 0, 2]], source=STABLE),
    point("sort of equals", np.sort, [2.0, 2.0], d=np.eye(2), source=STABLE),
    point(
        "sort with nan and infinities",
        np.sort,
        [NAN, INF, -INF],
        d=np.eye(3)[[2, 1, 0]],
        source="NaN goes last",
    ),
    point(
        "the largest of a sort, tied",
        lambda x: np.sort(x)[-1],
        [2.0, 2.0],
        d=[0.0, 1],
        dd=zero(2),
        source=STABLE,
    ),
    point(
        "x[argmax] of ties",
        lambda x: x[np.argmax(x)],
        [2.0, 2.0],
        d=[1.0, 0],
        dd=zero(2),
        source="the first index",
    ),
    point(
        "partition, the k-th",
        lambda x: np.partition(x, 1)[1],
        X,
        d=[0.0, 0, 0, 1],
        dd=zero(4),
        source="an entry",
    ),
    point(
        "sum of the two largest",
        lambda x: np.sum(np.sort(x)[-2:]),
        X,
        d=[1.0, 0, 1, 0],
        dd=zero(4),
        source="two entries",
    ),
    point(
        "unique of ties",
        np.unique,
        [2.0, 1.0, 2.0],
        d=[[0.0, 1, 0], [1, 0, 0]],
        source="the first of equals",
    ),
    point(
        "x * searchsorted at an edge",
        lambda x: x * np.searchsorted([0.0, 1.0], x),
        1.0,
        d=1.0,
        dd=0.0,
        source=STEPS,
    ),
    point(
        "x * digitize at an edge",
        lambda x: x * np.digitize(x, [0.0, 1.0]),
        1.0,
        d=2.0,
        dd=0.0,
        source=STEPS,
    ),
    point(
        "x * rank",
        lambda x: x * np.argsort(np.argsort(x)),
        [3.0, 1.0],
        d=np.diag([1.0, 0]),
        source=STEPS,
    ),
    point(
        "interquartile range of equals",
        lambda x: np.subtract(*np.percentile(x, [75, 25])),
        [4.0] * 3,
        d=[0.0] * 3,
        dd=zero(3),
        source=EVEN,
    ),
]
