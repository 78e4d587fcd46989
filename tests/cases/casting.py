"""Cases of changes of dtype; those to a smaller dtype are in test_ufuncs, by value."""

import numpy as np

from tests.cases.case import case, complexes, reals

CASES = [
    case("astype complex", lambda x: x.astype(complex) * (1 + 2j) * x, reals(3)),
    case("astype int", lambda x: (10 * x).astype(int) * x, reals(3)),
    case("astype bool", lambda x: x.astype(bool) * x, reals(3)),
    case("astype itself", lambda x: x.astype(x.dtype) * x, complexes(3)),
    case("dtype=complex", lambda x: np.multiply(x, x, dtype=np.complex128), reals(3)),
]
