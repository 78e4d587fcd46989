"""Cases of reading and writing by index."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from tests.cases.case import case, complexes, reals

I = np.array([2, 0, 2, -1])  # noqa: E741
J = np.array([[0], [1]])
MASK = np.array([True, False, True, True])


def _assign(x, v):
    y = x * 2.0 + 0.0 * np.sum(v)  # traced whichever argument is
    y[1:] = v
    return y * x


def _add_to_slice(x):
    y = x * 1.0
    y[1:] += x[:-1] * y[:-1]
    return y * y


def _through_view(x):
    y = x * 1.0
    v = y[1:]
    v[0] = x[0] * x[3]
    w = v[::-1]
    w *= x[2]
    return y * v[0]


def _fill(x):
    y = np.zeros_like(x)
    y[0] = x[0]
    for i in range(1, len(x)):
        y[i] = y[i - 1] * x[i] + y[i - 1]
    return y


def _scatter(x, v):
    y = x * x + 0.0 * v
    y[I] = v
    return y * x


def _masked(x, v):
    y = x * x + 0.0 * v[0]
    y[MASK] = v * 2.0
    return y


CASES = [
    case("x[1]", lambda x: x[1], reals(4)),
    case("x[::-2]", lambda x: x[::-2], reals(5)),
    case("x[1:, None, ..., 0]", lambda x: x[1:, None, ..., 0], reals(3, 2, 4)),
    case("x[repeats]", lambda x: x[I] * x[0], reals(4)),
    case("x[mask]", lambda x: x[MASK], reals(4)),
    case("x[mask, ...]", lambda x: x[:, MASK], reals(2, 4)),
    case("x[i, :, j], front", lambda x: x[I, :, 1], reals(4, 2, 3)),
    case("x[:, i, j], adjacent", lambda x: x[:, I, J], reals(2, 4, 3)),
    case("x[i, :, j], apart", lambda x: x[J, :, I], reals(2, 3, 4)),
    case("x[..., None, i]", lambda x: x[..., None, I], reals(2, 4)),
    case("complex x[i]", lambda x: x[I] * x, complexes(4)),
    case("windows", lambda x: sliding_window_view(x, 3), reals(5)),
    case("windows of two axes", lambda x: sliding_window_view(x * x, (2, 3)), reals(3, 4)),
    case("windows of one", lambda x: sliding_window_view(x, 2, 0), complexes(3, 2)),
    case("windows of windows", lambda x: sliding_window_view(x, (2, 1, 3), (0, 1, 0)), reals(5, 2)),
    case("windows of all", lambda x: np.mean(sliding_window_view(x, 3), -1) ** 2, reals(3)),
    case("iterate", lambda x: sum(row * row[0] for row in x), reals(3, 2)),
    case("y[1:] = v", _assign, reals(4), reals(3)),
    case("y[1:] = number", lambda x: _assign(x, 3.0), reals(4)),
    case("y[1:] = v, broadcast", _assign, reals(4, 2), reals(2)),
    case("y[1:] += v", _add_to_slice, reals(4)),
    case("through views", _through_view, reals(4)),
    case("fill", _fill, reals(4)),
    case("y[repeats] = v", _scatter, reals(5), reals()),
    case("y[mask] = v", _masked, reals(4), reals(3)),
]
