"""Cases of Struve functions."""

import numpy as np
from scipy import special

from tests.cases.case import case, nonzero, positive, uniform

ORDERS = np.array([0, 1, 2.5])

CASES = [
    *(
        case(f"special.{f.__name__}", f, ORDERS, positive(2, 3))
        for f in (special.struve, special.modstruve)
    ),
    *(
        case(f"special.{f.__name__}, x < 0", lambda x, f=f: f(2, x), nonzero(5))
        for f in (special.struve, special.modstruve)
    ),
    case("special.struve, far", special.struve, ORDERS, uniform(8.0, 12.0, 3)),
]
