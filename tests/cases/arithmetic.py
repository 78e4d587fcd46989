"""Cases of sums, products, quotients and absolute values."""

import numpy as np

from tests.cases.case import case, complexes, nonzero, reals

CASES = [
    case("x + y, broadcast", lambda x, y: x + y, reals(3, 1), reals(4)),
    case("x - y", lambda x, y: x - y, reals(2, 3), reals(2, 3)),
    case("2 - x", lambda x: 2 - x, reals(3)),
    case("1j * x, a number", lambda x: 1j * x * x + 2j, reals()),
    case("x * y, broadcast", lambda x, y: x * y, reals(3, 1), reals(2, 1, 4)),
    case("x / y", lambda x, y: x / y, reals(3), nonzero(2, 3)),
    case("2 / x", lambda x: 2 / x, nonzero(3)),
    case("complex x * y", lambda x, y: x * y, complexes(3), complexes(2, 3)),
    case("complex x / y", lambda x, y: x / y, complexes(3), complexes(2, 3)),
    case("np.multiply, real and complex", np.multiply, reals(3), complexes(3)),
    case("np.divide, real by complex", np.divide, reals(3), complexes(3)),
    case("-x", lambda x: -x * x, reals(3)),
    case("+x", lambda x: +x * x, reals(3)),
    case("abs", lambda x: abs(x) * x, nonzero(3)),
    case("np.fabs", lambda x: np.fabs(x) * x, nonzero(3)),
    case("np.copysign", lambda x, y: np.copysign(x, y) * y, nonzero(3), nonzero(2, 3)),
    case("np.copysign of a number", lambda y: np.copysign(2.0, y) * y, nonzero(3)),
    case("np.subtract.outer", np.subtract.outer, reals(3), reals(2)),
    case("np.multiply.outer", np.multiply.outer, reals(3), reals(2, 2)),
]
