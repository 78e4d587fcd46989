"""Cases of noncentral distributions, and of Kolmogorov's and Smirnov's."""

import numpy as np
from scipy import special

from tests.cases.case import case, positive, uniform

CASES = [
    case("special.chndtr", special.chndtr, positive(3), 3.5, positive(2, 1), rtol=1e-5),
    case(
        "special.chndtr near 0", special.chndtr, uniform(0.2, 0.5, 3), 2.5, uniform(0.1, 0.2, 2, 1)
    ),
    case(
        "special.chndtrix", special.chndtrix, uniform(0.2, 0.8, 3), 3.5, positive(2, 1), rtol=1e-3
    ),
    case("special.chndtrinc", special.chndtrinc, 5.0, 3.5, uniform(0.2, 0.4, 3), rtol=1e-3),
    case(
        "special.nctdtr",
        lambda t: special.nctdtr(3.0, 0.5, t),
        positive(3),
        second=False,
        since="scipy 1.15",
    ),
    case(
        "special.nctdtrit",
        lambda p: special.nctdtrit(3.0, 0.5, p),
        uniform(0.2, 0.8, 3),
        second=False,
        rtol=1e-5,
        since="scipy 1.15",
    ),
    case(
        "special.ncfdtr",
        lambda f: special.ncfdtr(3.0, 4.0, 0.5, f),
        positive(3),
        second=False,
        since="scipy 1.14",
    ),
    case(
        "special.ncfdtri",
        lambda p: special.ncfdtri(3.0, 4.0, 0.5, p),
        uniform(0.2, 0.8, 3),
        second=False,
        rtol=1e-5,
        since="scipy 1.14",
    ),
    case(
        "special.smirnov", special.smirnov, np.array([3, 5, 9]), uniform(0.2, 0.6, 3), second=False
    ),
    case(
        "special.smirnovi",
        special.smirnovi,
        np.array([3, 5, 9]),
        uniform(0.1, 0.6, 3),
        second=False,
    ),
    case("special.kolmogorov", special.kolmogorov, uniform(0.3, 2.0, 5)),
    case("special.kolmogi", special.kolmogi, uniform(0.1, 0.9, 5)),
]
