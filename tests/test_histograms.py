"""Histograms: NumPy's bins, dtypes and errors; what carries a derivative and what does not."""

import numpy as np
import pytest

import funcad
from funcad import grad, jacfwd, jacrev, vmap
from tests.agreement import agrees, raises_alike

RNG = np.random.default_rng(0)
X, Y, W = RNG.normal(size=30), RNG.normal(size=30), RNG.uniform(size=30)
N = RNG.integers(0, 6, 30)
OPTIONS = (
    {},
    {"bins": 4},
    {"bins": [-1.0, 0.0, 0.5, 2.0]},
    {"range": (-1, 1)},
    {"density": True},
    {"bins": 3, "range": (-1.0, 2.0), "density": True},
)


@pytest.mark.parametrize("options", OPTIONS, ids=str)
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_histogram(options, dtype):
    x, w = X.astype(dtype), W.astype(dtype)
    agrees(lambda x: np.histogram(x, **options), x)
    agrees(lambda x: np.histogram(x, weights=np.arange(30), **options), x)
    edges = {k: v for k, v in options.items() if k != "density"}
    agrees(lambda x: np.histogram_bin_edges(x, **edges), x)
    for f in (
        lambda w: np.histogram(x, weights=w, **options),
        lambda w: np.histogram(x, weights=w + 1j * w, **options),
    ):
        for got, expected in zip(funcad.vjp(f, w)[0], f(w), strict=True):
            np.testing.assert_allclose(got, expected, rtol=1e-6)
            assert got.dtype == expected.dtype


@pytest.mark.parametrize("bins", ["auto", "fd", "sturges", "doane", "scott", "rice", "sqrt"])
def test_bins_by_rule(bins):
    agrees(lambda x: np.histogram(x, bins=bins), X)
    agrees(lambda x: np.histogram_bin_edges(x, bins=bins, range=(-1, 1)), X)


def test_more_dimensions():
    sample = np.stack([X, Y, X * Y], axis=1)
    for options in ({}, {"bins": 3}, {"bins": (2, 3, [-1.0, 0, 1])}, {"density": True}):
        agrees(lambda x, o=options: np.histogramdd(x, **o), sample)
        agrees(lambda w, o=options: np.histogramdd(sample, weights=w, **o), W)
        agrees(lambda x, o=options: np.histogramdd((x, Y, X * Y), **o), X)
    for options in ({}, {"bins": 3}, {"bins": [2, 3]}, {"bins": [-1.0, 0, 1]}, {"density": True}):
        agrees(lambda x, y, o=options: np.histogram2d(x, y, weights=W, **o), X, Y)
    agrees(lambda x: np.histogram2d(x, Y, bins=[[-1.0, 0, 1], 4], range=None), X)
    agrees(lambda x: np.histogram2d(x, Y, range=[[-1, 1], [0, 1]]), X)


def test_what_is_outside_or_nan_is_not_counted():
    x = np.array([np.nan, -5.0, 0.0, 0.5, 1.0, 9.0])
    agrees(lambda x: np.histogram(x, 2, range=(0, 1)), x)
    agrees(lambda x: np.histogram(x, [0.0, 0.5, 1.0]), x)
    w = grad(lambda w: np.histogram(x, 2, range=(0, 1), weights=w)[0] @ [1.0, 10.0])(np.ones(6))
    np.testing.assert_array_equal(w, [0, 0, 1, 10, 10, 0])


def test_ranges_of_one_point_and_of_none():
    agrees(lambda x: np.histogram(x, 3), np.full(4, 2.0))
    agrees(lambda x: np.histogram(x, 3), np.full(4, 2, np.float32))
    agrees(lambda x: np.histogram(x, 3), X[:0])
    for jacobian in (jacfwd, jacrev):
        J = jacobian(lambda x: np.histogram_bin_edges(x, 2))(np.array([2.0, 2.0]))
        np.testing.assert_array_equal(J, np.full((3, 2), 0.5))  # a tie is shared


def test_edges_follow_the_smallest_and_the_largest_entry():
    x = np.array([3.0, 1.0, 5.0])
    for jacobian in (jacfwd, jacrev):
        J = jacobian(lambda x: np.histogram(x, 2)[1])(x)
        np.testing.assert_array_equal(J, [[0, 1, 0], [0, 0.5, 0.5], [0, 0, 1]])
        edges = jacobian(lambda low: np.histogram(X, 2, range=(low, 4.0))[1])
        np.testing.assert_array_equal(edges(0.0), [1, 0.5, 0])
    assert not grad(lambda x: 1.0 * np.sum(np.histogram(x, 2, range=(0, 9))[0]))(x).any()


def test_bincount():
    for f in (lambda w: np.bincount(N, w), lambda w: np.bincount(N, weights=w, minlength=9)):
        agrees(f, W)
        agrees(f, W.astype(np.float32))
        raises_alike(f, W[:3])
        raises_alike(f, W + 0j)
    raises_alike(lambda w: np.bincount(-N, w), W)
    raises_alike(lambda w: np.bincount(N, w, minlength=-1), W)
    with pytest.raises(funcad.errors.BatchedValueError, match="bins"):
        vmap(np.bincount)(np.ones((2, 3), int))


def test_histograms_in_a_batch():
    rows = np.stack([X, Y])
    for f in (lambda x: np.histogram(x, 4), lambda x: np.histogram(x, 4, range=(-1, 1))):
        for got, first, second in zip(vmap(f)(rows), f(X), f(Y), strict=True):
            np.testing.assert_allclose(got, [first, second])
    n = vmap(lambda x: np.histogram(x, 4)[0])(rows)
    assert n.dtype.kind == "i"


def test_errors_are_numpys():
    for f in (
        lambda x: np.histogram(x, 0),
        lambda x: np.histogram(x, 1.5),
        lambda x: np.histogram(x, [[1.0]]),
        lambda x: np.histogram(x, [2.0, 1.0]),
        lambda x: np.histogram(x, range=(1, 0)),
        lambda x: np.histogram(x, range=(0, np.inf)),
        lambda x: np.histogram(x * np.inf),
        lambda x: np.histogram(x, weights=[1.0]),
        lambda x: np.histogram(x, "auto", weights=x),
        lambda x: np.histogram(x, "best"),
        lambda x: np.histogram2d(x, x[1:]),
        lambda x: np.histogram2d(x, x, (0, 1)),
        lambda x: np.histogramdd((x, x), (1, 2, 3)),
        lambda x: np.histogramdd((x, x), range=[(0, 1)]),
        lambda x: np.histogramdd((x, x), ([1.0, 0.0], 1)),
    ):
        raises_alike(f, X)
