"""Cases of the distribution functions that are incomplete gamma or beta functions."""

import numpy as np
from scipy import special

from tests.cases.case import case, positive, uniform

SHAPE = positive(2, 1)
TWO = positive(3)
PART = uniform(0.2, 0.8, 3)


def solved(name, *args, **options):
    """What cdflib finds by a search, to ten digits or so, which differences feel."""
    return case(f"special.{name}", getattr(special, name), *args, rtol=1e-4, **options)


CASES = [
    case("special.chdtr", special.chdtr, SHAPE, TWO),
    case("special.chdtrc", special.chdtrc, SHAPE, TWO),
    case("special.chdtri", special.chdtri, SHAPE, PART),
    solved("chdtriv", PART, SHAPE),
    case("special.gdtr", special.gdtr, positive(), SHAPE, TWO),
    case("special.gdtrc", special.gdtrc, positive(), SHAPE, TWO),
    solved("gdtria", PART, SHAPE, positive()),
    solved("gdtrib", SHAPE, PART, positive()),
    solved("gdtrix", positive(), SHAPE, PART),
    case("special.pdtr", special.pdtr, np.array([0.0, 2.0, 3.5]), SHAPE),
    case("special.pdtrc", special.pdtrc, np.array([0.0, 2.0, 3.5]), SHAPE),
    case("special.pdtri", special.pdtri, np.array([0, 2, 3]), PART),
    solved("pdtrik", PART, uniform(3.0, 4.0, 2, 1)),
    solved("btdtria", PART, SHAPE, uniform(0.3, 0.6)),
    solved("btdtrib", SHAPE, PART, uniform(0.3, 0.6)),
    case("special.bdtr", special.bdtr, np.array([0, 2, 3]), 5, PART),
    case("special.bdtrc", special.bdtrc, np.array([0, 2, 3]), 5, PART),
    case("special.bdtri", special.bdtri, np.array([0, 2, 3]), 5, PART),
    solved("bdtrik", PART, uniform(8.0, 9.0, 2, 1), uniform(0.4, 0.6)),
    solved("bdtrin", uniform(2.0, 3.0, 2, 1), PART, uniform(0.4, 0.6)),
    case("special.nbdtr", special.nbdtr, np.array([0, 2, 3]), 5, PART),
    case("special.nbdtrc", special.nbdtrc, np.array([0, 2, 3]), 5, PART),
    case("special.nbdtri", special.nbdtri, np.array([0, 2, 3]), 5, PART),
    solved("nbdtrik", PART, uniform(4.0, 5.0, 2, 1), uniform(0.4, 0.6)),
    solved("nbdtrin", uniform(2.0, 3.0, 2, 1), PART, uniform(0.4, 0.6)),
    case("special.fdtr", special.fdtr, positive(2, 1), positive(), positive(3), rtol=1e-5),
    case("special.fdtrc", special.fdtrc, positive(2, 1), positive(), positive(3), rtol=1e-5),
    case("special.fdtri", special.fdtri, positive(2, 1), positive(), PART, rtol=1e-5),
    solved("fdtridfd", uniform(2.4, 2.5, 2, 1), uniform(0.33, 0.35, 3), uniform(0.6, 0.61)),
    case("special.stdtr", special.stdtr, SHAPE, uniform(-3.0, 3.0, 4)),
    case("special.stdtrit", special.stdtrit, SHAPE, PART, rtol=1e-5),
    solved("stdtridf", uniform(0.8, 0.9, 3), uniform(1.5, 1.8)),
]
