"""Cases of the functions of scipy.special that are no ufuncs, by funcad's names."""

import numpy as np

from funcad.scipy import special
from tests.cases.case import case, positive, reals, uniform

WEIGHTS = np.array([[0.5, 2.0, 0.0], [1.0, -0.3, 3.0]])

CASES = [
    case("logsumexp", special.logsumexp, reals(2, 3)),
    case("logsumexp along an axis", lambda x: special.logsumexp(x, axis=1), reals(2, 3)),
    case("logsumexp, axis first", lambda x: special.logsumexp(x, 0, keepdims=True), reals(2, 3, 2)),
    case(
        "logsumexp with weights", lambda x, b: special.logsumexp(x, b=b), reals(3), positive(2, 3)
    ),
    case(
        "logsumexp with signs",
        lambda x: special.logsumexp(x, b=WEIGHTS, axis=1, return_sign=True)[0],
        reals(2, 3),
    ),
    case("softmax", special.softmax, reals(2, 3)),
    case("softmax along an axis", lambda x: special.softmax(x, axis=0), reals(2, 3)),
    case("log_softmax", special.log_softmax, reals(2, 3)),
    case("log_softmax along an axis", lambda x: special.log_softmax(x, axis=-1), reals(2, 3)),
    case("comb", special.comb, uniform(4.0, 6.0, 3), uniform(1.0, 3.0, 2, 1)),
    case("comb with repetition", lambda n: special.comb(n, 2, repetition=True), positive(3)),
    case("perm", special.perm, uniform(4.0, 6.0, 3), uniform(1.0, 3.0, 2, 1)),
    case("factorial", special.factorial, positive(3)),
    case("multigammaln", lambda a: special.multigammaln(a, 3), uniform(2.0, 3.0, 2)),
    case("polygamma", lambda x: special.polygamma(2, x), positive(3)),
    case("polygamma of orders", lambda x: special.polygamma(np.array([[0], [1]]), x), positive(3)),
    case("diric", lambda x: special.diric(x, 4), uniform(-9.0, 9.0, 5)),
]
