"""Reductions: NumPy's options, ties, zeros, NaN and empty arrays."""

import numpy as np
import pytest

import funcad
from funcad import grad, jvp, vmap
from tests.agreement import agrees, raises_alike

X = np.random.default_rng(0).normal(size=(2, 3, 4))
MASK = X > 0
REDUCTIONS = [np.sum, np.prod, np.mean, np.var, np.std, np.max, np.min, np.ptp, np.median]


@pytest.mark.parametrize("f", REDUCTIONS)
@pytest.mark.parametrize("axis", [None, 0, -1, (0, 2), (-1, 0), ()])
@pytest.mark.parametrize("keepdims", [False, True])
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_axes_and_keepdims(f, axis, keepdims, dtype):
    if f is np.median and axis == ():
        pytest.skip("NumPy itself fails")
    agrees(lambda x: f(x, axis=axis, keepdims=keepdims), X.astype(dtype))


@pytest.mark.parametrize("f", REDUCTIONS)
def test_scalars_and_single_entries(f):
    agrees(f, np.array(2.0))
    agrees(f, np.float64(2.0))
    agrees(f, np.array([[2.0]]))


@pytest.mark.parametrize("f", [np.sum, np.prod, np.max, np.min])
def test_initial_and_where(f):
    agrees(lambda x: f(x, axis=1, initial=0.5, where=MASK), X)
    agrees(lambda x: f(x, initial=0.5), X)
    agrees(lambda x: f(x, initial=0.5), X[:0])
    agrees(lambda x: f(x, axis=1, initial=0.5, where=[[True], [False], [True]]), X)


@pytest.mark.parametrize("f", [np.mean, np.var, np.std])
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_where_of_means(f, dtype):
    agrees(lambda x: f(x, axis=0, where=MASK | ~MASK[:1]), X.astype(dtype))
    agrees(lambda x: f(x, where=MASK, keepdims=True), X.astype(dtype))


def test_dtype():
    agrees(lambda x: np.sum(x, dtype=np.float32), X)
    agrees(lambda x: np.mean(x, axis=0, dtype=np.complex128), X)
    agrees(lambda x: np.var(x, dtype=np.float64), X.astype(np.float32))
    agrees(lambda x: np.mean(x), X.astype(np.float16))
    assert grad(lambda x: 1.0 * np.sum(x, dtype=int))(X).shape == X.shape
    assert not grad(lambda x: x[0] + np.sum(x, dtype=int))(np.ones(3))[1:].any()


@pytest.mark.parametrize("f", REDUCTIONS)
def test_errors_are_numpys(f):
    raises_alike(lambda x: f(x, axis=3), X)
    raises_alike(lambda x: f(x, axis=(0, 0)), X)


@pytest.mark.parametrize("f", [np.max, np.min, np.argmax])
def test_no_maximum_of_nothing(f):
    raises_alike(f, X[:0])


@pytest.mark.parametrize("f", [np.nanargmax, np.nanargmin])
def test_no_place_among_nan(f):
    x = np.array([[1.0, 2.0], [np.nan, np.nan]])
    raises_alike(lambda x: f(x, axis=1), x)
    raises_alike(lambda x: f(x, axis=2), x)
    raises_alike(lambda x: f(x[:0]), x)
    assert vmap(f)(np.array([[3, 1], [1, 2]])).dtype.kind == "i"


def test_where_needs_initial():
    raises_alike(lambda x: np.max(x, where=MASK), X)


def test_ddof_and_correction():
    agrees(lambda x: np.var(x, ddof=1), X)
    agrees(lambda x: np.std(x, axis=0, correction=1), X)
    raises_alike(lambda x: np.var(x, ddof=1, correction=1), X)
    with pytest.warns(RuntimeWarning):
        assert np.isnan(funcad.vjp(lambda x: np.var(x, ddof=1), np.ones(1))[0])


def test_ties_split_evenly():
    x = np.array([3.0, 1.0, 3.0, 1.0])
    np.testing.assert_array_equal(grad(np.max)(x), [0.5, 0, 0.5, 0])
    np.testing.assert_array_equal(grad(np.min)(x), [0, 0.5, 0, 0.5])
    np.testing.assert_array_equal(grad(np.median)(x), [0.25] * 4)
    np.testing.assert_array_equal(
        grad(np.median)(np.array([1.0, 2, 2, 2, 5])), [0, *[1 / 3] * 3, 0]
    )
    assert jvp(np.max, (x,), (np.array([1.0, 0, 0, 0]),))[1] == 0.5


def test_nan_takes_the_derivative_of_max():
    x = np.array([1.0, np.nan, 2.0])
    assert np.isnan(funcad.vjp(np.max, x)[0])
    np.testing.assert_array_equal(grad(np.max)(x), [0, 1, 0])
    np.testing.assert_array_equal(grad(np.nanmax)(x), [0, 0, 1])
    np.testing.assert_array_equal(grad(np.nanmean)(x), [0.5, 0, 0.5])
    assert np.all(np.isfinite(grad(np.nanstd)(x)))


def test_prod_is_right_with_zeros():
    np.testing.assert_array_equal(grad(np.prod)(np.array([2.0, 0.0, 3.0])), [0, 6, 0])
    np.testing.assert_array_equal(grad(np.prod)(np.array([0.0, 0.0, 3.0])), [0, 0, 0])
    hessian = funcad.jvp(grad(np.prod), (np.array([0.0, 0.0, 3.0]),), (np.array([1.0, 0, 0]),))[1]
    np.testing.assert_array_equal(hessian, [0, 3, 0])


def test_std_of_equal_entries_has_derivative_zero():
    np.testing.assert_array_equal(grad(np.std)(np.full(3, 2.0)), np.zeros(3))
    assert jvp(np.std, (np.full(3, 2.0),), (np.array([1.0, 0, 0]),))[1] == 0


def test_empty_sums():
    np.testing.assert_array_equal(grad(np.sum)(np.zeros((0, 3))), np.zeros((0, 3)))
    agrees(lambda x: np.sum(x, axis=0), np.zeros((0, 3)))
    agrees(np.prod, np.zeros((0, 3)))


def test_sum_gives_a_gradient_of_its_own():
    g = grad(np.sum)(np.ones(3))
    g[0] = 5.0
    np.testing.assert_array_equal(g, [5, 1, 1])
    assert type(grad(np.sum)(2.0)) is np.float64


def test_out():
    def f(x):
        y = np.zeros_like(x[0])
        result = np.sum(x, axis=0, out=y)
        assert result is y
        return y * x[0]

    np.testing.assert_allclose(grad(lambda x: np.sum(f(x)))(np.ones((2, 3))), [[3] * 3, [1] * 3])
    with pytest.raises(funcad.errors.ReadOnlyError):
        grad(lambda x: np.sum(x, out=np.zeros(())))(np.ones(3))
    with pytest.raises(funcad.errors.ReadOnlyError):
        grad(lambda x: x.sum(None, None, np.zeros(())))(np.ones(3))


def test_questions_carry_no_derivative():
    def f(x):
        assert np.any(x > 0)
        assert not np.all(x > 0, where=[True, True, True])
        assert np.count_nonzero(x) == 2
        assert np.argmax(x) == 2
        assert x.argmin(keepdims=True).shape == (1,)
        return x[np.argmax(x)]

    np.testing.assert_array_equal(grad(f)(np.array([0.0, 1.0, 4.0])), [0, 0, 1])


def test_reductions_of_integers_under_vmap():
    n = np.arange(6).reshape(2, 3)
    for f in (np.sum, np.mean, np.max, np.prod, np.var, np.any, np.cumsum, np.median):
        expected = np.stack([f(row) for row in n])
        got = vmap(f)(n)
        np.testing.assert_allclose(got, expected)
        assert got.dtype == expected.dtype


def test_gradients_of_a_large_sum_need_no_memory_of_their_own():
    x = np.ones((300, 300))
    np.testing.assert_array_equal(grad(lambda x: np.sum(np.sum(x, axis=1) * 2.0))(x), 2 * x)


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_reductions_without_nan(dtype):
    x = np.where(X > 0.5, np.nan, X).astype(dtype)
    x[1, 1] = np.nan
    for f in (np.nansum, np.nanprod, np.nanmean, np.nanvar, np.nanstd, np.nanmax, np.nanmin):
        for axis in (None, 0, (1, 2), -1):
            agrees(lambda x, f=f, a=axis: f(x, axis=a, keepdims=True), x)
    for f in (np.nanvar, np.nanstd):
        agrees(lambda x, f=f: f(x, axis=2, ddof=3), x)
        agrees(lambda x, f=f: f(x, axis=0, correction=1, where=MASK), x)
        agrees(lambda x, f=f: f(x, axis=0, mean=np.zeros((1, 3, 4))), x)
    for f in (np.nanmax, np.nanmin):
        agrees(lambda x, f=f: f(x, axis=2, initial=0.1), x)
        agrees(lambda x, f=f: f(x, axis=2, initial=0.1, where=MASK), x)
        raises_alike(lambda x, f=f: f(x[:0]), x)


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_where_of_no_entries_is_a_constant():
    x = np.array([[1.0, 2.0], [3.0, 4.0]])
    where = np.array([[True, True], [False, False]])
    for f in (np.mean, np.var, np.std):
        for jacobian in (funcad.jacfwd, funcad.jacrev):
            J = jacobian(lambda x, f=f: f(x, axis=1, where=where))(x)
            assert np.all(np.isfinite(J))
            assert not J[1].any()
    agrees(lambda x: np.var(x, axis=1, where=where, ddof=2), x)


def test_a_list_of_traced_numbers_says_to_stack_it():
    with pytest.raises(funcad.errors.ConversionError, match="stack"):
        grad(lambda x: np.var([x[0], x[1]]))(np.ones(2))
    np.testing.assert_array_equal(
        grad(lambda x: np.var(np.stack([x[0], x[1]])))(np.array([1.0, 3.0])), [-1, 1]
    )
