"""Cases of the derivatives of the Faddeeva function, as primitives by themselves."""

from funcad.primitives.special import faddeeva
from tests.cases.case import case, complexes, reals

CASES = [
    case("faddeeva.wofz", lambda z: faddeeva.wofz(z, order=1), complexes(3)),
    case("faddeeva.erfcx", lambda x: faddeeva.erfcx(x, order=1), reals(3)),
    case("faddeeva.dawsn", lambda x: faddeeva.dawsn(x, order=1), reals(3)),
]
