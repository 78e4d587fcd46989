"""np.gradient, np.unwrap, np.i0: NumPy's values, dtypes and errors, and where they jump."""

import numpy as np
import pytest

import funcad
from funcad import grad, jacfwd, jacrev
from tests.agreement import agrees, raises_alike

F = np.random.default_rng(0).normal(size=(4, 5, 3))
X = np.array([0.0, 0.5, 2.0, 2.5, 3.0])


@pytest.mark.parametrize("dtype", [np.float64, np.float32, np.complex128])
@pytest.mark.parametrize("edge_order", [1, 2])
def test_gradient(dtype, edge_order):
    f = F.astype(dtype)
    options = {"edge_order": edge_order}
    agrees(lambda f: np.gradient(f, **options), f)
    agrees(lambda f: np.gradient(f, 0.5, **options), f)
    agrees(lambda f: np.gradient(f, 2, X, np.float32(0.5), **options), f)
    agrees(lambda f: np.gradient(f, X, axis=1, **options), f)
    agrees(lambda f: np.gradient(f, np.arange(5), axis=-2, **options), f)
    agrees(lambda f: np.gradient(f, [0, 1, 3], 2.0, axis=(2, 0), **options), f)
    agrees(lambda f: np.gradient(f, axis=(), **options), f)
    agrees(lambda x: np.gradient(F[0], x, axis=0, **options), X)
    agrees(lambda h: np.gradient(F[0], h, **options), np.float64(0.5))


def test_gradient_errors():
    raises_alike(lambda f: np.gradient(f, 1.0, 2.0), F)
    raises_alike(lambda f: np.gradient(f, X, axis=0), F)
    raises_alike(lambda f: np.gradient(f, F, axis=0), F)
    raises_alike(lambda f: np.gradient(f, axis=3), F)
    raises_alike(lambda f: np.gradient(f, axis=(0, 0)), F)
    raises_alike(lambda f: np.gradient(f, edge_order=3), F)
    raises_alike(lambda f: np.gradient(f), F[:1])
    raises_alike(lambda f: np.gradient(f, edge_order=2), F[:2])
    raises_alike(lambda f: np.gradient(f), F[:0])


def test_gradient_with_even_places_depends_on_each_of_them():
    """y₁ = (f₂ - f₀) / (x₂ - x₀): where NumPy takes the first step for all."""
    f = X**2
    slope = jacrev(lambda x: np.gradient(f, x)[1])(np.arange(5.0))
    h = 1e-6
    moved = [np.gradient(f, np.arange(5.0) + h * e)[1] for e in np.eye(5)]
    back = [np.gradient(f, np.arange(5.0) - h * e)[1] for e in np.eye(5)]
    np.testing.assert_allclose(slope, np.subtract(moved, back) / (2 * h), rtol=1e-6, atol=1e-8)


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_unwrap(dtype):
    p = (10 * F).astype(dtype)
    agrees(np.unwrap, p)
    agrees(lambda p: np.unwrap(p, axis=0), p)
    agrees(lambda p: np.unwrap(p, 5.0, -2), p)
    agrees(lambda p: np.unwrap(p, period=4), np.array([0, 2, 4, 1, -1, -3], dtype))
    agrees(lambda p: np.unwrap(p, period=5), np.array([0, 2.5, 4, 1, -1.5, -3], dtype))
    agrees(np.unwrap, p[:, :0])
    agrees(np.unwrap, p[0, 0, :1])
    raises_alike(np.unwrap, np.array(1.0))
    raises_alike(lambda p: np.unwrap(p, axis=3), p)


@pytest.mark.parametrize("period", [4, 5])
def test_unwrap_of_whole_numbers(period):
    p = np.array([[0, 2, 4, 1], [-1, -3, 9, 2]])
    y = funcad.vmap(lambda p: np.unwrap(p, period=period))(p)
    np.testing.assert_array_equal(y, np.unwrap(p, period=period))
    assert y.dtype == np.unwrap(p, period=period).dtype


@pytest.mark.parametrize("diff", [jacfwd, jacrev])
def test_unwrap_at_a_jump_of_half_a_period(diff):
    for p in ([0.0, 2.0, 0.0], [0.0, -2.0, -4.0], [0.0, 2.0, 4.0, 9.0]):
        p = np.array(p)
        np.testing.assert_array_equal(diff(lambda p: np.unwrap(p, period=4.0))(p), np.eye(len(p)))
    p = np.array([0.0, 7.0, 2.0])
    np.testing.assert_array_equal(np.unwrap(p, period=4.0), [0, -1, -2])
    np.testing.assert_array_equal(
        diff(lambda t: np.unwrap(p + 0 * t, period=t))(4.0), [0.0, -2.0, -1.0]
    )


@pytest.mark.parametrize("dtype", [np.float64, np.float32, np.float16])
def test_i0(dtype):
    agrees(np.i0, np.array([[-3.0, 0.0, 2.5], [9.0, -10.0, 8.0]], dtype))
    agrees(np.i0, dtype(2))
    agrees(np.i0, np.zeros(0, dtype))
    y, dy = funcad.jvp(np.i0, (dtype(2),), (dtype(1),))
    assert y.dtype == dy.dtype == dtype


def test_i0_errors():
    raises_alike(np.i0, np.array([1j]))


def test_a_von_mises_density():
    """d/dκ log(2π I₀(κ)) = I₁(κ) / I₀(κ), which is the mean resultant length."""
    slope = grad(lambda k: np.log(2 * np.pi * np.i0(k)))(2.0)
    np.testing.assert_allclose(slope, 0.6977746579640078, rtol=1e-14)
