"""Log-densities at and beyond the edge of their support, as written with np.

A density that is 0 has log-density -∞; its derivative is that of the formula: NaN or ∞ where the
formula has 0/0 or 1/0 there, and 0 where the branch taken is constant.
"""

import math

import mpmath as mp
import numpy as np

from tests.hard.point import exact, point

INF, NAN = np.inf, np.nan
FORMULA = "the formula's own derivative"


def normal(x, mu, sigma):
    z = (x - mu) / sigma
    return -0.5 * z * z - np.log(sigma)


def exponential(x, rate):
    return np.where(x >= 0, np.log(rate) - rate * x, -INF)


def gamma(x, a):
    return (a - 1) * np.log(x) - x


def beta(x, a, b):
    return (a - 1) * np.log(x) + (b - 1) * np.log1p(-x)


def uniform(x, a, b):
    return np.where((x >= a) & (x <= b), -np.log(b - a), -INF)


def cauchy(x):
    return -np.log1p(x * x)


def student(x, nu):
    return -(nu + 1) / 2 * np.log1p(x * x / nu)


def laplace(x):
    return -np.abs(x) - math.log(2)


def logistic(x):
    return -x - 2 * np.logaddexp(0, -x)


def gumbel(x):
    return -x - np.exp(-x)


def poisson(rate, k):
    return k * np.log(rate) - rate


def bernoulli(logit, y):
    return y * logit - np.logaddexp(0, logit)


def binomial(p, k, n):
    return k * np.log(p) + (n - k) * np.log1p(-p)


def lognormal(x):
    return -np.log(x) - 0.5 * np.log(x) ** 2


def weibull(x, k):
    return (k - 1) * np.log(x) - x**k


def mixture(x):
    return np.logaddexp(-0.5 * x * x, -0.5 * (x - 100.0) ** 2)


def von_mises(x):
    return 3.0 * np.cos(x)


def pareto(x):
    return np.where(x >= 1, -2 * np.log(x), -INF)


def share(z):
    return exact(lambda z: 1 / (1 + mp.exp(-z)), z)


POINTS = [
    point(
        "normal at its mean",
        normal,
        (1.0, 1.0, 2.0),
        d=(0.0, 0.0, -0.5),
        dd=((-0.25, 0.25, 0.0), (0.25, -0.25, 0.0), (0.0, 0.0, 0.25)),
        source=FORMULA,
    ),
    point("normal at σ = 0", normal, (1.0, 0.0, 0.0), d=(-INF, INF, NAN), source=FORMULA),
    point("normal at σ = 0 and its mean", normal, (1.0, 1.0, 0.0), d=(NAN, NAN, NAN), source="0/0"),
    point("normal far out", normal, (1e150, 0.0, 1.0), d=(-1e150, 1e150, 1e300), source=FORMULA),
    point(
        "exponential at 0",
        exponential,
        (0.0, 2.0),
        d=(-2.0, 0.5),
        dd=((0.0, -1.0), (-1.0, -0.25)),
        source="the branch taken",
    ),
    point(
        "exponential below 0",
        exponential,
        (-1.0, 2.0),
        d=(0.0, 0.0),
        dd=((0.0, 0.0), (0.0, 0.0)),
        source="the branch taken is constant",
    ),
    point("gamma, a = 2, at 0", gamma, (0.0, 2.0), d=(INF, -INF), source=FORMULA),
    point(
        "gamma, a = 1, at 0",
        lambda x: gamma(x, 1.0),
        0.0,
        d=NAN,
        source="it is -1, but 0 · ∞ as written: scipy.special.xlogy has it",
    ),
    point(
        "gamma, a = 1/2, at 1e-300",
        gamma,
        (1e-300, 0.5),
        d=(-5e299, exact(mp.log, 1e-300)),
        source=FORMULA,
    ),
    point("beta, a = b = 2, at 0", beta, (0.0, 2.0, 2.0), d=(INF, -INF, 0.0), source=FORMULA),
    point("beta, a = b = 2, at 1", beta, (1.0, 2.0, 2.0), d=(-INF, 0.0, -INF), source=FORMULA),
    point("beta, a = b = 1, at 0", lambda x: beta(x, 1.0, 1.0), 0.0, d=NAN, source="0 · ∞"),
    point(
        "beta at 1e-20",
        beta,
        (1e-20, 2.0, 3.0),
        d=(1e20, exact(mp.log, 1e-20), -1e-20),
        source=FORMULA,
    ),
    point(
        "uniform at its edge",
        uniform,
        (0.0, 0.0, 2.0),
        d=(0.0, 0.5, -0.5),
        dd=((0.0, 0.0, 0.0), (0.0, 0.25, -0.25), (0.0, -0.25, 0.25)),
        source=FORMULA,
    ),
    point(
        "uniform outside",
        uniform,
        (3.0, 0.0, 2.0),
        d=(0.0, 0.0, 0.0),
        source="the branch taken is constant",
    ),
    point("Cauchy at 0", cauchy, 0.0, d=0.0, dd=-2.0, source="-2x/(1 + x²)"),
    point("Cauchy at 1e100", cauchy, 1e100, d=-2e-100, dd=2e-200, source="-2x/(1 + x²)"),
    point("Cauchy at 1e-20", cauchy, 1e-20, d=-2e-20, dd=-2.0, source="-2x/(1 + x²)"),
    point("Student at 0", student, (0.0, 3.0), d=(0.0, 0.0), source="-(ν + 1) x/(ν + x²)"),
    point(
        "Student at 1e100",
        lambda x: student(x, 3.0),
        1e100,
        d=-4e-100,
        dd=4e-200,
        source="-(ν + 1) x/(ν + x²)",
    ),
    point("Laplace at 0", laplace, 0.0, d=0.0, dd=0.0, source="least subgradient"),
    point("logistic at 0", logistic, 0.0, d=0.0, dd=-0.5, source="-tanh(x/2)"),
    point("logistic at 800", logistic, 800.0, d=-1.0, dd=0.0, source="-tanh(x/2)"),
    point("logistic at -800", logistic, -800.0, d=1.0, dd=0.0, source="-tanh(x/2)"),
    point(
        "Gumbel at -700",
        gumbel,
        -700.0,
        d=exact(lambda: -1 + mp.exp(700)),
        dd=-exact(lambda: mp.exp(700)),
        source=FORMULA,
    ),
    point("Gumbel at 800", gumbel, 800.0, d=-1.0, dd=0.0, source=FORMULA),
    point("Poisson, k = 3, at rate 0", lambda r: poisson(r, 3), 0.0, d=INF, source=FORMULA),
    point(
        "Poisson, k = 0, at rate 0",
        lambda r: poisson(r, 0),
        0.0,
        d=NAN,
        source="it is -1, but 0 · ∞ as written: scipy.special.xlogy has it",
    ),
    point(
        "Bernoulli by logit at 1000",
        lambda z: bernoulli(z, 1.0),
        1000.0,
        d=0.0,
        dd=0.0,
        source="1 - p",
    ),
    point(
        "Bernoulli by logit at -50",
        lambda z: bernoulli(z, 0.0),
        -50.0,
        d=-share(-50),
        dd=-share(-50) * share(50),
        source="-p",
    ),
    point(
        "binomial, k = 2 of 2, at p = 1",
        lambda p: binomial(p, 2, 2),
        1.0,
        d=NAN,
        source="it is 2, but 0 · ∞ as written: scipy.special.xlog1py has it",
    ),
    point(
        "binomial, k = 1 of 2, at p = 1", lambda p: binomial(p, 1, 2), 1.0, d=-INF, source=FORMULA
    ),
    point("lognormal at 0", lognormal, 0.0, d=NAN, source="∞ - ∞"),
    point("lognormal at 1", lognormal, 1.0, d=-1.0, dd=0.0, source="-(1 + log x)/x"),
    point("Weibull, k = 2, at 0", weibull, (0.0, 2.0), d=(INF, -INF), source=FORMULA),
    point(
        "Weibull, k = 2, at 1e-100",
        weibull,
        (1e-100, 2.0),
        d=(1e100, exact(mp.log, 1e-100)),
        source=FORMULA,
    ),
    point("mixture, midway", mixture, 50.0, d=0.0, dd=2499.0, source="-x + 100 p, 100² p q - 1"),
    point("mixture, at one", mixture, 0.0, d=0.0, dd=-1.0, source="-x + 100 p"),
    point("mixture, far out", mixture, -1e4, d=1e4, dd=-1.0, source="-x + 100 p"),
    point("von Mises at π", von_mises, math.pi, d=-3 * math.sin(math.pi), dd=3.0, source="-3 sin"),
    point("Pareto at its edge", pareto, 1.0, d=-2.0, dd=2.0, source="the branch taken"),
    point("Pareto below its edge", pareto, 0.5, d=0.0, dd=0.0, source="the branch taken"),
]
