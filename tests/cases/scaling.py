"""Cases of lengths whose squares are close to over- or underflow."""

import numpy as np

from tests.cases.case import case, reals


def small(x):
    return 100 * float(np.finfo(x.dtype).tiny) ** 0.5


def large(x):
    return float(np.finfo(x.dtype).max) ** 0.5 / 8


CASES = [
    case(
        "np.linalg.norm of small rows",
        lambda x: np.linalg.norm(x * small(x), axis=1) / small(x),
        reals(2, 3),
        covers=("factor", "rescaled"),
    ),
    case("np.linalg.norm, large", lambda x: np.linalg.norm(x * large(x)) / large(x), reals(2, 3)),
    case("np.std of small columns", lambda x: np.std(x * small(x), axis=0) / small(x), reals(3, 2)),
]
