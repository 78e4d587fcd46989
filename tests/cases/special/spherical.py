"""Cases of spherical Bessel functions and of their derivatives by SciPy's own option."""

import numpy as np

from funcad.scipy import special
from tests.cases.case import case, complexes, positive

FUNCTIONS = {f"spherical_{kind}n": getattr(special, f"spherical_{kind}n") for kind in "jyik"}
DEGREES = np.array([0, 1, 4])

CASES = [
    *(
        case(f"special.{name}", f, DEGREES, positive(2, 3), rtol=1e-4)
        for name, f in FUNCTIONS.items()
    ),
    *(
        case(f"special.{name}'", lambda x, f=f: f(2, x, derivative=True), positive(3))
        for name, f in FUNCTIONS.items()
    ),
    *(
        case(f"special.{name}, complex", lambda z, f=f: f(2, z + 3), complexes(3))
        for name, f in FUNCTIONS.items()
    ),
]
