"""Quantiles and medians: NumPy's methods and options; ties, NaN, the derivative in q."""

import numpy as np
import pytest

import funcad
from funcad import grad, jacfwd, jacrev, vmap
from tests.agreement import agrees, raises_alike

X = np.random.default_rng(0).permutation(24).reshape(2, 3, 4) * 1.0
GAPS = np.where(X % 5 == 2, np.nan, X)
SMOOTH = (
    *("interpolated_inverted_cdf", "hazen", "weibull", "linear"),
    *("median_unbiased", "normal_unbiased"),
)
STEPS = (
    *("inverted_cdf", "averaged_inverted_cdf", "closest_observation"),
    *("lower", "higher", "midpoint", "nearest"),
)
BOTH = {"forward": jacfwd, "reverse": jacrev}


@pytest.mark.parametrize("method", SMOOTH + STEPS)
@pytest.mark.parametrize("q", [0.3, np.array(0.37), np.array([0, 0.25, 0.5, 0.9, 1.0])])
@pytest.mark.parametrize("f", [np.quantile, np.nanquantile])
def test_methods(f, q, method):
    for axis, keepdims in ((None, True), (0, False), (-1, True), ((2, 0), True), ((1, 2), False)):
        agrees(lambda x, a=axis, k=keepdims: f(x, q, axis=a, method=method, keepdims=k), X)
    agrees(lambda x: f(x, q, axis=1, method=method), GAPS)
    agrees(lambda x: f(x, q, axis=(0, 1), method=method), GAPS.astype(np.float32))


@pytest.mark.filterwarnings("ignore:All-NaN")
@pytest.mark.parametrize("f", [np.median, np.nanmedian])
def test_medians(f):
    for x in (X, GAPS, X.astype(np.float32), X[0, 0], np.array(2.0)):
        agrees(f, x)
    for axis in (0, -1, (0, 2), (1, 0)):
        agrees(lambda x, a=axis: f(x, axis=a, keepdims=True), GAPS)
    agrees(lambda x: f(x, axis=1), np.array([[np.inf, np.inf, 1.0, 2.0], [1.0, 2, 3, np.inf]]))


def test_weights():
    w = np.random.default_rng(1).uniform(0.1, 1.0, X.shape)
    w[0, 0, :2] = 0
    for f, x in ((np.quantile, X), (np.quantile, GAPS), (np.nanquantile, GAPS)):
        agrees(lambda x, f=f: f(x, [0.0, 0.4, 1], axis=1, weights=w, method="inverted_cdf"), x)
    agrees(lambda x: np.quantile(x, 0.3, 2, weights=w[0, 1], method="inverted_cdf"), X)
    assert not grad(lambda w: np.quantile(X, 0.3, weights=w, method="inverted_cdf"))(w).any()


def test_dtypes_of_q():
    for q in (0.3, np.float64(0.3), np.float32(0.3), [0.3], 1, [0, 1]):
        if type(q) is np.float64 and np.quantile(X.astype(np.float32), q).dtype == np.float32:
            continue  # before NumPy 2.2 or so, a number of NumPy's was a weak one
        agrees(lambda x, q=q: np.quantile(x, q), X.astype(np.float32))
    for f in (lambda n: np.quantile(n, 0.4), lambda n: np.quantile(n, 1), np.median):
        got, expected = vmap(f)(np.arange(6).reshape(2, 3)), f(np.arange(3, 6))
        assert got[1] == expected
        assert got.dtype == expected.dtype


def test_errors_are_numpys():
    for f in (
        lambda x: np.quantile(x, 1.5),
        lambda x: np.percentile(x, [50, 101]),
        lambda x: np.quantile(x, np.nan),
        lambda x: np.quantile(x, [[[0.5]]]),
        lambda x: np.quantile(x, 0.5, axis=3),
        lambda x: np.quantile(x + 0j, 0.5),
        lambda x: np.quantile(x[:0], 0.5),
        lambda x: np.quantile(x, 0.5, weights=x),
        lambda x: np.quantile(x, 0.5, weights=-x - 1, method="inverted_cdf"),
        lambda x: np.quantile(x, 0.5, axis=1, weights=[1, 2], method="inverted_cdf"),
    ):
        raises_alike(f, X)
    with pytest.raises(ValueError, match="not a valid method"):
        grad(lambda x: np.quantile(x, 0.5, method="middle"))(X)
    with pytest.raises(funcad.errors.UnsupportedOperationError, match="two axes"):
        grad(lambda x: np.nanquantile(x, [[0.5]]).sum())(X)


@pytest.mark.parametrize("mode", BOTH)
def test_derivative_in_q(mode):
    x = np.array([4.0, 1.0, 2.0, 8.0])  # 1, 2, 4, 8
    d = BOTH[mode](lambda q: np.quantile(x, q))
    np.testing.assert_allclose(d(0.2), 3 * 1.0)
    np.testing.assert_allclose(d(0.9), 3 * 4.0)
    np.testing.assert_allclose(d(1.0), 3 * 4.0)  # from the left: there is nothing to the right
    np.testing.assert_allclose(BOTH[mode](lambda q: np.percentile(x, q))(90.0), 3 * 4.0 / 100)
    assert BOTH[mode](lambda q: np.quantile(x, q, method="weibull"))(0.1) == 0  # below the first
    for method in STEPS:
        assert BOTH[mode](lambda q, m=method: np.quantile(x, q, method=m))(0.4) == 0


@pytest.mark.parametrize("mode", BOTH)
@pytest.mark.parametrize("count", [2, 9])
def test_ties_split_evenly(mode, count):
    x = np.array([1.0, 2, 2, 5, 2])
    expected = [0, 1 / 3, 1 / 3, 0, 1 / 3]
    q = np.linspace(0.3, 0.7, count)
    J = BOTH[mode](lambda x: np.quantile(x, q))(x)
    np.testing.assert_allclose(J, [expected] * count, atol=1e-15)
    np.testing.assert_allclose(BOTH[mode](np.median)(x), expected, atol=1e-15)


@pytest.mark.filterwarnings("ignore:All-NaN")
@pytest.mark.parametrize("mode", BOTH)
@pytest.mark.parametrize("q", [0.5, np.linspace(0.1, 0.9, 7)])
def test_nothing_comes_back_to_nan(mode, q):
    x = np.array([[1.0, np.nan, 3.0], [np.nan, np.nan, np.nan]])
    J = BOTH[mode](lambda x: np.nanquantile(x, q, axis=1))(x)
    assert np.all(np.isfinite(J))
    assert not J[..., 1, :].any()
    assert not J[..., 0, 1].any()
    np.testing.assert_array_equal(BOTH[mode](np.nanmedian)(x[0]), [0.5, 0, 0.5])


def test_all_nan_warns():
    with pytest.warns(RuntimeWarning, match="All-NaN slice"):
        assert np.isnan(funcad.vjp(np.nanmedian, np.array([np.nan, np.nan]))[0])


def test_a_nan_is_the_quantile():
    x = np.array([1.0, np.nan, 2.0])
    np.testing.assert_array_equal(grad(lambda x: np.quantile(x, 0.5))(x), [0, 1, 0])


def test_many_quantiles_of_a_large_array_take_little_memory():
    x = np.random.default_rng(2).normal(size=20000)
    q = np.linspace(0, 1, 5001)
    J = grad(lambda x: np.quantile(x, q) @ q)(x)
    assert J.sum() == pytest.approx(q.sum())
