"""np.convolve and np.correlate: modes however spelt, dtypes, and NumPy's errors."""

import numpy as np
import pytest

import funcad
from tests.agreement import agrees, raises_alike

X = np.array([1.0, -2.0, 3.0, 0.5])
Z = X + 1j * X[::-1]


@pytest.mark.parametrize("f", [np.convolve, np.correlate])
@pytest.mark.parametrize("mode", ["full", "same", "valid", 0, 1, 2])
@pytest.mark.parametrize("dtype", [np.float64, np.float32, np.complex64])
def test_values(f, mode, dtype):
    x = Z.astype(dtype) if dtype is np.complex64 else X.astype(dtype)
    for n in range(1, 5):
        agrees(lambda a, v: f(a, v, mode), x, x[:n])
        agrees(lambda a, v: f(v, a, mode), x, x[:n])
    agrees(lambda a: f(a, np.array([1, 2]), mode), x)
    agrees(lambda a: f([1.5, 2.0], a, mode), x)


@pytest.mark.parametrize("f", [np.convolve, np.correlate])
def test_errors(f):
    raises_alike(lambda x: f(x, X, "around"), X)
    raises_alike(lambda x: f(x, X, None), X)
    raises_alike(lambda x: f(x, X, 3), X)
    raises_alike(lambda x: f(x, []), X)
    raises_alike(lambda x: f(x, X), X[:0])
    raises_alike(lambda x: f(x, X), np.ones((2, 2)))
    raises_alike(lambda x: f(X, x), np.ones((2, 2)))
    raises_alike(lambda x: np.correlate(x, 2.0), X)


def test_numbers():
    agrees(lambda x: np.convolve(x, 2.0), np.float64(3.0))
    agrees(lambda x: np.convolve(x, X), np.float64(3.0))


def test_the_gradient_of_a_filter():
    """y = h * x: the gradient of Σ w y in x is the correlation of w with h."""
    h, w = np.array([1.0, 2.0, -1.0]), np.arange(6.0)
    g = funcad.grad(lambda x: w @ np.convolve(x, h))(X)
    np.testing.assert_allclose(g, np.correlate(w, h))
