"""Sample arguments for SciPy's functions: every one a smooth function of one vector x.

So a call of any function, with any of its arguments, is a function of x alone, whose derivative
along one direction says whether the function differentiates.
"""

import numpy as np

X = np.array([0.35, 0.72, 0.51, 0.86, 0.24, 0.63, 0.47, 0.79])
DIRECTION = np.array([0.6, -0.4, 0.8, 0.3, -0.7, 0.5, -0.2, 0.9])


def _mixed(x, *shape):
    """Values of this shape, each another combination of the entries of x."""
    n = int(np.prod(shape))
    mix = np.cos(np.outer(np.arange(8) + 1.3, np.arange(n) * 0.7 + 0.4))
    return np.reshape(x @ mix, shape)


def samples(x):
    """The names that the expressions of the cases use."""
    z = np.cumsum(x)  # increasing
    m = _mixed(x, 6, 4)
    s = m.T @ m + x[0]
    q = _mixed(x, 3, 4) + np.array([0, 0, 0, 3.0])
    r, t = _mixed(x, 3, 3) * 0.4, _mixed(x, 3, 3)
    heights = np.stack([z[0], z[1], z[2], z[4], z[7]])
    ids = np.array([[0, 1, 2], [2, 3, 2], [4, 6, 3], [5, 7, 3], [8, 9, 6]])
    as_x = [np.broadcast_to(i, 5) + 0 * heights for i in ids.T]
    return {
        "x": x,
        "y": 0.9 - 0.6 * x + 0.2 * np.sin(9 * x),
        "z": z,
        "zm": z[:-1] + 0.3 * x[1:],  # between the entries of z
        "p": x[0],
        "w": x / np.sum(x),
        "m": m,
        "m3": _mixed(x, 5, 3),
        "s": s,
        "q": q,  # three quaternions
        "r": r,  # three rotation vectors
        "t": t,  # three translations
        "k": np.concatenate([r, t], axis=1),  # three rigid motions
        "g": _mixed(x, 64),  # a signal
        "im": _mixed(x, 6, 7),
        "d": 1 + _mixed(x, 15) ** 2,  # distances between six points
        "Z": np.stack([as_x[0], as_x[1], heights, as_x[2]], axis=1),  # a linkage
        "R": np.stack([heights, heights / 3, 1 + 0 * heights, x[:5]], axis=1),
        "knots": np.arange(12.0) + 0.2 * _mixed(x, 12) / 8,
        "e": 3.2 + 4 * x,  # inside of the knots
        "c": x + 1j * x[::-1],
        "difference": lambda a, b, axis: np.mean(a, axis) - np.mean(b, axis),
        "counts": 3 + 20 * x,
        "table": 5 + 10 * np.reshape(x, (2, 4)),
    }
