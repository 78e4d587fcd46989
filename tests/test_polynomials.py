"""np.poly1d and its functions: NumPy's values and errors, and coefficients that are 0."""

import warnings

import numpy as np
import pytest
from numpy.exceptions import RankWarning
from numpy.polynomial import Polynomial
from numpy.polynomial import polynomial as P

import funcad
from funcad import grad, jacfwd, jacrev, jvp, vmap
from tests.agreement import agrees, raises_alike

X = np.array([0.5, -1.0, 2.0, 0.25, 1.0])
Y = np.array([1.0, 3.0, -1.0, 2.0, 0.5])
C = np.array([3.0, -2.0, 1.0])


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_values(dtype):
    c, d, x = C.astype(dtype), np.array([2.0, 1.5], dtype), X.astype(dtype)
    agrees(np.polyval, c, x)
    agrees(np.polyval, c, dtype(2))
    agrees(lambda x: np.polyval([1, 2], x), x)
    agrees(np.polyadd, c, d)
    agrees(np.polysub, d, c)
    agrees(np.polymul, c, d)
    agrees(lambda c: np.polymul([0, 0, 1, 2], c), c)
    agrees(np.polydiv, c, d)
    agrees(np.polydiv, d, c)
    agrees(lambda c: np.polyder(c, 2), c)
    agrees(lambda c: np.polyder(c, 5), c)
    agrees(lambda c: np.polyint(c, 2), c)
    agrees(lambda c: np.polyint(c, 2, [1, 2]), c)
    agrees(np.poly, c)
    agrees(np.poly, np.diag(c))
    agrees(np.poly, c[:0] + 1j)
    agrees(np.poly, np.array([1j, -1j]))
    agrees(np.roots, c)
    agrees(np.roots, np.array([0.0, 1.0, -3.0, 2.0, 0.0, 0.0], dtype))
    agrees(np.roots, c[:1])


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_polyfit(dtype):
    x, y, w = X.astype(dtype), Y.astype(dtype), np.arange(1.0, 6.0).astype(dtype)
    yy = np.stack([y, y**2], axis=1)
    for f in (
        lambda x, y: np.polyfit(x, y, 2),
        lambda x, y: np.polyfit(x, y, 1, w=w),
        lambda x, y: np.polyfit(x, y, 1, cov=True)[1],
        lambda x, y: np.polyfit(x, y, 1, w=w, cov="unscaled")[1],
        lambda x, y: np.polyfit(x, y, 2, rcond=1e-3, full=True)[1],
    ):
        expected = f(x, y)
        for got in (funcad.vjp(f, x, y)[0], jvp(f, (x, y), (x, y))[0]):
            np.testing.assert_allclose(got, expected, rtol=1e-10 if dtype == np.float64 else 1e-3)
            assert got.dtype == expected.dtype
            assert got.shape == expected.shape
        if "cov" not in str(f.__code__.co_consts):
            assert f(x, yy).shape == funcad.vjp(f, x, yy)[0].shape


def test_polyfit_errors():
    raises_alike(lambda x: np.polyfit(x, Y, -1), X)
    raises_alike(lambda x: np.polyfit(x, Y[:2], 1), X)
    raises_alike(lambda x: np.polyfit(x, Y, 1), X[:0])
    raises_alike(lambda x: np.polyfit(x, Y, 1), X[None])
    raises_alike(lambda x: np.polyfit(x, Y[None, None], 1), X)
    raises_alike(lambda x: np.polyfit(x, Y, 1, w=X[:2]), X)
    raises_alike(lambda x: np.polyfit(x, Y, 1, w=X[None]), X)
    raises_alike(lambda x: np.polyfit(x, Y[:2], 1, cov=True), X[:2])
    with pytest.warns(RankWarning):
        funcad.vjp(lambda y: np.polyfit(X[:2], y, 2), Y[:2])


def test_other_errors():
    raises_alike(lambda c: np.polyder(c, -1), C)
    raises_alike(lambda c: np.polyint(c, -1), C)
    raises_alike(lambda c: np.polyint(c, 2, [1, 2, 3][:0]), C)
    raises_alike(lambda c: np.roots(c), C[None])
    raises_alike(lambda c: np.poly(c), C[None])


def test_polyfit_in_a_batch():
    ys = np.stack([Y, Y**2])
    f = lambda y: np.polyfit(X, y, 2)
    np.testing.assert_allclose(vmap(f)(ys), [f(y) for y in ys])


def test_roots_of_a_quadratic():
    """x = (-b ± √(b² - 4ac)) / 2a; dx = -(x² da + x db + dc) / (2ax + b)."""
    p = np.array([1.0, -5.0, 6.0])
    slope = jacrev(np.roots)(p)
    np.testing.assert_allclose(slope, [[-9, -3, -1], [4, 2, 1]], rtol=1e-12)
    np.testing.assert_allclose(jacfwd(np.roots)(p), slope, rtol=1e-12)


def test_a_leading_zero_of_roots_has_a_derivative():
    """Of p₀ x² + x - 2 at p₀ = 0: dx = -x² dp₀."""
    np.testing.assert_allclose(jacrev(np.roots)(np.array([0.0, 1.0, -2.0])), [[-4, -2, -1]])


@pytest.mark.parametrize("roots", [[1, 1], [2, 2, 2], [1, 1, 3], [0, 0, 1], [1, 1, -1, -1]])
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_multiple_roots_have_no_derivative(roots):
    p = np.poly(roots)
    r = np.roots(p)
    slope = jacrev(lambda p: np.real(np.roots(p)))(p)
    several = [sum(abs(v - w) < 1e-3 for w in roots) > 1 for v in r]
    np.testing.assert_array_equal(np.isnan(slope).any(axis=1), several)


def test_simple_roots_keep_theirs():
    p = np.poly(np.arange(1.0, 11.0))
    assert np.isfinite(jacrev(lambda p: np.real(np.roots(p)))(p)).all()


@pytest.mark.parametrize("diff", [jacfwd, jacrev])
def test_a_coefficient_that_is_zero_keeps_its_derivative(diff):
    x = np.array([1.0, 2.0])
    zeros = np.zeros(3)
    powers = [[1, 1, 1], [4, 2, 1]]
    np.testing.assert_array_equal(diff(lambda c: np.poly1d(c)(x))(zeros), powers)
    f = lambda c: np.poly1d([c[0], c[1], c[2]])(x)
    np.testing.assert_array_equal(diff(f)(zeros), powers)
    f = lambda c: np.polymul(c, [1.0, 2.0])
    np.testing.assert_array_equal(diff(f)(np.array([0.0, 1.0])), [[1, 0], [2, 1], [0, 2]])
    f = lambda c: P.polyadd(c, [1, 2, 3])
    np.testing.assert_array_equal(diff(f)(np.zeros(2)), [[1, 0], [0, 1], [0, 0]])
    f = lambda c: (Polynomial(c) * Polynomial([0.0, 1.0]))(x)
    np.testing.assert_array_equal(diff(f)(np.zeros(2)), [[1, 1], [2, 4]])
    np.testing.assert_array_equal(np.trim_zeros(np.zeros(2)), [])


def test_coefficients_are_trimmed_elsewhere():
    y = funcad.vjp(lambda x: np.trim_zeros(x), np.array([0.0, 1.0, 0.0]))[0]
    np.testing.assert_array_equal(y, [1.0])
    assert funcad.vjp(lambda x: (x != 0) * x, np.zeros(2))[0].tolist() == [0, 0]


def test_poly1d():
    x, d = X, np.array([2.0, 1.5])
    for f in (
        lambda c: np.poly1d(c)(x),
        lambda c: (np.poly1d(c) * np.poly1d(d) + 1.5).c,
        lambda c: (np.poly1d(c) - np.poly1d(d)).c,
        lambda c: np.poly1d(c).deriv()(x),
        lambda c: np.poly1d(c).integ(2, [c[0], 1.0])(x),
        lambda c: (np.poly1d(c) ** 2)(x),
        lambda c: np.poly1d(c).r,
        lambda c: np.poly1d(c, True).c,
        lambda c: np.poly1d(c)[1],
        lambda c: np.poly1d(d)(np.poly1d(c))(x),
        lambda c: np.polyval(c, np.poly1d(d)).c,
        lambda c: np.polyadd(np.poly1d(d), c).c,
        lambda c: np.polyder(np.poly1d(c)).c,
        lambda c: np.polyint(np.poly1d(c)).c,
    ):
        at, dc, h = np.array([1.0, -4.0, 2.0]), np.array([0.3, -0.1, 0.2]), 1e-6
        expected = (f(at + h * dc) - f(at - h * dc)) / (2 * h)
        np.testing.assert_allclose(jvp(f, (at,), (dc,))[1], expected, rtol=1e-6, atol=1e-8)
        np.testing.assert_allclose(jacrev(f)(at) @ dc, expected, rtol=1e-6, atol=1e-8)


def test_dividing_poly1d_says_what_it_cannot():
    with pytest.raises(TypeError):
        grad(lambda c: (np.poly1d(c) / np.poly1d([1.0, 2.0]))[0].c[0])(C)


def test_a_fit_warns_of_nothing_it_need_not():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        grad(lambda y: np.sum(np.polyfit(X, y, 2)))(Y)
