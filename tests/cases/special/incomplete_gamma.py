"""Cases of the incomplete gamma functions."""

from scipy import special

from funcad.primitives.special import incomplete_gamma as ig
from tests.cases.case import case, positive, uniform

CASES = [
    case("special.gammainc", special.gammainc, positive(3), positive(2, 1)),
    case(
        "special.gammainc of large shape",
        special.gammainc,
        uniform(30, 32, 2),
        uniform(25, 35, 3, 1),
    ),
    case("special.gammaincc", special.gammaincc, positive(3), positive(2, 1)),
    case("special.gammaincinv", special.gammaincinv, positive(3), uniform(0.2, 0.9, 2, 1)),
    case("special.gammainccinv", special.gammainccinv, positive(3), uniform(0.2, 0.9, 2, 1)),
    case("gamma_density", ig.density, positive(3), positive(2, 1)),
]
