"""Cases of Bessel functions, plain and complex, of fixed and of mixed orders."""

import numpy as np
from scipy import special

from tests.cases.case import case, complexes, nonzero, positive, reals, uniform

ORDERS = np.array([0, 1, 2.5])

CASES = [
    *(
        case(f"special.{f.__name__}", f, reals(3))
        for f in (special.j0, special.j1, special.i0, special.i1)
    ),
    *(
        case(f"special.{f.__name__}", f, positive(3))
        for f in (special.y0, special.y1, special.k0, special.k1)
    ),
    *(
        case(f"special.{f.__name__}", f, ORDERS, positive(2, 3), rtol=1e-5)
        for f in (special.jv, special.yv, special.iv, special.kv)
    ),
    *(
        case(f"special.{f.__name__}, a negative order", lambda x, f=f: f(-1.3, x), positive(2))
        for f in (special.jv, special.yv, special.iv, special.kv)
    ),
    *(
        case(f"special.{f.__name__}, complex", lambda z, f=f: f(ORDERS, z + 3), complexes(3))
        for f in (special.jv, special.yv, special.iv, special.kv, special.hankel1, special.hankel2)
    ),
    case("special.hankel1 of real x", lambda x: special.hankel1(1.5, x), positive(3)),
    case("special.hankel2 of real x", lambda x: special.hankel2(0, x), positive(3)),
    case("special.yn", special.yn, np.array([0, 1, 3]), positive(3), rtol=1e-5),
    case("special.kn", special.kn, np.array([0, 1, 3]), positive(3), rtol=1e-5),
    case("special.jvp", lambda x: special.jvp(2, x, 2), reals(3)),
    case("special.kvp", lambda x: special.kvp(0.5, x), positive(3)),
    case("special.h1vp", lambda x: special.h1vp(0.5, x), positive(3)),
    case("special.jv of negative x", lambda x: special.jv(np.array([0, 1, 2]), x), nonzero(3)),
    case("special.jv, far", lambda x: special.jv(2, x + 300), uniform(-1, 1, 3)),
]
