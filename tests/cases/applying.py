"""Cases of functions that apply a function: piecewise, apply_along_axis, apply_over_axes, ..."""

import numpy as np

from tests.cases.case import case, complexes, distinct, nonzero, positive, reals

softmax = lambda t: np.exp(t) / np.sum(np.exp(t))

CASES = [
    case(
        "np.piecewise",
        lambda x: np.piecewise(x, [x < -0.3, x > 0.3], [np.exp, lambda t: t**3, 2.0]),
        nonzero(2, 3),
    ),
    case(
        "np.piecewise, more arguments",
        lambda x: np.piecewise(
            x, x > 0, [lambda t, k: k * t * t, lambda t, k: k[0] * t], k=x[1:2] * x[0]
        ),
        nonzero(3),
    ),
    case(
        "np.piecewise, constant conditions",
        lambda x: np.piecewise(x, [[True, False, True]], [np.sin]),
        complexes(3),
    ),
    case("np.piecewise of a number", lambda x: np.piecewise(x, [x > 0], [np.log, 1.0]), positive()),
    case("np.apply_along_axis", lambda x: np.apply_along_axis(softmax, 1, x), reals(2, 3)),
    case(
        "np.apply_along_axis, numbers",
        lambda x: np.apply_along_axis(lambda r: r[0] * r[-1], 0, x),
        reals(3, 2),
    ),
    case(
        "np.apply_along_axis, matrices",
        lambda x: np.apply_along_axis(lambda r, k: np.outer(r, r) * k, 1, x, 2.0),
        reals(2, 3, 2),
    ),
    case(
        "np.apply_over_axes", lambda x: np.apply_over_axes(np.sum, x * x, [0, -1]), reals(2, 3, 2)
    ),
    case("np.apply_over_axes, max", lambda x: np.apply_over_axes(np.max, x, 1), distinct(2, 3)),
]
