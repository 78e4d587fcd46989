"""Error functions, the normal distribution and the logistic function, in their tails."""

import mpmath as mp
import numpy as np
from scipy import special

from tests.hard.point import point
from tests.hard.special.curves import along

INF = np.inf


def erfcx(x):
    return mp.exp(x * x) * mp.erfc(x)


def dawsn(x):
    return mp.sqrt(mp.pi) / 2 * mp.exp(-x * x) * mp.erfi(x)


def log_ndtr(x):
    return mp.log(mp.erfc(-x / mp.sqrt(2)) / 2)


def expit(x):
    return 1 / (1 + mp.exp(-x))


def log_expit(x):
    return -mp.log1p(mp.exp(-x))


def voigt(x, s, g):
    z = mp.mpc(x, g) / (s * mp.sqrt(2))
    return mp.re(mp.exp(-z * z) * mp.erfc(-1j * z)) / (s * mp.sqrt(2 * mp.pi))


POINTS = [
    *along("erf", special.erf, mp.erf, [0.0, 1e-300, -3.0, 6.0, 20.0, -26.0], digits=380),
    *along("erfc", special.erfc, mp.erfc, [0.0, 3.0, -6.0, 26.0]),
    *along("erfi", special.erfi, mp.erfi, [0.0, -5.0, 20.0]),
    *along("erfcx", special.erfcx, erfcx, [-20.0, -3.0, 0.0, 1.9, 2.0, 6.5, 50.0, 1e3, 1e6, 1e10]),
    *along("dawsn", special.dawsn, dawsn, [0.0, 1e-8, -2.0, 6.4, 6.6, 30.0, -1e3, 1e6]),
    *along("erfinv", special.erfinv, mp.erfinv, [0.0, 1e-10, -0.99, 1 - 1e-10]),
    *along("ndtr", special.ndtr, mp.ncdf, [-37.0, -10.0, 0.0, 10.0, 37.0], digits=380),
    *along(
        "log_ndtr",
        special.log_ndtr,
        log_ndtr,
        [-1e8, -1e3, -40.0, -5.0, -1.0, 0.0, 5.0, 37.0],
        digits=380,
    ),
    *along("expit", special.expit, expit, [-700.0, -40.0, 0.0, 37.0, 40.0, 700.0], digits=380),
    point("expit at -1e-10", special.expit, -1e-10, d=0.25, dd=1.25e-11, source="series"),
    *along(
        "log_expit", special.log_expit, log_expit, [-700.0, -40.0, 0.0, 40.0, 700.0], digits=380
    ),
    *along(
        "logit",
        special.logit,
        lambda p: mp.log(p / (1 - p)),
        [1e-10, 0.25, 1 - 1e-10, 1 - 2.0**-53],
    ),
    *along(
        "fresnel S",
        lambda x: special.fresnel(x)[0],
        mp.fresnels,
        [1e-5, 3.3, -100.1, 1234.56789],
    ),
    *along("fresnel C", lambda x: special.fresnel(x)[1], mp.fresnelc, [0.0, 3.3, 1234.56789]),
    *along(
        "voigt_profile",
        special.voigt_profile,
        voigt,
        [(0.0, 1.0, 1.0), (3.0, 0.01, 0.1), (50.0, 0.5, 1e-3), (0.3, 1.5, 4.0), (-1e4, 2.0, 3.0)],
        rtol=1e-10,
        second=False,
    ),
    *[
        point(f"erf at {x}", special.erf, x, d=0.0, dd=0.0, source="it is constant at ±∞")
        for x in (INF, -INF, 1e200)
    ],
    point("erfc at inf", special.erfc, INF, d=0.0, dd=0.0, source="limit"),
    point("erfcx at inf", special.erfcx, INF, d=0.0, source="limit"),
    point("ndtr at -inf", special.ndtr, -INF, d=0.0, dd=0.0, source="limit"),
    point("log_ndtr at inf", special.log_ndtr, INF, d=0.0, dd=0.0, source="limit"),
    point("log_ndtr at -1e160", special.log_ndtr, -1e160, d=1e160, dd=-1.0, source="-x²/2"),
    point("log_ndtr at 50", special.log_ndtr, 50.0, d=0.0, dd=0.0, source="below the smallest"),
    point("expit at 800", special.expit, 800.0, d=0.0, dd=0.0, source="below the smallest"),
    point("expit at -800", special.expit, -800.0, d=0.0, dd=0.0, source="below the smallest"),
    point("log_expit at -800", special.log_expit, -800.0, d=1.0, dd=0.0, source="x"),
    point("log_expit at 800", special.log_expit, 800.0, d=0.0, dd=0.0, source="0"),
    point("logit at 1e-300", special.logit, 1e-300, d=1e300, dd=-INF, source="1/(p (1 - p))"),
    point("fresnel S at 0", lambda x: special.fresnel(x)[0], 0.0, d=0.0, dd=0.0, source="series"),
    point("logit at 0", special.logit, 0.0, d=INF, dd=-INF, source="1/(p (1 - p))"),
    point("logit at 1", special.logit, 1.0, d=INF, dd=INF, source="1/(p (1 - p))"),
    point("ndtri at 0", special.ndtri, 0.0, d=INF, source="1/φ"),
    point("ndtri at 1", special.ndtri, 1.0, d=INF, source="1/φ"),
    point("erfinv at 1", special.erfinv, 1.0, d=INF, source="√π/2 exp(y²)"),
    point("erfcinv at 0", special.erfcinv, 0.0, d=-INF, source="-√π/2 exp(y²)"),
    *[
        point(
            f"ndtri at {p:g}",
            special.ndtri,
            p,
            d=float(1 / mp.npdf(x)),
            dd=float(x / mp.npdf(x) ** 2),
            source="1/φ, x/φ²; x from mpmath",
        )
        for p, x in (
            (p, mp.findroot(lambda x, p=p: mp.log(mp.ncdf(x)) - mp.log(p), float(special.ndtri(p))))
            for p in (1e-300, 1e-20, 0.1, 0.9)
        )
    ],
    *[
        point(
            f"ndtri_exp at {y:g}",
            special.ndtri_exp,
            y,
            d=float(1 / mp.diff(log_ndtr, x)),
            source="1 over the slope of log_ndtr; x from mpmath",
        )
        for y, x in (
            (y, mp.findroot(lambda x, y=y: log_ndtr(x) - y, float(special.ndtri_exp(y))))
            for y in (-1e6, -50.0, -1.0, -1e-3)
        )
    ],
    *[
        point(
            f"owens_t at ({h}, {a})",
            special.owens_t,
            (h, a),
            d=(
                float(-mp.npdf(h) * mp.erf(a * h / mp.sqrt(2)) / 2),
                float(mp.exp(-h * h * (1 + mp.mpf(a) ** 2) / 2) / (1 + mp.mpf(a) ** 2) / 2 / mp.pi),
            ),
            source="-φ(h) erf(ah/√2)/2, exp(-h² (1 + a²)/2)/(2π (1 + a²))",
        )
        for h, a in ((0.0, 1.0), (1.5, 0.3), (8.0, 2.0), (-3.0, 1e10))
    ],
    point(
        "owens_t at (0, inf)", special.owens_t, (0.0, INF), d=(np.nan, 0.0), source="erfc(|h|/√2)/4"
    ),
]
