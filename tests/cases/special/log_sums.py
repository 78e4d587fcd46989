"""Cases of log Σ exp, by funcad's name and by SciPy's."""

import numpy as np
from scipy import special as by_scipy

from funcad.scipy import special
from tests.cases.case import case, positive, reals

WEIGHTS = np.array([[0.5, 2.0, 0.0], [1.0, -0.3, 3.0]])

CASES = [
    case("logsumexp", special.logsumexp, reals(2, 3)),
    case("logsumexp along an axis", lambda x: special.logsumexp(x, axis=1), reals(2, 3)),
    case("logsumexp, axis first", lambda x: special.logsumexp(x, 0, keepdims=True), reals(2, 3, 2)),
    case(
        "logsumexp with weights", lambda x, b: special.logsumexp(x, b=b), reals(3), positive(2, 3)
    ),
    case(
        "logsumexp with signs",
        lambda x: special.logsumexp(x, b=WEIGHTS, axis=1, return_sign=True)[0],
        reals(2, 3),
    ),
    case("SciPy's logsumexp", lambda x: by_scipy.logsumexp(x, axis=(0, 1)), reals(2, 3)),
]
