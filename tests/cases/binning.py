"""Cases of histograms and of sums per bin."""

import numpy as np

from tests.cases.case import case, complexes, distinct, reals, uniform

N = np.array([0, 2, 1, 2, 5])
AT = np.array([0.1, 0.4, 0.2, 0.9, 0.5])
EDGES = np.array([0.0, 0.3, 0.45, 1.0])

CASES = [
    case("np.bincount", lambda w: np.bincount(N, w), reals(5)),
    case("np.bincount, minlength", lambda w: np.bincount(N, w * w, minlength=8), reals(5)),
    case("np.histogram, weights", lambda w: np.histogram(AT, EDGES, weights=w)[0], reals(5)),
    case(
        "np.histogram, complex weights",
        lambda w: np.histogram(AT, 3, weights=w)[0],
        complexes(5),
    ),
    case(
        "np.histogram, density in weights",
        lambda w: np.histogram(AT, 3, range=(0, 1), weights=w, density=True)[0],
        uniform(0.5, 1.5, 5),
    ),
    case(
        "np.histogram, edges that follow",
        lambda x: np.histogram(x, 3, density=True)[0] * np.histogram(x, 3)[1][1:],
        distinct(6),
    ),
    case(
        "np.histogram, density in the edges",
        lambda e: np.histogram(AT, e + EDGES, density=True)[0],
        uniform(0.0, 0.05, 4),
    ),
    case("np.histogram_bin_edges", lambda x: np.histogram_bin_edges(x, 4) ** 2, distinct(5)),
    case(
        "np.histogram2d",
        lambda x, w: np.histogram2d(x, AT, (2, 3), weights=w, density=True),
        distinct(5),
        uniform(0.5, 1.5, 5),
    ),
    case(
        "np.histogramdd",
        lambda x, w: np.histogramdd(x, 2, range=((-3, 3), (-4, 4)), weights=w)[0],
        reals(5, 2, scale=0.3),
        reals(5),
    ),
    case("np.histogram, counts", lambda x: x * np.histogram(x, 5)[0], distinct(5)),
]
