"""Cases of np.gradient and np.unwrap: spacings, axes, edges, jumps."""

import numpy as np

from tests.cases.case import Draw, case, complexes, positive, reals

places = Draw(lambda rng: np.array([0.0, 1.0, 1.5, 3.0, 3.7]) + rng.uniform(0, 0.3, 5))
even = Draw(lambda rng: np.arange(5.0) * rng.uniform(1.0, 2.0))
phases = Draw(lambda rng: np.array([0.0, 2.5, -2.5, 0.5, -6.0]) + rng.uniform(0, 0.3, 5))

CASES = [
    case("np.gradient", np.gradient, reals(5)),
    case("np.gradient of two", np.gradient, reals(2)),
    case("np.gradient, matrix", lambda f: tuple(np.gradient(f * f)), reals(3, 4)),
    case("np.gradient, axis", lambda f: np.gradient(f, 0.5, axis=-2), reals(2, 3, 2)),
    case("np.gradient, step", lambda f, h: np.gradient(f, h), reals(4), positive()),
    case("np.gradient, places", lambda f, x: np.gradient(f, x), reals(5), places),
    case("np.gradient, even places", lambda f, x: np.gradient(f, x), reals(5), even),
    case(
        "np.gradient, edges",
        lambda f, x: np.gradient(f, x, edge_order=2),
        reals(5),
        places,
    ),
    case(
        "np.gradient, edges, step",
        lambda f, h: np.gradient(f, h, edge_order=2),
        reals(3),
        positive(),
    ),
    case(
        "np.gradient, step and places",
        lambda f, h, x: tuple(np.gradient(f, h, x, axis=(2, 1), edge_order=2)),
        reals(2, 5, 3),
        positive(),
        places,
    ),
    case("np.gradient, complex", lambda f: np.gradient(f, [0.0, 1.0, 3.0]), complexes(3)),
    case("np.unwrap", lambda p: np.unwrap(p) ** 2, phases),
    case("np.unwrap, period", lambda p: np.unwrap(p, period=3 + 0.1 * p[0], axis=0), phases),
    case("np.unwrap, discont", lambda p: np.unwrap(p, 4.0) * p, phases),
    case("np.unwrap, axis", lambda p: np.unwrap(9 * p, axis=0) ** 2, reals(3, 2)),
]
