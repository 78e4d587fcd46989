"""Joining, splitting, inserting and in-place functions, as NumPy does them."""

import time

import numpy as np
import pytest

import funcad
from funcad import grad, jvp
from tests.agreement import agrees, raises_alike

IS_2_4 = np.lib.NumpyVersion(np.__version__) >= "2.4.0"
X = np.random.default_rng(2).normal(size=(3, 4))


def test_values_are_numpys():
    for f in (
        lambda x: np.concatenate([x, x], axis=None),
        lambda x: np.concatenate((x, np.ones((3, 1), int)), axis=-1),
        lambda x: np.concatenate([x, x], dtype=np.float32),
        lambda x: np.concatenate(x),
        lambda x: np.stack([x, x], axis=-2),
        lambda x: np.stack(x, axis=1),
        lambda x: np.vstack([x[0], [1, 2, 3, 4]]),
        lambda x: np.hstack([x[0, 0], 1.0]),
        lambda x: np.hstack((x, x[:, :1])),
        lambda x: np.dstack([x, x]),
        lambda x: np.column_stack([x[:, 0], x]),
        lambda x: np.block([[x, np.ones((3, 1))], [x[0], 5.0]]),
        lambda x: np.append(x, 3.0),
        lambda x: np.append(x, x, axis=1),
        lambda x: np.array_split(x, 3, axis=1),
        lambda x: np.array_split(x, [1, 5], axis=1),
        lambda x: np.array_split(x, 7),
        lambda x: np.split(x, [2], -1),
        lambda x: np.delete(x, 1),
        lambda x: np.delete(x, slice(None, None, 2), axis=1),
        lambda x: np.delete(x, [True, False, True], axis=0),
        lambda x: np.insert(x, 1, 5.0),
        lambda x: np.insert(x, 1, x[0], axis=0),
        lambda x: np.insert(x, 1, [[1.0], [2.0], [3.0]], axis=1),
        lambda x: np.insert(x, [1], [[1.0], [2.0], [3.0]], axis=1),
        lambda x: np.insert(x, [0, 2], x[0, :2], axis=None),
        lambda x: np.insert(x, -1, 9.0, axis=1),
        lambda x: np.insert(x, slice(0, 2), 9.0, axis=1),
        lambda x: np.trim_zeros(np.concatenate([[0, 0], x[0], [0.0]])),
        lambda x: np.take(x, 1),
        lambda x: np.take(x, [[0, -1]], axis=-1),
        lambda x: np.take(x, [5, -7], axis=1, mode="wrap"),
        lambda x: np.take(x, [5, -7], axis=1, mode="clip"),
        lambda x: np.take_along_axis(x, np.argsort(x, axis=0), axis=0),
        lambda x: np.take_along_axis(x, np.array([3, 1]), axis=None),
        lambda x: np.compress([False, True], x, axis=0),
        lambda x: np.extract(x > 0, x),
        lambda x: np.diff(x, n=3),
        lambda x: np.diff(x, axis=0, prepend=0, append=[[1, 2, 3, 4]]),
        lambda x: np.ediff1d(x, to_begin=[1.0, 2.0], to_end=x[0, 0]),
        lambda x: np.linspace(x[0], x[1], 4, endpoint=False, retstep=True),
        lambda x: np.linspace(0, x[0], 3, axis=-1),
        lambda x: np.geomspace(x[0, 0] ** 2 + 1.0, 9.0, 4),
        lambda x: np.meshgrid(x[0], x[1, :2]),
        lambda x: np.nonzero(x > 0),
        lambda x: np.argwhere(x > 0),
        lambda x: np.flatnonzero(x > 0),
    ):
        agrees(f, X)


def test_errors_are_numpys():
    for f in (
        lambda x: np.concatenate([x, x[0]]),
        lambda x: np.concatenate([x, x[:, :1]]),
        lambda x: np.concatenate([x, x], axis=2),
        lambda x: np.concatenate([x[0, 0], x[0, 0]]),
        lambda x: np.stack([x, x[0]]),
        lambda x: np.stack([x, x], axis=4),
        lambda x: np.split(x, 2),
        lambda x: np.array_split(x, 0),
        lambda x: np.hsplit(x[0, 0], 1),
        lambda x: np.vsplit(x[0], 2),
        lambda x: np.dsplit(x, 2),
        lambda x: np.take(x, 12),
        lambda x: np.take_along_axis(x, np.zeros(3, int), 1),
        lambda x: np.diff(x, n=-1),
        lambda x: np.diff(x[0, 0]),
        lambda x: np.delete(x, 99),
        lambda x: np.insert(x, 99, 1.0, axis=0),
        *([lambda x: np.trim_zeros(x[0], axis=2)] if IS_2_4 else []),
        lambda x: np.ediff1d(x, to_end=[1j]),
        lambda x: np.ediff1d(x, to_begin=1j),
        lambda x: np.meshgrid(x[0], x[0], indexing="ab"),
        lambda x: np.linspace(x[0], 1.0, -1),
    ):
        raises_alike(f, X)


def test_what_is_not_supported_says_so():
    for f, words in (
        (lambda x: np.copy(x, subok=True), "subok"),
        (lambda x: np.shares_memory(x, x), "memory"),
        (lambda x: np.savetxt("/dev/null", x), "a file keeps numbers only"),
    ):
        with pytest.raises(funcad.errors.UnsupportedOperationError, match=words):
            grad(f)(X)


def _in_place(f):
    def run(x):
        y = x * 2.0
        f(y, x)
        return y

    return run


def test_in_place_functions():
    for f in (
        lambda y, x: np.copyto(y, x[0]),
        lambda y, x: np.copyto(y, 1, where=x > 0),
        lambda y, x: np.put(y, [0, -1, 5], x[0]),
        lambda y, x: np.put(y, [0, 100], [x[0, 0], 7.0], mode="clip"),
        lambda y, x: np.place(y, X > 0, x[0, :2]),
        lambda y, x: np.putmask(y, X > 0, x[0, :3]),
        lambda y, x: np.putmask(y, X > 0, x * x),
        lambda y, x: np.put_along_axis(y, np.array([[1], [0], [2]]), x[:, :1], 1),
        lambda y, x: np.put_along_axis(y, np.array([5, 0]), 7.0, None),
        lambda y, x: np.fill_diagonal(y, x[0, 0]),
        lambda y, x: np.fill_diagonal(y.T, x[0, :3], wrap=True),
        lambda y, x: np.fill_diagonal(y, [1, 2]),
    ):
        agrees(_in_place(f), X)


def test_a_plain_array_takes_no_traced_value():
    for f in (
        lambda x: np.copyto(np.zeros(4), x[0]),
        lambda x: np.put(np.zeros(4), [0], x[0, 0]),
        lambda x: np.place(np.zeros(4), np.ones(4, bool), x[0]),
        lambda x: np.putmask(np.zeros(4), np.ones(4, bool), x[0]),
        lambda x: np.put_along_axis(np.zeros(4), np.array([0]), x[0, 0], 0),
        lambda x: np.fill_diagonal(np.zeros((2, 2)), x[0, 0]),
        lambda x: np.concatenate([x[0], x[1]], out=np.zeros(8)),
    ):
        with pytest.raises((funcad.errors.ReadOnlyError, funcad.errors.ConversionError)):
            grad(f)(X)


def test_joining_many_costs_little_per_part():
    x = np.ones(2000)

    def f(x):
        return np.sum(np.stack(list(x)) ** 2) + np.sum(np.concatenate([v[None] for v in x]))

    start = time.perf_counter()
    np.testing.assert_array_equal(grad(f)(x), np.full(2000, 3.0))
    assert jvp(f, (x,), (x,))[1] == 6000
    assert time.perf_counter() - start < 2.0


def test_cotangents_of_parts_share_nothing():
    x, y = np.ones(2), np.ones(2)
    gx, gy = grad(lambda x, y: np.sum(np.concatenate([x, y])), (0, 1))(x, y)
    gx[0] = 7.0
    np.testing.assert_array_equal(gy, [1, 1])


def test_cumulative_functions():
    agrees(lambda x: np.cumsum(x, axis=1, dtype=np.float32), X)
    agrees(lambda x: np.cumsum(x, axis=0), X[:0])
    agrees(lambda x: np.cumprod(x, axis=0), X[:0])
    raises_alike(lambda x: np.cumsum(x, axis=2), X)
    np.testing.assert_array_equal(
        grad(lambda x: np.sum(np.cumprod(x)))(np.array([2.0, 0.0, 0.0, 3.0])), [1, 2, 0, 0]
    )


@pytest.mark.skipif(not hasattr(np, "cumulative_sum"), reason="needs NumPy 2.1")
def test_cumulative_functions_of_the_array_api():
    agrees(lambda x: np.cumulative_sum(x, axis=0, include_initial=True), X)
    agrees(lambda x: np.cumulative_prod(x[0]), X)
    raises_alike(lambda x: np.cumulative_sum(x), X)


def test_errors_under_vmap_speak_of_one_example():
    with pytest.raises(ValueError, match=r"along dimension 1, .* has size 3"):
        funcad.vmap(lambda x: np.concatenate([x, x[:, :2]]))(np.ones((5, 2, 3)))
    with pytest.raises(np.exceptions.AxisError, match="axis -3 is out of bounds"):
        funcad.vmap(lambda x: np.concatenate([x, x], axis=-3))(np.ones((5, 2, 3)))
