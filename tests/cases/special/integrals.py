"""Cases of exponential, trigonometric and hyperbolic integrals."""

import numpy as np
from scipy import special

from tests.cases.case import case, complexes, nonzero, positive, uniform

CASES = [
    case("special.exp1", special.exp1, positive(3)),
    case("special.exp1 of complex", special.exp1, complexes(3), rtol=1e-5),
    case("special.expi", special.expi, nonzero(3)),
    case("special.expi of complex", special.expi, complexes(3), rtol=1e-5),
    case("special.expn", special.expn, np.array([[0], [1], [2], [5]]), positive(3)),
    case("special.spence", special.spence, uniform(0.1, 3.0, 5)),
    case("special.spence of complex", special.spence, complexes(3)),
    case("special.sici", special.sici, uniform(0.5, 9.0, 4)),
    case("special.sici of complex", special.sici, complexes(3)),
    case("special.shichi", special.shichi, uniform(0.5, 9.0, 4)),
    case("special.shichi of complex", special.shichi, complexes(3)),
]
