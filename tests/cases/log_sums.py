"""Cases of logarithms of sums of exponentials."""

import numpy as np

from tests.cases.case import case, reals

CASES = [
    case("np.logaddexp.reduce", np.logaddexp.reduce, reals(4, 2)),
    case(
        "np.logaddexp.reduce, axes",
        lambda x: np.logaddexp.reduce(x * x, axis=(0, 2), keepdims=True),
        reals(2, 3, 2),
    ),
    case("np.logaddexp2.reduce", lambda x: np.logaddexp2.reduce(x, axis=1), reals(2, 3)),
]
