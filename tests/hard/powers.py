"""Powers and roots at zero, and integer powers of negative numbers."""

import numpy as np

from tests.hard.point import point

LIMIT = "limit of the difference quotient"

POINTS = [
    point("sqrt(x) at 0", np.sqrt, 0.0, d=np.inf, source=LIMIT),
    point("x**2.0 at 0", lambda x: x**2.0, 0.0, d=0.0, dd=2.0, source="2x, 2"),
]
