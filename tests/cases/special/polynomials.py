"""Cases of orthogonal polynomials in x."""

import numpy as np
from scipy import special

from tests.cases.case import case, complexes, reals, uniform

DEGREES = np.array([0, 1, 2, 5])
OF_X = (
    *("legendre", "chebyt", "chebyu", "chebyc", "chebys", "laguerre", "hermite", "hermitenorm"),
    *("sh_legendre", "sh_chebyt", "sh_chebyu"),
)
PARAMETERS = {
    "gegenbauer": (1.3,),
    "genlaguerre": (0.7,),
    "jacobi": (0.5, -0.3),
    "sh_jacobi": (2.5, 1.2),
}


def of(name):
    return getattr(special, f"eval_{name}")


CASES = [
    *(
        case(
            f"special.eval_{n}",
            lambda x, n=n: of(n)(DEGREES, x),
            uniform(0.05, 0.95, 3, 4) if n.startswith("sh") else reals(3, 4, scale=0.5),
            rtol=1e-5,
        )
        for n in OF_X
    ),
    *(
        case(f"special.eval_{n}", lambda x, n=n, p=p: of(n)(DEGREES, *p, x), uniform(0.1, 0.9, 4))
        for n, p in PARAMETERS.items()
    ),
    *(
        case(f"special.eval_{n} of a degree that is no integer", of(n), 1.5, uniform(0.1, 0.9, 4))
        for n in OF_X
        if "hermite" not in n
    ),
    *(
        case(f"special.eval_{n}, complex", lambda z, n=n: of(n)(3, 0.3 * z), complexes(3))
        for n in OF_X
        if "hermite" not in n
    ),
    case("special.legendre(3)", special.legendre(3), reals(3)),
    case("special.assoc_laguerre", lambda x: special.assoc_laguerre(x, 3, 1.5), reals(3)),
]
