"""Cases of hypergeometric and Wright functions in their argument."""

import numpy as np
from scipy import special

from tests.cases.case import case, complexes, positive, reals, uniform

CASES = [
    case("special.hyp0f1", special.hyp0f1, 1.5, reals(3)),
    case("special.hyp0f1, complex", special.hyp0f1, 2, complexes(3)),
    case("special.hyp1f1", special.hyp1f1, np.array([-2.0, 0.5, 1.5]), 2.5, reals(3)),
    case("special.hyp1f1, complex", special.hyp1f1, 0.5, 2.5, complexes(3), since="scipy 1.14"),
    case("special.hyp2f1", special.hyp2f1, 0.5, np.array([1.0, -2, 1.5]), 2.5, uniform(-2, 0.8, 3)),
    case("special.hyp2f1, complex", lambda z: special.hyp2f1(0.5, 1, 2.5, 0.2 * z), complexes(3)),
    case("special.hyperu", special.hyperu, 1.5, np.array([0.5, 2.0, 2.5]), positive(3)),
    case("special.wright_bessel", special.wright_bessel, 1.0, 2.0, positive(3)),
    *(
        [
            case(
                "special.log_wright_bessel",
                special.log_wright_bessel,
                1.5,
                1.0,
                positive(3),
                since="scipy 1.15",
            )
        ]
        if hasattr(special, "log_wright_bessel")
        else []
    ),
]
