"""Parabolic cylinder functions."""

from scipy import special

from tests.hard.special.tables import Table, tabulated

TABLE: Table = {
    "pbdv(1.3, x)[0]": (
        lambda x: special.pbdv(1.3, x)[0],
        [
            (0.0, 1.0041285564344087, 0.6750167145140056),
            (0.7, 1.0045704623136043, -0.6424968533289128),
        ],
    ),
    "pbdv(-0.5, x)[0]": (
        lambda x: special.pbdv(-0.5, x)[0],
        [(3.0, -0.09674696841110368, 0.13220223239091183)],
    ),
}

POINTS = tabulated(TABLE, rtol=1e-08)
