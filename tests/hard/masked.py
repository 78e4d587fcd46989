"""A function of many entries whose result is not selected: it sends nothing back, nor on.

The entries are 1/x, log x or √x at 0, so that every partial derivative on the way is 0 · ∞.
"""

import numpy as np

from tests.hard.point import point

MASKED = "the result does not depend on it"

FUNCTIONS = {
    "sum": np.sum,
    "prod": np.prod,
    "cumprod": lambda x: np.cumprod(x)[-1],
    "var": np.var,
    "std": np.std,
    "norm": np.linalg.norm,
    "norm of order 3": lambda x: np.linalg.norm(x, 3),
    "max": np.max,
    "nanmax": np.nanmax,
    "median": np.median,
    "logaddexp.reduce": np.logaddexp.reduce,
    "einsum": lambda x: np.einsum("i,i->", x, x),
    "det": lambda x: np.linalg.det(np.diag(x) + 1),
    "convolve": lambda x: np.convolve(x, x)[0],
    "interp": lambda x: np.interp(0.5, np.arange(2.0), x),
}
SINGULAR = {"1/x": lambda x: 1 / x, "log x": np.log, "√x": np.sqrt}


def masked(f, g):
    return lambda x: np.where(x[0] > 0, f(g(x)), x[0])


NAN = np.array([np.nan, 1.0, 2.0])

POINTS = [
    *(
        point(
            f"where over {f_name} of {g_name}",
            masked(f, g),
            [0.0, 0.0],
            [1.0, 0.0],
            np.zeros((2, 2)),
            source=MASKED,
        )
        for f_name, f in FUNCTIONS.items()
        for g_name, g in SINGULAR.items()
    ),
    point(
        "nanmax of x times NaN",
        lambda x: np.nanmax(x * NAN),
        [1.0, 2.0, 3.0],
        [0.0, 0.0, 2.0],
        np.zeros((3, 3)),
        source=MASKED,
    ),
    point(
        "nanmin of x times NaN",
        lambda x: np.nanmin(x * NAN),
        [1.0, 2.0, 3.0],
        [0.0, 1.0, 0.0],
        np.zeros((3, 3)),
        source=MASKED,
    ),
]
