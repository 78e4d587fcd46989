"""Cases of exponentials and logarithms."""

import numpy as np

from tests.cases.case import case, complexes, positive, reals

CASES = [
    *(case(f"np.{f.__name__}", f, reals(2, 3)) for f in (np.exp, np.exp2, np.expm1)),
    *(case(f"np.{f.__name__}", f, positive(3)) for f in (np.log, np.log2, np.log10, np.log1p)),
    *(case(f"np.{f.__name__}, complex", f, complexes(3)) for f in (np.exp, np.exp2, np.expm1)),
    *(
        case(f"np.{f.__name__}, complex", lambda x, f=f: f(x * 0.3 + 2), complexes(3))
        for f in (np.log, np.log2, np.log10, np.log1p)
    ),
    case("np.logaddexp", np.logaddexp, reals(3, 1), reals(2)),
    case("np.logaddexp2", np.logaddexp2, reals(3), reals(2, 3)),
    case("np.logaddexp with a number", lambda x: np.logaddexp(0, x), reals(3)),
    case("np.logaddexp2.reduce", lambda x: np.logaddexp2.reduce(x, axis=-1), reals(2, 4)),
]
