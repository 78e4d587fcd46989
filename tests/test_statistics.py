"""Averages, covariances and correlations: NumPy's options, dtypes and errors."""

import numpy as np
import pytest

import funcad
from funcad import grad, jacfwd, jacrev
from tests.agreement import agrees, raises_alike

RNG = np.random.default_rng(0)
X = RNG.normal(size=(3, 5))
A = RNG.normal(size=(2, 3, 4))


def test_average():
    agrees(lambda x: np.average(x, axis=(0, 2), weights=np.ones((2, 4))), A)
    agrees(lambda x: np.average(x, axis=(2, 0), weights=np.ones((4, 2)), keepdims=True), A)
    agrees(lambda x: np.average(x, axis=1, returned=True), A)
    agrees(lambda x: np.average(x, axis=1, weights=[1, 2, 3], returned=True), A.astype("f4"))
    agrees(lambda x: np.average(np.arange(3), weights=x, returned=True), A[0, :, 0])
    raises_alike(lambda x: np.average(x, weights=np.zeros(A.shape)), A)
    raises_alike(lambda x: np.average(x, weights=np.ones(3)), A)
    raises_alike(lambda x: np.average(x, axis=4), A)
    raises_alike(lambda x: np.average(x, axis=1, weights=np.ones(2)), A)
    raises_alike(lambda x: np.average(x, weights=x - x), A)  # looked at, traced or not


@pytest.mark.parametrize("dtype", [np.float64, np.float32, np.complex128])
def test_cov(dtype):
    x = X.astype(dtype) * (1 + 1j if dtype is np.complex128 else 1)
    weights = RNG.uniform(1.0, 2.0, 5)
    for options in (
        {},
        {"bias": True},
        {"ddof": 2},
        {"y": X[0]},
        {"y": X.T, "rowvar": False},
        {"fweights": [1, 2, 1, 1, 3]},
        {"aweights": weights},
        {"aweights": weights, "ddof": 0},
        {"aweights": weights, "fweights": [1, 2, 1, 1, 3]},
        {"dtype": dtype},
    ):
        agrees(lambda x, o=options: np.cov(x.T if "rowvar" in o else x, **o), x)
    agrees(np.cov, x[0])
    agrees(lambda x: np.cov(x, rowvar=False), x[0])
    agrees(lambda x: np.cov(x, rowvar=False, bias=True), x[:1])
    agrees(lambda x: np.cov(x, X[1]), x[0])


def test_corrcoef():
    for options in ({}, {"y": X[0]}, {"rowvar": False}, {"dtype": np.float32}):
        agrees(lambda x, o=options: np.corrcoef(x, **o), X)
    agrees(np.corrcoef, X[0])
    agrees(np.corrcoef, X[:2] + 1j * X[1:])


def test_errors_are_numpys():
    for options in (
        {"ddof": 1.5},
        {"fweights": [1.5] * 5},
        {"fweights": [-1] * 5},
        {"fweights": [1]},
        {"aweights": np.ones((5, 1))},
        {"aweights": -np.ones(5)},
        {"y": A},
    ):
        raises_alike(lambda x, o=options: np.cov(x, **o), X)
    raises_alike(np.cov, A)


def test_no_freedom_warns():
    with pytest.warns(RuntimeWarning):
        assert np.isnan(funcad.vjp(np.cov, np.ones((1, 1)))[0])


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_constants_do_not_correlate():
    x = np.stack([np.ones(3), np.arange(3.0)])
    value, _ = funcad.vjp(np.corrcoef, x)
    np.testing.assert_array_equal(np.isnan(value), [[True, True], [True, False]])
    for jacobian in (jacfwd, jacrev):
        assert np.all(np.isnan(jacobian(lambda x: np.corrcoef(x)[0, 1])(x)[0]))


def test_perfect_correlation_is_stationary():
    x = np.array([1.0, 2.0, 4.0])
    g = grad(lambda y: np.corrcoef(x, y)[0, 1])(2 * x + 1)
    np.testing.assert_allclose(g, 0, atol=1e-15)
