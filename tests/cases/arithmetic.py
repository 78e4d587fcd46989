"""Cases of sums, products and quotients."""

import numpy as np

from tests.cases.case import case, complexes, nonzero, reals

CASES = [
    case("x + y, broadcast", lambda x, y: x + y, reals(3, 1), reals(4)),
    case("x - y", lambda x, y: x - y, reals(2, 3), reals(2, 3)),
    case("2 - x", lambda x: 2 - x, reals(3)),
    case("x * y, broadcast", lambda x, y: x * y, reals(3, 1), reals(2, 1, 4)),
    case("x / y", lambda x, y: x / y, reals(3), nonzero(2, 3)),
    case("complex x * y", lambda x, y: x * y, complexes(3), complexes(2, 3)),
    case("np.multiply, real and complex", np.multiply, reals(3), complexes(3)),
    case("-x", lambda x: -x, reals(3)),
]
