"""Exponentials, integrals, entropies and transformations: at their limits and where they cancel."""

import mpmath as mp
import numpy as np
from scipy import special

from tests.hard.point import point
from tests.hard.special.curves import along

INF, NAN = np.inf, np.nan
BRANCH = -0.36787944117144233  # -1/e, rounded


def exprel(x):
    return mp.expm1(x) / x if x else mp.mpf(1)


def boxcox(x, k):
    return mp.expm1(k * mp.log(x)) / k


def boxcox1p(x, k):
    return boxcox(1 + x, k)


def inv_boxcox(y, k):
    return mp.exp(mp.log1p(k * y) / k)


def spence(x):
    return mp.polylog(2, 1 - x)


def rel_entr(x, y):
    return x * mp.log(x / y)


def kl_div(x, y):
    return x * mp.log(x / y) - x + y


def pseudo_huber(d, r):
    return d * d * (mp.sqrt(1 + (r / d) ** 2) - 1)


def xlogy(x, y):
    return x * mp.log(y)


def lambert(x):
    return special.lambertw(x).real


def second_of(f):
    return lambda x: f(x)[1]


def first_of(f):
    return lambda x: f(x)[0]


POINTS = [
    *along("exprel", special.exprel, exprel, [-700.0, -3.1, -0.5, 1e-3, 2.0, 2.9, 3.1, 50.0]),
    point("exprel at 0", special.exprel, 0.0, d=0.5, dd=1 / 3, source="Σ xᵏ/(k + 1)!"),
    point("exprel at -inf", special.exprel, -INF, d=0.0, source="limit"),
    *along("cosm1", special.cosm1, lambda x: mp.cos(x) - 1, [0.0, 1e-9, 1.0]),
    *along("exp10", special.exp10, lambda x: mp.mpf(10) ** x, [-300.0, 0.0, 300.0]),
    *along("log1p", special.log1p, mp.log1p, [0.0, 1e-12, -0.5, 1e10]),
    *along("expm1", special.expm1, mp.expm1, [0.0, -40.0, -0.5, 700.0]),
    *along(
        "boxcox", special.boxcox, boxcox, [(2.0, 1e-8), (1e-8, 0.3), (1 + 1e-9, 2.0), (1e9, -2.0)]
    ),
    *along("boxcox1p", special.boxcox1p, boxcox1p, [(1e-9, 0.7), (3.0, 1e-10), (-0.5, 2.0)]),
    *along("inv_boxcox", special.inv_boxcox, inv_boxcox, [(1.5, 1e-9), (3.0, 0.2), (-0.7, 0.5)]),
    point(
        "boxcox with exponent 0",
        special.boxcox,
        (3.0, 0.0),
        d=(1 / 3, float(mp.log(3) ** 2 / 2)),
        source="1/x, log²x/2",
    ),
    point(
        "inv_boxcox with exponent 0",
        special.inv_boxcox,
        (1.5, 0.0),
        d=(float(mp.exp(1.5)), float(mp.exp(1.5) * -1.125)),
        source="exp y, -y² exp(y)/2",
    ),
    point("boxcox at 0", special.boxcox, (0.0, 0.5), d=(INF, 4.0), source="-1/k"),
    point("boxcox at (0, 2)", special.boxcox, (0.0, 2.0), d=(0.0, 0.25), source="(x² - 1)/2, -1/k"),
    point(
        "xlogy at (0, 0)", special.xlogy, (0.0, 0.0), d=(-INF, 0.0), source="log y, x/y at x = 0"
    ),
    point("xlogy at (0, 2)", special.xlogy, (0.0, 2.0), d=(float(mp.log(2)), 0.0), source="log y"),
    *along("xlogy", special.xlogy, xlogy, [(2.0, 3.0), (1e-5, 1 + 1e-9)]),
    point("xlog1py at (0, -1)", special.xlog1py, (0.0, -1.0), d=(-INF, 0.0), source="log(1 + y)"),
    *along("xlog1py", special.xlog1py, lambda x, y: x * mp.log1p(y), [(2.0, 1e-12), (3.0, -0.5)]),
    *along("powm1", special.powm1, lambda x, y: mp.power(x, y) - 1, [(1 + 1e-9, 2.5), (3.0, 1e-9)]),
    point("entr at 0", special.entr, 0.0, d=INF, source="-log x - 1"),
    *along("entr", special.entr, lambda x: -x * mp.log(x), [1e-10, 0.5, 20.0]),
    *along("rel_entr", special.rel_entr, rel_entr, [(2.0, 3.0), (1.0, 1 + 1e-8), (1e10, 1e-10)]),
    point("rel_entr at (0, 2)", special.rel_entr, (0.0, 2.0), d=(-INF, 0.0), source="x log(x/y)"),
    *along("kl_div", special.kl_div, kl_div, [(2.0, 3.0), (1.0, 1 + 1e-8), (1 + 1e-12, 1.0)]),
    point("kl_div at 3, 3", special.kl_div, (3.0, 3.0), d=(0.0, 0.0), source="log(x/y), 1 - x/y"),
    *along(
        "pseudo_huber", special.pseudo_huber, pseudo_huber, [(1.0, 1e-5), (1e-5, 2.0), (1.0, 1e6)]
    ),
    point("pseudo_huber at r = 0", special.pseudo_huber, (2.0, 0.0), d=(0.0, 0.0), source="r²/2"),
    point(
        "pseudo_huber of width 0", special.pseudo_huber, (0.0, -3.0), d=(3.0, 0.0), source="δ |r|"
    ),
    point("huber beyond", special.huber, (1.0, -3.0), d=(2.0, -1.0), source="δ (|r| - δ/2)"),
    point("huber at its joint", special.huber, (2.0, 2.0), d=(0.0, 2.0), source="both sides"),
    point("huber within", special.huber, (1.0, 0.5), d=(0.0, 0.5), source="r²/2"),
    *along("exp1", special.exp1, mp.e1, [1e-6, 1.0, 50.0, 600.0], digits=340),
    *along("expi", special.expi, mp.ei, [-50.0, -1e-3, 1e-3, 5.0, 700.0]),
    *[
        p
        for n in (0, 1, 2, 7)
        for p in along(
            f"expn of order {n}",
            lambda x, n=n: special.expn(n, x),
            lambda x, n=n: mp.expint(n, x),
            [0.01, 3.0, 40.0],
        )
    ],
    point("expn of order 2 at 0", lambda x: special.expn(2, x), 0.0, d=-INF, source="-E₁"),
    point("expn of order 3 at 0", lambda x: special.expn(3, x), 0.0, d=-1.0, source="-E₂"),
    *along(
        "spence", special.spence, spence, [1e-12, 0.3, 0.76, 0.99999, 1.24, 1.26, 1e6], rtol=1e-11
    ),
    point("spence at 1", special.spence, 1.0, d=-1.0, dd=0.5, source="-(1 - (x - 1)/2 + …)"),
    point("spence at 0", special.spence, 0.0, d=-INF, source="log x"),
    *along("Si", first_of(special.sici), mp.si, [1e-8, 0.4, 0.6, 5.0, 1e3, -1e6]),
    *along("Ci", second_of(special.sici), mp.ci, [1e-6, 0.5, 100.0]),
    point("Si at 0", first_of(special.sici), 0.0, d=1.0, dd=0.0, source="sin x / x"),
    *along("Shi", first_of(special.shichi), mp.shi, [1e-6, -0.5, 1.9, 2.1, 20.0]),
    *along("Chi", second_of(special.shichi), mp.chi, [1e-6, 0.5, 20.0]),
    point("Shi at 0", first_of(special.shichi), 0.0, d=1.0, dd=0.0, source="sinh x / x"),
    *along("lambertw", lambert, mp.lambertw, [-0.3, 1e-10, 1.0, 1e5, 1e10], rtol=1e-11),
    point("lambertw at 0", lambert, 0.0, d=1.0, dd=-2.0, source="x - x² + …"),
    *along(
        "lambertw below -1",
        lambda x: special.lambertw(x, -1).real,
        lambda x: mp.re(mp.lambertw(x, -1)),
        [-0.3, -1e-5],
    ),
    *along(
        "wrightomega",
        special.wrightomega,
        lambda z: mp.re(mp.lambertw(mp.exp(z))),
        [-40.0, -1.0, 0.0, 30.0, 1e6],
    ),
    *along(
        "agm",
        special.agm,
        mp.agm,
        [(1.0, 2.0), (1.0, 1.0), (1e-8, 3.0), (5.0, 5.000001)],
        second=False,
    ),
    *along("sindg", special.sindg, lambda x: mp.sin(mp.radians(x)), [0.0, 45.0]),
    point("sindg at 90", special.sindg, 90.0, d=0.0, source="cos of 90° is 0"),
    point("cosdg at 180", special.cosdg, 180.0, d=0.0, source="sin of 180° is 0"),
    point("tandg at 180", special.tandg, 180.0, d=np.pi / 180, source="1 + tan²"),
]
