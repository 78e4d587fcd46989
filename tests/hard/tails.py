"""Exponentials, logarithms and hyperbolic functions far out and close to 0.

Every expected value has 50 digits behind it, and the tolerance is relative: a tail that is wrong in
its last digits only is right, one that is 0 or has lost half its digits is not.
"""

import mpmath as mp
import numpy as np

from tests.hard.point import exact, point

CLOSED = "closed form, mpmath"
INF, NAN = np.inf, np.nan
TIGHT = 2e-14
LN2 = exact(mp.log, 2)


def sech2(x):
    return 1 / mp.cosh(x) ** 2


def logistic(x):
    return 1 / (1 + mp.exp(-x))


DERIVATIVES = {
    np.exp: (mp.exp, mp.exp),
    np.exp2: (lambda x: mp.log(2) * 2**x, lambda x: mp.log(2) ** 2 * 2**x),
    np.expm1: (mp.exp, mp.exp),
    np.log: (lambda x: 1 / x, lambda x: -1 / x**2),
    np.log2: (lambda x: 1 / (x * mp.log(2)), lambda x: -1 / (x**2 * mp.log(2))),
    np.log10: (lambda x: 1 / (x * mp.log(10)), lambda x: -1 / (x**2 * mp.log(10))),
    np.log1p: (lambda x: 1 / (1 + x), lambda x: -1 / (1 + x) ** 2),
    np.sinh: (mp.cosh, mp.sinh),
    np.cosh: (mp.sinh, mp.cosh),
    np.tanh: (sech2, lambda x: -2 * mp.tanh(x) * sech2(x)),
    np.arcsinh: (
        lambda x: 1 / mp.sqrt(1 + x**2),
        lambda x: -x / mp.sqrt(1 + x**2) ** 3,
    ),
    np.arccosh: (
        lambda x: 1 / mp.sqrt(x**2 - 1),
        lambda x: -x / mp.sqrt(x**2 - 1) ** 3,
    ),
    np.arctanh: (lambda x: 1 / (1 - x**2), lambda x: 2 * x / (1 - x**2) ** 2),
}
PLACES = {
    np.exp: (-700.0, -20.0, -1e-20, 1e-300, 20.0, 700.0, 1000.0, -1e3, -1e8),
    np.exp2: (-1000.0, -1e-20, 1000.0, 2000.0, -2000.0),
    np.expm1: (-700.0, -40.0, -1e-20, 1e-300, 1e-10, 20.0, -1e3),
    np.log: (1e-300, 1e-20, 1 - 1e-10, 1 + 1e-10, 1e8, 1e150),
    np.log2: (1e-20, 1e100),
    np.log10: (1e-20, 1e100),
    np.log1p: (1e-300, -1e-20, 1e-10, -1 + 2.0**-50, -0.5, 1e8, 1e150),
    np.sinh: (1e-300, 1e-20, -20.0, 700.0),
    np.cosh: (1e-300, 1e-20, -20.0, 700.0),
    np.tanh: (
        1e-300,
        1e-20,
        1e-5,
        0.5,
        5.0,
        9.0,
        20.0,
        -20.0,
        300.0,
        -340.0,
        700.0,
        1e3,
        1e8,
        1e200,
    ),
    np.arcsinh: (1e-300, 1e-20, 1e-5, -20.0, 1e3, -1e8, 1e100, 1e140, 1e200),
    np.arccosh: (1 + 2.0**-40, 1 + 2.0**-52, 1.5, 20.0, 1e8, 1e100, 1e140, 1e200),
    np.arctanh: (1e-300, 1e-20, 1e-9, 1 - 2.0**-53, -1 + 2.0**-50, 0.5),
}


def shares(x, y, unit):
    """The exact gradient and Hessian of logaddexp (unit 1) or logaddexp2 (unit log 2)."""
    p = exact(lambda x, y: logistic((mp.log(2) if unit else 1) * (x - y)), x, y)
    q = exact(lambda x, y: logistic((mp.log(2) if unit else 1) * (y - x)), x, y)
    c = p * q * (LN2 if unit else 1.0)
    return (p, q), ((c, -c), (-c, c))


HALF = ((0.25, -0.25), (-0.25, 0.25))
NONE = ((0.0, 0.0), (0.0, 0.0))

POINTS = [
    *(
        point(
            f"{f.__name__} at {x!r}",
            f,
            x,
            d=exact(DERIVATIVES[f][0], x),
            dd=exact(DERIVATIVES[f][1], x),
            source=CLOSED,
            rtol=TIGHT if f is not np.tanh else 2e-12,  # from 1 - tanh² down to 1e-4
            atol=1e-305,
        )
        for f, places in PLACES.items()
        for x in places
    ),
    *(
        point(f"{f.__name__} at {x}", f, x, d=d, dd=dd, source="limit")
        for f, x, d, dd in (
            (np.exp, -INF, 0.0, 0.0),
            (np.exp, INF, INF, INF),
            (np.expm1, -INF, 0.0, 0.0),
            (np.log, 0.0, INF, -INF),
            (np.log, -0.0, -INF, -INF),
            (np.log, INF, 0.0, 0.0),
            (np.log1p, -1.0, INF, -INF),
            (np.log1p, INF, 0.0, 0.0),
            (np.tanh, INF, 0.0, 0.0),
            (np.tanh, -INF, 0.0, 0.0),
            (np.sinh, INF, INF, INF),
            (np.cosh, -INF, -INF, INF),
            (np.arcsinh, INF, 0.0, 0.0),
            (np.arccosh, 1.0, INF, -INF),
            (np.arccosh, INF, 0.0, 0.0),
            (np.arctanh, 1.0, INF, INF),
            (np.arctanh, -1.0, INF, -INF),
        )
    ),
    point("log at -1", np.log, -1.0, d=-1.0, source="of 1/x; the value itself is NaN"),
    point("exp2 at 1024", np.exp2, 1024.0, d=INF, source="overflows with the function"),
    *(
        point(
            f"logaddexp at ({x}, {y})",
            np.logaddexp,
            (x, y),
            *shares(x, y, 0),
            source=CLOSED,
            rtol=TIGHT,
        )
        for x, y in (
            (0.0, 0.0),
            (3.0, 3.0),
            (0.0, 40.0),
            (40.0, 0.0),
            (-745.0, 0.0),
            (0.0, 1e4),
            (1e6, 1e6 + 1),
            (-1e300, 1e300),
            (1e300, 1e300),
            (1e-300, 0.0),
        )
    ),
    *(
        point(
            f"logaddexp2 at ({x}, {y})",
            np.logaddexp2,
            (x, y),
            *shares(x, y, 1),
            source=CLOSED,
            rtol=TIGHT,
        )
        for x, y in ((0.0, 0.0), (0.0, 60.0), (1e6, 1e6 + 1), (-1e300, 1e300), (1000.0, 0.0))
    ),
    *(
        point(f"{f.__name__} at ({x}, {y})", f, (x, y), d=d, dd=NONE, source="the shares' limit")
        for f in (np.logaddexp, np.logaddexp2)
        for x, y, d in (
            (-INF, 0.0, (0.0, 1.0)),
            (0.0, -INF, (1.0, 0.0)),
            (INF, 0.0, (1.0, 0.0)),
            (-INF, INF, (0.0, 1.0)),
        )
    ),
    point(
        "logaddexp at (-inf, -inf)",
        np.logaddexp,
        (-INF, -INF),
        d=(0.5, 0.5),
        dd=HALF,
        source="shares of equals are equal",
    ),
    point(
        "logaddexp at (inf, inf)",
        np.logaddexp,
        (INF, INF),
        d=(0.5, 0.5),
        dd=HALF,
        source="shares of equals are equal",
    ),
    point("logaddexp at (nan, 0)", np.logaddexp, (NAN, 0.0), d=(NAN, NAN), source="NaN"),
    point("softplus at -800", lambda x: np.logaddexp(x, 0), -800.0, d=0.0, dd=0.0, source="e^-800"),
    point(
        "softplus at 50",
        lambda x: np.logaddexp(0, x),
        50.0,
        d=1.0,
        dd=exact(lambda x: mp.exp(-x) / (1 + mp.exp(-x)) ** 2, 50),
        source=CLOSED,
        rtol=TIGHT,
    ),
    point(
        "softplus at -50",
        lambda x: np.logaddexp(0.0, x),
        -50.0,
        d=exact(logistic, -50),
        dd=exact(lambda x: mp.exp(x) / (1 + mp.exp(x)) ** 2, -50),
        source=CLOSED,
        rtol=TIGHT,
    ),
    point(
        "log(1 + exp(x)) at 800",
        lambda x: np.log(1 + np.exp(x)),
        800.0,
        d=NAN,
        source="it is 1, but ∞/∞ as written: np.logaddexp(0, x) has it",
    ),
    point(
        "1/(1 + exp(-x)) at 40",
        lambda x: 1 / (1 + np.exp(-x)),
        40.0,
        d=exact(lambda x: mp.exp(-x) / (1 + mp.exp(-x)) ** 2, 40),
        source=CLOSED,
    ),
    point(
        "1/(1 + exp(-x)) at -300",
        lambda x: 1 / (1 + np.exp(-x)),
        -300.0,
        d=exact(lambda x: mp.exp(-x) / (1 + mp.exp(-x)) ** 2, -300),
        source=CLOSED,
    ),
    point(
        "tanh of an array, in and out of its tail",
        np.tanh,
        [0.5, 20.0],
        d=np.diag([exact(sech2, 0.5), exact(sech2, 20)]),
        source=CLOSED,
        rtol=TIGHT,
    ),
    point(
        "sum of tanh of an array",
        lambda x: np.sum(np.tanh(x)),
        [0.5, 20.0],
        d=[exact(sech2, 0.5), exact(sech2, 20)],
        dd=np.diag([exact(DERIVATIVES[np.tanh][1], 0.5), exact(DERIVATIVES[np.tanh][1], 20)]),
        source=CLOSED,
        rtol=TIGHT,
    ),
    point("exp(-x*x) at 1e200", lambda x: np.exp(-x * x), 1e200, d=0.0, source="underflows"),
    point(
        "exp(-1/x) at 1e-3", lambda x: np.exp(-1 / x), 1e-3, d=0.0, source="underflows", atol=1e-300
    ),
]
