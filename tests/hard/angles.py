"""Inverse trigonometric functions near their ends, and the length and angle of a point."""

import math

import mpmath as mp
import numpy as np

from tests.hard.point import exact, point

CLOSED = "closed form, mpmath"
INF, NAN = np.inf, np.nan
TIGHT = 2e-14

ARCSIN = (lambda x: 1 / mp.sqrt(1 - x**2), lambda x: x / mp.sqrt(1 - x**2) ** 3)
ARCTAN = (lambda x: 1 / (1 + x**2), lambda x: -2 * x / (1 + x**2) ** 2)
TAN = (lambda x: 1 + mp.tan(x) ** 2, lambda x: 2 * mp.tan(x) * (1 + mp.tan(x) ** 2))
NEAR = (1e-300, 1e-20, -1e-9, 0.5, 1 - 2.0**-53, -1 + 2.0**-40)


def length(x, y):
    """The exact gradient and Hessian of hypot."""
    x, y = float(x), float(y)
    h = lambda f: exact(lambda x, y: f(x, y, mp.sqrt(x**2 + y**2)), x, y)
    mixed = h(lambda x, y, r: -x * y / r**3)
    return (h(lambda x, y, r: x / r), h(lambda x, y, r: y / r)), (
        (h(lambda x, y, r: y**2 / r**3), mixed),
        (mixed, h(lambda x, y, r: x**2 / r**3)),
    )


def turn(y, x):
    """The exact gradient and Hessian of arctan2(y, x)."""
    h = lambda f: exact(lambda y, x: f(y, x, x**2 + y**2), float(y), float(x))
    mixed = h(lambda y, x, q: (y**2 - x**2) / q**2)
    return (h(lambda y, x, q: x / q), h(lambda y, x, q: -y / q)), (
        (h(lambda y, x, q: -2 * x * y / q**2), mixed),
        (mixed, h(lambda y, x, q: 2 * x * y / q**2)),
    )


NONE = ((0.0, 0.0), (0.0, 0.0))
NANS = ((NAN, NAN), (NAN, NAN))

POINTS = [
    *(
        point(
            f"arcsin at {x!r}",
            np.arcsin,
            x,
            d=exact(ARCSIN[0], x),
            dd=exact(ARCSIN[1], x),
            source=CLOSED,
            rtol=TIGHT,
        )
        for x in NEAR
    ),
    *(
        point(
            f"arccos at {x!r}",
            np.arccos,
            x,
            d=-exact(ARCSIN[0], x),
            dd=-exact(ARCSIN[1], x),
            source=CLOSED,
            rtol=TIGHT,
        )
        for x in NEAR
    ),
    point("arcsin at 1", np.arcsin, 1.0, d=INF, dd=INF, source="limit"),
    point("arcsin at -1", np.arcsin, -1.0, d=INF, dd=-INF, source="limit"),
    point("arccos at 1", np.arccos, 1.0, d=-INF, dd=-INF, source="limit"),
    point("arccos at -1", np.arccos, -1.0, d=-INF, dd=INF, source="limit"),
    point("arcsin at 1.5", np.arcsin, 1.5, d=NAN, source="outside the domain"),
    *(
        point(
            f"arctan at {x!r}",
            np.arctan,
            x,
            d=exact(ARCTAN[0], x),
            dd=exact(ARCTAN[1], x),
            source=CLOSED,
            rtol=TIGHT,
            atol=1e-320,
        )
        for x in (0.0, 1e-300, 1e-20, 1.0, -20.0, 1e8, 1e100, 1e154, 1e200)
    ),
    point("arctan at inf", np.arctan, INF, d=0.0, dd=0.0, source="limit"),
    point("arctan at -inf", np.arctan, -INF, d=0.0, dd=0.0, source="limit"),
    *(
        point(f"tan at {x!r}", np.tan, x, d=exact(TAN[0], x), dd=exact(TAN[1], x), source=CLOSED)
        for x in (1e-300, math.pi / 2, 1.57, -20.0)
    ),
    point(
        "sin at 1e22", np.sin, 1e22, d=exact(mp.cos, 1e22), dd=-exact(mp.sin, 1e22), source=CLOSED
    ),
    point("sin at inf", np.sin, INF, d=NAN, source="no limit"),
    *(
        point(f"hypot at ({x}, {y})", np.hypot, (x, y), *length(x, y), source=CLOSED, rtol=TIGHT)
        for x, y in (
            (3.0, 0.0),
            (0.0, -2.0),
            (-5.0, -0.0),
            (3e200, 4e200),
            (3e-100, 4e-100),
            (1.0, 1e-10),
            (1e-10, 1.0),
            (1.0, 1e-150),
            (1e150, 1.0),
            (-3.0, 4.0),
        )
    ),
    point(
        "hypot at (3e-200, 4e-200)",
        np.hypot,
        (3e-200, 4e-200),
        d=(0.6, 0.8),
        dd=length(3e-200, 4e-200)[1],
        source=CLOSED,
        rtol=TIGHT,
    ),
    point(
        "hypot at (3e-320, 4e-320)",
        np.hypot,
        (3e-320, 4e-320),
        d=(0.6, 0.8),
        source="x/r",
        rtol=1e-3,
    ),
    point(
        "hypot at (0, 0)", np.hypot, (0.0, 0.0), d=(0.0, 0.0), dd=NONE, source="least subgradient"
    ),
    point(
        "hypot at (-0.0, 0)",
        np.hypot,
        (-0.0, 0.0),
        d=(0.0, 0.0),
        dd=NONE,
        source="least subgradient",
    ),
    point("hypot(x, 0) at 1e-320", lambda x: np.hypot(x, 0.0), 1e-320, d=1.0, source="|x|"),
    point(
        "hypot(x, x) at 0",
        lambda x: np.hypot(x, x),
        0.0,
        d=0.0,
        dd=0.0,
        source="√2 |x|, least subgradient",
    ),
    *(
        point(
            f"arctan2 at ({y}, {x})",
            np.arctan2,
            (y, x),
            *turn(y, x),
            source=CLOSED,
            rtol=TIGHT,
            atol=1e-320,
        )
        for y, x in (
            (0.0, 2.0),
            (-0.0, 2.0),
            (3.0, 0.0),
            (-3.0, -0.0),
            (0.0, -2.0),
            (-0.0, -2.0),
            (3e100, 4e100),
            (3e-100, 4e-100),
            (1e-10, 1.0),
            (1.0, 1e-10),
            (1e-150, -1.0),
        )
    ),
    point(
        "arctan2 at (1e200, 1e200)",
        np.arctan2,
        (1e200, 1e200),
        d=(5e-201, -5e-201),
        dd=NONE,
        source="x/r², -y/r²; the second underflow",
        rtol=TIGHT,
    ),
    point(
        "arctan2 at (3e-200, 4e-200)",
        np.arctan2,
        (3e-200, 4e-200),
        d=(1.6e199, -1.2e199),
        source="x/r², -y/r²",
        rtol=TIGHT,
    ),
    point(
        "arctan2 at (1e-320, 1e-320)",
        np.arctan2,
        (1e-320, 1e-320),
        d=(INF, -INF),
        source="overflows",
    ),
    point(
        "arctan2 at (0, 0)",
        np.arctan2,
        (0.0, 0.0),
        d=(NAN, NAN),
        dd=NANS,
        source="the origin has no angle",
    ),
    point(
        "arctan2(y, 1) at 1e200", lambda y: np.arctan2(y, 1.0), 1e200, d=0.0, source="underflows"
    ),
    point(
        "arctan2(sin, cos) at 3",
        lambda t: np.arctan2(np.sin(t), np.cos(t)),
        3.0,
        d=1.0,
        dd=0.0,
        source="t",
        atol=1e-15,
    ),
    point(
        "angle of x + 0j at 2",
        lambda x: np.angle(x + 0j),
        2.0,
        d=0.0,
        dd=0.0,
        source="constant on the axis",
    ),
    point(
        "angle of 2 + iy at 0", lambda y: np.angle(2 + 1j * y), 0.0, d=0.5, dd=0.0, source="x/r²"
    ),
    point(
        "angle of -2 + iy at 0",
        lambda y: np.angle(-2 + 1j * y),
        0.0,
        d=-0.5,
        dd=0.0,
        source="x/r², along the cut",
    ),
    point(
        "angle of iy at 3",
        lambda y: np.angle(1j * y),
        3.0,
        d=0.0,
        dd=0.0,
        source="constant on the axis",
    ),
    point(
        "angle of x + iy at (0, 0)",
        lambda x, y: np.angle(x + 1j * y),
        (0.0, 0.0),
        d=(NAN, NAN),
        source="the origin has no angle",
    ),
    point(
        "angle in degrees at (3, 4)",
        lambda x, y: np.angle(x + 1j * y, deg=True),
        (3.0, 4.0),
        d=(-4 / 25 * 180 / math.pi, 3 / 25 * 180 / math.pi),
        source="-y/r², x/r²",
    ),
    point("degrees at 1e300", np.degrees, 1e300, d=180 / math.pi, dd=0.0, source="linear"),
    point("radians at 0", np.radians, 0.0, d=math.pi / 180, dd=0.0, source="linear"),
    point(
        "arccos of a cosine at 0",
        lambda x: np.arccos(np.cos(x)),
        0.0,
        d=0.0,
        source="|x|: the least slope",
    ),
]
