"""Cases of the error function and its relations."""

import numpy as np
from scipy import special

from tests.cases.case import Draw, case, complexes, positive, reals, uniform

CASES = [
    *[
        case(f"special.{f.__name__}", f, reals(3))
        for f in (special.erf, special.erfc, special.erfcx, special.erfi, special.dawsn)
    ],
    *[
        case(f"special.{f.__name__} of complex", f, complexes(3), rtol=1e-5)
        for f in (special.erf, special.erfc, special.erfcx, special.erfi, special.dawsn)
    ],
    case("special.erf of a number", special.erf, reals()),
    case("special.erf of nothing", special.erf, reals(0)),
    case("special.erfcx far out", special.erfcx, uniform(5.0, 30.0, 4)),
    case("special.dawsn far out", special.dawsn, uniform(5.0, 9.0, 4)),
    case("special.erfinv", special.erfinv, uniform(-0.9, 0.9, 3)),
    case("special.erfcinv", special.erfcinv, uniform(0.1, 1.9, 3)),
    case("special.wofz", special.wofz, complexes(4)),
    case("special.wofz of real", special.wofz, reals(4)),
    case(
        "special.wofz far out",
        special.wofz,
        Draw(lambda rng: 9 * np.exp(1j * np.array([0.1, 1.0, 2.5, 3.3, 6.0]))),
    ),
    case("special.voigt_profile", special.voigt_profile, reals(3), positive(3), positive(1)),
]
