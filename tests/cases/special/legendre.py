"""Cases of associated Legendre functions."""

import numpy as np
from scipy import special

from tests.cases.case import case, uniform

CASES = [
    case("special.lpmv", special.lpmv, np.array([0, 1, 2, 3, -1]), 3, uniform(-0.9, 0.9, 5)),
    case("special.lpmv of degree 2.5", special.lpmv, 1, 2.5, uniform(-0.5, 0.9, 3)),
    case("special.lpmv of negative order", special.lpmv, -2, 2.5, uniform(-0.5, 0.9, 3)),
]
