"""Cases of hyperbolic functions and their inverses."""

import numpy as np

from tests.cases.case import case, complexes, reals, uniform

CASES = [
    *(case(f"np.{f.__name__}", f, reals(2, 3)) for f in (np.sinh, np.cosh, np.tanh, np.arcsinh)),
    case("np.tanh, in its tail", lambda x: np.tanh(x + 6) + np.tanh(x - 6), reals(4)),
    case("np.arccosh", np.arccosh, uniform(1.5, 3.0, 3)),
    case("np.arctanh", np.arctanh, uniform(-0.8, 0.8, 3)),
    *(
        case(f"np.{f.__name__}, complex", lambda x, f=f: f(0.3 * x), complexes(3))
        for f in (np.sinh, np.cosh, np.tanh, np.arcsinh, np.arctanh)
    ),
    case("np.arccosh, complex", lambda x: np.arccosh(0.3 * x + 3), complexes(3)),
]
