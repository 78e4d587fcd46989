"""0/0 and its kin: sinc, and quotients as users write them."""

import mpmath as mp
import numpy as np

import funcad
from tests.hard.point import exact, point

PI = exact(lambda: mp.pi)
SERIES = "sinc x = Σ (-1)ᵐ (πx)²ᵐ/(2m + 1)!"
HONEST = "0/0: no rule can know the limit that is meant"
NAN, INF = np.nan, np.inf


def sinc(order):
    """A derivative of sin(πx)/(πx) at 50 digits, also near 0, by its series."""

    def f(x):
        t = mp.pi * x
        terms = (
            (-1) ** m * t ** (2 * m - order) / ((2 * m + 1) * mp.factorial(2 * m - order))
            for m in range((order + 1) // 2, 80)
        )
        return mp.pi**order * mp.fsum(terms)

    return f


POINTS = [
    point("sinc at 0", np.sinc, 0.0, d=0.0, dd=-(PI**2) / 3, source=SERIES),
    point("sinc' at 0", funcad.grad(np.sinc), 0.0, d=-(PI**2) / 3, dd=0.0, source=SERIES),
    point(
        "sinc'' at 0", funcad.grad(funcad.grad(np.sinc)), 0.0, d=0.0, dd=PI**4 / 5, source=SERIES
    ),
    *(
        point(f"sinc at {x}", np.sinc, x, d=exact(sinc(1), x), dd=exact(sinc(2), x), source=SERIES)
        for x in (-0.0, 1e-300, 1e-160, 1e-20, 1e-8, -1e-4, 0.01, 0.3, 0.5, 0.82, 0.83, -0.99, 1.5)
    ),
    point("sinc at 1", np.sinc, 1.0, d=-1.0, dd=2.0, source="cos(πx)/x and -2cos(πx)/x²"),
    point(
        "sinc at 1000",
        np.sinc,
        1000.0,
        d=1e-3,
        dd=-2e-6,
        rtol=1e-10,
        source="cos(πx)/x and -2cos(πx)/x²",
    ),
    point(
        "sinc of [0, 0.5, 1]",
        np.sinc,
        [0.0, 0.5, 1.0],
        d=np.diag([0.0, exact(sinc(1), 0.5), -1.0]),
        source=SERIES,
        atol=1e-15,
    ),
    point("sin(x)/x at 0", lambda x: np.sin(x) / x, 0.0, d=NAN, source=HONEST),
    point("(1 - cos(x))/x at 0", lambda x: (1 - np.cos(x)) / x, 0.0, d=NAN, source=HONEST),
    point("expm1(x)/x at 0", lambda x: np.expm1(x) / x, 0.0, d=NAN, source=HONEST),
    point("log1p(x)/x at 0", lambda x: np.log1p(x) / x, 0.0, d=NAN, source=HONEST),
    point("x/x at 0", lambda x: x / x, 0.0, d=NAN, source=HONEST),
    point("x/x at 3", lambda x: x / x, 3.0, d=0.0, dd=0.0, source="1", atol=1e-16),
    point("x/x at 1e-320", lambda x: x / x, 1e-300, d=0.0, source="1", atol=1e285),
    point("x/abs(x) at 0", lambda x: x / np.abs(x), 0.0, d=NAN, source=HONEST),
    point("x/y at (1, 0)", np.divide, (1.0, 0.0), d=(INF, -INF), source="1/y, -x/y²"),
    point("x/y at (0, 0)", np.divide, (0.0, 0.0), d=(INF, NAN), source="1/y, -x/y²"),
    point(
        "x/y at (0, 2)",
        np.divide,
        (0.0, 2.0),
        d=(0.5, 0.0),
        dd=((0.0, -0.25), (-0.25, 0.0)),
        source="1/y, -x/y², 2x/y³",
    ),
    point(
        "x/y at (1, inf)",
        np.divide,
        (1.0, INF),
        d=(0.0, 0.0),
        dd=((0.0, 0.0), (0.0, 0.0)),
        source="1/y, -x/y², 2x/y³",
    ),
    point("x/y at (1e200, 1e200)", np.divide, (1e200, 1e200), d=(1e-200, -1e-200), source="-x/y²"),
    point(
        "x/y at (1e-200, 1e-200)", np.divide, (1e-200, 1e-200), d=(1e200, -1e200), source="-x/y²"
    ),
    point("x/y at (1e-310, 1e300)", np.divide, (1e-310, 1e300), d=(1e-300, 0.0), source="-x/y²"),
    point("x**2/x at 0", lambda x: x**2 / x, 0.0, d=NAN, source=HONEST),
    point(
        "x*y at (0, inf)",
        np.multiply,
        (0.0, INF),
        d=(INF, 0.0),
        dd=((0.0, 1.0), (1.0, 0.0)),
        source="y, x",
    ),
    point("x*0 at inf", lambda x: x * 0, INF, d=0.0, dd=0.0, source="the factor"),
    point("x - x at inf", lambda x: x - x, INF, d=0.0, dd=0.0, source="1 - 1"),
]
