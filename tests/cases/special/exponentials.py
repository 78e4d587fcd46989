"""Cases of SciPy's exponentials, logarithms, roots, degrees and Lambert's function."""

import numpy as np
from scipy import special

from tests.cases.case import case, complexes, nonzero, positive, reals, uniform

CASES = [
    *[
        case(f"special.{name}", getattr(special, name), reals(3))
        for name in ("expm1", "exp2", "exp10", "exprel", "cosm1", "sindg", "cosdg", "wrightomega")
    ],
    case("special.log1p", special.log1p, positive(3)),
    case("special.log1p of complex", special.log1p, complexes(3)),
    case("special.expm1 of complex", special.expm1, complexes(3)),
    case("special.cbrt", special.cbrt, nonzero(3)),
    case("special.round", lambda x: x * special.round(x), nonzero(3)),
    case("special.xlogy", special.xlogy, reals(3), positive(2, 1)),
    case("special.xlogy of complex", special.xlogy, complexes(3), complexes(3)),
    case("special.xlog1py", special.xlog1py, reals(3), positive(2, 1)),
    case("special.powm1", special.powm1, positive(3), nonzero(2, 1)),
    case("special.tandg", special.tandg, uniform(-60.0, 60.0, 3)),
    case("special.cotdg", special.cotdg, uniform(20.0, 160.0, 3)),
    case("special.radian", special.radian, reals(3), reals(2, 1), reals()),
    case("special.agm", special.agm, positive(3), positive(2, 1), second=False),
    case("special.lambertw", special.lambertw, positive(3)),
    case("special.lambertw of complex", lambda z: special.lambertw(z, 1), complexes(3)),
    case("special.lambertw at -1", lambda x: special.lambertw(x, -1).real, uniform(-0.3, -0.1, 3)),
    case("special.wrightomega of complex", special.wrightomega, complexes(3)),
    case("special.softplus", getattr(special, "softplus", lambda x: np.logaddexp(0, x)), reals(3)),
]
