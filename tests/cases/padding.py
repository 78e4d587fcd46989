"""Cases of np.pad."""

import numpy as np

from tests.cases.case import case, complexes, distinct, reals


def _by_function(row, widths, axis, options):
    before, after = widths
    row[:before] = row[before] ** 2
    row[len(row) - after :] = options["times"] * row[before]


CASES = [
    case("np.pad", lambda x: np.pad(x * x, 1), reals(2, 3)),
    case("np.pad, complex", lambda x: np.pad(x * x, 1, "symmetric"), complexes(2, 3)),
    case("np.pad, values", lambda x: np.pad(x, 1, constant_values=((1, 2), (3, 4))), reals(2, 2)),
    case(
        "np.pad, traced value",
        lambda x, c: np.pad(x + 0.0 * c, 1, constant_values=c),
        reals(2),
        reals(),
    ),
    case(
        "np.pad, traced values",
        lambda x: np.pad(x, (1, 2), constant_values=[(x[0, 0], 2.0), (x[1, 1] ** 2, x[0, 1])]),
        reals(2, 2),
    ),
    case(
        "np.pad, traced end",
        lambda x: np.pad(x, 3, "linear_ramp", end_values=x[0] ** 2),
        reals(2),
    ),
    *(
        case(f"np.pad, {mode}", lambda x, m=mode: np.pad(x, ((1, 2), (0, 3)), mode=m), reals(3, 3))
        for mode in ("edge", "reflect", "symmetric", "wrap", "linear_ramp", "mean")
    ),
    *(
        case(f"np.pad, {mode}", lambda x, m=mode: np.pad(x, 2, m, stat_length=2), distinct(3, 3))
        for mode in ("maximum", "minimum", "median")
    ),
    *(
        case(
            f"np.pad, {mode}, odd",
            lambda x, m=mode: np.pad(x, ((1, 2), (7, 8)), m, reflect_type="odd"),
            reals(2, 3),
        )
        for mode in ("reflect", "symmetric")
    ),
    case("np.pad, a function", lambda x: np.pad(x, (1, 2), _by_function, times=3.0), reals(2, 2)),
]
