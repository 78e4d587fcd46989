"""Cases of np.emath: inside the real domain and outside."""

import numpy as np

from tests.cases.case import case, complexes, nonzero, positive, uniform

CASES = [
    *(
        case(f"np.emath.{f.__name__}, {where}", f, draw)
        for f in (np.emath.sqrt, np.emath.log, np.emath.log2, np.emath.log10)
        for where, draw in (
            ("inside", positive(3)),
            ("outside", uniform(-2.0, -0.3, 3)),
            ("complex", complexes(2)),
        )
    ),
    *(
        case(f"np.emath.{f.__name__}, {where}", f, draw)
        for f in (np.emath.arccos, np.emath.arcsin, np.emath.arctanh)
        for where, draw in (
            ("inside", uniform(-0.8, 0.8, 3)),
            ("above", uniform(1.2, 3.0, 3)),
            ("below", uniform(-3.0, -1.2, 3)),
        )
    ),
    case("np.emath.sqrt, both signs", lambda x: np.emath.sqrt(x * [1.0, -1.0]), positive(2)),
    case("np.emath.logn", np.emath.logn, positive(3), uniform(-2.0, -0.3, 3)),
    case("np.emath.power", np.emath.power, uniform(-2.0, -0.3, 3), nonzero(3)),
    case("np.emath.power, whole", lambda x: np.emath.power(x, [-2, 3]), uniform(-2.0, -0.3, 2)),
]
