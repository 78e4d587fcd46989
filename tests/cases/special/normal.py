"""Cases of the normal distribution."""

from scipy import special

from funcad.primitives.special import normal
from tests.cases.case import case, complexes, reals, uniform

CASES = [
    case("special.ndtr", special.ndtr, reals(3)),
    case("special.ndtr of complex", special.ndtr, complexes(3)),
    case("special.log_ndtr", special.log_ndtr, uniform(-5.0, 3.0, 5)),
    case("special.log_ndtr of complex", special.log_ndtr, complexes(3)),
    case("special.ndtri", special.ndtri, uniform(0.1, 0.9, 3)),
    case("special.ndtri_exp", special.ndtri_exp, uniform(-3.0, -0.1, 3)),
    case("special.owens_t", special.owens_t, reals(3), reals(2, 1)),
    case("inverse_mills", lambda x: normal.mills(x) * normal.excess(x), uniform(-4.0, 3.0, 5)),
]
