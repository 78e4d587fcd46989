"""Cases of powers and roots."""

import numpy as np

from tests.cases.case import case, complexes, nonzero, positive, reals

CASES = [
    *(
        case(f"x ** {n}", lambda x, n=n: x**n, reals(2, 3))
        for n in (0, 1, 2, 3, 4, 5, 2.0, 3.0, np.float64(3))
    ),
    *(case(f"x ** {n}", lambda x, n=n: x**n, nonzero(3)) for n in (-1, -2, -3)),
    *(case(f"x ** {n}", lambda x, n=n: x**n, positive(3)) for n in (0.5, 1.5, 2.5, -0.5)),
    case("x ** integers", lambda x: x ** np.array([0, 1, 2, 3, 5]), reals(5)),
    case("x ** floats, negative x", lambda x: x ** np.array([0.0, 1.0, 2.0, 3.0]), reals(4)),
    case("x ** y, broadcast", lambda x, y: x**y, positive(3, 1), reals(2)),
    case("2 ** x", lambda x: 2**x, reals(3)),
    case("2.5 ** x", lambda x: 2.5**x, reals(3)),
    case("array ** x", lambda x: np.array([0.5, 2.0, 3.0]) ** x, reals(3)),
    case("np.power", np.power, positive(3), reals(3)),
    case("np.float_power", np.float_power, positive(3), reals(3)),
    case("complex x ** 3", lambda x: x**3, complexes(3)),
    case("complex x ** y", lambda x, y: x**y, complexes(3), complexes(3)),
    case("complex x ** 0.5", lambda x: (x * x + 3) ** 0.5, complexes(3)),
    case("np.square", np.square, reals(3)),
    case("np.square, complex", np.square, complexes(3)),
    case("np.sqrt", np.sqrt, positive(3)),
    case("np.sqrt, complex", lambda x: np.sqrt(x * x + 9), complexes(3)),
    case("np.cbrt", np.cbrt, nonzero(3)),
    case("np.reciprocal", np.reciprocal, nonzero(3)),
    case("np.reciprocal, complex", np.reciprocal, complexes(3)),
]
