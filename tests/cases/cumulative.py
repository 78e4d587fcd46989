"""Cases of running sums and products, and of differences."""

import numpy as np

from tests.cases.case import case, complexes, distinct, nonzero, reals

MASK = np.array([True, False, True, True])

CASES = [
    case("np.cumsum", np.cumsum, reals(2, 3)),
    case("np.cumsum, axis", lambda x: np.cumsum(x * x, axis=-2), reals(2, 3, 2)),
    case("np.cumsum, complex", lambda x: np.cumsum(x) * x, complexes(3)),
    case("np.cumsum of 0-d", lambda x: np.cumsum(x), reals()),
    case("np.add.accumulate", lambda x: np.add.accumulate(x, axis=1), reals(2, 3)),
    case("np.cumprod", np.cumprod, nonzero(5)),
    case("np.cumprod, axis", lambda x: np.cumprod(x, axis=0), reals(4, 2)),
    case("np.cumprod, zeros", lambda x: np.cumprod(x * [1.0, 0.0, 2.0, 0.0]), nonzero(4)),
    case("np.cumprod of one", lambda x: np.cumprod(x), reals(1)),
    *(
        [
            case(
                "np.cumulative_sum", lambda x: np.cumulative_sum(x, include_initial=True), reals(3)
            ),
            case(
                "np.cumulative_prod",
                lambda x: np.cumulative_prod(x, axis=1, include_initial=True),
                reals(2, 3),
            ),
        ]
        if hasattr(np, "cumulative_sum")
        else []
    ),
    case("np.maximum.accumulate", np.maximum.accumulate, distinct(6)),
    case("np.minimum.accumulate", lambda x: np.minimum.accumulate(x * x, 1), distinct(2, 4)),
    case("np.maximum.accumulate, NaN", lambda x: np.maximum.accumulate(x)[:2] * x[2], distinct(3)),
    case("np.nancumsum", lambda x: np.nancumsum(np.where(MASK, x, np.nan)), reals(4)),
    case("np.nancumprod", lambda x: np.nancumprod(np.where(MASK, x, np.nan)), nonzero(4)),
    case("np.diff", lambda x: np.diff(x * x), reals(2, 4)),
    case("np.diff, n, axis", lambda x: np.diff(x, n=2, axis=0), reals(4, 2)),
    case(
        "np.diff, prepend",
        lambda x, p: np.diff(x, prepend=p, append=2.0),
        reals(2, 3),
        reals(2, 1),
    ),
    case("np.ediff1d", lambda x, e: np.ediff1d(x, to_end=e), reals(2, 2), reals(2)),
    case("np.trapezoid", lambda y, x: np.trapezoid(y, x), reals(2, 4), reals(4)),
    case("np.trapezoid, axis", lambda y: np.trapezoid(y * y, dx=0.5, axis=0), reals(4, 2)),
]
