"""Gamma and beta functions: at the edges, in the tails, and in the shape parameters."""

import mpmath as mp
import numpy as np
from scipy import special

from tests.hard.point import point
from tests.hard.special.curves import along

INF, NAN = np.inf, np.nan


def lower(a, x):
    return mp.gammainc(a, 0, x, regularized=True)


def upper(a, x):
    return mp.gammainc(a, x, regularized=True)


def ibeta(a, b, x):
    return mp.betainc(a, b, 0, x, regularized=True)


POINTS = [
    point(
        "betainc of a tiny shape a",
        lambda a: special.betainc(a, 0.39252206240946913, 0.9),
        2.2746473943094984e-10,
        d=-1.0627513226575533,
        source="mpmath",
    ),
    point(
        "betainc of a tiny shape b",
        lambda b: special.betainc(5.0, b, 0.7712128803821775),
        1.555509969746478e-07,
        d=0.16503028212275775,
        source="mpmath",
    ),
    *along(
        "binom where it is 0",
        special.binom,
        mp.binomial,
        [(1.0, 4.0), (3.5, 4.5), (5.0, -1.0), (5.0, -3.0), (-0.5, -2.0)],
        second=False,
    ),
    point(
        "betaln at (1e10, 2)",
        lambda a: special.betaln(a, 2.0),
        1e10,
        d=-1.9999999999e-10,
        dd=1.9999999998e-20,
        source="-log(a (a + 1))",
    ),
    point("binom at (0, 2)", lambda n: special.binom(n, 2), 0.0, -0.5, 1.0, source="n (n - 1)/2"),
    point("binom at (1, 2)", lambda n: special.binom(n, 2), 1.0, 0.5, 1.0, source="n (n - 1)/2"),
    point("binom at (1, 3)", lambda n: special.binom(n, 3), 1.0, -1 / 6, 0.0, source="cubic"),
    point("poch at (0, 2)", lambda z: special.poch(z, 2), 0.0, 1.0, 2.0, source="z² + z"),
    point("poch at (-1, 2)", lambda z: special.poch(z, 2), -1.0, -1.0, 2.0, source="z² + z"),
    point(
        "binom at (3, 5)",
        special.binom,
        (3.0, 5.0),
        (-1 / 20, 1 / 20),
        ((-1 / 12, 127 / 1200), (127 / 1200, -77 / 600)),
        source="B(n + 1, k - n) sin(π (n - k + 1))/π",
    ),
    *along(
        "poch left of 0",
        special.poch,
        mp.rf,
        [(-2.0, 5.0), (-2.0, 2.5), (0.0, 0.5), (-2.5, 2.0), (3.0, -2.0)],
        second=False,
    ),
    point("poch at (-5, 2)", lambda z: special.poch(z, 2), -5.0, d=-9.0, dd=2.0, source="z² + z"),
    point(
        "poch at (-5, 3)", lambda z: special.poch(z, 3), -5.0, d=47.0, dd=-24.0, source="z³+3z²+2z"
    ),
    *along(
        "betainc of shapes of unlike size",
        special.betainc,
        ibeta,
        [(3.0, 1e5, 5e-5), (37.855, 155708482.0, 2.656e-7), (2.0, 1e8, 5e-8), (1e7, 3.0, 1 - 5e-7)],
        second=False,
        rtol=1e-10,
    ),
    *along(
        "gamma", special.gamma, mp.gamma, [1e-3, 0.5, 1.0, 2.0, 100.0, 170.0, -0.5, -3.7, -20.1]
    ),
    point("gamma at -2", special.gamma, -2.0, d=NAN, source="a pole"),
    *along("gammaln", special.gammaln, lambda x: mp.log(abs(mp.gamma(x))), [1e-5, 0.5, 1e10, -2.5]),
    *along("psi", special.psi, mp.digamma, [1e-4, 1.0, 50.0, 1e8, -0.5, -10.3]),
    point("gammaln at 0", special.gammaln, 0.0, d=-INF, source="ψ near 0 is -1/x"),
    *along("rgamma", special.rgamma, mp.rgamma, [0.0, -1.0, -2.0, -7.0, -2.5, 0.49, 0.51, 5.0]),
    *along(
        "poch",
        special.poch,
        mp.rf,
        [(1.5, 2.0), (1e10, 1e-3), (1e5, 0.5), (3.0, 1e-9)],
        second=False,
    ),
    *along(
        "beta",
        special.beta,
        mp.beta,
        [(0.5, 0.5), (1e-5, 2.0), (30.0, 40.0), (1e3, 1e-3)],
        second=False,
    ),
    *along(
        "betaln",
        special.betaln,
        lambda a, b: mp.log(mp.beta(a, b)),
        [(1e8, 1e-4), (50.0, 60.0)],
        second=False,
    ),
    *along(
        "binom", special.binom, mp.binomial, [(5.5, 2.2), (50.0, 20.0), (0.5, 3.3)], second=False
    ),
    *along(
        "gammainc",
        special.gammainc,
        lower,
        [
            (0.5, 1e-6),
            (0.5, 0.3),
            (1.0, 2.0),
            (5.0, 0.01),
            (3.0, 9.0),
            (50.0, 40.0),
            (200.0, 201.0),
        ],
        rtol=1e-11,
    ),
    *along(
        "gammaincc",
        special.gammaincc,
        upper,
        [(0.01, 0.5), (2.0, 30.0), (0.3, 100.0), (40.0, 80.0), (1e-3, 1e-3)],
        rtol=1e-11,
    ),
    *[
        point(
            f"gammainc of shape {a} at 0",
            lambda x, a=a: special.gammainc(a, x),
            0.0,
            d=d,
            dd=dd,
            source="xᵃ⁻¹/Γ(a) (1 - x)",
        )
        for a, d, dd in (
            (0.5, INF, -INF),
            (1.0, 1.0, -1.0),
            (1.5, 0.0, INF),
            (2.0, 0.0, 1.0),
            (3.0, 0.0, 0.0),
        )
    ],
    point("gammainc at inf", special.gammainc, (2.0, INF), d=(0.0, 0.0), source="P = 1"),
    *along(
        "betainc",
        special.betainc,
        ibeta,
        [
            (0.5, 0.5, 0.3),
            (2.0, 3.0, 1e-4),
            (2.0, 3.0, 0.999),
            (30.0, 40.0, 0.5),
            (0.1, 5.0, 0.01),
            (8.0, 0.2, 0.9),
            (1.0, 1.0, 0.5),
        ],
        rtol=1e-11,
        second=False,
    ),
    *[
        point(
            f"betainc of shapes {a}, {b} at {x}",
            lambda x, a=a, b=b: special.betainc(a, b, x),
            x,
            d=d,
            dd=dd,
            source="xᵃ⁻¹ (1 - x)ᵇ⁻¹ / B(a, b)",
        )
        for a, b, x, d, dd in (
            (0.5, 2.0, 0.0, INF, -INF),
            (1.0, 1.0, 0.0, 1.0, 0.0),
            (1.0, 3.0, 0.0, 3.0, -6.0),
            (2.0, 2.0, 0.0, 0.0, 6.0),
            (3.0, 0.5, 1.0, INF, INF),
            (3.0, 1.0, 1.0, 3.0, 6.0),
            (2.0, 2.0, 1.0, 0.0, -6.0),
            (3.0, 3.0, 1.0, 0.0, 0.0),
        )
    ],
    point(
        "betainc at the left edge", special.betainc, (2.0, 3.0, 0.0), d=(0.0, 0.0, 0.0), source="0"
    ),
    *[
        point(
            f"gammaincinv at ({a}, {float(p)})",
            special.gammaincinv,
            (a, float(p)),
            d=(float(-mp.diff(lambda a, x=x: lower(a, x), a) / density), float(1 / density)),
            source="implicit",
            rtol=1e-10,
        )
        for a, x in ((0.5, 0.2), (2.0, 1.0), (30.0, 25.0))
        for p, density in ((lower(a, x), mp.mpf(x) ** (a - 1) * mp.exp(-x) / mp.gamma(a)),)
    ],
    point(
        "gammaincinv at p = 0", lambda p: special.gammaincinv(2.0, p), 0.0, d=INF, source="1/p(0)"
    ),
]
