"""Cases of elliptic integrals and functions."""

from scipy import special

from tests.cases.case import case, positive, uniform

CASES = [
    *(
        case(f"special.{f.__name__}", f, uniform(-1.0, 0.8, 5))
        for f in (special.ellipk, special.ellipe)
    ),
    case("special.ellipkm1", special.ellipkm1, positive(3)),
    *(
        case(f"special.{f.__name__}", f, uniform(-1.4, 1.4, 2, 3), uniform(-1.0, 0.8, 3))
        for f in (special.ellipkinc, special.ellipeinc)
    ),
    *(
        case(
            f"special.{f.__name__}, beyond a half turn",
            *(f, uniform(5.0, 7.0, 3), uniform(0.1, 0.8, 3)),
            rtol=1e-5,
        )
        for f in (special.ellipkinc, special.ellipeinc)
    ),
    case("special.ellipj", special.ellipj, uniform(-1.5, 1.5, 2, 3), uniform(0.1, 0.8, 3)),
    case("special.ellipj, far", special.ellipj, uniform(5.0, 9.0, 3), uniform(0.1, 0.8, 3)),
]
