"""Kinks, steps, ties and remainders: where a derivative is a convention, or jumps."""

import math

import numpy as np

from tests.hard.point import point

INF, NAN = np.inf, np.nan
LEAST = "least subgradient"
EVEN = "ties share evenly"
STEP = "constant between its steps"
CONVENTION = "convention"
HELD = "x - n y with n held fixed"
NONE = ((0.0, 0.0), (0.0, 0.0))


def two(name, fun, at, d, source):
    """A function of two arguments that is linear on both sides of its kink."""
    return point(name, fun, at, d=d, dd=NONE, source=source)


POINTS = [
    *(
        point(f"{f.__name__} at {x}", f, x, d=d, dd=0.0, source=LEAST)
        for f in (np.abs, np.fabs)
        for x, d in ((0.0, 0.0), (-0.0, 0.0), (-1e-320, -1.0), (INF, 1.0), (-INF, -1.0))
    ),
    point("abs at nan", np.abs, NAN, d=NAN, source="NaN"),
    point("abs of [-1, 0, 2]", np.abs, [-1.0, 0.0, 2.0], d=np.diag([-1.0, 0.0, 1.0]), source=LEAST),
    *(
        point(f"{f.__name__} at {x}", f, x, d=0.0, dd=0.0, source=STEP)
        for f in (np.sign, np.floor, np.ceil, np.trunc, np.rint, np.round, np.spacing)
        for x in (0.0, -1.0)
    ),
    point("round to 1 digit at 0.25", lambda x: np.round(x, 1), 0.25, d=0.0, source=STEP),
    point("x - floor(x) at 2", lambda x: x - np.floor(x), 2.0, d=1.0, dd=0.0, source=STEP),
    point("x * sign(x) at 0", lambda x: x * np.sign(x), 0.0, d=0.0, source=LEAST),
    point("x * abs(x) at 0", lambda x: x * np.abs(x), 0.0, d=0.0, dd=0.0, source="2|x|; least"),
    two("copysign at (2, -0.0)", np.copysign, (2.0, -0.0), (-1.0, 0.0), "-|x|"),
    two("copysign at (0, -1)", np.copysign, (0.0, -1.0), (0.0, 0.0), LEAST),
    two("copysign at (-3, 0)", np.copysign, (-3.0, 0.0), (-1.0, 0.0), "|x|"),
    two("heaviside at (0, 0.5)", np.heaviside, (0.0, 0.5), (0.0, 1.0), "it is the second there"),
    two("heaviside at (-0.0, 0.5)", np.heaviside, (-0.0, 0.5), (0.0, 1.0), "as at 0"),
    two("heaviside at (1, 0.5)", np.heaviside, (1.0, 0.5), (0.0, 0.0), STEP),
    # remainders: as floor_divide is constant between its steps
    *(
        two(f"mod at ({x}, {y})", np.mod, (x, y), (1.0, -math.floor(x / y)), HELD)
        for x, y in (
            (7.5, 3.0),
            (-7.5, 3.0),
            (7.5, -3.0),
            (-7.5, -3.0),
            (6.0, 3.0),
            (0.0, 2.0),
            (-6.0, 3.0),
        )
    ),
    *(
        two(f"fmod at ({x}, {y})", np.fmod, (x, y), (1.0, -math.trunc(x / y)), HELD)
        for x, y in ((7.5, 3.0), (-7.5, 3.0), (7.5, -3.0), (-7.5, -3.0), (6.0, 3.0), (-6.0, 3.0))
    ),
    two("fmod at (0.3, 0.1)", np.fmod, (0.3, 0.1), (1.0, -2.0), "0.3 < 3 · 0.1 as doubles"),
    two("fmod at (1e20, 3)", np.fmod, (1e20, 3.0), (1.0, -33333333333333333332.0), HELD),
    two("x % y at (5.5, 2)", lambda x, y: x % y, (5.5, 2.0), (1.0, -2.0), HELD),
    two("floor_divide at (6, 3)", np.floor_divide, (6.0, 3.0), (0.0, 0.0), STEP),
    two("x // y at (-7.5, 2)", lambda x, y: x // y, (-7.5, 2.0), (0.0, 0.0), STEP),
    two(
        "divmod summed at (7.5, 2)",
        lambda x, y: sum(np.divmod(x, y)),
        (7.5, 2.0),
        (1.0, -3.0),
        HELD,
    ),
    point("modf, fraction, at 2.5", lambda x: np.modf(x)[0], 2.5, d=1.0, dd=0.0, source=HELD),
    point("modf, fraction, at -3", lambda x: np.modf(x)[0], -3.0, d=1.0, dd=0.0, source=HELD),
    point("modf, whole, at 2.5", lambda x: np.modf(x)[1], 2.5, d=0.0, dd=0.0, source=STEP),
    point("frexp, mantissa, at 3", lambda x: np.frexp(x)[0], 3.0, d=0.25, dd=0.0, source="x/2ⁿ"),
    point("frexp, mantissa, at 4", lambda x: np.frexp(x)[0], 4.0, d=0.125, dd=0.0, source="x/2ⁿ"),
    point("frexp, mantissa, at 0", lambda x: np.frexp(x)[0], 0.0, d=1.0, dd=0.0, source="n is 0"),
    point("ldexp at 0", lambda x: np.ldexp(x, -3), 0.0, d=0.125, dd=0.0, source="x 2ⁿ"),
    point(
        "ldexp by 2000 at 1e-320", lambda x: np.ldexp(x, 1000), 1e-320, d=2.0**1000, source="x 2ⁿ"
    ),
    point("nextafter at 1", lambda x: np.nextafter(x, 2.0), 1.0, d=1.0, dd=0.0, source=CONVENTION),
    # ties
    *(
        two(f"{f.__name__} at (2, 2)", f, (2.0, 2.0), (0.5, 0.5), EVEN)
        for f in (np.maximum, np.minimum, np.fmax, np.fmin)
    ),
    *(
        two(f"{f.__name__} at (0.0, -0.0)", f, (0.0, -0.0), (0.5, 0.5), EVEN)
        for f in (np.maximum, np.minimum)
    ),
    two("maximum at (inf, inf)", np.maximum, (INF, INF), (0.5, 0.5), EVEN),
    two("minimum at (-inf, 3)", np.minimum, (-INF, 3.0), (1.0, 0.0), "the smaller"),
    two("maximum at (nan, 1)", np.maximum, (NAN, 1.0), (1.0, 0.0), "it is the NaN"),
    two("maximum at (1, nan)", np.maximum, (1.0, NAN), (0.0, 1.0), "it is the NaN"),
    two("fmax at (nan, 1)", np.fmax, (NAN, 1.0), (0.0, 1.0), "it is the number"),
    two("fmin at (1, nan)", np.fmin, (1.0, NAN), (1.0, 0.0), "it is the number"),
    point("maximum(x, 0) at 0", lambda x: np.maximum(x, 0), 0.0, d=0.5, dd=0.0, source=EVEN),
    point(
        "maximum(x, 0)**2 at 0",
        lambda x: np.maximum(x, 0) ** 2,
        0.0,
        d=0.0,
        dd=0.5,
        source="2 (1/2)²: as the tie is shared",
    ),
    point("maximum(x, x) at 1", lambda x: np.maximum(x, x), 1.0, d=1.0, dd=0.0, source="x"),
    point("maximum(x, -x) at 0", lambda x: np.maximum(x, -x), 0.0, d=0.0, dd=0.0, source=EVEN),
    point("maximum(x, x*x) at 1", lambda x: np.maximum(x, x * x), 1.0, d=1.5, dd=1.0, source=EVEN),
    point("x * (x > 0) at 0", lambda x: x * (x > 0), 0.0, d=0.0, dd=0.0, source=STEP),
    *(
        point(f"{name} at {x}", f, x, d=0.0, dd=dd, source=source)
        for x in (0.0, -0.0)
        for name, f, dd, source in (
            ("abs(x)**2", lambda x: np.abs(x) ** 2, 2.0, "2x, 2"),
            ("abs(x)**4", lambda x: np.abs(x) ** 4, 0.0, "4x³, 12x²"),
            ("abs(x)**3", lambda x: np.abs(x) ** 3, 0.0, "3x|x|, 6|x|"),
            ("fabs(x) squared", lambda x: np.square(np.fabs(x)), 2.0, "2x, 2"),
            ("cos(abs(x)**2 + abs(x)**2)", lambda x: np.cos(2 * np.abs(x) ** 2), 0.0, "1 - 2x⁴"),
            ("cosh(abs(x)) squared", lambda x: np.cosh(np.abs(x)) ** 2, 2.0, "1 + x² + ..."),
            ("cos(abs(x))", lambda x: np.cos(np.abs(x)), -1.0, "cos x"),
            ("(2 abs(x))**2", lambda x: (2 * np.abs(x)) ** 2, 8.0, "8x, 8"),
            ("exp(-(abs(x)/3)**2)", lambda x: np.exp(-((np.abs(x) / 3) ** 2)), -2 / 9, "1 - x²/9"),
        )
    ),
    point(
        "where(abs(x) < 1, abs(x)²/2, abs(x) - 1/2), Huber's",
        lambda x: np.sum(np.where((r := np.abs(x)) < 1, r * r / 2, r - 0.5)),
        [0.0, 0.5, -3.0],
        d=[0.0, 0.5, -1.0],
        dd=np.diag([1.0, 1.0, 0.0]),
        source="1 where near",
    ),
    point("(x + abs(x))/2 at 0", lambda x: (x + np.abs(x)) / 2, 0.0, d=0.5, dd=0.0, source=LEAST),
    # limits
    point(
        "clip(x, 0, 1) at 0",
        lambda x: np.clip(x, 0, 1),
        0.0,
        d=1.0,
        dd=0.0,
        source="passes at its edge",
    ),
    point(
        "clip(x, 0, 1) at 1",
        lambda x: np.clip(x, 0.0, 1.0),
        1.0,
        d=1.0,
        dd=0.0,
        source="passes at its edge",
    ),
    point("clip(x, 0, 1) at 1.5", lambda x: np.clip(x, 0.0, 1.0), 1.5, d=0.0, dd=0.0, source="1"),
    point("clip(x, 0, None) at 0", lambda x: np.clip(x, 0.0, None), 0.0, d=1.0, source="passes"),
    point("clip(x, None, 0) at 0", lambda x: np.clip(x, None, 0.0), 0.0, d=1.0, source="passes"),
    point("clip(x, 1, 1) at 1", lambda x: np.clip(x, 1.0, 1.0), 1.0, d=1.0, source="passes"),
    point("clip(x, 0, 1) at nan", lambda x: np.clip(x, 0.0, 1.0), NAN, d=1.0, source="it is x"),
    point("clip(x, 0, inf) at inf", lambda x: np.clip(x, 0.0, INF), INF, d=1.0, source="passes"),
    point(
        "clip at (0.5, 3, 1), limits crossed",
        np.clip,
        (0.5, 3.0, 1.0),
        d=(0.0, 0.0, 1.0),
        source="NumPy gives the upper limit",
    ),
    point(
        "clip at (2, 3, 1), limits crossed",
        np.clip,
        (2.0, 3.0, 1.0),
        d=(0.0, 0.0, 1.0),
        source="NumPy gives the upper limit",
    ),
    point("clip at (-1, 0, 1)", np.clip, (-1.0, 0.0, 1.0), d=(0.0, 1.0, 0.0), source="the limit"),
    point("clip at (2, 0, 1)", np.clip, (2.0, 0.0, 1.0), d=(0.0, 0.0, 1.0), source="the limit"),
    *(
        point(f"nan_to_num at {x}", np.nan_to_num, x, d=d, dd=0.0, source="the replacement")
        for x, d in ((NAN, 0.0), (INF, 0.0), (-INF, 0.0), (0.0, 1.0))
    ),
    point(
        "nan_to_num(x, nan=x0) of [nan, 2]",
        lambda x: np.sum(np.nan_to_num(x, nan=5.0) ** 2),
        [NAN, 2.0],
        d=[0.0, 4.0],
        dd=[[0.0, 0.0], [0.0, 2.0]],
        source="the replacement",
    ),
]
