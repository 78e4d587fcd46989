"""Struve functions: at 0, on both sides of 1, and far out."""

from scipy import special

from tests.hard.special.tables import Table, tabulated

TABLE: Table = {
    "struve of order 0": (
        lambda x: special.struve(0, x),
        [
            (0.0, 0.6366197723675814, 0.0),
            (1e-06, 0.6366197723673691, -4.2441318157833093e-07),
            (40.0, 0.005396357655816891, -0.12606143391987043),
        ],
    ),
    "struve of order 1": (
        lambda x: special.struve(1, x),
        [
            (0.0, 0.0, 0.4244131815783876),
            (1e-06, 4.2441318157833093e-07, 0.4244131815782178),
            (1000.0, 0.00474070103568326, 0.02477956580953125),
        ],
    ),
    "struve of order 2": (
        lambda x: special.struve(2, x),
        [
            (0.999, 0.11731206277611933, 0.21592980275172938),
            (1.001, 0.11774420757790141, 0.21621486134970336),
            (-0.7, 0.0599991944391417, -0.1647029631036468),
        ],
    ),
    "struve of order 3": (
        lambda x: special.struve(3, x),
        [(40.0, 3.269531489305789, 0.09482069620579368)],
    ),
    "struve of order 2.5": (
        lambda x: special.struve(2.5, x),
        [(0.01, 5.817870162511205e-07, 0.0001454459921979975)],
    ),
    "modstruve of order 0": (
        lambda x: special.modstruve(0, x),
        [(0.0, 0.6366197723675814, 0.0), (40.0, 1.4707396163259352e16, 1.4527089889338416e16)],
    ),
    "modstruve of order 1": (
        lambda x: special.modstruve(1, x),
        [(0.0, 0.0, 0.4244131815783876), (1e-06, 4.244131815784441e-07, 0.42441318157855734)],
    ),
    "modstruve of order 2": (
        lambda x: special.modstruve(2, x),
        [
            (5.0, 17.106776636228737, 16.841851144820904),
            (-0.7, 0.06485225705983545, -0.19243820811058565),
        ],
    ),
    "modstruve of order 2.5": (
        lambda x: special.modstruve(2.5, x),
        [(0.01, 5.817946349405031e-07, 0.00014544942060821972)],
    ),
}

POINTS = tabulated(TABLE, rtol=1e-11)
