"""Hurwitz' zeta function: next to its pole and far out."""

from scipy import special

from tests.hard.special.tables import Table, tabulated

TABLE: Table = {
    "zeta(2.5, q)": (
        lambda q: special.zeta(2.5, q),
        [
            (0.001, -79056941507.0171, 276699295264742.34),
            (1.0, -2.8168346682926417, 9.228690719162724),
        ],
    ),
    "zeta(1.5, q)": (
        lambda q: special.zeta(1.5, q),
        [(1000000.0, -1.0000007500003126e-09, 1.5000018750010937e-15)],
    ),
    "zeta(3, q)": (lambda q: special.zeta(3, q), [(0.25, -769.3910720045942, 12292.187694318967)]),
    "zeta(20, q)": (
        lambda q: special.zeta(20, q),
        [(5.0, -4.289292543681766e-14, 1.7946531953603715e-13)],
    ),
}

POINTS = tabulated(TABLE, rtol=1e-11)
