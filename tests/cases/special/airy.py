"""Cases of Airy functions."""

from scipy import special

from tests.cases.case import case, complexes, positive, reals, uniform

CASES = [
    case("special.airy", special.airy, reals(4)),
    case("special.airy, complex", special.airy, complexes(3)),
    case("special.airy, one of four", lambda x: special.airy(x)[2], reals(3)),
    case("special.airye", special.airye, positive(4)),
    case("special.airye, far", special.airye, uniform(8.5, 12.0, 4)),
    case("special.airye, x < 0", lambda x: special.airye(-x)[2:], positive(4)),
    case("special.itairy", special.itairy, reals(4), rtol=1e-5),
]
