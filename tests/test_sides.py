"""Second derivatives of functions of a length at 0: the mean over its sides, or NaN."""

import numpy as np
import pytest

from tests.test_lengths import check, hessians


def matern(r):
    """A covariance of points at distance r (Rasmussen & Williams, 2006, equation 4.17)."""
    s = np.sqrt(5) * r
    return (1 + s + s * s / 3) * np.exp(-s)


@pytest.mark.parametrize(
    ("f", "expected"), [(np.cos, -1.0), (lambda r: (r + 1) ** 2, 2.0), (matern, -5 / 3)]
)
def test_functions_of_a_length_have_the_mean_over_its_sides(f, expected):
    check(lambda x: f(np.abs(x)), expected, np.float64(0.0))
    check(lambda x: f(np.hypot(x[0], x[1])), expected * np.eye(2), np.zeros(2))
    check(lambda x: f(np.abs(x[0] + 1j * x[1])), expected * np.eye(2), np.zeros(2))
    check(lambda x: f(np.linalg.norm(x)), expected * np.eye(2), np.zeros(2))


def test_a_matrix_of_distances():
    x = np.array([1.0, 2.0, 1.0])
    h = hessians(lambda x: np.sum(matern(np.abs(x[:, None] - x))), x)
    apart = -5 / 3 * np.exp(-np.sqrt(5)) * (1 + np.sqrt(5) - 5)  # m''(1)
    a, b = 2 * -5 / 3, 2 * apart
    expected = [[a + b, -b, -a], [-b, 2 * b, -b], [-a, -b, a + b]]
    np.testing.assert_allclose(h, expected, rtol=1e-12)


def test_lengths_that_go_to_zero_independently():
    """|a| |b| and (|a| + |b|)² have no second derivative across: it depends on how they go."""
    halves = (lambda x: np.linalg.norm(x[:2]), lambda x: np.linalg.norm(x[2:]))
    h = hessians(lambda x: halves[0](x) * halves[1](x), np.zeros(4))
    assert np.isnan(h[0, 2])
    h = hessians(lambda x: np.sum(np.linalg.norm(x.reshape(2, 2), axis=1)) ** 2, np.zeros(4))
    assert np.isnan(h[0, 2])
    h = hessians(lambda x: np.sum(np.abs(x)) ** 2, np.zeros(3))
    np.testing.assert_array_equal(np.isnan(h), ~np.eye(3, dtype=bool))
    h = hessians(lambda x: np.sum(np.linalg.norm(x.reshape(2, 2), axis=1) ** 2), np.zeros(4))
    np.testing.assert_array_equal(h, 2 * np.eye(4))
