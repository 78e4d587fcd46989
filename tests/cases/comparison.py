"""Cases of functions that compare: their results choose, and carry no derivative themselves."""

import numpy as np

from tests.cases.case import case, distinct, reals

Y = np.array([0.2, -0.7, 1.4])

CASES = [
    *(
        case(f"np.{f.__name__}", lambda x, f=f: f(x, Y) * x, distinct(2, 3))
        for f in (np.less, np.less_equal, np.equal, np.not_equal, np.greater, np.greater_equal)
    ),
    *(
        case(f"np.{f.__name__}", lambda x, f=f: f(x > 0, x > Y) * x, distinct(2, 3))
        for f in (np.logical_and, np.logical_or, np.logical_xor, np.bitwise_and, np.bitwise_or)
    ),
    *(
        case(f"np.{f.__name__}", lambda x, f=f: f(x) * x, reals(3))
        for f in (np.isfinite, np.isinf, np.isnan, np.signbit, np.logical_not, np.isreal)
    ),
    case("both sides traced", lambda x, y: (x < y) * x + (x >= y) * y, distinct(3, 1), reals(4)),
    case("~, ^", lambda x: (~(x > 0) ^ (x > Y)) * x, distinct(3)),
    case("np.isclose", lambda x: np.isclose(x, Y, atol=1.0) * x, distinct(3)),
]
