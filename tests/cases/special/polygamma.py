"""Cases of the polygamma functions."""

from scipy import special

from funcad.primitives.special import polygamma as po
from tests.cases.case import case, complexes, positive, uniform

CASES = [
    case("special.psi", special.psi, uniform(-0.8, -0.2, 3)),
    case("special.psi of complex", special.psi, complexes(3)),
    case("polygamma", lambda x: po.polygamma(x, n=2), positive(3)),
    case("polygamma of complex", lambda x: po.polygamma(x, n=2), complexes(3), rtol=1e-5),
    case("psi_rise", po.psi_rise, positive(3), positive(2, 1)),
    case("psi_rise, negative", po.psi_rise, uniform(-0.8, -0.2, 3), positive(2, 1)),
]
