"""Cases of Hurwitz' zeta function in its second argument."""

from scipy import special

from tests.cases.case import case, positive

CASES = [
    case("special.zeta", special.zeta, 2.5, positive(3)),
    case(
        "special.zeta, complex exponent",
        lambda q: special.zeta(2.5 + 1j, q),
        positive(3),
        since="scipy 1.15",
    ),
]
