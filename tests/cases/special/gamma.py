"""Cases of the gamma and beta functions."""

import numpy as np
from scipy import special

from tests.cases.case import Draw, case, complexes, nonzero, positive, uniform

CASES = [
    case("special.gamma", special.gamma, uniform(0.3, 4.0, 3)),
    case("special.gamma of negatives", special.gamma, uniform(-0.8, -0.2, 3)),
    case("special.gamma of complex", special.gamma, complexes(3)),
    case("special.gammaln", special.gammaln, uniform(0.3, 9.0, 3)),
    case("special.loggamma", special.loggamma, uniform(0.3, 9.0, 3)),
    case("special.loggamma of complex", special.loggamma, complexes(3)),
    case(
        "special.rgamma", special.rgamma, Draw(lambda rng: np.array([-3.0, -1.4, 0.0, 0.45, 3.0]))
    ),
    case("special.rgamma of complex", special.rgamma, complexes(3)),
    case("special.gammasgn", lambda x: x * special.gammasgn(x), nonzero(3)),
    case("special.poch", special.poch, positive(3), positive(2, 1)),
    case("special.beta", special.beta, positive(3), positive(2, 1)),
    case("special.betaln", special.betaln, positive(3), positive(2, 1)),
    case("special.binom", special.binom, uniform(3.0, 5.0, 3), uniform(0.2, 2.5, 2, 1)),
]
