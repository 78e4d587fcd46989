"""Cases of np.i0: its series, its asymptotics, both signs."""

import numpy as np

from funcad.primitives.bessel import bessel_i
from tests.cases.case import case, nonzero, uniform

CASES = [
    case("np.i0", np.i0, nonzero(2, 3)),
    case("np.i0 of a number", np.i0, uniform(0.5, 1.5)),
    case("np.i0, large", lambda x: np.i0(x) * 1e-9, uniform(21.0, 25.0, 3)),
    *(case(f"I_{n}", lambda x, n=n: bessel_i(x, order=n), nonzero(3)) for n in (1, 2, 3)),
]
