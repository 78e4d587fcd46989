"""Masks of no axes, x[True], under vmap: each takes no axis and makes one of 0 or 1 entries."""

import numpy as np
import pytest

from funcad import vmap

X = np.array([[0.1, 0.2, 0.3], [0.4, 0.5, 0.6]])
AT = np.array([2, 0])
YES, NO = np.True_, np.array(False)

OF_ROWS = [YES, NO, np.array(True), (YES, 1), (YES, AT), (..., YES), (slice(None), YES)]
OF_MATRICES = [YES, (slice(None), YES), (slice(None), YES, AT), (AT, YES), (YES, slice(None), AT)]


@pytest.mark.parametrize("index", OF_ROWS)
def test_rows(index):
    np.testing.assert_array_equal(vmap(lambda x: x[index])(X), [x[index] for x in X])


@pytest.mark.parametrize("index", [YES, NO])
def test_numbers(index):
    y = vmap(lambda x: np.sum(x)[index])(X)
    np.testing.assert_array_equal(y, [np.sum(x)[index] for x in X])


@pytest.mark.parametrize("index", OF_MATRICES)
def test_matrices(index):
    y = vmap(lambda x: np.outer(x, x)[index])(X)
    np.testing.assert_array_equal(y, [np.outer(x, x)[index] for x in X])


@pytest.mark.parametrize("index", [*OF_MATRICES, NO, (NO, slice(None))])
def test_writing(index):
    def f(x):
        y = np.outer(x, x)
        y[index] = 7 * x[0]
        return y

    np.testing.assert_array_equal(vmap(f)(X), [f(x) for x in X])
