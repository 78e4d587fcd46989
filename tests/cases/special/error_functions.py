"""Cases of the error function and its relations."""

from scipy import special

from tests.cases.case import case, reals

CASES = [
    case("special.erf", special.erf, reals(3)),
]
