"""np.piecewise, np.apply_along_axis and the like: NumPy's values, dtypes and errors."""

import numpy as np
import pytest

import funcad
from funcad import grad, vmap
from tests.agreement import agrees, raises_alike

X = np.array([-2.0, -0.5, 0.25, 1.5])
A = np.random.default_rng(0).normal(size=(2, 3, 4))


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_piecewise(dtype):
    x = X.astype(dtype)
    agrees(lambda x: np.piecewise(x, [x < 0, x >= 0], [-1, np.sqrt]), x)
    agrees(lambda x: np.piecewise(x, x < 0, [np.negative]), x)
    agrees(lambda x: np.piecewise(x, x < 0, [np.negative, np.sqrt]), x)
    agrees(lambda x: np.piecewise(x, [x < -1, x < 0], [1, 2, 3]) + x, x)
    agrees(lambda x: np.piecewise(x, [0, 1, 1, 0], [np.square]), x)
    agrees(lambda x: np.piecewise(x, [[0, 1, 1, 0], [1, 1, 0, 0]], [np.square, 7.0]), x)
    agrees(lambda x: np.piecewise(x, [x > 0, x < 0], [np.log, 0]), dtype(2.0))
    agrees(lambda x: np.piecewise(x, x > 0, [np.log, 0]), dtype(2.0))
    agrees(lambda x: np.piecewise(x, [x < 0], [np.negative]), x[:0])


def test_piecewise_errors():
    raises_alike(lambda x: np.piecewise(x, [x > 0], [1, 2, 3]), X)
    raises_alike(lambda x: np.piecewise(x, [x > 0, x < 0], [1]), X)
    raises_alike(lambda x: np.piecewise(x, [], [1]), X)


def test_a_piece_is_not_asked_about_other_entries():
    def f(x):
        def root(t):
            assert np.all(t >= 0)
            return np.sqrt(t)

        return np.sum(np.piecewise(x, [x >= 0], [root, 0.0]))

    np.testing.assert_array_equal(grad(f)(np.array([-1.0, 4.0])), [0, 0.25])


def test_pieces_of_a_batch():
    f = lambda x: np.piecewise(x, [x < -1, x > 1], [np.sin, np.exp, lambda t: t * t])
    x = np.stack([X, X[::-1] * 2])
    np.testing.assert_allclose(vmap(f)(x), np.stack([f(v) for v in x]))
    slopes = np.stack([grad(lambda v: np.sum(f(v)))(v) for v in x])
    np.testing.assert_allclose(vmap(grad(lambda v: np.sum(f(v))))(x), slopes)
    np.testing.assert_allclose(vmap(f)(X), f(X))


@pytest.mark.parametrize("axis", [0, 1, -1])
def test_apply_along_axis(axis):
    agrees(lambda x: np.apply_along_axis(np.sum, axis, x), A)
    agrees(lambda x: np.apply_along_axis(np.cumsum, axis, x), A)
    agrees(lambda x: np.apply_along_axis(lambda r: r[:2], axis, x), A)
    agrees(lambda x: np.apply_along_axis(np.outer, axis, x, [1.0, 2.0]), A)
    agrees(lambda x: np.apply_along_axis(lambda r: 1.5, axis, x) + x[0, 0, 0], A)
    agrees(lambda x: np.apply_along_axis(np.sum, 0, x), A[0, 0])
    agrees(lambda x: np.apply_along_axis(np.sum, axis, x), A.astype(np.float32))


def test_apply_along_axis_errors():
    raises_alike(lambda x: np.apply_along_axis(np.sum, 3, x), A)
    raises_alike(lambda x: np.apply_along_axis(np.sum, 1, x), A[:0])


def test_apply_along_axis_of_what_a_function_closes_over():
    f = lambda k: np.sum(np.apply_along_axis(lambda r: r * k, 1, A[0]))
    np.testing.assert_allclose(grad(f)(2.0), np.sum(A[0]))


def test_apply_over_axes():
    agrees(lambda x: np.apply_over_axes(np.sum, x, [0, 2]), A)
    agrees(lambda x: np.apply_over_axes(np.max, x, -1), A)
    agrees(lambda x: np.apply_over_axes(np.cumsum, x, (0, 1)), A)
    raises_alike(lambda x: np.apply_over_axes(lambda v, i: v[0, 0], x, 0), A)


def test_vectorize():
    x = X[None]
    f = np.vectorize(lambda s, t: s * t if s > t else s + t)
    expected = f(x, X[::-1])
    y, pull = funcad.vjp(lambda x: f(x, X[::-1]), x)
    np.testing.assert_array_equal(y, expected)
    np.testing.assert_array_equal(pull(np.ones(x.shape))[0], np.where(x > X[::-1], X[::-1], 1))
    power = np.vectorize(lambda x, p: sum(c * x**k for k, c in enumerate(p)), excluded={1, "p"})
    np.testing.assert_array_equal(grad(lambda x: np.sum(power(x, [1, 2, 3])))(X), 2 + 6 * X)
    np.testing.assert_array_equal(grad(lambda x: np.sum(power(x, p=[1, 2, 3])))(X), 2 + 6 * X)
    dot = np.vectorize(lambda a, b: np.sum(a * b), signature="(n),(n)->()")
    np.testing.assert_allclose(grad(lambda a: np.sum(dot(a, A)))(A[0]), A.sum(axis=0))
    outer = np.vectorize(np.outer, signature="(n),(m)->(n,m)")
    y, dy = funcad.jvp(lambda a: outer(a, X), (A[0],), (A[1],))
    np.testing.assert_allclose(dy, outer(A[1], X))
    pair = np.vectorize(lambda t: (t * t, 3 * t))
    np.testing.assert_array_equal(grad(lambda x: np.sum(pair(x)[0] * pair(x)[1]))(X), 9 * X**2)


def test_vectorize_for_given_types_says_what_is_lost():
    with pytest.raises(funcad.errors.ConversionError):
        grad(lambda x: np.sum(np.vectorize(lambda t: t * t, otypes=[float])(x)))(X)
