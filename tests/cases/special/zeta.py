"""Cases of Hurwitz' and Riemann's zeta functions."""

from scipy import special

from tests.cases.case import case, positive

CASES = [
    case("special.zeta", special.zeta, 2.5, positive(3)),
    case("special.zeta in both", lambda s, q: special.zeta(s + 1, q), positive(3), positive(3)),
    case("special.zeta of one argument", lambda s: special.zeta(s + 1), positive(3)),
    case("special.zeta of one argument, left", lambda s: special.zeta(-3 - s), positive(3)),
    case("special.zetac", lambda s: special.zetac(s + 1), positive(3)),
    case(
        "special.zeta, complex exponent",
        lambda q: special.zeta(2.5 + 1j, q),
        positive(3),
        since="scipy 1.15",
    ),
]
