"""Functions of SciPy's that are no ufuncs, and what may not be differentiated."""

import numpy as np
import pytest
from scipy import special

import funcad
from funcad.errors import FuncadError, NoDerivativeError, UnsupportedOperationError
from funcad.scipy import special as ours
from tests.agreement import agrees

X = np.array([0.3, 1.2, 2.5])
since_1_15 = pytest.mark.skipif(not hasattr(special, "sph_harm_y"), reason="needs SciPy 1.15")


@since_1_15
@pytest.mark.parametrize(("n", "m"), [(0, 0), (2, 1), (3, -2), (1, 3), (4, 4)])
def test_spherical_harmonics_have_scipys_values(n, m):
    with np.errstate(all="raise"):
        y = funcad.vjp(lambda t: ours.sph_harm_y(n, m, t, 0.7), X)[0]
    np.testing.assert_allclose(y, special.sph_harm_y(n, m, X, 0.7), rtol=1e-12, atol=1e-15)
    z = funcad.vjp(lambda t: ours.sph_legendre_p(n, m, t), X)[0]
    np.testing.assert_allclose(z, special.sph_legendre_p(n, m, X), rtol=1e-12, atol=1e-15)
    assert ours.sph_harm_y(n, m, 0.3, 0.7) == special.sph_harm_y(n, m, 0.3, 0.7)


@since_1_15
@pytest.mark.parametrize("theta", [0.0, 0.4, 2.8])
@pytest.mark.parametrize(("n", "m"), [(0, 0), (1, 0), (1, 1), (2, -1), (3, 2)])
def test_slopes_of_spherical_harmonics_are_scipys_own(n, m, theta):
    _, gradient = special.sph_harm_y(n, m, theta, 0.7, diff_n=1)
    real = funcad.grad(lambda t, p: np.real(ours.sph_harm_y(n, m, t, p)), (0, 1))(theta, 0.7)
    imag = funcad.grad(lambda t, p: np.imag(ours.sph_harm_y(n, m, t, p)), (0, 1))(theta, 0.7)
    np.testing.assert_allclose(real, np.real(gradient), rtol=1e-12, atol=1e-14)
    np.testing.assert_allclose(imag, np.imag(gradient), rtol=1e-12, atol=1e-14)


@since_1_15
def test_legendre_p():
    agrees(lambda x: ours.legendre_p(3, x), X / 3)
    assert ours.legendre_p(3, 0.2) == special.legendre_p(3, 0.2)


def test_hyp1f1_of_complex_z_is_right_or_refused():
    f = lambda t: np.real(special.hyp1f1(1.0, 2.0, 1j * t))  # sin(t) / t
    if special.hyp1f1(0.5, 2.5, 1j) != 1:
        right = (1.5 * np.cos(1.5) - np.sin(1.5)) / 1.5**2
        assert funcad.grad(f)(1.5) == pytest.approx(right, rel=1e-12)
    else:
        with pytest.raises(NoDerivativeError, match=r"scipy\.special\.hyp1f1 of SciPy 1\.13"):
            funcad.grad(f)(1.5)


@pytest.mark.skipif(not hasattr(special, "log_wright_bessel"), reason="needs SciPy 1.14")
def test_log_wright_bessel_is_right_or_refused():
    slope = funcad.grad(special.log_wright_bessel, 2)
    if special.log_wright_bessel(0.5, 1.0, 1.5) < 2:
        right = special.wright_bessel(0.5, 1.5, 1.5) / special.wright_bessel(0.5, 1.0, 1.5)
        assert slope(0.5, 1.0, 1.5) == pytest.approx(right, rel=1e-12)
    else:
        with pytest.raises(
            NoDerivativeError, match=r"write np\.log\(scipy\.special\.wright_bessel"
        ):
            slope(0.5, 1.0, 1.5)


@pytest.mark.parametrize("kind", "jyik")
@pytest.mark.parametrize("x", [0.7, -0.7, 9.0])
def test_spherical_bessel_functions_have_scipys_derivative(kind, x):
    name = f"spherical_{kind}n"
    f, theirs = getattr(ours, name), getattr(special, name)
    if kind == "k" and x < 0:
        pytest.skip("SciPy's own derivative of a reflected k_n is another one")
    if np.isnan(theirs(2, x)):
        pytest.skip("this SciPy has no values at negative arguments")
    slope = funcad.grad(lambda z: f(2, z))(x)
    np.testing.assert_allclose(slope, theirs(2, x, derivative=True), rtol=1e-12)
    assert funcad.vjp(lambda z: f(2, z, derivative=True), x)[0] == pytest.approx(slope)
    assert f(2, x) == theirs(2, x)


@pytest.mark.parametrize(
    "f",
    [
        pytest.param(lambda x: ours.assoc_legendre_p(2, 1, x), marks=since_1_15),
        lambda x: ours.legendre_p(x, 0.3),
        lambda x: ours.sph_harm_y(2, x, 0.3, 0.3),
        lambda x: ours.sph_harm_y(2, 1, x, 0.3, diff_n=1)[0],
        lambda x: special.ellip_harm(1.0, 4.0, 2, 1, x),
        lambda x: special.pro_rad2(1, 2, 1.5, x)[0],
    ],
)
def test_what_has_no_derivative_says_so(f):
    with pytest.raises(UnsupportedOperationError):
        funcad.jvp(f, (1.2,), (1.0,))


@pytest.mark.parametrize(
    ("name", "f"),
    [
        ("jv", lambda v: special.jv(v, 1.5)),
        ("hyp2f1", lambda a: special.hyp2f1(a, 1.0, 2.0, 0.3)),
        ("eval_legendre", lambda n: special.eval_legendre(n, 0.3)),
        ("mathieu_a", lambda q: special.mathieu_a(2, q)),
        ("pro_cv", lambda c: special.pro_cv(1, 2, c)),
        ("airye", lambda x: np.real(special.airye(x + 1j)[0])),
    ],
)
def test_a_parameter_is_refused_by_the_name_of_its_function(name, f):
    for transform in (funcad.jacfwd, funcad.jacrev):
        with pytest.raises(NoDerivativeError, match=rf"scipy\.special\.{name}\b"):
            transform(f)(0.5)


def test_a_parameter_that_is_not_differentiated_may_be_batched():
    orders = np.array([0.0, 1.0, 2.5])
    slopes = funcad.vmap(lambda v: funcad.grad(lambda x: special.jv(v, x))(1.5))(orders)
    np.testing.assert_allclose(slopes, special.jvp(orders, 1.5), rtol=1e-13)
    values = funcad.vmap(lambda q: special.mathieu_a(2, q))(orders)
    np.testing.assert_array_equal(values, special.mathieu_a(2, orders))


@pytest.mark.parametrize("f", [special.lqn, special.ellip_harm_2])
def test_python_level_functions_never_lose_a_derivative_silently(f):
    args = (3,) if f is special.lqn else (1.0, 4.0, 2, 1)
    # before 1.15, lqn itself refuses what is no number
    old = f is special.lqn and not hasattr(special, "sph_harm_y")
    with pytest.raises((FuncadError, ValueError) if old else FuncadError):
        funcad.grad(lambda x: f(*args, x)[0] if f is special.lqn else f(*args, x))(0.5)


@pytest.mark.parametrize("name", ["pro_ang1", "obl_ang1"])
def test_spheroidal_functions_of_single_precision_use_the_loop_that_ends(name):
    f = getattr(special, name)
    x = np.array([0.2, 0.4], np.float32)
    y, dy = funcad.jvp(lambda x: f(1, 2, 1.5, x)[0], (x,), (np.ones_like(x),))
    expected = f(1, 2, 1.5, x.astype(float))
    assert y.dtype == dy.dtype == np.float32
    np.testing.assert_allclose(y, expected[0], rtol=1e-6)
    np.testing.assert_allclose(dy, expected[1], rtol=1e-6)
