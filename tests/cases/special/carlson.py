"""Cases of Carlson's elliptic integrals."""

from typing import Any

import numpy as np
from scipy import special

from tests.cases.case import Draw, case, positive, uniform


def right_half_plane(*shape: int) -> Draw:
    def make(rng: np.random.Generator) -> Any:
        return rng.uniform(0.5, 2.0, size=shape) + 1j * rng.normal(size=shape)

    return Draw(make)


THREE = (special.elliprf, special.elliprd, special.elliprg)

CASES = [
    *(case(f"special.{f.__name__}", f, positive(2, 3), positive(3), positive(3)) for f in THREE),
    *(
        case(f"special.{f.__name__} of equal arguments", lambda x, f=f: f(x, x, x), positive(3))
        for f in THREE
    ),
    *(
        case(
            f"special.{f.__name__}, complex",
            f,
            right_half_plane(2),
            right_half_plane(2),
            right_half_plane(2),
        )
        for f in THREE
    ),
    case("special.elliprc", special.elliprc, positive(2, 3), positive(3)),
    case("special.elliprc, principal value", special.elliprc, positive(3), uniform(-2, -0.5, 3)),
    case("special.elliprc, complex", special.elliprc, right_half_plane(2), right_half_plane(2)),
    case("special.elliprj", special.elliprj, positive(2), positive(2), positive(2), positive(2)),
    case(
        "special.elliprj, principal value",
        special.elliprj,
        *(positive(2), positive(2), positive(2), uniform(-2, -0.5, 2)),
    ),
]
