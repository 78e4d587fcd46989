"""Selections: what was not selected sends nothing back, whatever its own derivative is there."""

import numpy as np

from tests.hard.point import point

BRANCH = "the derivative of the branch that is taken"


def where(*branches):
    """x -> where(x > 0, a(x), b(x))"""
    a, b = branches
    return lambda x: np.where(x > 0, a(x), b(x))


def zero(x):
    return 0.0


SINGULAR = {
    "sqrt": (np.sqrt, 0.0),
    "sqrt, negative": (np.sqrt, -1.0),
    "cbrt": (np.cbrt, 0.0),
    "log": (np.log, 0.0),
    "log, negative": (np.log, -1.0),
    "log2": (np.log2, 0.0),
    "log10": (np.log10, 0.0),
    "log1p": (np.log1p, -1.0),
    "1/x": (lambda x: 1 / x, 0.0),
    "np.reciprocal": (np.reciprocal, 0.0),
    "x / x": (lambda x: x / x, 0.0),
    "sin(x) / x": (lambda x: np.sin(x) / x, 0.0),
    "x**0.5": (lambda x: x**0.5, 0.0),
    "x**1.5, to second order": (lambda x: x**1.5, 0.0),
    "x**-2": (lambda x: x**-2, 0.0),
    "np.power(x, 0.5)": (lambda x: np.power(x, 0.5), 0.0),
    "x**x": (lambda x: x**x, 0.0),
    "log(-x)": (lambda x: np.log(-x), 0.0),
    "sqrt(-x) at -0.0": (lambda x: np.sqrt(-x), -0.0),
    "exp, overflowing": (lambda x: np.exp(-x), -1e4),
    "inf times x": (lambda x: np.inf * x, -1.0),
    "nan times x": (lambda x: np.nan * x, -1.0),
    "arcsin": (lambda x: np.arcsin(x + 1), 0.0),
    "arccos": (lambda x: np.arccos(x - 1), 0.0),
    "arccosh": (lambda x: np.arccosh(x + 1), 0.0),
    "arctanh": (lambda x: np.arctanh(x + 1), 0.0),
    "arctan2": (lambda x: np.arctan2(x, x), 0.0),
    "sqrt of a sum": (lambda x: np.sqrt(x * x + x), 0.0),
    "log of sqrt": (lambda x: np.log(np.sqrt(x)), 0.0),
    "log(x) * x": (lambda x: np.log(x) * x, 0.0),
    "sqrt in an inner where": (lambda x: np.where(x > -1, np.sqrt(x), 1 / x), 0.0),
}

POINTS = [
    # one number, on the side of the constant branch
    *(
        point(
            f"where(x > 0, {name}, 0)",
            where(f, zero),
            x,
            d=0.0,
            dd=0.0,
            source=BRANCH,
        )
        for name, (f, x) in SINGULAR.items()
    ),
    *(
        point(
            f"where(x > 0, {name}, 3x²)",
            where(f, lambda x: 3 * x * x),
            x,
            d=6 * x,
            dd=6.0,
            source=BRANCH,
        )
        for name, (f, x) in SINGULAR.items()
    ),
    point(
        "where keeps the branch's own NaN",
        where(np.sqrt, lambda x: np.cbrt(x) ** 3),
        0.0,
        d=np.nan,
        source="1, but not by the chain rule",
    ),
    point("where keeps the branch's infinity", where(zero, np.sqrt), 0.0, d=np.inf, source=BRANCH),
]
