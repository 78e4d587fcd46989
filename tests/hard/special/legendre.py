"""Associated Legendre functions: at the ends of the interval."""

import numpy as np
from scipy import special

from tests.hard.special.tables import Table, tabulated

INF = np.inf

TABLE: Table = {
    "lpmv(0, 3, x)": (lambda x: special.lpmv(0, 3, x), [(1.0, 6.0, 15.0), (-1.0, 6.0, -15.0)]),
    "lpmv(2, 2, x)": (lambda x: special.lpmv(2, 2, x), [(1.0, -6.0, -6.0)]),
    "lpmv(2, 3, x)": (lambda x: special.lpmv(2, 3, x), [(-1.0, -30.0, 90.0)]),
    "lpmv(1, 1, x)": (lambda x: special.lpmv(1, 1, x), [(1.0, INF, INF)]),
    "lpmv(4, 4, x)": (lambda x: special.lpmv(4, 4, x), [(1.0, 0.0, 840.0)]),
    "lpmv(3, 2, x)": (lambda x: special.lpmv(3, 2, x), [(0.3, 0.0, 0.0)]),
    "lpmv(1, 3, x)": (
        lambda x: special.lpmv(1, 3, x),
        [(0.5, -6.27868417743718, -3.7527767497325675)],
    ),
    "lpmv(3, 10, x)": (
        lambda x: special.lpmv(3, 10, x),
        [(0.999999999, 3.4533832607931956, -1726691604.407469)],
    ),
    "lpmv(2, 10, x)": (lambda x: special.lpmv(2, 10, x), [(0.0, 0.0, -2869.453125)]),
    "lpmv(-1, 3, x)": (
        lambda x: special.lpmv(-1, 3, x),
        [(0.5, 0.5232236814530984, 0.3127313958110473)],
    ),
    "lpmv(0, 12, x)": (
        lambda x: special.lpmv(0, 12, x),
        [(0.999, 75.03431303915907, 2928.5976199674515)],
    ),
}

POINTS = tabulated(TABLE, rtol=1e-09)
