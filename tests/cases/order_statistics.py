"""Cases of medians and quantiles."""

import numpy as np

from tests.cases.case import case, distinct, positive, uniform

MASK = np.array([[True, True, False, True, True], [True, False, True, True, True]])
MANY = np.linspace(0.03, 0.97, 7)
SMOOTH = ("linear", "hazen", "weibull", "median_unbiased", "normal_unbiased")
STEPS = ("inverted_cdf", "closest_observation", "averaged_inverted_cdf", "lower", "higher")


def _nan_at(x, f, *args, **options):
    return f(np.where(MASK, x, np.nan), *args, **options)


CASES = [
    case("np.median, odd", lambda x: np.median(x, axis=1), distinct(2, 5)),
    case("np.median, even", lambda x: np.median(x, keepdims=True), distinct(2, 3)),
    case("np.median, axes", lambda x: np.median(x, axis=(0, 2)) ** 2, distinct(2, 3, 2)),
    case("np.nanmedian", lambda x: _nan_at(x, np.nanmedian, axis=1), distinct(2, 5)),
    case("np.nanmedian, axes", lambda x: _nan_at(x, np.nanmedian, keepdims=True), distinct(2, 5)),
    *(
        case(
            f"np.quantile, {method}",
            lambda x, q, m=method: np.quantile(x, q, axis=0, method=m) * q[:, None],
            distinct(4, 3),
            uniform(0.28, 0.48, 2),
        )
        for method in (*SMOOTH, "interpolated_inverted_cdf")
    ),
    *(
        case(
            f"np.quantile, {method}",
            lambda x, m=method: np.quantile(x, [0.3, 0.6], axis=1, method=m) ** 2,
            distinct(2, 4),
        )
        for method in (*STEPS, "midpoint", "nearest")
    ),
    case("np.quantile, many", lambda x: np.quantile(x, MANY, axis=-1) ** 2, distinct(2, 5)),
    case("np.quantile, q 2-d", lambda x: np.quantile(x, MANY[:6].reshape(3, 2)), distinct(2, 3)),
    case(
        "np.quantile, weights",
        lambda x, w: np.quantile(x, [0.2, 0.7], axis=1, weights=w, method="inverted_cdf") * x[0, 0],
        distinct(2, 4),
        positive(2, 4),
    ),
    case("np.percentile", lambda x, q: np.percentile(x, q), distinct(5), uniform(30.0, 45.0)),
    case(
        "np.nanquantile",
        lambda x, q: _nan_at(x, np.nanquantile, q, axis=1, keepdims=True),
        distinct(2, 5),
        uniform(0.36, 0.6, 2),
    ),
    case("np.nanquantile, many", lambda x: _nan_at(x, np.nanquantile, MANY) ** 2, distinct(2, 5)),
    case(
        "np.nanpercentile, steps",
        lambda x: _nan_at(x, np.nanpercentile, 40.0, axis=0, method="lower"),
        distinct(2, 5),
    ),
]
