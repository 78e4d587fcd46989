"""Cases of the transformation of Box and Cox and its inverse."""

import numpy as np
from scipy import special

from tests.cases.case import Draw, case, positive

POWERS = Draw(lambda rng: np.array([[0.0], [1e-3], [0.4], [-0.3]]))

CASES = [
    case(f"special.{f.__name__}", f, positive(3), POWERS)
    for f in (special.boxcox, special.boxcox1p, special.inv_boxcox, special.inv_boxcox1p)
]
