"""Cases of choosing among values."""

import numpy as np

from tests.cases.case import case, complexes, distinct, reals

MASK = np.array([True, False, True])
LOW, HIGH = np.array([-0.5, -0.1, 0.0]), np.array([0.5, 0.2, 0.3])

CASES = [
    case("np.where", lambda x, y: np.where(MASK, x, y) * x, reals(2, 3), reals(3)),
    case("np.where, condition of x", lambda x: np.where(x > 0, x * x, 3), distinct(2, 3)),
    case("np.where, else x", lambda x: np.where(x > 0, 0.0, x * x), distinct(3)),
    case("np.where, numbers as condition", lambda x: np.where([1, 0, 2], x, 0) * x, reals(3)),
    case("np.where, complex", lambda x, y: np.where(MASK, x, y) * x, complexes(3), reals(3)),
    *(
        case(f"np.{f.__name__}", lambda x, y, f=f: f(x, y) * x, distinct(3, 1), reals(2))
        for f in (np.maximum, np.minimum, np.fmax, np.fmin)
    ),
    case("np.maximum with 0", lambda x: np.maximum(x, 0) * x, distinct(5)),
    case("np.clip", lambda x: np.clip(x, -0.5, 0.5) * x, distinct(6)),
    case(
        "np.clip, traced limits",
        lambda x, a, b: np.clip(x, a, b) * x,
        distinct(6),
        reals(),
        reals(),
    ),
    case("np.clip, arrays", lambda x: np.clip(x, LOW, HIGH) * x, distinct(2, 3)),
    case("np.clip, from below", lambda x: np.clip(x, -0.5, None) * x, distinct(4)),
    case("np.clip, from above", lambda x: x.clip(max=0.5) * x, distinct(4)),
    case("x.clip(-0.5, 0.5)", lambda x: x.clip(-0.5, 0.5) * x, distinct(4)),
    case(
        "np.select",
        lambda x: np.select([x > 0.5, x > 0], [x * x, x * x * x], 2.0),
        distinct(6),
    ),
]
