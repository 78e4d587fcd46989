"""Cases of np.interp: each argument, beyond the ends, periods, complex values."""

import numpy as np

from tests.cases.case import Draw, case, complexes, reals, uniform

XP = np.array([-1.0, 0.0, 0.5, 2.0])
FP = np.array([1.0, -2.0, 0.5, 3.0])
inside = Draw(lambda rng: np.array([[-0.7, 0.2], [0.3, 1.2]]) + rng.uniform(0, 0.2, (2, 2)))
around = Draw(lambda rng: np.array([-2.0, -0.5, 3.0]) + rng.uniform(0, 0.2, 3))
knots = Draw(lambda rng: XP + rng.uniform(-0.05, 0.05, 4))

CASES = [
    case("np.interp in x", lambda x: np.interp(x, XP, FP), inside),
    case("np.interp in all", lambda x, xp, fp: np.interp(x, xp, fp), inside, knots, reals(4)),
    case("np.interp beyond", lambda x, xp, fp: np.interp(x, xp, fp), around, knots, reals(4)),
    case("np.interp of a number", lambda x: np.interp(x, XP, FP) * x, uniform(0.1, 0.4)),
    case("np.interp in xp", lambda xp: np.interp([0.2, 1.0, 5.0], xp, FP), knots),
    case("np.interp in fp", lambda fp: np.interp([0.2, 1.0, 5.0], XP, fp), reals(4)),
    case(
        "np.interp, complex",
        lambda x, xp, fp: np.interp(x, xp, fp),
        inside,
        knots,
        complexes(4),
    ),
    case(
        "np.interp, ends",
        lambda x, fp: np.interp(x, XP, fp, fp[1] ** 2, 3 * fp[2]) * x,
        around,
        reals(4),
    ),
    case(
        "np.interp, periodic",
        lambda x, xp, fp: np.interp(x * 10, xp, fp, period=3.5 + 0.01 * fp[0]),
        around,
        knots,
        reals(4),
    ),
    case("np.interp between one", lambda x, fp: np.interp(x, [1.0], fp), around, reals(1)),
    case(
        "a quadratic of np.interp", lambda x, fp: np.interp(x, XP, fp * x[0]) ** 2, around, reals(4)
    ),
]
