"""Cases of weighted means, covariances and correlations."""

import numpy as np

from tests.cases.case import case, complexes, positive, reals

TIMES = np.array([1, 2, 1, 3])

CASES = [
    case("np.average", np.average, reals(2, 3)),
    case(
        "np.average, weights",
        lambda x, w: np.average(x, axis=1, weights=w),
        reals(2, 3),
        positive(3),
    ),
    case(
        "np.average, returned",
        lambda x, w: np.average(x, weights=w, returned=True),
        reals(2, 3),
        positive(2, 3),
    ),
    case(
        "np.average, axes, keepdims",
        lambda x, w: np.average(x * x, axis=(2, 0), weights=w, keepdims=True, returned=True),
        reals(2, 3, 2),
        positive(2, 2),
    ),
    case("np.cov", np.cov, reals(2, 4)),
    case("np.cov, 1-d", np.cov, reals(4)),
    case("np.cov, y", lambda x, y: np.cov(x, y, ddof=0), reals(2, 4), reals(4)),
    case("np.cov, rowvar", lambda x: np.cov(x, rowvar=False, bias=True), reals(4, 2)),
    case("np.cov, aweights", lambda x, w: np.cov(x, aweights=w), reals(2, 4), positive(4)),
    case(
        "np.cov, both weights",
        lambda x, w: np.cov(x, fweights=TIMES, aweights=w),
        reals(2, 4),
        positive(4),
    ),
    case("np.cov, complex", lambda x: np.cov(x), complexes(2, 4)),
    case("np.cov, dtype", lambda x: np.cov(x, dtype=x.dtype), reals(2, 4)),
    case("np.corrcoef", np.corrcoef, reals(3, 4)),
    case("np.corrcoef, y", np.corrcoef, reals(4), reals(4)),
    case("np.corrcoef, rowvar", lambda x: np.corrcoef(x, rowvar=False), reals(4, 2)),
    case("np.corrcoef, complex", lambda x: np.corrcoef(x), complexes(2, 4)),
]
