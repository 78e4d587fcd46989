"""np.emath: whether a result is complex, dtypes, and derivatives on either side of the domain."""

import numpy as np
import pytest

import funcad
from funcad import grad, vmap
from tests.agreement import agrees

ONE = [np.emath.sqrt, np.emath.log, np.emath.log2, np.emath.log10]
INVERSE = [np.emath.arccos, np.emath.arcsin, np.emath.arctanh]


@pytest.mark.parametrize("f", ONE + INVERSE)
@pytest.mark.parametrize("dtype", [np.float64, np.float32, np.float16, np.complex64])
def test_dtypes(f, dtype):
    for x in ([0.25, 0.5], [0.25, -4.0], [[2.5]], []):
        agrees(f, np.array(x, dtype))
    agrees(f, dtype(0.5))
    agrees(f, dtype(-2.5))


def test_two_arguments():
    x = np.array([4.0, -4.0], np.float32)
    agrees(np.emath.logn, np.array([2.0, 3.0]), np.array([4.0, -4.0]))
    agrees(lambda x: np.emath.logn(2, x), x)
    agrees(lambda x: np.emath.power(x, [2, 3]), x)
    agrees(lambda x: np.emath.power(x, [-2, 3]), x)
    agrees(lambda x: np.emath.power([2, -4], x), x)


def test_a_batch_is_complex_where_one_example_is():
    x = np.array([4.0, -4.0])
    np.testing.assert_allclose(vmap(np.emath.sqrt)(x), [2.0, 2.0j])
    assert vmap(np.emath.sqrt)(x[:1]).dtype == np.float64
    np.testing.assert_allclose(
        vmap(grad(lambda x: np.abs(np.emath.sqrt(x))))(x),
        [0.25, -0.25],  # √|x|
    )


def test_slopes_beyond_the_domain():
    """arccos x is -i arccosh x for x > 1, and π - i arccosh(-x) for x < -1."""
    x = np.array([2.0, -2.0])
    _, slope = funcad.jvp(np.emath.arccos, (x,), (np.ones(2),))
    np.testing.assert_allclose(slope, np.array([-1j, 1j]) / np.sqrt(3))
    _, slope = funcad.jvp(np.emath.arcsin, (x,), (np.ones(2),))
    np.testing.assert_allclose(slope, np.array([1j, -1j]) / np.sqrt(3))
    for z in (2 - 0j, -2 - 0j):  # the other side of the cut
        h = 1e-6
        ratio = (np.arccos(z + h) - np.arccos(z - h)) / (2 * h)
        _, slope = funcad.jvp(np.arccos, (z,), (1 + 0j,))
        np.testing.assert_allclose(slope, ratio, rtol=1e-6)
