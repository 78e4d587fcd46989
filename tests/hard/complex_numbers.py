"""Complex numbers: kinks at 0, branch points, sides of a cut, and pairings with the conjugate.

A function of z is written as one of x and y, so that the expected values are real partial
derivatives and no convention about complex gradients enters.  The sign of the zero y says from
which side a cut is met.
"""

import cmath
import math

import numpy as np

from tests.hard.point import point

INF, NAN = np.inf, np.nan
LEAST = "least subgradient"
WIRTINGER = "∂/∂x and ∂/∂y by hand"
NO_LIMIT = "the limit from the right; across it there is none"
NONE = ((0.0, 0.0), (0.0, 0.0))
TWICE = ((2.0, 0.0), (0.0, 2.0))
R2 = math.sqrt(2)


def re(f):
    return lambda x, y: np.real(f(x + 1j * y))


def im(f):
    return lambda x, y: np.imag(f(x + 1j * y))


def holomorphic(name, f, df, ddf, x, y):
    """Both parts of f(x + iy), from its complex derivatives: f′ = u_x + i v_x, f″ likewise."""
    z = complex(x, y)
    a, b = df(z), ddf(z)
    yield point(
        f"Re {name} at {z}",
        re(f),
        (x, y),
        d=(a.real, -a.imag),
        dd=((b.real, -b.imag), (-b.imag, -b.real)),
        source="Cauchy–Riemann",
        atol=1e-15,
    )
    yield point(
        f"Im {name} at {z}",
        im(f),
        (x, y),
        d=(a.imag, a.real),
        dd=((b.imag, b.real), (b.real, -b.imag)),
        source="Cauchy–Riemann",
        atol=1e-15,
    )


SQRT = (np.sqrt, lambda z: 0.5 / cmath.sqrt(z), lambda z: -0.25 / (z * cmath.sqrt(z)))
LOG = (np.log, lambda z: 1 / z, lambda z: -1 / z**2)
CUBE = (lambda z: z**3, lambda z: 3 * z**2, lambda z: 6 * z)

POINTS = [
    point(
        "abs(z) at 0",
        lambda x, y: np.abs(x + 1j * y),
        (0.0, 0.0),
        d=(0.0, 0.0),
        dd=NONE,
        source=LEAST,
    ),
    point(
        "abs(z) at 3 + 4i",
        lambda x, y: np.abs(x + 1j * y),
        (3.0, 4.0),
        d=(0.6, 0.8),
        dd=((0.128, -0.096), (-0.096, 0.072)),
        source="x/r; y²/r³",
    ),
    point(
        "abs(z) at 1e200(3 + 4i)",
        lambda x, y: np.abs(x + 1j * y),
        (3e200, 4e200),
        d=(0.6, 0.8),
        source="x/r",
    ),
    point(
        "abs(z) at 1e-200(3 + 4i)",
        lambda x, y: np.abs(x + 1j * y),
        (3e-200, 4e-200),
        d=(0.6, 0.8),
        source="x/r",
    ),
    point(
        "abs(z) on the real axis",
        lambda x, y: np.abs(x + 1j * y),
        (-2.0, 0.0),
        d=(-1.0, 0.0),
        dd=((0.0, 0.0), (0.0, 0.5)),
        source="x/r; x²/r³",
    ),
    point(
        "Re z conj(z) at 0",
        re(lambda z: z * np.conj(z)),
        (0.0, 0.0),
        d=(0.0, 0.0),
        dd=TWICE,
        source="x² + y²",
    ),
    point(
        "Im z conj(z) at 1 + 2i",
        im(lambda z: z * np.conj(z)),
        (1.0, 2.0),
        d=(0.0, 0.0),
        dd=NONE,
        source="0",
    ),
    point(
        "|z|² as two squares at 0",
        lambda x, y: np.real(x + 1j * y) ** 2 + np.imag(x + 1j * y) ** 2,
        (0.0, 0.0),
        d=(0.0, 0.0),
        dd=TWICE,
        source="x² + y²",
    ),
    point(
        "|z|² by np.abs at 3 + 4i",
        lambda x, y: np.abs(x + 1j * y) ** 2,
        (3.0, 4.0),
        d=(6.0, 8.0),
        dd=TWICE,
        source="x² + y²",
        atol=1e-15,
    ),
    point(
        "vdot(z, z) at 0",
        lambda x, y: np.real(np.vdot(x + 1j * y, x + 1j * y)),
        (0.0, 0.0),
        d=(0.0, 0.0),
        dd=TWICE,
        source="x² + y²",
    ),
    point("Re sign(z) at 0", re(np.sign), (0.0, 0.0), d=(0.0, 0.0), dd=NONE, source="convention"),
    point(
        "Re sign(z) at 3 + 4i",
        re(np.sign),
        (3.0, 4.0),
        d=(16 / 125, -12 / 125),
        source="y²/r³, -xy/r³",
    ),
    point(
        "Im sign(z) at 3 + 4i",
        im(np.sign),
        (3.0, 4.0),
        d=(-12 / 125, 9 / 125),
        source="-xy/r³, x²/r³",
    ),
    point("Re sign(z) at 2, on the axis", re(np.sign), (2.0, 0.0), d=(0.0, 0.0), source="y²/r³"),
    point(
        "Re conj(z)² at 1 + 2i",
        re(lambda z: np.conj(z) ** 2),
        (1.0, 2.0),
        d=(2.0, -4.0),
        dd=((2.0, 0.0), (0.0, -2.0)),
        source="x² - y²",
    ),
    point(
        "Im conj(z)² at 1 + 2i",
        im(lambda z: np.conj(z) ** 2),
        (1.0, 2.0),
        d=(-4.0, -2.0),
        dd=((0.0, -2.0), (-2.0, 0.0)),
        source="-2xy",
    ),
    point(
        "Re z² at 0",
        re(lambda z: z**2),
        (0.0, 0.0),
        d=(0.0, 0.0),
        dd=((2.0, 0.0), (0.0, -2.0)),
        source="x² - y²",
    ),
    point(
        "Re z·z at 0",
        re(lambda z: z * z),
        (0.0, 0.0),
        d=(0.0, 0.0),
        dd=((2.0, 0.0), (0.0, -2.0)),
        source="x² - y²",
    ),
    point("Re z³ at 0", re(lambda z: z**3), (0.0, 0.0), d=(0.0, 0.0), dd=NONE, source="3z²"),
    point("Re z**1 at 0", re(lambda z: z**1), (0.0, 0.0), d=(1.0, 0.0), dd=NONE, source="x"),
    point("Im z**0 at 0", im(lambda z: z**0), (0.0, 0.0), d=(0.0, 0.0), dd=NONE, source="1"),
    point("Re z**2.5 at 0", re(lambda z: z**2.5), (0.0, 0.0), d=(0.0, 0.0), source="2.5 z^1.5"),
    point("Re z**(2+0j) at 0", re(lambda z: z ** (2 + 0j)), (0.0, 0.0), d=(0.0, 0.0), source="2z"),
    point(
        "Re z**array at 0",
        lambda x, y: np.sum(np.real((x + 1j * y) ** np.array([0, 1, 2]))),
        (0.0, 0.0),
        d=(1.0, 0.0),
        source="n zⁿ⁻¹",
    ),
    point("Re sqrt(z) at 0", re(np.sqrt), (0.0, 0.0), d=(INF, NAN), source=NO_LIMIT),
    point("Re log(z) at 0", re(np.log), (0.0, 0.0), d=(INF, NAN), source=NO_LIMIT),
    point(
        "angle(z) at 0",
        lambda x, y: np.angle(x + 1j * y),
        (0.0, 0.0),
        d=(NAN, NAN),
        source="the origin has no angle",
    ),
    *holomorphic("sqrt z", *SQRT, -4.0, 0.0),
    point(
        "Re sqrt(conj z) at -4, below the cut",
        re(lambda z: np.sqrt(np.conj(z))),
        (-4.0, 0.0),
        d=(0.0, 0.25),
        dd=((0.0, 1 / 32), (1 / 32, 0.0)),
        source="-i √-z̄: below, the other root",
    ),
    point(
        "Im sqrt(conj z) at -4, below the cut",
        im(lambda z: np.sqrt(np.conj(z))),
        (-4.0, 0.0),
        d=(0.25, 0.0),
        dd=((1 / 32, 0.0), (0.0, -1 / 32)),
        source="-i √-z̄: below, the other root",
    ),
    *holomorphic("sqrt z", *SQRT, 3.0, 4.0),
    *holomorphic("log z", *LOG, -2.0, 0.0),
    *holomorphic("log z", *LOG, 0.0, 1e-8),
    *holomorphic("z**3", *CUBE, -1.0, 0.0),
    *holomorphic("exp z", np.exp, cmath.exp, cmath.exp, 0.0, math.pi),
    *holomorphic(
        "tanh z",
        np.tanh,
        lambda z: 1 - cmath.tanh(z) ** 2,
        lambda z: -2 * cmath.tanh(z) * (1 - cmath.tanh(z) ** 2),
        0.3,
        1.5,
    ),
    *holomorphic(
        "z**(1+2i)",
        lambda z: z ** (1 + 2j),
        lambda z: (1 + 2j) * z ** (2j),
        lambda z: (1 + 2j) * 2j * z ** (-1 + 2j),
        1.0,
        1.0,
    ),
    *holomorphic(
        "arctan z",
        np.arctan,
        lambda z: 1 / (1 + z * z),
        lambda z: -2 * z / (1 + z * z) ** 2,
        0.5,
        2.0,
    ),
    *holomorphic(
        "arcsinh z",
        np.arcsinh,
        lambda z: 1 / cmath.sqrt(1 + z * z),
        lambda z: -z / cmath.sqrt(1 + z * z) ** 3,
        0.5,
        -2.0,
    ),
    *holomorphic(
        "arccosh z",
        np.arccosh,
        lambda z: 1 / (cmath.sqrt(z - 1) * cmath.sqrt(z + 1)),
        lambda z: -z / (cmath.sqrt(z - 1) * cmath.sqrt(z + 1)) ** 3,
        -0.5,
        0.5,
    ),
    point(
        "sqrt of a negative real, complex dtype",
        lambda x: np.imag(np.sqrt(x + 0j)),
        -4.0,
        d=-0.25,
        dd=-1 / 32,
        source="√-x",
    ),
    point(
        "x**0.5 of a negative real, complex dtype",
        lambda x: np.imag((x + 0j) ** 0.5),
        -4.0,
        d=-0.25,
        dd=-1 / 32,
        source="√-x",
        atol=1e-15,
    ),
    point(
        "log of a negative real, complex dtype",
        lambda x: np.real(np.log(x + 0j)),
        -4.0,
        d=-0.25,
        dd=-1 / 16,
        source="log|x|",
    ),
    point(
        "emath-style real part of an unused branch",
        lambda x: np.real(x * 1j),
        3.0,
        d=0.0,
        dd=0.0,
        source="0",
    ),
    point("conj of a real", np.conj, -3.0, d=1.0, dd=0.0, source="x"),
    point("real of a real at -0.0", np.real, -0.0, d=1.0, dd=0.0, source="x"),
    point("imag of a real", lambda x: np.imag(x) + x * 0, 3.0, d=0.0, dd=0.0, source="0"),
    point(
        "|exp(ix)| at 2",
        lambda x: np.abs(np.exp(1j * x)),
        2.0,
        d=0.0,
        dd=0.0,
        source="1",
        atol=1e-15,
    ),
    point(
        "unwrapped phase |z| e^(i angle z)",
        lambda x, y: np.real(np.abs(x + 1j * y) * np.exp(1j * np.angle(x + 1j * y))),
        (-3.0, 4.0),
        d=(1.0, 0.0),
        dd=NONE,
        source="x",
        atol=1e-15,
    ),
    point(
        "norm of a complex vector at 0",
        lambda x: np.linalg.norm(x * (1 + 2j)),
        [0.0, 0.0],
        d=[0.0, 0.0],
        dd=[[0.0, 0.0], [0.0, 0.0]],
        source=LEAST,
    ),
    point(
        "|z|² by norm at a vector",
        lambda x: np.linalg.norm(x * (1 + 2j)) ** 2,
        [1.0, -2.0],
        d=[10.0, -20.0],
        dd=[[10.0, 0.0], [0.0, 10.0]],
        source="5 x²",
        atol=1e-14,
    ),
]
