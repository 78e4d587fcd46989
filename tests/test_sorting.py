"""Sorting: stable order among ties, NumPy's options and errors, searches without derivative."""

import numpy as np
import pytest

import funcad
from funcad import grad, vmap
from tests.agreement import agrees, raises_alike

IS_2_4 = np.lib.NumpyVersion(np.__version__) >= "2.4.0"
X = np.random.default_rng(3).permutation(np.arange(12.0)).reshape(3, 4)


def test_values_are_numpys():
    for f in (
        np.sort,
        lambda x: np.sort(x, axis=0),
        lambda x: np.sort(x, axis=None, kind="stable"),
        lambda x: np.sort(x, stable=True),
        np.argsort,
        lambda x: np.argsort(x, axis=None),
        lambda x: np.partition(x, 2, axis=0)[2],
        lambda x: np.partition(x, [1, 2])[:, 1:3],
        lambda x: np.sort_complex(x[0]),
        lambda x: np.sort_complex(x[0].astype(np.float32)),
        lambda x: np.searchsorted(np.sort(x[0]), [1.5, 5.0], side="right"),
        lambda x: np.searchsorted(x[0], 2.0, sorter=np.argsort(x[0])),
        lambda x: np.digitize(x, [2.0, 5.0], right=True),
        lambda x: np.lexsort((x[0], x[1] > 5)),
        lambda x: np.unique(x % 3, return_counts=True, return_inverse=True),
        lambda x: np.unique(x[[0, 0, 1]], axis=0),
    ):
        agrees(f, X)


def test_ties_keep_their_order():
    weights = np.array([1.0, 10.0, 100.0])
    g = grad(lambda x: np.sum(np.sort(x) * weights))(np.array([2.0, 1.0, 2.0]))
    np.testing.assert_array_equal(g, [10, 1, 100])


def test_nan_goes_last():
    agrees(np.sort, np.array([2.0, np.nan, 1.0]))


def test_sort_in_place():
    def f(x):
        y = x * 1.0
        v = y[::-1]
        assert y.sort() is None
        y.partition(1)
        return v * np.arange(3.0)

    np.testing.assert_array_equal(
        grad(lambda x: np.sum(f(x)))(np.array([3.0, 1.0, 2.0])), [0, 2, 1]
    )


def test_errors_are_numpys():
    for f in (
        lambda x: np.sort(x, axis=2),
        lambda x: np.argsort(x, axis=-3),
        lambda x: np.partition(x, 9),
        lambda x: np.partition(x, 1, kind="quick"),
        lambda x: np.sort(x, order="a"),
        *([lambda x: np.sort(x, kind="stable", stable=True)] if IS_2_4 else []),  # its words
        lambda x: np.argsort(x, kind="none"),
        lambda x: np.sort(x[0, 0]),
    ):
        raises_alike(f, X)


def test_orders_of_each_example():
    np.testing.assert_array_equal(vmap(np.argsort)(X), np.argsort(X, axis=1))
    np.testing.assert_array_equal(vmap(lambda x: x[np.argsort(x)])(X), np.sort(X, axis=1))
    bins = np.array([2.0, 5.0])
    np.testing.assert_array_equal(vmap(lambda x: np.digitize(x, bins))(X), np.digitize(X, bins))
    with pytest.raises(funcad.errors.BatchedValueError, match="unique"):
        vmap(np.unique)(X)
    with pytest.raises(funcad.errors.BatchedValueError, match="nonzero"):
        vmap(np.nonzero)(X)
