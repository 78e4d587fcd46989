"""Distribution functions: in their tails, at their edges and in their parameters."""

import mpmath as mp
import numpy as np
from scipy import special

from tests.hard.point import point
from tests.hard.special.curves import along

INF, NAN = np.inf, np.nan
NONE = ((0.0, 0.0), (0.0, 0.0))


def student(v, t):
    tail = mp.betainc(v / 2, mp.mpf(1) / 2, 0, v / (v + t * t), regularized=True) / 2
    return 1 - tail if t > 0 else tail


def fisher(n, d, x):
    return mp.betainc(n / 2, d / 2, 0, n * x / (d + n * x), regularized=True)


def chi(v, x):
    return mp.gammainc(v / 2, 0, x / 2, regularized=True)


def kolmogorov(x):
    return 2 * mp.nsum(lambda k: (-1) ** (int(k) - 1) * mp.exp(-2 * k * k * x * x), [1, 60])


def noncentral_density(x, k, nc):
    bessel = mp.besseli(k / 2 - 1, mp.sqrt(nc * x))
    return mp.exp(-(x + nc) / 2) * (x / nc) ** (k / 4 - mp.mpf(1) / 2) * bessel / 2


def noncentral_slopes(x, k, nc):
    x, k, nc = mp.mpf(x), mp.mpf(k), mp.mpf(nc)
    return float(noncentral_density(x, k, nc)), float(-noncentral_density(x, k + 2, nc))


def bdtrik(p, q):
    return special.bdtrik(p, 6.0, q)


def nbdtrik(p, q):
    return special.nbdtrik(p, 2.0, q)


POINTS = [
    *along(
        "stdtr",
        special.stdtr,
        student,
        [(3.0, -1.0), (3.0, 2.5), (1.5, -40.0), (30.0, 0.1), (200.0, -5.0), (0.5, 1e3)],
        rtol=1e-10,
        second=False,
    ),
    point(
        "stdtr at 0",
        lambda t: special.stdtr(3.0, t),
        0.0,
        d=float(2 / (mp.pi * mp.sqrt(3))),
        dd=0.0,
        source="2/(π √3), even",
    ),
    *along(
        "fdtr",
        special.fdtr,
        fisher,
        [(2.0, 3.0, 0.5), (5.0, 7.0, 1e-3), (5.0, 7.0, 30.0), (40.0, 60.0, 1.1)],
        rtol=1e-10,
        second=False,
    ),
    *along("chdtr", special.chdtr, chi, [(1.0, 1e-3), (2.0, 3.0), (40.0, 30.0)], rtol=1e-11),
    *along(
        "chdtrc", special.chdtrc, lambda v, x: 1 - chi(v, x), [(3.0, 60.0), (3.0, 0.1)], rtol=1e-11
    ),
    *along(
        "kolmogorov",
        special.kolmogorov,
        kolmogorov,
        [0.3, 0.6, 0.99, 1.01, 3.0],
        rtol=1e-11,
    ),
    *[
        point(
            f"chndtr at {x}, {k}, {nc}",
            lambda x, nc, k=k: special.chndtr(x, k, nc),
            (x, nc),
            d=noncentral_slopes(x, k, nc),
            source="the density, mpmath",
            rtol=1e-11,
        )
        for x, k, nc in ((2.0, 3.0, 1.5), (1e-3, 4.0, 0.3), (80.0, 5.0, 2.0), (0.5, 1.0, 30.0))
    ],
    point(
        "tklmbda at 0",
        special.tklmbda,
        (0.0, 0.5),
        d=(float(1 / (2 * mp.sqrt(2))), 0.0),
        source="1/(2 · 2^(1/2))",
        atol=1e-15,
    ),
    point("tklmbda beyond its support", special.tklmbda, (3.0, 0.5), d=(0.0, 0.0), source="F = 1"),
    point(
        "nrdtrimn",
        special.nrdtrimn,
        (0.5, 2.0, 1.0),
        d=(-float(mp.sqrt(2 * mp.pi)) * 2, 0.0, 1.0),
        source="x - σ Φ⁻¹(p)",
    ),
    point("pdtrik, no count", special.pdtrik, (0.3, 0.2), d=(0.0, 0.0), dd=NONE, source="k = 0"),
    point("nbdtrik, no count", nbdtrik, (0.3, 0.6), d=(0.0, 0.0), dd=NONE, source="k = 0"),
    point("bdtrik, no count", bdtrik, (0.1, 0.3), d=(0.0, 0.0), dd=NONE, source="k = 0"),
    point("stdtridf of 1/2", special.stdtridf, (0.5, 1.0), d=(NAN, NAN), source="F(1) > 1/2"),
    point("stdtridf, no solution", special.stdtridf, (0.9, 0.6), d=(NAN, NAN), source="none"),
    point(
        "bdtr at p = 0", lambda p: special.bdtr(1, 4, p), 0.0, d=0.0, dd=-12.0, source="1 - 6p² + …"
    ),
    point("pdtr at m = 0", lambda m: special.pdtr(0, m), 0.0, d=-1.0, dd=1.0, source="exp(-m)"),
    point("nbdtr at p = 1", lambda p: special.nbdtr(0, 2, p), 1.0, d=2.0, dd=2.0, source="p²"),
]
