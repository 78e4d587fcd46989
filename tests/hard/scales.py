"""Lengths and angles at infinity, and where the squares of the entries over- or underflow."""

import numpy as np

from tests.hard.point import point

INF, NAN = np.inf, np.nan
NONE = ((0.0, 0.0), (0.0, 0.0))
NANS = ((NAN, NAN), (NAN, NAN))
LIMIT = "limit: the direction is that of the infinite one, and 1/r is 0"
NO_DIRECTION = "none: two infinities have no ratio"
LENGTH = "x/r, (1 - uuᵀ)/r"
UNIT = np.array([0.6, 0.8])
BEND = np.array([[0.64, -0.48], [-0.48, 0.36]])
norm = np.linalg.norm
SCALES = (3e200, 1e155, 1e-150, 2e-165, 1e-200, 1e-300)


def along(z, step):
    return lambda t: np.abs(z + t * step)


POINTS = [
    *(
        point(f"hypot at ({x}, {y})", np.hypot, (x, y), d=d, dd=NONE, source=LIMIT)
        for x, y, d in (
            (INF, 1.0, (1.0, 0.0)),
            (-INF, 0.0, (-1.0, 0.0)),
            (1.0, INF, (0.0, 1.0)),
            (-1e308, -INF, (0.0, -1.0)),
        )
    ),
    *(
        point(f"arctan2 at ({y}, {x})", np.arctan2, (y, x), d=(0.0, 0.0), dd=NONE, source=LIMIT)
        for y, x in ((1.0, INF), (1.0, -INF), (INF, 1.0), (-INF, 0.0), (0.0, INF))
    ),
    *(
        point(f"{f.__name__} at {at}", f, at, d=(NAN, NAN), dd=NANS, source=NO_DIRECTION)
        for f in (np.hypot, np.arctan2)
        for at in ((INF, INF), (INF, -INF), (INF, NAN))
    ),
    point(
        "hypot at 1e308(1.5, 1.5), beyond the largest number",
        np.hypot,
        (1.5e308, 1.5e308),
        d=(0.5**0.5, 0.5**0.5),
        dd=NONE,
        source=LENGTH,
        atol=1e-308,
    ),
    point(
        "hypot of an array, in part infinite",
        lambda x: np.sum(np.hypot(x, 4.0)),
        [3.0, INF, -INF, 0.0],
        d=[0.6, 1.0, -1.0, 0.0],
        dd=np.diag([16 / 125, 0.0, 0.0, 0.25]),
        source=LENGTH,
    ),
    *(
        point(f"abs({z} + t{name})", along(z, step), 0.0, d=d, dd=0.0, source=LIMIT)
        for z, name, step, d in (
            (complex(INF, 1), "", 1.0, 1.0),
            (complex(INF, 1), "i", 1j, 0.0),
            (complex(1, -INF), "", 1.0, 0.0),
            (complex(1, -INF), "i", 1j, -1.0),
            (complex(-INF, 0), "", 1.0, -1.0),
        )
    ),
    point("abs(inf + inf i + t)", along(complex(INF, INF), 1), 0.0, NAN, NAN, source=NO_DIRECTION),
    point("abs(inf + nan i + t)", along(complex(INF, NAN), 1), 0.0, NAN, NAN, source=NO_DIRECTION),
    point(
        "abs of 1e308(1.5 + 1.5i), beyond the largest number",
        along(complex(1.5e308, 1.5e308), 1j),
        0.0,
        d=0.5**0.5,
        dd=0.0,
        source=LENGTH,
        atol=1e-308,
    ),
    *(
        point(
            f"norm at {r}(3, 4)",
            norm,
            [3 * r, 4 * r],
            d=UNIT,
            dd=BEND / r / 5,
            source=LENGTH,
        )
        for r in SCALES
    ),
    *(
        point(
            f"norm squared at {r}(3, 4), to second order",
            lambda x: norm(x) ** 2,
            [3 * r, 4 * r],
            d=[6 * r, 8 * r],
            dd=2 * np.eye(2),
            source="2x, 2",
            atol=1e-15,  # NumPy's value, 0, times a first derivative is 0
        )
        for r in SCALES[2:]
    ),
    point(
        "vector_norm at 1e-200(3, 4)",
        np.linalg.vector_norm,
        [3e-200, 4e-200],
        d=UNIT,
        dd=BEND / 5e-200,
        source=LENGTH,
    ),
    point("norm at 1e-320(3, 4)", norm, [3e-320, 4e-320], d=UNIT, source=LENGTH, rtol=1e-3),
    point(
        "norm at 1e308(1.5, 1.5), beyond the largest number",
        norm,
        [1.5e308, 1.5e308],
        d=[0.5**0.5, 0.5**0.5],
        source=LENGTH,
    ),
    point(
        "norm of rows of all scales",
        lambda x: np.sum(norm(x, axis=1)),
        [[3e200, -4e200], [0.0, 0.0], [3.0, 4.0], [3e-200, 4e-200], [INF, 1.0]],
        d=[[0.6, -0.8], [0.0, 0.0], [0.6, 0.8], [0.6, 0.8], [1.0, 0.0]],
        source=LENGTH,
    ),
    point(
        "norm of columns, keepdims, of all scales",
        lambda x: np.sum(norm(x, axis=0, keepdims=True)),
        [[3e200, 0.0, 3.0, 3e-200], [4e200, 0.0, 4.0, 4e-200]],
        d=[[0.6, 0.0, 0.6, 0.6], [0.8, 0.0, 0.8, 0.8]],
        source=LENGTH,
    ),
    point(
        "norm of a matrix with entries of 1e200 and of 1",
        norm,
        [[3e200, 4e200], [1.0, 0.0]],
        d=[[0.6, 0.8], [2e-201, 0.0]],
        source=LENGTH,
    ),
    point(
        "norm 'fro' of the last axes at 1e-200",
        lambda x: np.sum(norm(x, "fro", axis=(1, 2))),
        [[[3e-200, 0.0], [0.0, 4e-200]], [[0.0, 5.0], [0.0, 0.0]]],
        d=[[[0.6, 0.0], [0.0, 0.8]], [[0.0, 1.0], [0.0, 0.0]]],
        source=LENGTH,
    ),
    point(
        "norm of a complex vector at 1e200",
        lambda t: norm(np.array([3e200, 4e200j]) + t),
        0.0,
        d=0.6,
        dd=3.28e-201,
        source="Re x/r; (2 - 0.36) / r",
    ),
    point("norm at (inf, 1)", norm, [INF, 1.0], d=[1.0, 0.0], dd=np.zeros((2, 2)), source=LIMIT),
    point("norm at (1, -inf)", norm, [1.0, -INF], d=[0.0, -1.0], dd=np.zeros((2, 2)), source=LIMIT),
    point("norm at (inf, inf)", norm, [INF, INF], d=[NAN, NAN], source=NO_DIRECTION),
    point("norm at (inf, nan)", norm, [INF, NAN], d=[NAN, NAN], source=NO_DIRECTION),
    point(
        "std of rows of all scales",
        lambda x: np.sum(np.std(x, axis=1)),
        [[3e200, 5e200], [1.0, 1.0], [2.0, 4.0], [3e-200, 5e-200]],
        d=[[-0.5, 0.5], [0.0, 0.0], [-0.5, 0.5], [-0.5, 0.5]],
        source="(x - m)/(n s)",
    ),
    *(
        point(
            f"std at {r}(1, 3, 5), ddof=1",
            lambda x: np.std(x, ddof=1),
            [r, 3 * r, 5 * r],
            d=[-0.5, 0.0, 0.5],
            dd=np.array([[1.0, -2.0, 1.0], [-2.0, 4.0, -2.0], [1.0, -2.0, 1.0]]) / (24 * r),
            source="(x - m)/(f s), (1 - 1/n - uuᵀ)/(f s), with f = 2 and s = 2 r",
            rtol=1e-11,
            atol=1e-15,
        )
        for r in (1e200, 1e-200)
    ),
    point(
        "√(Σx²) at 1e200(3, 4)",
        lambda x: np.sqrt(np.sum(x**2)),
        [3e200, 4e200],
        d=[0.0, 0.0],
        source="2x/2√∞: the sum has overflowed; np.linalg.norm has x/r",
    ),
    point(
        "nanstd at 1e-200(3, 5)",
        np.nanstd,
        [3e-200, 5e-200],
        d=[0.0, 0.0],
        source="the least subgradient of a variance that has underflowed; np.std has ±1/2",
    ),
]
