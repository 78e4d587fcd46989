"""Cases of the incomplete beta function."""

from scipy import special

from funcad.primitives.special import incomplete_beta as ib
from tests.cases.case import case, positive, uniform

SHAPES = (positive(3), positive(2, 1))

CASES = [
    case("special.betainc", special.betainc, *SHAPES, uniform(0.1, 0.9, 3)),
    case("special.betaincinv", special.betaincinv, *SHAPES, uniform(0.1, 0.9, 3), rtol=1e-5),
    case("beta_density", ib.density, *SHAPES, uniform(0.1, 0.9, 3)),
    *[
        case(f"special.{name}", getattr(special, name), *SHAPES, uniform(0.1, 0.9, 3), rtol=1e-5)
        for name in ("betaincc", "betainccinv")
        if hasattr(special, name)
    ],
]
