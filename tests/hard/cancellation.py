"""Softplus and the logistic function as users write them, far out on both sides.

With p = 1/(1 + exp(-x)) and q = 1 - p the derivatives of softplus are p and p q, those of the
logistic function p q and p q (q - p).  As written, their second derivatives may be differences of
two numbers near 1: these are right to a rounding error of 1, and relatively only where the page
says so.
"""

import mpmath as mp
import numpy as np

from tests.hard.point import exact, point

CLOSED = "p and q in mpmath"
TIGHT = 2e-14
ROUNDING = 5e-16  # of numbers near 1


def p(x):
    return exact(lambda x: 1 / (1 + mp.exp(-x)), x)


def pq(x):
    return exact(lambda x: 1 / (1 + mp.exp(-x)) / (1 + mp.exp(x)), x)


SOFTPLUS = {
    "log1p(exp(x))": lambda x: np.log1p(np.exp(x)),
    "log(1 + exp(x))": lambda x: np.log(1 + np.exp(x)),
}
NEAR_ZERO = (-700.0, -300.0, -40.0, -30.0)
NEAR_ONE = (30.0, 40.0, 300.0, 700.0)


def softplus(name, f, x, **tolerance):
    return point(f"{name} at {x}", f, x, d=p(x), dd=pq(x), source=CLOSED, **tolerance)


def logistic(name, f, x, **tolerance):
    slope = pq(x)
    dd = slope * (p(-x) - p(x))
    return point(f"{name} at {x}", f, x, d=slope, dd=dd, source=CLOSED, **tolerance)


POINTS = [
    *(softplus(name, f, x, rtol=TIGHT) for name, f in SOFTPLUS.items() for x in NEAR_ZERO),
    *(
        softplus(name, f, x, rtol=TIGHT, atol=ROUNDING)
        for name, f in SOFTPLUS.items()
        for x in NEAR_ONE
    ),
    *(
        softplus("logaddexp(0, x)", lambda x: np.logaddexp(0.0, x), x, rtol=TIGHT)
        for x in (*NEAR_ZERO, *NEAR_ONE)
    ),
    *(
        logistic("1/(1 + exp(-x))", lambda x: 1 / (1 + np.exp(-x)), x, rtol=TIGHT)
        for x in (*NEAR_ZERO[2:], *NEAR_ONE)
    ),
    logistic(  # in reverse mode p² underflows
        "1/(1 + exp(-x))", lambda x: 1 / (1 + np.exp(-x)), -700.0, rtol=TIGHT, atol=1e-303
    ),
    *(
        logistic("exp(x)/(1 + exp(x))", lambda x: np.exp(x) / (1 + np.exp(x)), x, rtol=TIGHT)
        for x in NEAR_ZERO
    ),
    *(
        logistic("exp(x)/(1 + exp(x))", lambda x: np.exp(x) / (1 + np.exp(x)), x, atol=ROUNDING)
        for x in NEAR_ONE
    ),
    point(
        "log1p(exp(x)) at 720",
        SOFTPLUS["log1p(exp(x))"],
        720.0,
        d=np.nan,
        source="it is 1, but ∞/∞ as written: np.logaddexp(0, x) has it",
    ),
]
