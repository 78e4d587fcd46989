"""Carlson's integrals: where arguments coincide, at 0, far apart, principal values."""

import numpy as np
from scipy import special

from tests.hard.special.tables import Table, tabulated

INF = np.inf

TABLE: Table = {
    "elliprf(x, 1.0, 1.0)": (
        lambda x: special.elliprf(x, 1.0, 1.0),
        [(1.0, -0.16666666666666666, 0.15)],
    ),
    "elliprf(1.0, x, 1.0)": (
        lambda x: special.elliprf(1.0, x, 1.0),
        [(1.0, -0.16666666666666666, 0.15)],
    ),
    "elliprf(1.0, 1.0, x)": (
        lambda x: special.elliprf(1.0, 1.0, x),
        [(1.0, -0.16666666666666666, 0.15)],
    ),
    "elliprf(0.0, x, 2.0)": (
        lambda x: special.elliprf(0.0, x, 2.0),
        [(1.0, -0.29953505868389807, 0.32775719428651495)],
    ),
    "elliprf(0.0, 1.0, x)": (
        lambda x: special.elliprf(0.0, 1.0, x),
        [(2.0, -0.17798966494456595, 0.10310590027359144)],
    ),
    "elliprd(x, 1.0, 1.0)": (
        lambda x: special.elliprd(x, 1.0, 1.0),
        [(1.0, -0.3, 0.32142857142857145), (2.0, -0.13822977276567078, 0.08040938896922159)],
    ),
    "elliprd(1.0, x, 1.0)": (
        lambda x: special.elliprd(1.0, x, 1.0),
        [(1.0, -0.3, 0.32142857142857145)],
    ),
    "elliprd(1.0, 1.0, x)": (
        lambda x: special.elliprd(1.0, 1.0, x),
        [(1.0, -0.9, 1.6071428571428572)],
    ),
    "elliprd(2.0, x, 1.0)": (
        lambda x: special.elliprd(2.0, x, 1.0),
        [(1.0, -0.23060759975353762, 0.2420705861979886)],
    ),
    "elliprd(2.0, 1.0, x)": (
        lambda x: special.elliprd(2.0, 1.0, x),
        [(1.0, -0.6918227992606129, 1.210352930989943)],
    ),
    "elliprd(x, 1.0, 100000.0)": (
        lambda x: special.elliprd(x, 1.0, 100000.0),
        [(1e-10, -0.0047433690520727574, 23717082.44889111)],
    ),
    "elliprd(1e-10, x, 100000.0)": (
        lambda x: special.elliprd(1e-10, x, 100000.0),
        [(1.0, -4.742991277066346e-08, 4.743309771035658e-08)],
    ),
    "elliprd(1e-10, 1.0, x)": (
        lambda x: special.elliprd(1e-10, 1.0, x),
        [(100000.0, -8.26704048951256e-12, 1.9956179638225618e-16)],
    ),
    "elliprg(x, 1.0, 1.0)": (
        lambda x: special.elliprg(x, 1.0, 1.0),
        [(1.0, 0.16666666666666666, -0.05)],
    ),
    "elliprg(1.0, x, 1.0)": (
        lambda x: special.elliprg(1.0, x, 1.0),
        [(1.0, 0.16666666666666666, -0.05)],
    ),
    "elliprg(1.0, 1.0, x)": (
        lambda x: special.elliprg(1.0, 1.0, x),
        [(1.0, 0.16666666666666666, -0.05)],
    ),
    "elliprg(x, 1.0, 100.0)": (
        lambda x: special.elliprg(x, 1.0, 100.0),
        [(0.5, 0.06888559945842986, -0.016036817046843094)],
    ),
    "elliprg(0.5, x, 100.0)": (
        lambda x: special.elliprg(0.5, x, 100.0),
        [(1.0, 0.06471710208745111, -0.010011306721719827)],
    ),
    "elliprg(0.5, 1.0, x)": (
        lambda x: special.elliprg(0.5, 1.0, x),
        [(100.0, 0.024596370727148723, -0.00011984275938035125)],
    ),
    "elliprj(x, 1.0, 1.0, 1.0)": (
        lambda x: special.elliprj(x, 1.0, 1.0, 1.0),
        [(1.0, -0.3, 0.32142857142857145)],
    ),
    "elliprj(1.0, x, 1.0, 1.0)": (
        lambda x: special.elliprj(1.0, x, 1.0, 1.0),
        [(1.0, -0.3, 0.32142857142857145)],
    ),
    "elliprj(1.0, 1.0, x, 1.0)": (
        lambda x: special.elliprj(1.0, 1.0, x, 1.0),
        [(1.0, -0.3, 0.32142857142857145)],
    ),
    "elliprj(1.0, 1.0, 1.0, x)": (
        lambda x: special.elliprj(1.0, 1.0, 1.0, x),
        [(1.0, -0.6, 0.8571428571428571)],
    ),
    "elliprj(x, 1.0, 2.0, 2.0)": (
        lambda x: special.elliprj(x, 1.0, 2.0, 2.0),
        [(0.5, -0.26817601595751345, 0.4884059793010334)],
    ),
    "elliprj(0.5, x, 2.0, 2.0)": (
        lambda x: special.elliprj(0.5, x, 2.0, 2.0),
        [(1.0, -0.17122502480284715, 0.17651095126088268)],
    ),
    "elliprj(0.5, 1.0, x, 2.0)": (
        lambda x: special.elliprj(0.5, 1.0, x, 2.0),
        [(2.0, -0.10353298641321314, 0.059263782574249725)],
    ),
    "elliprj(0.5, 1.0, 2.0, x)": (
        lambda x: special.elliprj(0.5, 1.0, 2.0, x),
        [(2.0, -0.20706597282642628, 0.15803675353133262)],
    ),
    "elliprc(x, 1.0)": (lambda x: special.elliprc(x, 1.0), [(1.0, -0.16666666666666666, 0.15)]),
    "elliprc(1.0, x)": (
        lambda x: special.elliprc(1.0, x),
        [(1.0, -0.3333333333333333, 0.4), (2.0, -0.14269908169872417, 0.08904862254808624)],
    ),
    "elliprc(x, 2.0)": (
        lambda x: special.elliprc(x, 2.0),
        [(1.0, -0.10730091830127585, 0.08904862254808624)],
    ),
    "elliprc(x, -2.0), a principal value": (
        lambda x: special.elliprc(x, -2.0),
        [(1.0, 0.10330450030825447, -0.13498558348746056)],
    ),
    "elliprc(1.0, x), a principal value": (
        lambda x: special.elliprc(1.0, x),
        [(-2.0, 0.14669549969174553, 0.11501441651253944)],
    ),
    "elliprf(x, 1.0, 2.0)": (lambda x: special.elliprf(x, 1.0, 2.0), [(0.0, -INF, INF)]),
    "elliprd(x, 1.0, 2.0)": (lambda x: special.elliprd(x, 1.0, 2.0), [(0.0, -INF, INF)]),
}

POINTS = tabulated(TABLE, rtol=1e-11)
