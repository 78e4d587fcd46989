"""Cases of distributions known by their quantiles."""

import numpy as np
from scipy import special

from tests.cases.case import Draw, case, positive, reals, uniform

POWERS = Draw(lambda rng: np.array([[1e-3], [0.4], [-0.3]]))

CASES = [
    case("special.tklmbda", special.tklmbda, uniform(-1.0, 1.0, 3), POWERS, rtol=1e-5),
    case("special.nrdtrimn", special.nrdtrimn, uniform(0.1, 0.9, 3), positive(2, 1), reals()),
    case("special.nrdtrisd", special.nrdtrisd, reals(), uniform(0.1, 0.4, 3), positive(2, 1)),
]
