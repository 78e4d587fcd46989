"""Cases of convolution and correlation: lengths, modes, real and complex."""

import itertools

import numpy as np

from tests.cases.case import case, complexes, reals

PAIRS = ((3, 3), (5, 2), (2, 4), (1, 1), (1, 3), (4, 4))

CASES = [
    *(
        case(
            f"np.{f.__name__}, {n} and {m}, {mode}",
            lambda a, v, f=f, mode=mode: f(a, v, mode),
            reals(n),
            reals(m),
        )
        for f, (n, m), mode in itertools.product(
            (np.convolve, np.correlate), PAIRS, ("full", "same", "valid")
        )
    ),
    *(
        case(
            f"np.{f.__name__}, complex, {mode}",
            lambda a, v, f=f, mode=mode: f(a, v, mode),
            complexes(3),
            complexes(4),
        )
        for f, mode in itertools.product((np.convolve, np.correlate), ("full", "same", "valid"))
    ),
    case("np.correlate, real and complex", np.correlate, reals(3), complexes(3)),
    case("np.convolve with a constant", lambda x: np.convolve(x, [1.0, -2.0, 1.0]), reals(4)),
    case("np.convolve with itself", lambda x: np.convolve(x, x, "same"), reals(3)),
    case("np.convolve with a number", lambda x: np.convolve(x, 2.0), reals()),
]
