"""Shapes: NumPy's options and errors, views and copies."""

import numpy as np
import pytest
from numpy.lib.stride_tricks import sliding_window_view

import funcad
from funcad import grad
from funcad.errors import UnsupportedOperationError
from tests.agreement import agrees, raises_alike

X = np.random.default_rng(1).normal(size=(2, 3, 4))


@pytest.mark.parametrize("order", ["C", "F", "A", "K"])
@pytest.mark.parametrize("make", [np.array, np.asfortranarray, lambda x: x[::-1, :, ::-2]])
def test_orders(order, make):
    def f(x):
        y = x.transpose(1, 0, 2)
        if order == "K":
            return y.ravel(order), x.flatten(order)
        return y.ravel(order), y.reshape(-1, 2, order=order), np.reshape(x, (3, -1), order=order)

    agrees(f, make(X))


@pytest.mark.parametrize("shape", [(-1,), (4, -1), (24,), 24, (2, -1, 2), (1, 24, 1)])
def test_reshape(shape):
    agrees(lambda x: np.reshape(x, shape), X)
    agrees(lambda x: x.reshape(shape), X)


@pytest.mark.parametrize("shape", [(5,), (-1, -1), (5, -1), (0, -1)])
def test_reshape_errors_are_numpys(shape):
    raises_alike(lambda x: np.reshape(x, shape), X)


def test_axis_errors_are_numpys():
    for f in (
        lambda x: np.swapaxes(x, 0, 3),
        lambda x: np.moveaxis(x, (0, 1), (1,)),
        lambda x: np.moveaxis(x, 3, 0),
        lambda x: np.squeeze(x, 0),
        lambda x: np.expand_dims(x, 5),
        lambda x: np.transpose(x, (0, 1)),
        lambda x: np.transpose(x, (0, 1, 1)),
        lambda x: np.flip(x, 4),
        lambda x: np.rot90(x, axes=(0, 0)),
        lambda x: np.rollaxis(x, 1, 5),
        lambda x: np.roll(x, 1, axis=3),
        lambda x: np.repeat(x, [1, 2], axis=1),
        lambda x: np.repeat(x, -1),
        lambda x: np.broadcast_to(x, (2, 3, 5)),
        lambda x: np.broadcast_to(x, (4,)),
        lambda x: np.fliplr(x[0, 0]),
        lambda x: np.diagonal(x, axis1=1, axis2=1),
        lambda x: np.diag(x),
        lambda x: np.resize(x, (-1,)),
        lambda x: np.matrix_transpose(x[0, 0]),
        lambda x: np.atleast_1d(x).reshape(2.5),
    ):
        raises_alike(f, X)


def test_values_are_numpys():
    for f in (
        lambda x: np.rollaxis(x, -1),
        lambda x: np.rollaxis(x, 0, 3),
        lambda x: [np.rot90(x, k, (0, 2)) for k in range(-2, 5)],
        lambda x: np.roll(x, (1, 2, 5), (0, 0, -1)),
        lambda x: np.roll(x, -30),
        lambda x: np.tile(x, 2),
        lambda x: np.tile(x, (2, 1, 1, 2)),
        lambda x: np.tile(x, ()),
        lambda x: np.repeat(x, [3], axis=-1),
        lambda x: np.repeat(x, 0, axis=1),
        lambda x: np.resize(x, 50),
        lambda x: np.resize(x, (0, 3)),
        lambda x: np.squeeze(x[:1, :, :1]),
        lambda x: np.expand_dims(x, [0, -1]),
        lambda x: np.atleast_2d(x[0, 0, 0], x[0, 0], 1.0),
        lambda x: np.broadcast_arrays(x, np.ones(4), 2.0),
        lambda x: np.diagonal(x, 5),
        lambda x: np.diagonal(x, -1, 1, 0),
        lambda x: np.trace(x, 1, 1, 2),
        lambda x: np.trace(x[0], dtype=np.float32),
        lambda x: np.tril(x, 1),
        lambda x: np.triu(x[0, 0]),
        lambda x: np.vander(x[0, 0], 0),
        lambda x: np.flip(x, ()),
        lambda x: x.transpose(),
        lambda x: x.transpose(2, 0, 1),
        lambda x: x.transpose((2, 0, 1)),
    ):
        agrees(f, X)
        agrees(f, X.astype(np.float32))


def test_a_copy_is_a_copy():
    def f(x):
        y = x * 2.0
        for z in (y.copy(), np.copy(y), y.flatten(), np.tile(y, 1), np.take(y, 0, axis=0)):
            z[...] = 0.0
        y.astype(float)[...] = 0.0
        return np.sum(y)

    np.testing.assert_array_equal(grad(f)(X), np.full(X.shape, 2.0))


def test_astype_without_copy_is_the_same():
    def f(x):
        y = x * 2.0
        assert y.astype(float, copy=False) is y
        assert y.astype(float) is not y
        return y.astype(np.float32).astype(int).sum() + np.sum(y.astype(np.float32))

    g = grad(f)(np.ones(3))
    assert g.dtype == np.float64
    np.testing.assert_array_equal(g, [2, 2, 2])


def test_read_only_views_refuse_a_write():
    for view in (
        lambda y: np.broadcast_to(y, (2, 3)),
        lambda y: np.diagonal(np.reshape(y, (3, 1)) * np.ones(3)),
    ):

        def f(x, view=view):
            v = view(x * 1.0)
            v[0] = x[0]
            return np.sum(v)

        with pytest.raises(ValueError, match=r"read-only|would not reach"):
            grad(f)(np.ones(3))


@pytest.mark.skipif(np.lib.NumpyVersion(np.__version__) < "2.1.0", reason="needs NumPy 2.1")
def test_reshape_with_copy():
    def f(x):
        y = x * 1.0
        z = np.reshape(y, (3, 8), copy=True)
        z[0] = 0.0
        w = np.reshape(y, (3, 8), copy=False)
        w[0] = 3.0
        return np.sum(y)

    assert np.sum(grad(f)(X)) == X.size - 8
    with pytest.raises(ValueError, match="Unable to avoid"):
        grad(lambda x: np.reshape(x.T, (-1,), copy=False))(X)


def test_buffers_like_a_traced_array():
    def f(x):
        y = np.empty_like(x, shape=(2, 2))
        y[0] = x[:2]
        y[1] = x[1:]
        z = np.ones_like(x)
        z[1] += x[0]
        w = np.full_like(x, x[2])
        w[0] = 0.0
        assert np.zeros_like(x, dtype=int).dtype == int
        return np.sum(y) + np.sum(z) + np.sum(w)

    np.testing.assert_array_equal(grad(f)(np.arange(3.0)), [2, 2, 3])
    np.testing.assert_array_equal(funcad.vmap(f)(np.ones((2, 3))), [4 + 4 + 2, 4 + 4 + 2])


def test_masked_entries_leak_no_nan():
    x = np.array([[1.0, np.nan], [2.0, 3.0]])
    np.testing.assert_array_equal(grad(lambda x: np.sum(np.tril(x)))(x), [[1, 0], [1, 1]])
    assert funcad.vjp(lambda x: np.sum(np.tril(x)), x)[0] == 6


def test_questions():
    def f(x):
        assert np.shape(x) == X.shape
        assert (np.ndim(x), np.size(x), np.size(x, 1)) == (3, 24, 3)
        assert np.result_type(x, np.float32) == np.float64
        assert np.can_cast(x.dtype, complex)
        assert not np.iscomplexobj(x)
        assert np.isrealobj(x)
        assert np.array_equal(x, X)
        assert not np.array_equal(x, X[0])
        assert np.array_equiv(x[:1] * 0 + 1.0, np.ones(4))
        assert len(np.tril_indices_from(x[0])) == 2
        assert np.array2string(x[0, 0], precision=2) == np.array2string(X[0, 0], precision=2)
        assert np.array_repr(x) == repr(X)
        return np.sum(x)

    assert np.all(grad(f)(X) == 1)


def test_views_of_buffers():
    def f(x):
        y = np.zeros_like(x)
        v, w = y.T, y.reshape(-1)
        v[2, 1] = x[0, 0]
        w[0] = 5.0
        v[0] = v[2, 1] * x[0, 1]
        return y * x

    agrees(f, X[0, :2])
    agrees(f, X[:, :, 0])


def test_places_that_are_traced():
    for f in (
        lambda x, k: np.delete(x, k),
        lambda x, k: np.insert(x, k, 7.0),
        lambda x, k: np.roll(x, k),
    ):
        with pytest.raises(funcad.errors.BatchedValueError):
            funcad.vmap(f)(np.ones((2, 3)), np.array([0, 1]))


VIEWS = [
    lambda y: y.T,
    lambda y: y.ravel(),
    lambda y: y[::-1],
    lambda y: y.reshape(-1, 2),
    lambda y: np.swapaxes(y, 0, -1),
    lambda y: np.flip(y),
    lambda y: np.expand_dims(y, 0),
    lambda y: np.squeeze(y),
    lambda y: np.split(y, 2, axis=-1)[1],
    lambda y: np.atleast_3d(y),
    lambda y: np.moveaxis(np.atleast_2d(y), 0, -1),
    lambda y: np.copy(y),
    lambda y: y[..., 1:],
    lambda y: np.rot90(np.atleast_2d(y)),
    lambda y: y.ravel("K"),
    lambda y: y.reshape((2, -1), order="F"),
]


@pytest.mark.parametrize("seed", range(60))
def test_random_programs_of_views(seed):
    def program(x):
        rng = np.random.default_rng(seed)
        arrays = [x * 1.0, np.transpose(x) * 2.0]
        for _ in range(12):
            y = arrays[rng.integers(len(arrays))]
            step = rng.integers(4)
            if step < 2 or y.size < 4:
                view = VIEWS[rng.integers(len(VIEWS))]
                if y.size % 4 == 0 and y.ndim < 4 and y.shape[-1] % 2 == 0 and y.size:
                    arrays.append(view(y))
            elif step == 2:
                y[(0,) * y.ndim] = x[0, 0] * y[(-1,) * y.ndim]
            else:
                y *= 1.0 + x[0, 1]
        return tuple(arrays)

    x = np.random.default_rng(1000 + seed).normal(size=(4, 6))
    agrees(program, x)
    batch = funcad.vmap(program)(np.stack([x, x + 1.0]))
    for a, e in zip(batch, program(x), strict=True):
        np.testing.assert_allclose(a[0], e)
    dx = np.ones_like(x)
    ys, dys = funcad.jvp(program, (x,), (dx,))
    cts = tuple(np.full_like(y, 0.5) for y in ys)
    forward = sum(np.sum(dy) / 2 for dy in dys)
    np.testing.assert_allclose(np.sum(funcad.vjp(program, x)[1](cts)[0]), forward)


def test_views_at_two_levels():
    def f(x):
        y = x * 2.0
        y.ravel()[::2] = x.ravel()[::2] ** 3
        return np.sum(y.T[1] * y[0, 0])

    x = X[0]
    inner = grad(lambda x: np.sum(grad(f)(x) ** 2))
    assert inner(x).shape == x.shape
    h = 1e-6 * np.ones_like(x)
    above, below = (np.sum(grad(f)(v) ** 2) for v in (x + h, x - h))
    difference = (above - below) / 2e-6
    np.testing.assert_allclose(np.sum(inner(x)), difference, rtol=1e-6)


@pytest.mark.parametrize(
    ("window", "axis"),
    [(2, 0), (2, -1), ((2, 2), None), ((1, 2), (1, 1)), (0, 0), ((), ()), (np.int64(3), 0)],
)
def test_windows(window, axis):
    x = np.arange(12.0).reshape(3, 4)
    agrees(lambda x: sliding_window_view(x, window, axis), x)


@pytest.mark.parametrize(
    ("window", "axis"), [(2, None), (-1, 0), (9, 0), ((1, 2), 0), (2, 5), ((2, 2, 2), None)]
)
def test_errors_of_windows_are_those_of_numpy(window, axis):
    raises_alike(lambda x: sliding_window_view(x, window, axis), np.ones((3, 4)))


def test_windows_cannot_be_written_to():
    for options in ({"writeable": True}, {"subok": True}):
        with pytest.raises(UnsupportedOperationError, match=r"sliding_window_view"):
            funcad.vjp(lambda x, o=options: sliding_window_view(x, 2, **o), np.ones(3))


def test_open_grids():
    v = X[0, 0]
    agrees(lambda v: np.ix_(v, v[:2]), v)
    agrees(lambda v: np.ix_(v > 0, v, [], [0, 1]), v)
    agrees(lambda v: np.ones((3, 4))[np.ix_([0, 2], v > 0)] * v[0], v)
    raises_alike(lambda x: np.ix_(x), X)
    # an array of floats makes a grid of floats, which was taken for positions: a gradient of 0
    assert grad(lambda v: np.sum(np.ix_(v, v)[1]))(np.ones(2)).tolist() == [1, 1]


def test_shifts_and_counts_that_are_no_integers():
    if np.lib.NumpyVersion(np.__version__) >= "2.4.0":  # NumPy 2.0 wants integers
        agrees(lambda x: np.roll(x, 1.7, 0), X)
        agrees(lambda x: np.roll(x, x[0, 0, 0] * 0 + 1.0, -1), X)
    with pytest.raises(funcad.errors.UnsupportedOperationError, match="plain integers"):
        funcad.vmap(lambda x, n: np.repeat(x, n))(X, np.array([1, 2]))
