"""Cases of rounding, remainders and steps, away from the jumps."""

import numpy as np

from tests.cases.case import case, nonzero, reals, uniform

Y = np.array([0.7, -0.9, 1.3])


def _both(f):
    def g(*args):
        a, b = f(*args)
        return a * args[0], b * args[-1]

    return g


CASES = [
    *(
        case(f"np.{f.__name__}", lambda x, f=f: f(x) * x, nonzero(3))
        for f in (np.floor, np.ceil, np.trunc, np.rint, np.fix, np.round, np.sign, np.signbit)
    ),
    case("np.round, decimals", lambda x: np.round(x, 1) * x, uniform(0.31, 0.34, 3)),
    case("x % y", lambda x, y: (x % y) * x * y, uniform(2.1, 2.2, 3), uniform(0.8, 0.9, 3)),
    case("x % y, signs", lambda x: (x % Y) * x, uniform(-1.6, -1.5, 3)),
    case("2 % y", lambda y: 2 % y * y, uniform(0.8, 0.9, 3)),
    case(
        "np.fmod", lambda x, y: np.fmod(x, y) * x * y, uniform(-2.2, -2.1, 3), uniform(0.8, 0.9, 3)
    ),
    case("x // y", lambda x: (x // Y) * x, uniform(-1.6, -1.5, 3)),
    case("divmod", _both(divmod), uniform(2.1, 2.2, 3), uniform(0.8, 0.9, 3)),
    case("np.divmod", _both(np.divmod), uniform(2.1, 2.2, 3), uniform(0.8, 0.9, 3)),
    case("np.modf", _both(np.modf), nonzero(3)),
    case("np.frexp", _both(np.frexp), nonzero(3)),
    case("np.ldexp", lambda x: np.ldexp(x * x, np.array([1, -2, 3])), reals(3)),
    case("np.spacing, np.nextafter", lambda x: np.spacing(x) + x * np.nextafter(x, 9), nonzero(3)),
    case("np.heaviside", lambda x, y: np.heaviside(x, y) * x + y, nonzero(3), reals(3)),
    case("np.nan_to_num", lambda x: np.nan_to_num(x) * x, reals(3)),
]
