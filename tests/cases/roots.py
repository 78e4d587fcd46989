"""Cases of NumPy's polynomials of one variable, the highest coefficient first."""

import numpy as np

from tests.cases.case import Draw, case, complexes, nonzero, positive, reals

apart = Draw(lambda rng: np.array([1.0, -3.0, -1.0, 2.5]) + rng.uniform(0, 0.1, 4))  # real roots
pairs = Draw(lambda rng: np.array([1.0, 0.5, 2.0, 0.3, 1.5]) + rng.uniform(0, 0.1, 5))
places = Draw(lambda rng: np.array([-1.0, -0.4, 0.1, 0.7, 1.2]) + rng.uniform(0, 0.1, 5))

CASES = [
    case("np.roots, real", np.roots, apart, covers=("roots",)),
    case("np.roots, pairs", lambda p: np.sum(np.abs(np.roots(p)) ** 2), pairs),
    case("np.roots, complex", lambda p: np.sum(np.roots(p) ** 3), complexes(4)),
    case("np.roots, zeros", lambda p: np.roots(p * [0.0, 1.0, 1.0, 0.0]), apart),
    case("np.poly", np.poly, reals(3)),
    case("np.poly, complex", np.poly, complexes(3)),
    case("np.poly of a matrix", lambda A: np.poly(A + np.diag([1.0, 3.0, 5.0])), reals(3, 3)),
    case("np.polyval", np.polyval, reals(4), reals(2, 3)),
    case("np.polyval of a number", np.polyval, reals(3), reals()),
    case("np.polyval, complex", np.polyval, complexes(3), complexes(2)),
    case("np.polyval, constant x", lambda p: np.polyval(p * p, [1.0, 2.0]), reals(3)),
    case("np.polyadd", np.polyadd, reals(2), reals(4)),
    case("np.polysub", np.polysub, reals(3), reals(1)),
    case("np.polymul", np.polymul, nonzero(2), nonzero(4)),
    case("np.polydiv", lambda u, v: tuple(np.polydiv(u, v)), nonzero(5), nonzero(3)),
    case("np.polydiv, larger", lambda u, v: tuple(np.polydiv(u, v)), nonzero(2), nonzero(3)),
    case("np.polyder", lambda p: np.polyder(p * p, 2), reals(5)),
    case("np.polyint", lambda p, k: np.polyint(p * p, 2, k * p[0]), reals(3), reals(2)),
    case("np.polyfit", lambda x, y: np.polyfit(x, y, 2), places, reals(5)),
    case(
        "np.polyfit, weights",
        lambda x, y, w: np.polyfit(x, y, 1, w=w),
        places,
        reals(5, 2),
        positive(5),
    ),
    case(
        "np.polyfit, full",
        lambda x, y: tuple(np.polyfit(x, y, 2, full=True)[:2]),
        places,
        reals(5),
    ),
    case("np.polyfit, cov", lambda x, y: tuple(np.polyfit(x, y, 1, cov=True)), places, reals(5)),
    case(
        "np.polyfit, unscaled",
        lambda x, y: tuple(np.polyfit(x, y, 1, cov="unscaled")),
        places,
        reals(5),
    ),
]
