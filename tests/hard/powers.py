"""Powers and roots at zero, at infinity, and integer powers of negative numbers.

∂/∂x xʸ = y xʸ⁻¹,   ∂/∂y xʸ = xʸ log x,   ∂²/∂x∂y xʸ = xʸ⁻¹ (1 + y log x)
"""

import mpmath as mp
import numpy as np

from tests.hard.point import exact, point

LIMIT = "limit of the difference quotient"
FALLS = "y xʸ⁻¹ and y (y - 1) xʸ⁻²"
REAL = "a negative number has real powers at whole exponents only"
INF, NAN = np.inf, np.nan
LOG2 = exact(mp.log, 2)


def of(x, y):
    """The exact gradient and Hessian of x**y for x > 0."""
    grad = (
        exact(lambda x, y: y * x ** (y - 1), x, y),
        exact(lambda x, y: x**y * mp.log(x), x, y),
    )
    mixed = exact(lambda x, y: x ** (y - 1) * (1 + y * mp.log(x)), x, y)
    return grad, (
        (exact(lambda x, y: y * (y - 1) * x ** (y - 2), x, y), mixed),
        (mixed, exact(lambda x, y: x**y * mp.log(x) ** 2, x, y)),
    )


def joint(v):
    return v[0] ** v[1]


POINTS = [
    point("sqrt(x) at 0", np.sqrt, 0.0, d=INF, dd=-INF, source=LIMIT),
    point("sqrt(x) at 1e-320", np.sqrt, 1e-320, d=5.000055e159, rtol=1e-5, source="1/(2√x)"),
    point("sqrt(x) at inf", np.sqrt, INF, d=0.0, dd=0.0, source=LIMIT),
    point("sqrt(x) at -1", np.sqrt, -1.0, d=NAN, dd=NAN, source="outside the domain"),
    point("sqrt(x) at 1e300", np.sqrt, 1e300, d=5e-151, source="1/(2√x)"),
    point("x**0.5 at 0", lambda x: x**0.5, 0.0, d=INF, dd=-INF, source=LIMIT),
    point("cbrt(x) at 0", np.cbrt, 0.0, d=INF, source=LIMIT),
    point("cbrt(x) at -8", np.cbrt, -8.0, d=1 / 12, dd=1 / 144, source="x^(-2/3)/3, -2x^(-5/3)/9"),
    point(
        "cbrt(x) at 1e-300",
        np.cbrt,
        1e-300,
        d=exact(lambda x: 1 / (3 * mp.cbrt(x) ** 2), 1e-300),
        source="mpmath",
    ),
    point("1/x at 0", lambda x: 1 / x, 0.0, d=-INF, dd=INF, source="-1/x², 2/x³"),
    point("1/x at -0.0", lambda x: 1 / x, -0.0, d=-INF, dd=-INF, source="-1/x², 2/x³"),
    point("reciprocal at 0", np.reciprocal, 0.0, d=-INF, dd=INF, source="-1/x², 2/x³"),
    point("reciprocal at -0.0", np.reciprocal, -0.0, d=-INF, dd=-INF, source="-1/x², 2/x³"),
    point("reciprocal at inf", np.reciprocal, INF, d=0.0, dd=0.0, source=LIMIT),
    point("reciprocal at 1e100", np.reciprocal, 1e100, d=-1e-200, dd=2e-300, source="-1/x², 2/x³"),
    point("x**-1 at 0", lambda x: x**-1, 0.0, d=-INF, dd=INF, source="-1/x², 2/x³"),
    point("x**-2 at 0", lambda x: x**-2, 0.0, d=-INF, dd=INF, source="-2/x³, 6/x⁴"),
    point("x**-2.0 at -0.0", lambda x: x**-2.0, -0.0, d=INF, dd=INF, source="-2/x³, 6/x⁴"),
    point("x**-2 at inf", lambda x: x**-2, INF, d=0.0, dd=0.0, source=LIMIT),
    point("x**-1.5 at 1e-200", lambda x: x**-1.5, 1e-200, d=-INF, dd=INF, source="overflows"),
    *(
        point(f"x**{n!r} at 0", lambda x, n=n: x**n, 0.0, d=d, dd=dd, source=FALLS)
        for n, d, dd in (
            (0, 0.0, 0.0),
            (0.0, 0.0, 0.0),
            (np.float64(0), 0.0, 0.0),
            (1, 1.0, 0.0),
            (1.0, 1.0, 0.0),
            (np.float64(1), 1.0, 0.0),
            (2, 0.0, 2.0),
            (2.0, 0.0, 2.0),
            (np.float64(2), 0.0, 2.0),
            (np.int64(2), 0.0, 2.0),
            (3, 0.0, 0.0),
            (3.0, 0.0, 0.0),
            (1.5, 0.0, INF),
            (2.5, 0.0, 0.0),
            (np.array(2.0), 0.0, 2.0),
            (np.array(1), 1.0, 0.0),
            (0.25, INF, -INF),
        )
    ),
    *(
        point(f"x**{n!r} at -0.0", lambda x, n=n: x**n, -0.0, d=d, dd=dd, source=FALLS)
        for n, d, dd in ((0, 0.0, 0.0), (1, 1.0, 0.0), (2, 0.0, 2.0), (3, 0.0, 0.0))
    ),
    *(
        point(f"x**{n!r} at -2", lambda x, n=n: x**n, -2.0, d=d, dd=dd, source=FALLS)
        for n, d, dd in (
            (1, 1.0, 0.0),
            (2, -4.0, 2.0),
            (3, 12.0, -12.0),
            (4.0, -32.0, 48.0),
            (-1, -0.25, -0.25),
            (-2, 0.25, 0.375),
            (-3.0, -3 / 16, -3 / 8),
            (0, 0.0, 0.0),
            (np.array(3), 12.0, -12.0),
            (np.array(-3.0), -3 / 16, -3 / 8),
        )
    ),
    point("x**0.5 at -2", lambda x: x**0.5, -2.0, d=NAN, dd=NAN, source=REAL),
    point("x**1.5 at -2", lambda x: x**1.5, -2.0, d=NAN, dd=NAN, source=REAL),
    *(
        point(
            f"x**{name} at [0, 0, 0, 0]",
            lambda x, n=n: np.sum(x**n),
            [0.0, 0.0, 0.0, 0.0],
            d=[0.0, 1.0, 0.0, 0.0],
            dd=np.diag([0.0, 0.0, 2.0, 0.0]),
            source=FALLS,
        )
        for name, n in (("ints", np.arange(4)), ("floats", np.arange(4.0)))
    ),
    *(
        point(
            f"0.0**y at {y}", lambda y: np.power(0.0, y), y, d=d, dd=dd, source="0 for every y > 0"
        )
        for y, d, dd in ((2.0, 0.0, 0.0), (0.5, 0.0, 0.0), (1.0, 0.0, 0.0))
    ),
    point("0.0**y at 0", lambda y: 0.0**y, 0.0, d=0.0, dd=0.0, source="convention"),
    point("2**y at 0", lambda y: 2**y, 0.0, d=LOG2, dd=LOG2**2, source="2ʸ log 2"),
    point("1**y at 3", lambda y: 1.0**y, 3.0, d=0.0, dd=0.0, source="constant"),
    point("2**y at -1080", lambda y: 2.0**y, -1080.0, d=0.0, dd=0.0, source="underflows"),
    point("(-2)**y at 2", lambda y: (-2.0) ** y, 2.0, d=NAN, dd=NAN, source=REAL),
    point(
        "array**y with a 0 in it",
        lambda y: np.array([0.0, 2.0]) ** y,
        2.0,
        d=[0.0, 4 * LOG2],
        source="xʸ log x, 0 at x = 0",
    ),
    point(
        "x**y at (0, 2)",
        np.power,
        (0.0, 2.0),
        d=(0.0, 0.0),
        dd=((2.0, 0.0), (0.0, 0.0)),
        source="limits as x falls to 0",
    ),
    point(
        "x**y at (0, 3)",
        np.power,
        (0.0, 3.0),
        d=(0.0, 0.0),
        dd=((0.0, 0.0), (0.0, 0.0)),
        source="limits as x falls to 0",
    ),
    point(
        "x**y at (0, 1)",
        np.power,
        (0.0, 1.0),
        d=(1.0, 0.0),
        dd=((0.0, -INF), (-INF, 0.0)),
        source="1 + log x, the limit of (x log x)/x",
    ),
    point(
        "x**y at (0, 0.5)",
        np.power,
        (0.0, 0.5),
        d=(INF, 0.0),
        dd=((-INF, -INF), (-INF, 0.0)),
        source="limits as x falls to 0",
    ),
    point("x**y at (0, 0)", np.power, (0.0, 0.0), d=(0.0, 0.0), source="x**0 is 1; convention"),
    point("x**y at (0, -1)", np.power, (0.0, -1.0), d=(-INF, -INF), source="limits"),
    point(
        "x**y at (-2, 2)",
        np.power,
        (-2.0, 2.0),
        d=(-4.0, NAN),
        dd=((2.0, NAN), (NAN, NAN)),
        source=REAL,
    ),
    point(
        "x**y at (-2, 3)",
        np.power,
        (-2.0, 3.0),
        d=(12.0, NAN),
        dd=((-12.0, NAN), (NAN, NAN)),
        source=REAL,
    ),
    point(
        "x**y at (-1, 0)",
        np.power,
        (-1.0, 0.0),
        d=(0.0, NAN),
        dd=((0.0, NAN), (NAN, NAN)),
        source=REAL,
    ),
    point(
        "x**y at (-1.5, 0.5)",
        np.power,
        (-1.5, 0.5),
        d=(NAN, NAN),
        dd=((NAN, NAN), (NAN, NAN)),
        source=REAL,
    ),
    *(
        point(f"x**y at ({x}, {y})", np.power, (x, y), *of(x, y), source="mpmath")
        for x, y in (
            (1e-100, 2.0),
            (1.0, 0.0),
            (1.0, 5.0),
            (2.0, -0.0),
            (1e100, 1.5),
            (0.5, 900.0),
            (1e-300, 0.5),
        )
    ),
    point("x**y at (inf, 2)", np.power, (INF, 2.0), d=(INF, INF), source="limits"),
    point("x**y at (inf, -1)", np.power, (INF, -1.0), d=(0.0, 0.0), source="limits"),
    point("x**y at (inf, 0)", np.power, (INF, 0.0), d=(0.0, INF), source="limits"),
    point(
        "x**y of v at (0, 2)",
        joint,
        [0.0, 2.0],
        d=[0.0, 0.0],
        dd=[[2.0, 0.0], [0.0, 0.0]],
        source="limits as x falls to 0",
    ),
    point(
        "x**y of v at (2, 3)",
        joint,
        [2.0, 3.0],
        d=list(of(2, 3)[0]),
        dd=[list(row) for row in of(2, 3)[1]],
        source="mpmath",
    ),
    point(
        "x**x at 0.5",
        lambda x: x**x,
        0.5,
        d=exact(lambda x: x**x * (1 + mp.log(x)), 0.5),
        dd=exact(lambda x: x**x * ((1 + mp.log(x)) ** 2 + 1 / x), 0.5),
        source="mpmath",
    ),
    point(
        "float_power(x, 2) at 0", lambda x: np.float_power(x, 2), 0.0, d=0.0, dd=2.0, source=FALLS
    ),
    point(
        "float_power(x, 1) at 0", lambda x: np.float_power(x, 1), 0.0, d=1.0, dd=0.0, source=FALLS
    ),
    point(
        "float_power at (-2, 3)",
        np.float_power,
        (-2.0, 3.0),
        d=(12.0, NAN),
        dd=((-12.0, NAN), (NAN, NAN)),
        source=REAL,
    ),
    point("square(x) at 1e200", np.square, 1e200, d=2e200, dd=2.0, source="2x, 2"),
    point("square(x) at 1e-200", np.square, 1e-200, d=2e-200, dd=2.0, source="2x, 2"),
    point("x**3 at 1e150", lambda x: x**3, 1e150, d=3e300, dd=6e150, source="3x², 6x"),
    point("x**2.0 at -0.0", lambda x: x**2.0, -0.0, d=-0.0, dd=2.0, source="2x, 2"),
    point("x*x at 0", lambda x: x * x, 0.0, d=0.0, dd=2.0, source="2x, 2"),
    point(
        "sqrt(x)**2 at 0",
        lambda x: np.sqrt(x) ** 2,
        0.0,
        d=1.0,
        dd=0.0,
        source="x",
    ),
    point(
        "sqrt(x)*sqrt(x) at 0", lambda x: np.sqrt(x) * np.sqrt(x), 0.0, d=1.0, dd=0.0, source="x"
    ),
    point("sqrt(x)**4 at 0", lambda x: np.sqrt(x) ** 4, 0.0, d=0.0, dd=2.0, source="x²"),
    point("(x**0.5)**2 at 0", lambda x: (x**0.5) ** 2, 0.0, d=1.0, dd=0.0, source="x"),
    point(
        "(2 sqrt(x))**2 at 0",
        lambda x: (2 * np.sqrt(x)) ** 2,
        0.0,
        d=4.0,
        dd=0.0,
        source="4x",
    ),
    point(
        "sqrt(x) sin(sqrt(x)) at 0",
        lambda x: np.sqrt(x) * np.sin(np.sqrt(x)),
        0.0,
        d=NAN,
        dd=NAN,
        source="it is 1, but 0·∞ at the root's end: never a finite wrong number",
    ),
    point("cbrt(x)**3 at 0", lambda x: np.cbrt(x) ** 3, 0.0, d=NAN, dd=NAN, source="the same"),
    point("sqrt(x*x) at 0", lambda x: np.sqrt(x * x), 0.0, d=0.0, source="|x|: the least slope"),
    point(
        "sqrt(x**4) at 0",
        lambda x: np.sqrt(x**4),
        0.0,
        d=0.0,
        dd=NAN,
        source="x²; the second, 2, is 0·∞ here",
    ),
    point(
        "exp(log(x)) at 0",
        lambda x: np.exp(np.log(x)),
        0.0,
        d=NAN,
        source="it is 1, but 0·∞ after the logarithm: never a finite wrong number",
    ),
    point(
        "1/(1/x) at 0",
        lambda x: 1 / (1 / x),
        0.0,
        d=NAN,
        source="it is 1, but 0·∞ after the reciprocal: never a finite wrong number",
    ),
    point(
        "sqrt(x) of [0, 4]",
        np.sqrt,
        [0.0, 4.0],
        d=[[INF, 0.0], [0.0, 0.25]],
        source="1/(2√x), each entry by itself",
    ),
    point(
        "sum of sqrt(x) of [0, 4]",
        lambda x: np.sum(np.sqrt(x)),
        [0.0, 4.0],
        d=[INF, 0.25],
        source="1/(2√x), each entry by itself",
    ),
    point(
        "x**[-1, -2] of [0, -0.0]",
        lambda x: x ** np.array([-1.0, -2.0]),
        [0.0, -0.0],
        d=[[-INF, 0.0], [0.0, INF]],
        source="y xʸ⁻¹, each entry by itself",
    ),
    point(
        "x**y of v at (-2, 2)",
        joint,
        [-2.0, 2.0],
        d=[-4.0, NAN],
        dd=[[2.0, NAN], [NAN, NAN]],
        source=REAL,
    ),
]
