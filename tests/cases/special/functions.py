"""Cases of the functions of scipy.special that are no ufuncs, by funcad's names."""

import numpy as np

from funcad.scipy import special
from tests.cases.case import case, positive, reals, uniform

CASES = [
    case("softmax", special.softmax, reals(2, 3)),
    case("softmax along an axis", lambda x: special.softmax(x, axis=0), reals(2, 3)),
    case("log_softmax", special.log_softmax, reals(2, 3)),
    case("log_softmax along an axis", lambda x: special.log_softmax(x, axis=-1), reals(2, 3)),
    case("comb", special.comb, uniform(4.0, 6.0, 3), uniform(1.0, 3.0, 2, 1)),
    case(
        "comb with repetition",
        lambda n: special.comb(n, 2, repetition=True),
        positive(3),
        since="scipy 1.17",
    ),
    case("perm", special.perm, uniform(4.0, 6.0, 3), uniform(1.0, 3.0, 2, 1)),
    case("factorial", special.factorial, positive(3)),
    case("multigammaln", lambda a: special.multigammaln(a, 3), uniform(2.0, 3.0, 2)),
    case("polygamma", lambda x: special.polygamma(2, x), positive(3)),
    case("polygamma of orders", lambda x: special.polygamma(np.array([[0], [1]]), x), positive(3)),
    case("diric", lambda x: special.diric(x, 4), uniform(-9.0, 9.0, 5)),
]
