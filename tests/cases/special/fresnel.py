"""Cases of the Fresnel integrals."""

from scipy import special

from tests.cases.case import case, complexes, positive, reals

CASES = [
    case("special.fresnel", special.fresnel, reals(3)),
    case("special.fresnel of complex", special.fresnel, complexes(3), rtol=1e-5),
    case("special.modfresnelp", special.modfresnelp, positive(3), rtol=1e-5),
    case("special.modfresnelm", special.modfresnelm, positive(3), rtol=1e-5),
]
