"""Reductions that leave out NaN: what is left out has the derivative 0, whatever the rest."""

import numpy as np

from tests.hard.point import point

NAN, INF = np.nan, np.inf
OUT = "left out"
NOTHING = "all is left out"
GAP = [1.0, NAN, 4.0]
ALL = [NAN, NAN]


def zero(n):
    return np.zeros((n, n))


def of_all(f, d=(0.0, 0.0)):
    return point(f"{f.__name__} of NaN alone", f, ALL, d=list(d), dd=zero(2), source=NOTHING)


def of_gap(name, f, d, dd=None):
    return point(
        f"{name} with a gap", f, GAP, d=d, dd=zero(3) if dd is None else dd, source=OUT, atol=1e-15
    )


V = 0.5 * np.array([[1.0, 0, -1], [0, 0, 0], [-1, 0, 1]])  # of the variance of two

POINTS = [
    *(
        of_all(f)
        for f in (
            *(np.nansum, np.nanprod, np.nanmean, np.nanvar, np.nanstd, np.nanmax, np.nanmin),
            np.nanmedian,
        )
    ),
    point(
        "nanquantile of NaN alone",
        lambda x: np.nanquantile(x, 0.3),
        ALL,
        d=[0.0, 0],
        dd=zero(2),
        source=NOTHING,
    ),
    point("nancumsum of NaN alone", np.nancumsum, ALL, d=[[0.0, 0], [0, 0]], source=NOTHING),
    point("nancumprod of NaN alone", np.nancumprod, ALL, d=[[0.0, 0], [0, 0]], source=NOTHING),
    of_gap("nansum", np.nansum, [1.0, 0, 1]),
    of_gap("nanprod", np.nanprod, [4.0, 0, 1], [[0.0, 0, 1], [0, 0, 0], [1, 0, 0]]),
    of_gap("nanmean", np.nanmean, [0.5, 0, 0.5]),
    of_gap("nanvar", np.nanvar, [-1.5, 0, 1.5], V),
    of_gap("nanvar, ddof=1,", lambda x: np.nanvar(x, ddof=1), [-3.0, 0, 3], 2 * V),
    of_gap("nanstd", np.nanstd, [-0.5, 0, 0.5]),
    of_gap("nanmax", np.nanmax, [0.0, 0, 1]),
    of_gap("nanmin", np.nanmin, [1.0, 0, 0]),
    of_gap("nanmedian", np.nanmedian, [0.5, 0, 0.5]),
    of_gap("nanquantile", lambda x: np.nanquantile(x, 0.25), [0.75, 0, 0.25]),
    of_gap("nanpercentile", lambda x: np.nanpercentile(x, 25.0), [0.75, 0, 0.25]),
    of_gap(
        "nanmean squared",
        lambda x: np.nanmean(x) ** 2,
        [2.5, 0, 2.5],
        [[0.5, 0, 0.5], [0, 0, 0], [0.5, 0, 0.5]],
    ),
    point(
        "nanprod with a zero and a gap",
        np.nanprod,
        [0.0, NAN, 3.0],
        d=[3.0, 0, 0],
        dd=[[0.0, 0, 1], [0, 0, 0], [1, 0, 0]],
        source=OUT,
    ),
    point(
        "nanstd of equals and a gap",
        np.nanstd,
        [2.0, NAN, 2.0],
        d=[0.0, 0, 0],
        dd=zero(3),
        source="least subgradient",
    ),
    point(
        "nanvar of one, ddof=1",
        lambda x: np.nanvar(x, ddof=1),
        [2.0, NAN],
        d=[0.0, 0],
        dd=zero(2),
        source="constant",
    ),
    point(
        "nanmax of ties and a gap",
        np.nanmax,
        [2.0, NAN, 2.0],
        d=[0.5, 0, 0.5],
        dd=zero(3),
        source="ties share evenly",
    ),
    point("nanmax of -inf and a gap", np.nanmax, [-INF, NAN], d=[1.0, 0], source=OUT),
    point("nanmin of inf and a gap", np.nanmin, [INF, NAN], d=[1.0, 0], source=OUT),
    point(
        "nanmedian of ties and a gap",
        np.nanmedian,
        [2.0, NAN, 2.0, 2.0],
        d=[1 / 3, 0, 1 / 3, 1 / 3],
        source="ties share evenly",
        atol=1e-16,
    ),
    point(
        "nancumsum with a gap", np.nancumsum, GAP, d=[[1.0, 0, 0], [1, 0, 0], [1, 0, 1]], source=OUT
    ),
    point(
        "nancumprod with a gap",
        np.nancumprod,
        GAP,
        d=[[1.0, 0, 0], [1, 0, 0], [4, 0, 1]],
        source=OUT,
    ),
    point(
        "nanmean of rows, one of NaN alone",
        lambda x: np.nanmean(x, axis=1),
        [[1.0, NAN], ALL],
        d=[[[1.0, 0], [0, 0]], [[0, 0], [0, 0]]],
        source=NOTHING,
    ),
    point(
        "nanvar of rows, one of NaN alone",
        lambda x: np.nanvar(x, axis=1),
        [[1.0, 3.0], ALL],
        d=[[[-1.0, 1], [0, 0]], [[0, 0], [0, 0]]],
        source=NOTHING,
    ),
    point(
        "the nanmax is at x[nanargmax]",
        lambda x: x[np.nanargmax(x)] ** 2,
        [NAN, 3.0, 1.0],
        d=[0.0, 6, 0],
        dd=np.diag([0.0, 2, 0]),
        source="2x",
    ),
]
