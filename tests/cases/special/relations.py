"""Cases of entropies and losses."""

from scipy import special

from funcad.primitives.special.relations import log_ratio
from tests.cases.case import case, nonzero, positive, reals

CASES = [
    case("special.entr", special.entr, positive(3)),
    case("special.rel_entr", special.rel_entr, positive(3), positive(2, 1)),
    case("special.kl_div", special.kl_div, positive(3), positive(2, 1)),
    case("log_ratio", log_ratio, positive(3), positive(2, 1)),
    case("special.huber", special.huber, positive(3), reals(4, 1)),
    case("special.pseudo_huber", special.pseudo_huber, positive(3), nonzero(4, 1)),
]
