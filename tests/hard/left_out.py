"""Functions of entries of which some are left out, where those have no derivative."""

import numpy as np

from tests.hard.point import point

NAN, INF = np.nan, np.inf
HERE = np.array([True, False, True])
OUT = "left out"
SUMS = {
    "sum": (np.sum, 1.0),
    "mean": (np.mean, 0.5),
    "add.reduce": (np.add.reduce, 1.0),
}


def diagonal(a, b):
    return np.diag([a, 0.0, b])


POINTS = [
    *(
        point(
            f"{name} of x*x with where=, {v} left out",
            lambda x, f=f: f(x * x, where=HERE),
            [2.0, v, 3.0],
            d=np.array([4.0, 0, 6]) * share,
            dd=diagonal(2.0, 2.0) * share,
            source=OUT,
        )
        for name, (f, share) in SUMS.items()
        for v in (NAN, INF, -INF)
    ),
    *(
        point(
            f"{name} of log with where=, {v} left out",
            lambda x, f=f: f(np.log(x), where=HERE),
            [2.0, v, 4.0],
            d=np.array([0.5, 0, 0.25]) * share,
            dd=diagonal(-0.25, -0.0625) * share,
            source=OUT,
        )
        for name, (f, share) in SUMS.items()
        for v in (NAN, INF, 0.0, -1.0)
    ),
    *(
        point(
            f"{name} of 1/(x - x[1]) with where=",
            lambda x, f=f: f(1 / (x - x[1]), where=HERE),
            [1.0, 2.0, 4.0],
            d=np.array([-1.0, 1.25, -0.25]) * share,
            dd=np.array([[-2.0, 2, 0], [2, -1.75, -0.25], [0, -0.25, 0.25]]) * share,
            source="-1/u², 2/u³",
        )
        for name, (f, share) in SUMS.items()
    ),
    *(
        point(
            f"{f.__name__} of x*x with a gap",
            lambda x, f=f: f(x * x),
            [2.0, NAN, 3.0],
            d=np.array([4.0, 0, 6]) * share,
            dd=diagonal(2.0, 2.0) * share,
            source=OUT,
        )
        for f, share in ((np.nansum, 1.0), (np.nanmean, 0.5), (np.nanmedian, 0.5))
    ),
    *(
        point(
            f"{f.__name__} of x*x with a gap",
            lambda x, f=f: f(x * x),
            [2.0, NAN, 3.0],
            d=d,
            dd=np.diag(dd),
            source=OUT,
        )
        for f, d, dd in (
            (np.nanmax, [0.0, 0, 6], [0.0, 0, 2]),
            (np.nanmin, [4.0, 0, 0], [2.0, 0, 0]),
        )
    ),
    point(
        "nanprod of x*x with a gap",
        lambda x: np.nanprod(x * x),
        [2.0, NAN, 3.0],
        d=[36.0, 0, 24],
        dd=[[18.0, 0, 24], [0, 0, 0], [24, 0, 8]],
        source="2 a b², ...",
    ),
    point(
        "prod of sqrt with where=, -1 left out",
        lambda x: np.prod(np.sqrt(x), where=HERE),
        [4.0, -1.0, 4.0],
        d=[0.5, 0, 0.5],
        dd=[[-1 / 16, 0, 1 / 16], [0, 0, 0], [1 / 16, 0, -1 / 16]],
        source="√b/(2√a)",
    ),
    point(
        "var of x*x with where=, inf left out",
        lambda x: np.var(x * x, where=HERE),
        [2.0, INF, 3.0],
        d=[-10.0, 0, 15],
        dd=[[3.0, 0, -12], [0, 0, 0], [-12, 0, 23]],
        source="(b² - a²)²/4",
    ),
    point(
        "std of x*x with where=, inf left out",
        lambda x: np.std(x * x, where=HERE),
        [2.0, INF, 3.0],
        d=[-2.0, 0, 3],
        dd=np.diag([-1.0, 0, 1]),
        source="(b² - a²)/2",
        atol=1e-14,
    ),
    point(
        "max of x*x with where=, NaN left out",
        lambda x: np.max(x * x, where=HERE, initial=0.0),
        [2.0, NAN, 3.0],
        d=[0.0, 0, 6],
        dd=np.diag([0.0, 0, 2]),
        source=OUT,
    ),
]
