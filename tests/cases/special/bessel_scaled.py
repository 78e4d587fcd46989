"""Cases of exponentially scaled Bessel functions, near and far, on both sides of their kinks."""

import numpy as np
from scipy import special

from tests.cases.case import case, complexes, nonzero, positive, uniform

ORDERS = np.array([0, 1, 2.5])

CASES = [
    *(case(f"special.{f.__name__}", f, nonzero(3)) for f in (special.i0e, special.i1e)),
    *(case(f"special.{f.__name__}", f, positive(3)) for f in (special.k0e, special.k1e)),
    *(
        case(f"special.{f.__name__}", f, ORDERS, positive(2, 3), rtol=1e-5)
        for f in (special.jve, special.yve, special.ive, special.kve)
    ),
    *(
        case(f"special.{f.__name__}, far", f, ORDERS, uniform(28.0, 40.0, 4, 3))
        for f in (special.ive, special.kve)
    ),
    case("special.ive of negative x", lambda x: special.ive(3, x), uniform(-40.0, -20.0, 5)),
    *(
        case(f"special.{f.__name__}, complex", lambda z, f=f: f(ORDERS, z + 3 + 3j), complexes(3))
        for f in (
            *(special.jve, special.yve, special.ive, special.kve),
            *(special.hankel1e, special.hankel2e),
        )
    ),
    *(
        case(f"special.{f.__name__}, far", lambda x, f=f: f(ORDERS, x), uniform(28.0, 40.0, 3))
        for f in (special.hankel1e, special.hankel2e)
    ),
]
