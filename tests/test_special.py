"""What scipy.special refuses on traced values, and what its functions of arrays give."""

import numpy as np
import pytest
from scipy import special

import funcad
from funcad.errors import NoDerivativeError, UnsupportedOperationError
from funcad.scipy import special as ours


@pytest.mark.parametrize(
    ("f", "said"),
    [
        (lambda k: special.bdtr(k, 5, 0.3), "bdtr only steps in the count k"),
        (lambda k: special.pdtr(k, 2.0), "pdtr only steps in the count k"),
        (lambda n: special.expn(n, 2.0), "expn has a derivative in x only"),
        (lambda df: special.chndtr(2.0, df, 1.0), "no derivative in the degrees of freedom df"),
        (lambda nc: special.nctdtr(3.0, nc, 1.0), "no derivative in the noncentrality nc"),
        (lambda nc: special.ncfdtr(3.0, 4.0, nc, 1.0), "no derivative in the noncentrality nc"),
        (lambda n: special.smirnov(n, 0.3), "no derivative in the count n"),
    ],
)
def test_an_argument_without_derivative_is_named(f, said):
    for transform in (funcad.grad, funcad.jacfwd):
        with pytest.raises(NoDerivativeError, match=said):
            transform(f)(3.0)


def test_three_derivatives_in_a_shape_parameter_are_refused():
    def of_shape(a):
        return special.gammainc(a, 2.0)

    with pytest.raises(NoDerivativeError, match="two derivatives in its parameter a"):
        funcad.grad(funcad.grad(funcad.grad(of_shape)))(1.5)


@pytest.mark.parametrize("f", [ours.comb, ours.perm])
def test_integer_arithmetic_is_refused(f):
    with pytest.raises(UnsupportedOperationError, match="exact=True"):
        funcad.grad(lambda n: f(n, 2, exact=True))(5.0)


def test_without_traced_values_the_functions_are_those_of_scipy():
    x = np.array([0.3, 1.2, 2.0])
    assert ours.logsumexp(x) == special.logsumexp(x)
    assert ours.comb(5, 2, exact=True) == 10
    assert ours.factorial(5, exact=True) == 120
    np.testing.assert_array_equal(ours.softmax(x), special.softmax(x))
    np.testing.assert_array_equal(ours.polygamma(1, x), special.polygamma(1, x))


def test_logsumexp_keeps_its_accuracy():
    x = np.array([0.0, -50.0, -np.inf])
    y, pullback = funcad.vjp(ours.logsumexp, x)
    assert y == special.logsumexp(x)
    np.testing.assert_allclose(pullback(1.0)[0], [1.0, np.exp(-50.0), 0.0], rtol=1e-14)
    y, pullback = funcad.vjp(ours.logsumexp, x + 1e4)
    np.testing.assert_allclose(pullback(1.0)[0], [1.0, np.exp(-50.0), 0.0], rtol=1e-11)


def test_log_softmax_keeps_its_accuracy():
    x = np.array([1000.0, 1.0, 0.0])
    np.testing.assert_allclose(
        funcad.jacrev(ours.log_softmax)(x), [[0, 0, 0], [-1, 1, 0], [-1, 0, 1]]
    )


def test_the_signs_of_a_weighted_sum():
    b = np.array([-1.0, 0.5])
    (y, sign), pullback = funcad.vjp(
        lambda x: ours.logsumexp(x, b=b, return_sign=True), np.zeros(2)
    )
    assert (y, sign) == (np.log(0.5), -1.0)
    np.testing.assert_allclose(pullback((1.0, 0.0))[0], [2.0, -1.0])


def test_diric_at_its_peaks():
    for turns in (0, 1, -2):
        x = 2 * np.pi * turns
        assert funcad.grad(lambda x: ours.diric(x, 5))(x) == pytest.approx(0.0, abs=1e-12)
        assert funcad.grad(funcad.grad(lambda x: ours.diric(x, 5)))(x) == pytest.approx(-2.0)


def test_single_precision_stays():
    x = np.array([0.3, 1.2], "f4")
    for f in (
        ours.logsumexp,
        lambda x: np.sum(special.gammainc(x, x)),
        lambda x: np.sum(special.erfcx(x)),
    ):
        assert funcad.grad(f)(x).dtype == np.float32
