"""Products along an axis where entries are zero, infinite or NaN: those of the others, as they are.

The derivative of a product by one entry is the product of the others: finite where these are.
"""

import numpy as np

from tests.hard.point import point

NAN, INF = np.nan, np.inf


def product(x):
    y = 1.0
    for v in x:
        y = y * v
    return y


def without(x, *places):
    return product([v for k, v in enumerate(x) if k not in places])


def first(x):
    return [without(x, i) for i in range(len(x))]


def second(x):
    n = range(len(x))
    return [[0.0 if i == j else without(x, i, j) for j in n] for i in n]


def running(x):
    n = range(len(x))
    return [[without(x[: k + 1], i) if i <= k else 0.0 for i in n] for k in n]


PLACES = (
    [INF, 2.0, 3.0],
    [2.0, -INF, 3.0],
    [2.0, 3.0, INF],
    [INF, INF, 2.0],
    [INF, 0.0, 3.0],
    [0.0, 3.0, -INF],
    [0.0, 0.0, 3.0],
    [0.0, 0.0, INF],
    [0.0, 0.0, 0.0, 2.0],
    [NAN, 2.0, 3.0],
    [2.0, 3.0, NAN],
    [NAN, 0.0, 3.0],
    [0.0, 0.0, NAN],
    [INF, NAN, 2.0],
    [2.0, INF, 3.0, 0.0, 5.0],
    [NAN],
    [INF, 5.0],
)
WITHOUT = "the product of the others"

POINTS = [
    *(point(f"prod of {x}", np.prod, x, d=first(x), dd=second(x), source=WITHOUT) for x in PLACES),
    *(point(f"cumprod of {x}", np.cumprod, x, d=running(x), source=WITHOUT) for x in PLACES),
    *(
        point(
            f"sum of cumprod of {x}",
            lambda x: np.cumprod(x)[-1],
            x,
            d=first(x),
            dd=second(x),
            source=WITHOUT,
        )
        for x in PLACES
    ),
    point(
        "prod of rows, one with a NaN",
        lambda x: np.prod(x, axis=1),
        [[NAN, 5.0], [2.0, 3.0]],
        d=[[[5.0, NAN], [0, 0]], [[0, 0], [3, 2]]],
        source=WITHOUT,
    ),
    point(
        "prod of columns, one with an infinity, keepdims",
        lambda x: np.prod(x, axis=0, keepdims=True),
        [[INF, 5.0], [2.0, 3.0]],
        d=[[[[2.0, 0], [INF, 0]], [[0, 3], [0, 5]]]],
        source=WITHOUT,
    ),
    point(
        "multiply.reduce with an infinity",
        np.multiply.reduce,
        [INF, 2.0],
        d=[2.0, INF],
        dd=[[0.0, 1], [1, 0]],
        source=WITHOUT,
    ),
    point(
        "prod of 1e200, 1e200 and 1e-300",
        np.prod,
        [1e200, 1e200, 1e-300],
        d=[1e-100, 1e-100, INF],
        source=WITHOUT,
    ),
]
