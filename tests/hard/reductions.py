"""Reductions: ties of extremes, products with zeros, spreads of constants, empty axes."""

import numpy as np

from tests.hard.point import point

INF, NAN = np.inf, np.nan
EVEN = "ties share evenly"
LEAST = "least subgradient"
OTHERS = "the product of the others"
PLAIN = "what is constant is NaN"
I3, I4 = np.eye(3), np.eye(4)


def zero(n):
    return np.zeros((n, n))


def products(x):
    """Of all entries: the gradient and the second derivatives, by leaving entries out."""
    x = np.array(x)
    n = len(x)
    d = [np.prod(np.delete(x, i)) for i in range(n)]
    dd = [[0.0 if i == j else np.prod(np.delete(x, [i, j])) for j in range(n)] for i in range(n)]
    return d, dd


def product(name, x):
    d, dd = products(x)
    return point(f"prod of {name}", np.prod, x, d=d, dd=dd, source=OTHERS)


def centred(n):
    """The second derivatives of the sum of squared deviations, halved."""
    return np.eye(n) - 1 / n


def std_curve(x, free):
    """(P - u uᵀ)/(σ free) with P centring and u the unit vector of the deviations."""
    x = np.array(x)
    d = x - x.mean()
    r = np.sqrt(d @ d)
    return (centred(len(x)) - np.outer(d, d) / r**2) / (r * np.sqrt(free))


TIED = [3.0, 1.0, 3.0, 1.0]

POINTS = [
    point("max of two ties", np.max, TIED, d=[0.5, 0, 0.5, 0], dd=zero(4), source=EVEN),
    point("min of two ties", np.min, TIED, d=[0, 0.5, 0, 0.5], dd=zero(4), source=EVEN),
    point("ptp of ties", np.ptp, TIED, d=[0.5, -0.5, 0.5, -0.5], dd=zero(4), source=EVEN),
    point("ptp of equals", np.ptp, [2.0, 2.0, 2.0], d=[0.0, 0, 0], dd=zero(3), source=EVEN),
    point("ptp of one", np.ptp, [2.0], d=[0.0], dd=[[0.0]], source="x - x"),
    point("max of equals", np.max, [2.0] * 3, d=[1 / 3] * 3, dd=zero(3), source=EVEN),
    point("max of 0 and -0", np.max, [0.0, -0.0], d=[0.5, 0.5], dd=zero(2), source=EVEN),
    point("max of two infinities", np.max, [INF, 1.0, INF], d=[0.5, 0, 0.5], source=EVEN),
    point("min with -inf", np.min, [-INF, 1.0], d=[1.0, 0], dd=zero(2), source="the least"),
    point("max with nan", np.max, [1.0, NAN], d=[0.0, 1], source="the NaN is the maximum"),
    point(
        "max squared of ties",
        lambda x: np.max(x) ** 2,
        [3.0, 3.0],
        d=[3.0, 3],
        dd=[[0.5] * 2] * 2,
        source="2 max/2, 2/4",
    ),
    point(
        "max over an axis with ties",
        lambda x: np.max(x, axis=0),
        [[1.0, 2.0], [1.0, 5.0]],
        d=[[[0.5, 0], [0.5, 0]], [[0, 0], [0, 1.0]]],
        source=EVEN,
    ),
    point(
        "max over two axes with ties",
        lambda x: np.max(x, axis=(0, 1)),
        [[1.0, 1.0], [1.0, 1.0]],
        d=[[0.25, 0.25], [0.25, 0.25]],
        source=EVEN,
    ),
    point(
        "max with initial= at a tie",
        lambda x: np.max(x, initial=2.0),
        [2.0, 1.0],
        d=[0.5, 0],
        source="shared with the initial value",
    ),
    point(
        "max with initial= above",
        lambda x: np.max(x, initial=9.0),
        [2.0, 1.0],
        d=[0.0, 0],
        dd=zero(2),
        source="the initial value",
    ),
    point(
        "max with where=",
        lambda x: np.max(x, initial=-9.0, where=[False, True, True]),
        [5.0, 1.0, 1.0],
        d=[0, 0.5, 0.5],
        source=EVEN,
    ),
    point(
        "fmax of ties and nan",
        lambda x: np.nanmax(x),
        [NAN, 2.0, 2.0],
        d=[0, 0.5, 0.5],
        source=EVEN,
    ),
    product("three", [2.0, -3.0, 5.0]),
    product("one zero", [2.0, 0.0, 3.0]),
    product("two zeros", [0.0, 5.0, 0.0]),
    product("three zeros", [0.0, 0.0, 0.0]),
    product("four with a zero", [2.0, 3.0, 0.0, 4.0]),
    product("one", [7.0]),
    product("one, zero", [0.0]),
    product("factors whose product underflows", [1e-200, 1e-200, 1e250]),
    product("negative zero", [-0.0, 2.0]),
    point("prod of none", np.prod, np.zeros(0), d=np.zeros(0), dd=np.zeros((0, 0)), source="1"),
    point(
        "prod over an axis with zeros",
        lambda x: np.prod(x, axis=1),
        [[0.0, 2.0], [0.0, 0.0]],
        d=[[[2.0, 0], [0, 0]], [[0, 0], [0, 0]]],
        source=OTHERS,
    ),
    point(
        "prod with where= past a zero",
        lambda x: np.prod(x, where=[True, False, True]),
        [2.0, 0.0, 5.0],
        d=[5.0, 0, 2],
        dd=[[0.0, 0, 1], [0, 0, 0], [1, 0, 0]],
        source=OTHERS,
    ),
    point(
        "multiply.reduce with a zero",
        np.multiply.reduce,
        [0.0, 4.0],
        d=[4.0, 0],
        dd=[[0.0, 1], [1, 0]],
        source=OTHERS,
    ),
    point(
        "geometric mean with a zero, squared and cubed",
        lambda x: np.prod(x) ** 2,
        [0.0, 3.0],
        d=[0.0, 0],
        dd=[[18.0, 0], [0, 0]],
        source="2xy², 2y²",
    ),
    *(
        point(
            f"var of {n} equals",
            np.var,
            [c] * n,
            d=[0.0] * n,
            dd=2 / n * centred(n),
            source="2(x - m)/n",
            atol=1e-15,
        )
        for n, c in ((1, 2.0), (2, 0.0), (3, 1e8), (4, -5.0))
    ),
    *(
        point(f"std of {n} equals", np.std, [c] * n, d=[0.0] * n, dd=zero(n), source=LEAST)
        for n, c in ((1, 2.0), (2, 0.0), (3, 1e8), (4, -5.0))
    ),
    point(
        "std of equals with ddof",
        lambda x: np.std(x, ddof=1),
        [4.0, 4.0],
        d=[0.0, 0],
        dd=zero(2),
        source=LEAST,
    ),
    point(
        "std of equals with where=",
        lambda x: np.std(x, where=[True, True, False]),
        [4.0, 4.0, 9.0],
        d=[0.0, 0, 0],
        dd=zero(3),
        source=LEAST,
    ),
    point(
        "std over an axis with a constant row",
        lambda x: np.std(x, axis=1),
        [[2.0, 2.0], [1.0, 3.0]],
        d=[[[0.0, 0], [0, 0]], [[0, 0], [-0.5, 0.5]]],
        source=LEAST,
    ),
    point(
        "std of (1, 3, 8)",
        np.std,
        [1.0, 3.0, 8.0],
        d=np.array([-3.0, -1, 4]) / np.sqrt(78),
        dd=std_curve([1.0, 3.0, 8.0], 3),
        source="(x - m)/(n σ)",
        atol=1e-15,
    ),
    point(
        "var far from 0",
        np.var,
        [1e8 + 1, 1e8 + 3],
        d=[-1.0, 1],
        dd=centred(2),
        source="2(x - m)/n",
    ),
    point(
        "std of two that nearly agree",
        np.std,
        [1.0, 1.0 + 2**-30],
        d=[-0.5, 0.5],
        source="half the distance",
    ),
    point("var of one with ddof", lambda x: np.var(x, ddof=1), [3.0], d=[NAN], source="0/0"),
    point(
        "var squared of equals",
        lambda x: np.var(x) ** 2,
        [1.0, 1.0],
        d=[0.0, 0],
        dd=zero(2),
        source="quartic",
    ),
    point(
        "var of equals over its mean",
        lambda x: np.var(x) / np.mean(x),
        [2.0, 2.0],
        d=[0.0, 0],
        dd=centred(2) / 2,
        source="var is of second order",
    ),
    point(
        "var about a given mean",
        lambda x, m: np.var(x, mean=m),
        ([1.0, 1.0], 1.0),
        d=([0.0, 0], 0.0),
        dd=((np.eye(2), [-1.0, -1]), ([-1.0, -1], 2.0)),
        source="Σ(x - m)²/n",
    ),
    point("sum of none", np.sum, np.zeros(0), d=np.zeros(0), dd=np.zeros((0, 0)), source="0"),
    point("mean of none", np.mean, np.zeros(0), d=np.zeros(0), source="0/0 of no entries"),
    point("var of none", np.var, np.zeros(0), d=np.zeros(0), source="0/0 of no entries"),
    point("std of none", np.std, np.zeros(0), d=np.zeros(0), source="0/0 of no entries"),
    point(
        "sum over an axis of no length",
        lambda x: np.sum(x, axis=0),
        np.zeros((0, 2)),
        d=np.zeros((2, 0, 2)),
        source="0",
    ),
    point("sum of infinities", np.sum, [INF, -INF], d=[1.0, 1], dd=zero(2), source="1"),
    point(
        "mean with where= of none",
        lambda x: np.mean(x, where=[False, False]),
        [1.0, 2.0],
        d=[0.0, 0],
        source=PLAIN,
    ),
    point(
        "logaddexp.reduce of -inf and 1",
        np.logaddexp.reduce,
        [-INF, 1.0],
        d=[0.0, 1],
        dd=zero(2),
        source="softmax",
    ),
    point(
        "logaddexp.reduce far apart",
        np.logaddexp.reduce,
        [0.0, 1000.0],
        d=[0.0, 1],
        dd=zero(2),
        source="softmax",
    ),
    point(
        "logaddexp.reduce of three equals",
        np.logaddexp.reduce,
        [9e5] * 3,
        d=[1 / 3] * 3,
        dd=(np.eye(3) - 1 / 3) / 3,
        source="softmax",
        atol=1e-16,
    ),
    *(
        point(f"{f.__name__}.reduce of {x}", f.reduce, x, d=d, dd=dd, source=source)
        for f in (np.logaddexp, np.logaddexp2)
        for x, d, dd, source in (
            ([-INF, -INF], [0.5, 0.5], None, EVEN),
            ([INF, INF, 0.0], [0.5, 0.5, 0], None, EVEN),
            ([INF, 0.0], [1.0, 0], zero(2), "softmax"),
            ([INF, -INF], [1.0, 0], zero(2), "softmax"),
            ([-INF, 5.0], [0.0, 1], zero(2), "softmax"),
        )
    ),
    point(
        "logaddexp.reduce where one is far below",
        lambda x: np.logaddexp.reduce(x),
        [0.0, -40.0],
        d=[1.0, float(np.exp(-40.0))],
        source="softmax; exp(-40) is 4e-18",
    ),
]
