"""numpy.polynomial with traced values: what NumPy's code does, and what is ours."""

import numpy as np
import pytest
from numpy.exceptions import RankWarning
from numpy.polynomial import Polynomial, chebyshev
from numpy.polynomial import polynomial as P

import funcad
import funcad.numpy as fnp
from funcad import grad, jacrev, jvp, vmap
from funcad.numpy import polynomial
from tests.agreement import agrees

F = polynomial.polynomial
X = np.array([0.5, -1.0, 2.0])
C = np.array([2.0, -4.0, 1.0])
C2 = np.arange(6.0).reshape(2, 3) + 1


def test_the_names_are_numpys():
    assert fnp.polynomial is polynomial
    assert polynomial.Polynomial is Polynomial
    assert F.polyval is P.polyval
    assert "polymul" in dir(F)
    assert "chebyshev" in dir(polynomial)


@pytest.mark.parametrize("f", [P.polyval, P.polyvalfromroots, chebyshev.chebval])
def test_several_series_at_once(f):
    agrees(lambda x: f(x, C2), X)
    agrees(lambda x: f(x, C), X)
    agrees(lambda x: f(x, C), np.float64(2.0))
    agrees(lambda x: f(x, C2), np.stack([X, X]))
    agrees(lambda x: f(x, C2, tensor=False), X)


def test_a_traced_value_is_no_array_elsewhere():
    def f(x):
        assert not isinstance(x, np.ndarray)
        assert x.__class__ is type(x)
        return x * x

    grad(f)(2.0)


def test_ours_as_numpys():
    u, v = np.array([1.0, 5.0, -2.0, 3.0]), np.array([2.0, 1.0])
    agrees(F.polydiv, u, v)
    agrees(F.polydiv, v, u)
    agrees(F.polydiv, u, v[:1])
    agrees(lambda u: F.polydiv([1, 2, 3, 4, 5], u), u)
    agrees(F.polycompanion, u)
    agrees(F.polycompanion, v)
    np.testing.assert_allclose(funcad.vjp(F.polyroots, C)[0], P.polyroots(C))
    np.testing.assert_allclose(F.polyroots([2.0, -3.0, 1.0]), [1, 2])
    x, y = np.arange(5.0), np.array([1.0, 3, 2, 5, 4])
    for options in ({}, {"w": x + 1}, {"full": True}, {"rcond": 1e-3}):
        for deg in (2, [0, 2], [1]):
            got = funcad.vjp(lambda y, d=deg, o=options: F.polyfit(x, y, d, **o), y)[0]
            expected = P.polyfit(x, y, deg, **options)
            if options.get("full"):
                got, expected = got[0], expected[0]
            np.testing.assert_allclose(got, expected, rtol=1e-10, atol=1e-12)


def test_errors():
    x, y = np.arange(3.0), np.ones(3)
    for bad in (
        lambda y: F.polyfit(x, y, -1),
        lambda y: F.polyfit(x, y, 1.5),
        lambda y: F.polyfit(x[:2], y, 1),
        lambda y: F.polyfit(x[:0], y, 1),
        lambda y: F.polyfit(x[None], y, 1),
        lambda y: F.polyfit(x, y[None, None], 1),
        lambda y: F.polyfit(x, y, 1, w=x[None]),
        lambda y: F.polyfit(x, y, 1, w=x[:1]),
        lambda y: F.polycompanion(y[:1]),
        lambda y: F.polyroots(y[None]),
        lambda y: F.polydiv(y, [0.0]),
        lambda y: P.polyval2d(y, x[:2], C2),
    ):
        with pytest.raises(Exception) as expected:  # noqa: PT011 - whatever NumPy raises
            bad(y)
        with pytest.raises(expected.type):
            funcad.vjp(bad, y)
    with pytest.warns(RankWarning):
        funcad.vjp(lambda y: F.polyfit(x, y, 4), y)


def test_roots_of_lists_of_traced_values():
    f = lambda b: F.polyroots([2.0, b, 1.0])[0]
    np.testing.assert_allclose(grad(f)(-3.0), 1.0)  # -x db / p'(x) at x = 1, p' = -1


def test_numpys_own_raise():
    with pytest.raises((TypeError, ValueError)):
        jvp(P.polyroots, (C,), (C,))
    with pytest.raises((TypeError, ValueError)):
        jvp(lambda y: P.polyfit(X, y, 1), (X,), (X,))


def test_polynomial_objects():
    f = lambda c: (Polynomial(c) ** 2).deriv()(1.5)
    at = np.array([1.0, 2.0, 3.0])
    h = 1e-6
    expected = [(f(at + h * e) - f(at - h * e)) / (2 * h) for e in np.eye(3)]
    np.testing.assert_allclose(jacrev(f)(at), expected, rtol=1e-6)
    np.testing.assert_allclose(
        vmap(lambda c: Polynomial(c)(2.0))(np.eye(3)), [Polynomial(c)(2.0) for c in np.eye(3)]
    )


@pytest.mark.skipif(not hasattr(P, "polyvalnd"), reason="new in NumPy 2.5")
def test_polynomials_in_any_number_of_variables():
    c = np.arange(24.0).reshape(2, 3, 4)
    f = lambda x: P.polyvalnd((x, x * x, 2 * x), c)
    g = lambda x: P.polyval3d(x, x * x, 2 * x, c)
    x = np.array([0.3, -0.7])
    np.testing.assert_allclose(funcad.jacobian(f)(x), funcad.jacobian(g)(x), rtol=1e-12)
    with pytest.raises(ValueError, match="same shape"):
        funcad.grad(lambda x: P.polyvalnd((x, np.ones(2)), np.ones((2, 2))))(1.0)
