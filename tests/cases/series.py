"""Cases of numpy.polynomial.polynomial and of funcad.numpy's, the lowest coefficient first."""

import numpy as np
from numpy.polynomial import chebyshev, legendre
from numpy.polynomial import polynomial as P

from funcad.numpy.polynomial import polynomial as F
from tests.cases.case import Draw, case, nonzero, positive, reals

places = Draw(lambda rng: np.array([-1.0, -0.4, 0.1, 0.7, 1.2]) + rng.uniform(0, 0.1, 5))
apart = Draw(lambda rng: np.array([2.5, -1.0, -3.0, 1.0]) + rng.uniform(0, 0.1, 4))


def _stacked(f):
    """The object array that NumPy's own code makes, as one traced array."""
    return lambda *args: 1.0 * np.stack(list(f(*args)))


CASES = [
    case("P.polyval", P.polyval, reals(2, 2), reals(3)),
    case("P.polyval, several series", P.polyval, reals(3), reals(2, 3)),
    case(
        "P.polyval, one by one", lambda x, c: P.polyval(x, c, tensor=False), reals(3), reals(2, 3)
    ),
    case("P.polyval2d", P.polyval2d, reals(3), reals(3), reals(2, 3)),
    case("P.polyval3d", P.polyval3d, reals(3), reals(3), reals(3), reals(2, 3, 2)),
    case("P.polygrid2d", P.polygrid2d, reals(3), reals(2), reals(2, 3)),
    case("P.polygrid3d", P.polygrid3d, reals(3), reals(2), reals(3), reals(2, 3, 2)),
    case("P.polyvalfromroots", P.polyvalfromroots, reals(3), reals(3)),
    case("P.polyvander", lambda x: P.polyvander(x, 3), reals(3)),
    case("P.polyder", _stacked(P.polyder), reals(3)),
    case("P.polymul", _stacked(P.polymul), nonzero(3), nonzero(2)),
    case("chebval", chebyshev.chebval, reals(3), reals(3, 3)),
    case("legval", legendre.legval, reals(2), reals(4)),
    case("F.polyfit", lambda x, y: F.polyfit(x, y, 2), places, reals(5)),
    case(
        "F.polyfit, weights and degrees",
        lambda x, y, w: F.polyfit(x, y, [0, 2], w=w),
        places,
        reals(5, 2),
        positive(5),
    ),
    case("F.polyfit, full", lambda x, y: F.polyfit(x, y, 1, full=True)[1][0], places, reals(5)),
    case("F.polydiv", lambda u, v: tuple(F.polydiv(u, v)), nonzero(5), nonzero(3)),
    case("F.polydiv by a number", lambda u, v: F.polydiv(u, v)[0], nonzero(3), nonzero(1)),
    case("F.polycompanion", F.polycompanion, nonzero(4)),
    case("F.polyroots", F.polyroots, apart),
]
