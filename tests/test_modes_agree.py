"""Random programs of singular functions and selections: both modes give the same at hard points.

Quotients of dependent values and ties are left out: there ∞ - ∞ is met in one mode and not in the
other, and NaN is as right as ∞.
"""

import numpy as np
import pytest

import funcad

pytestmark = pytest.mark.filterwarnings("ignore::RuntimeWarning")

SINGULAR = {
    "sqrt": np.sqrt,
    "log": np.log,
    "reciprocal": lambda x: 1 / x,
    "cbrt": np.cbrt,
    "x**1.5": lambda x: x**1.5,
    "arcsin": np.arcsin,
    "arccos": np.arccos,
    "sqrt(x*x)": lambda x: np.sqrt(x * x),
    "(x - 1)**4 under a root": lambda x: np.sqrt((x - 1.0) ** 4),
    "log1p": np.log1p,
    "square": lambda x: x * x,
    "negative": lambda x: -x,
    "exp": np.exp,
    "tanh": np.tanh,
    "half": lambda x: x * 0.5,
}


def put(x, i):
    y = x * 1.0
    y[i] = 2.0
    return y


# each makes an array from one of n entries, a singular function u and a number k
STEPS = {
    "u": lambda x, u, k, n: u(x),
    "u again": lambda x, u, k, n: u(x),
    "where, zero": lambda x, u, k, n: np.where(x > 0, u(x), 0.0),
    "where, one": lambda x, u, k, n: np.where(x == 0, 1.0, u(x)),
    "where, x": lambda x, u, k, n: np.where(x > 0, x, 1.0),
    "maximum": lambda x, u, k, n: np.maximum(u(x), 0.3),
    "clip": lambda x, u, k, n: np.clip(u(x), 0.3, 3.1),
    "reversed": lambda x, u, k, n: x[::-1],
    "slice": lambda x, u, k, n: x[k % max(n - 1, 1) :],
    "put": lambda x, u, k, n: put(x, k % n),
    "concatenate": lambda x, u, k, n: np.concatenate([np.zeros(1), x, np.ones(1)]),
    "plus the sum": lambda x, u, k, n: np.sum(x) + x,
    "max": lambda x, u, k, n: np.max(x) * np.ones(2),
    "sort": lambda x, u, k, n: np.sort(x),
    "take": lambda x, u, k, n: np.take(x, [0, n - 1, 0]),
    "triu": lambda x, u, k, n: np.triu(x * np.ones((n, 1)))[:, -1],
    "cumsum": lambda x, u, k, n: np.cumsum(x),
    "matrix": lambda x, u, k, n: np.ones((2, n)) @ x,
    "length": lambda x, u, k, n: np.sqrt(np.sum(x * x)) * np.ones(2),
    "distances": lambda x, u, k, n: np.sqrt((x - x[k % n]) ** 2),
    "mask": lambda x, u, k, n: np.sum(x[x > 0]) * np.ones(2),
}
PAIRS = {"add": np.add, "multiply": np.multiply}
POINTS = [0.0, -1.0, 1.0, 4.0, 2.0, -0.5]


def program(rng):
    """A function of an array: every step takes arrays that there are by then."""
    kinds = [*STEPS, *PAIRS]
    names = [*SINGULAR]
    steps = [
        (str(rng.choice(kinds)), SINGULAR[rng.choice(names)], *map(int, rng.integers(0, 60, 3)))
        for _ in range(rng.integers(2, 7))
    ]

    def run(x):
        pool = [x]
        for kind, u, i, j, k in steps:
            a, b = pool[i % len(pool)], pool[j % len(pool)]
            n = min(a.shape[0], b.shape[0])
            if kind in PAIRS:
                pool.append(PAIRS[kind](a[:n], b[:n]))
            else:
                pool.append(STEPS[kind](a, u, k, a.shape[0]))
        return pool[-1]

    return run, [step[0] for step in steps]


@pytest.mark.parametrize("seed", range(300))
def test_forward_and_reverse_agree(seed):
    rng = np.random.default_rng(seed)
    f, steps = program(rng)
    x = rng.choice(POINTS, size=3, replace=False)
    np.testing.assert_allclose(
        funcad.jacfwd(f)(x), funcad.jacrev(f)(x), rtol=1e-12, err_msg=f"{steps} at {x}"
    )
