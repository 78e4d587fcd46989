"""Cases of trigonometric functions, their inverses, lengths and angles."""

import numpy as np

from tests.cases.case import case, complexes, nonzero, reals, uniform

CASES = [
    *(case(f"np.{f.__name__}", f, reals(2, 3)) for f in (np.sin, np.cos, np.arctan)),
    *(case(f"np.{f.__name__}", f, uniform(-0.8, 0.8, 3)) for f in (np.tan, np.arcsin, np.arccos)),
    *(
        case(f"np.{f.__name__}, complex", lambda x, f=f: f(0.3 * x), complexes(3))
        for f in (np.sin, np.cos, np.tan, np.arcsin, np.arccos, np.arctan)
    ),
    *(
        case(f"np.{f.__name__}", lambda x, f=f: f(x * x), reals(3))
        for f in (np.degrees, np.radians, np.deg2rad, np.rad2deg)
    ),
    case("np.hypot", np.hypot, nonzero(3, 1), nonzero(2)),
    case("np.hypot with a number", lambda x: np.hypot(x, 2), reals(3)),
    case("np.arctan2", np.arctan2, nonzero(3, 1), nonzero(2)),
    case("np.arctan2 with a number", lambda x: np.arctan2(1.0, x), nonzero(3)),
    case("np.sinc", np.sinc, reals(4)),
    case("np.sinc, near 0", lambda x: np.sinc(0.01 * x) * x, reals(4)),
    case("np.sinc, far", lambda x: np.sinc(x + 9), reals(4)),
    case("np.sinc, complex", np.sinc, complexes(3)),
]
