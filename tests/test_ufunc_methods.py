"""The methods of ufuncs and their options, on traced values: NumPy's results, right derivatives."""

import warnings

import numpy as np
import pytest
from scipy import special

import funcad
from funcad import testing
from funcad.errors import DtypeError, ReadOnlyError, UnsupportedOperationError
from funcad.numpy_dispatch import ufuncs
from tests.agreement import agrees

RNG = np.random.default_rng(5)
X = RNG.uniform(0.5, 2.0, size=(3, 4))
MASK = np.array([[True, False, True, True], [True, True, False, True], [False, True, True, True]])
# along a contiguous axis NumPy 2 combines the first entry with the last alone: 2 ** 3 ** 2 is 4
WRONG_IN_NUMPY = (np.power, np.arctan2)
ONE_RESULT = [u for u in ufuncs.BINARY if u.nout == 1 and u not in WRONG_IN_NUMPY]
SMOOTH = [
    *(np.add, np.subtract, np.multiply, np.divide, np.float_power, np.hypot),
    *(np.logaddexp, np.logaddexp2, np.maximum, np.minimum, np.fmax, np.fmin, np.copysign),
]


def by_name(ufunc):
    return ufunc.__name__


def outcome(f, *xs):
    """The result, or the kind of exception."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return f(*xs)
    except Exception as error:
        return type(error)


def alike(f, x):
    """A traced `f(x)` gives NumPy's result, or its kind of exception; in a batch too."""
    alike_in_a_batch(f, x)
    expected = outcome(f, x)
    got = outcome(lambda x: funcad.vjp(f, x)[0], x)
    if isinstance(expected, type):
        assert isinstance(got, type), (expected, got)
        assert issubclass(got, expected) or issubclass(expected, got)
        return
    assert not isinstance(got, type), got
    assert np.asarray(got).dtype == np.asarray(expected).dtype
    np.testing.assert_allclose(got, expected, rtol=1e-12)


def alike_in_a_batch(f, x):
    expected = outcome(f, x)
    got = outcome(lambda x: funcad.vmap(f)(x[None])[0], x)
    if isinstance(expected, type):
        assert isinstance(got, type), (expected, got)
        return
    assert not isinstance(got, type), got
    assert np.asarray(got).dtype == np.asarray(expected).dtype
    np.testing.assert_allclose(got, expected, rtol=1e-12)


def derivatives_agree(f, *xs, order=1):
    testing.check_grads(lambda *xs: np.sum(f(*xs) * 1.0), xs, order=order)


@pytest.mark.parametrize("dtype", ["f8", "i8", "?"])
@pytest.mark.parametrize("ufunc", ONE_RESULT, ids=by_name)
def test_every_method_of_every_binary_ufunc_gives_numpys_result(ufunc, dtype):
    x = X.astype(dtype)
    compare = alike if dtype == "f8" else alike_in_a_batch
    if ufunc in (np.logaddexp, np.logaddexp2) and dtype == "?":
        pytest.skip("in half precision another order of steps shows")
    if ufunc is np.ldexp:
        pytest.skip("its arguments have two types")
    for options in (
        {},
        {"axis": 1},
        {"axis": None},
        {"axis": (0, 1)},
        {"axis": ()},
        {"axis": -1, "keepdims": True},
        {"initial": 1},
        {"initial": None},
        {"where": MASK},
        {"where": MASK, "initial": 1, "axis": 1},
        {"axis": 7},
        {"dtype": np.float64},
    ):
        compare(lambda x, o=options: ufunc.reduce(x, **o), x)
    compare(lambda x: ufunc.reduce(x[:0]), x)
    compare(lambda x: ufunc.reduce(x[0, 0]), x)
    compare(ufunc.accumulate, x)
    compare(lambda x: ufunc.accumulate(x, axis=-1), x)
    compare(lambda x: ufunc.accumulate(x[:0]), x)
    compare(lambda x: ufunc.accumulate(x[0, 0]), x)
    compare(lambda x: ufunc.reduceat(x, [0, 2, 1]), x)
    compare(lambda x: ufunc.reduceat(x, [0, 3, 1, 1], axis=1), x)
    compare(lambda x: ufunc.reduceat(x, [5]), x)
    compare(lambda x: ufunc.outer(x, x[0]), x)


@pytest.mark.parametrize("ufunc", SMOOTH, ids=by_name)
def test_derivatives_of_methods(ufunc):
    derivatives_agree(lambda x: ufunc.reduce(x * x), X[:, :1], order=2)
    derivatives_agree(lambda x: ufunc.accumulate(x * x, axis=1), X[:2, :3])
    derivatives_agree(lambda x: ufunc.reduceat(x, [0, 2, 1]) ** 2, X[:, :2])
    derivatives_agree(lambda x: ufunc.outer(x[0], x[1]), X[:, :2])
    derivatives_agree(lambda x, v: ufunc.reduce(x, initial=v) ** 2, X[:, :2], 1.5)
    if ufunc.identity is not None or ufunc in (np.maximum, np.minimum):
        derivatives_agree(
            lambda x: ufunc.reduce(x, axis=None, where=MASK[:, :2], initial=1.0), X[:, :2]
        )


@pytest.mark.parametrize("ufunc", WRONG_IN_NUMPY, ids=by_name)
def test_reductions_go_from_the_first_entry_to_the_last(ufunc):
    x = X[0]

    def in_order(x):
        return ufunc(ufunc(ufunc(x[0], x[1]), x[2]), x[3])

    for f in (ufunc.reduce, lambda x: ufunc.reduceat(x, [0])[0], lambda x: ufunc.accumulate(x)[-1]):
        y, pullback = funcad.vjp(f, x)
        np.testing.assert_allclose(y, in_order(x), rtol=1e-14)
        np.testing.assert_allclose(pullback(1.0)[0], funcad.grad(in_order)(x), rtol=1e-14)


@pytest.mark.parametrize("ufunc", [*SMOOTH, *WRONG_IN_NUMPY], ids=by_name)
def test_at(ufunc):
    i, v = np.array([0, 2, 0, 1, 0]), RNG.uniform(0.5, 2.0, size=5)

    def f(x, v):
        y = x * 1.0
        ufunc.at(y, i, v)
        return y

    def plain(x, v):
        y = x * 1.0
        ufunc.at(y, i, v)
        return y

    x = X[0]
    np.testing.assert_allclose(funcad.vjp(f, x, v)[0], plain(x, v), rtol=1e-14)
    derivatives_agree(f, x, v)


def test_at_of_unary_ufuncs_slices_masks_and_numbers():
    def f(x):
        y = x * 1.0
        np.negative.at(y, [0, 0, 1])
        np.exp.at(y, (slice(None), 0))
        np.multiply.at(y, MASK, 2.0)
        np.divide.at(y, (1, [2, 3]), [4.0, 5.0])
        z = y[0, 0] * 1.0
        np.multiply.at(y, (), 3.0)
        return y * z

    expected = X * 1.0
    np.negative.at(expected, [0, 0, 1])
    np.exp.at(expected, (slice(None), 0))
    np.multiply.at(expected, MASK, 2.0)
    np.divide.at(expected, (1, [2, 3]), [4.0, 5.0])
    z = expected[0, 0] * 1.0
    np.multiply.at(expected, (), 3.0)
    np.testing.assert_allclose(funcad.vjp(f, X)[0], expected * z)
    derivatives_agree(f, X)


def test_at_refuses_what_it_cannot_keep():
    with pytest.raises(ReadOnlyError, match=r"np\.multiply\.at"):
        funcad.vjp(lambda v: np.multiply.at(np.ones(2), [0], v), 2.0)
    with pytest.raises(ReadOnlyError, match="argument"):
        funcad.vjp(lambda x: np.multiply.at(x, [0], 2.0), np.ones(2))
    with pytest.raises(IndexError):
        funcad.vjp(lambda x: np.multiply.at(x * 1, [9], 2.0), np.ones(2))


@pytest.mark.parametrize("ufunc", [np.maximum, np.minimum], ids=by_name)
def test_records_share_their_derivative_among_ties(ufunc):
    accumulate = ufunc.accumulate
    sign = 1.0 if ufunc is np.maximum else -1.0
    x = sign * np.array([1.0, 3.0, 2.0, 3.0, 3.0, 4.0, np.inf, np.inf])
    expected = np.array(
        [
            [1, 0, 0, 0, 0, 0, 0, 0],
            [0, 1, 0, 0, 0, 0, 0, 0],
            [0, 1, 0, 0, 0, 0, 0, 0],
            [0, 1 / 2, 0, 1 / 2, 0, 0, 0, 0],
            [0, 1 / 3, 0, 1 / 3, 1 / 3, 0, 0, 0],
            [0, 0, 0, 0, 0, 1, 0, 0],
            [0, 0, 0, 0, 0, 0, 1, 0],
            [0, 0, 0, 0, 0, 0, 1 / 2, 1 / 2],
        ]
    )
    np.testing.assert_allclose(funcad.jacrev(accumulate)(x), expected, rtol=1e-15)
    np.testing.assert_allclose(funcad.jacfwd(accumulate)(x), expected, rtol=1e-15)
    # the last record has the derivative of the maximum
    top = np.max if sign == 1 else np.min
    np.testing.assert_allclose(funcad.grad(top)(x), expected[-1])
    x = sign * np.array([1.0, np.nan, 5.0])
    rows = [[1, 0, 0], [0, 1, 0], [0, 1, 0]]
    np.testing.assert_array_equal(funcad.jacrev(accumulate)(x), rows)
    huge = funcad.jvp(accumulate, (np.array([1.0, 2.0, 2.0]) * sign,), (np.array([1e300, 1, 2]),))
    np.testing.assert_array_equal(huge[1], [1e300, 1, 1.5])


def test_reductions_of_one_entry_more_than_the_mask_takes():
    agrees(lambda x: np.fmax.reduce(x, axis=1), np.array([[1.0, np.nan], [np.nan, 2.0]]))
    g = funcad.grad(lambda x: np.fmax.reduce(x))(np.array([1.0, np.nan, 3.0]))
    np.testing.assert_array_equal(g, [0, 0, 1])
    g = funcad.grad(lambda x: np.hypot.reduce(x))(np.array([3.0, -4.0, 12.0]))
    np.testing.assert_allclose(g, np.array([3.0, -4.0, 12.0]) / 13)
    g = funcad.grad(lambda x: np.divide.reduce(x))(np.array([8.0, 2.0, 4.0]))
    np.testing.assert_allclose(g, [1 / 8, -1 / 2, -1 / 4])
    assert np.isneginf(funcad.vjp(np.logaddexp.reduce, np.zeros(0))[0])
    agrees(lambda x: np.logaddexp.reduce(x, axis=(0, 1), where=MASK, initial=0.5), X)
    agrees(lambda x: np.logaddexp2.reduce(x, axis=1, keepdims=True, dtype="f4"), X)


def test_scipys_ufuncs_have_methods_too():
    agrees(lambda x: special.xlogy.outer(x, x[0]), X)
    derivatives_agree(lambda x: special.xlogy.outer(x, x), X[0, :2])


def written(f, *xs):
    """f's result and what pulling ones back gives."""
    y, pullback = funcad.vjp(f, *xs)
    return y, pullback(np.ones_like(y))


def test_several_results_go_to_several_arrays():
    def f(x):
        whole = np.zeros_like(x)
        fraction, same = np.modf(x, out=(None, whole))
        assert same is whole
        q, r = np.zeros_like(x), np.zeros_like(x)
        assert np.divmod(x, 2.0, out=(q, r))[1] is r
        m, e = np.zeros_like(x), np.zeros(x.shape, np.int32)
        assert np.frexp(x, out=(m, e))[1] is e
        assert e.tolist() == [1, 3]
        return fraction + 10 * whole + 100 * q + 1000 * r + m

    x = np.array([1.75, 5.5])
    expected = np.array([0.75 + 10 + 0 + 1750 + 0.875, 0.5 + 50 + 200 + 1500 + 0.6875])
    y, (g,) = written(f, x)
    np.testing.assert_array_equal(y, expected)
    np.testing.assert_array_equal(g, [1 + 1000 + 0.5, 1 + 1000 + 0.125])
    with pytest.raises(ReadOnlyError, match="modf"):
        funcad.vjp(lambda x: np.modf(x, np.zeros(2), np.zeros(2)), x)


def test_where_and_out():
    def f(x):
        y = x * 10
        np.log(x, out=y, where=x > 1)
        z = np.zeros_like(x)
        np.add.outer(x, x[:1], out=z.reshape(2, 1))
        return y * z

    x = np.array([0.5, 2.0])
    y, (g,) = written(f, x)
    np.testing.assert_allclose(y, [5.0 * 1.0, np.log(2.0) * 2.5])
    np.testing.assert_allclose(g, [10 * 1 + 5 * 2 + np.log(2), 2.5 / 2 + np.log(2)])
    with pytest.raises(UnsupportedOperationError, match="where= without out="):
        funcad.vjp(lambda x: np.modf(x, out=(None, np.zeros_like(x)), where=x > 1), x)


def test_out_may_be_larger_never_smaller_and_keeps_its_type():
    x = np.array([1.0, 2.0])

    def f(x):
        y = np.zeros_like(x, shape=(3, 2))
        return np.multiply(x, x, out=y)

    np.testing.assert_array_equal(funcad.grad(lambda x: np.sum(f(x)))(x), 6 * x)
    with pytest.raises(ValueError, match="non-broadcastable output operand"):
        funcad.vjp(lambda x: np.add(x * np.ones((2, 2)), 1.0, out=x * 1), x)
    with pytest.raises(DtypeError):
        funcad.vjp(lambda x: np.multiply(x, 1j, out=x * 1), x)
    with pytest.raises(ValueError, match="out has shape"):
        funcad.vjp(lambda x: np.sum(x, axis=0, out=np.zeros_like(x)), x)
    with pytest.raises(ReadOnlyError):
        funcad.vjp(lambda x: np.multiply(x, x, out=np.zeros(2)), x)


def test_what_has_no_derivative_may_be_written_into_a_plain_array():
    def f(x):
        inside, where = np.zeros(2, bool), np.zeros(2, bool)
        assert np.greater(x, 1.0, out=inside) is inside
        np.isfinite(x, out=where, where=inside)
        assert np.logical_and.reduce(x > 0, out=np.zeros((), bool))
        assert np.argmax(x, axis=0, out=np.zeros((), int)) == 1
        return np.sum(x[inside & where])

    np.testing.assert_array_equal(funcad.grad(f)(np.array([1.0, 2.0])), [0, 1])


@pytest.mark.parametrize(
    "f",
    [
        lambda x: np.add(x, 1.0, dtype="f4"),
        lambda x: np.less(x, 1.0, dtype=bool),
        lambda x: np.sin(x, signature="f->f"),
        lambda x: np.add(x, x, signature=(None, None, np.float32), casting="unsafe"),
        lambda x: np.add(x, 1, casting="safe", order="F", subok=False),
        lambda x: np.add.outer(x, x, dtype="f4"),
        lambda x: np.matmul(x, x.T, dtype="f4"),
        lambda x: np.maximum.reduce(x, dtype="f4"),
        lambda x: np.subtract.accumulate(x, dtype="f4"),
        lambda x: np.add.reduceat(x, [0, 1], dtype="f4"),
    ],
)
def test_types_and_casting(f):
    agrees(f, X)


@pytest.mark.parametrize(
    "f",
    [
        lambda x: np.add(x, 1.0, casting="anything"),
        lambda x: np.add(x, np.float64(1.0), dtype="f4", casting="no"),
        lambda x: np.sin(x, foo=1),
        lambda x: np.add.reduce(x, foo=1),
        lambda x: np.add(x, 1.0, dtype="f4", signature="ff->f"),
        lambda x: np.sin(x, keepdims=True),
        lambda x: np.matmul(x, x.T, axis=0),
        lambda x: np.matmul(x, x.T, axes=[(0, 5), (0, 1), (0, 1)]),
        lambda x: np.sin.reduce(x),
        lambda x: np.subtract.reduce(x, axis=None),
    ],
)
def test_wrong_options_raise_as_in_numpy(f):
    expected, got = outcome(f, X), outcome(lambda x: funcad.vjp(f, x), X)
    assert isinstance(got, type)
    assert issubclass(got, expected) or issubclass(expected, got)


GENERALIZED = {
    "matmul, axes": lambda x: np.matmul(x, x, axes=[(0, 1), (1, 0), (0, 1)]),
    "matmul, axes of a stack": lambda x: np.matmul(
        x[None] * np.ones((4, 1, 1)), x, axes=[(0, 2), (0, 1), (-1, 0)]
    ),
    "matmul, vectors": lambda x: np.matmul(x[0], x, axes=[0, (1, 0), 0]),
    "matmul, two vectors": lambda x: np.matmul(x[0], x[1], axes=[0, 0, ()]),
    "vecdot, axis": lambda x: np.vecdot(x, x * 2, axis=0),
    "vecdot, axes": lambda x: np.vecdot(x, x.T, axes=[0, 1]),
    "vecdot, axes and result": lambda x: np.vecdot(x, x.T, axes=[0, 1, ()]),
    "vecdot, keepdims": lambda x: np.vecdot(x, x * 2, keepdims=True),
    "vecdot, axis and keepdims": lambda x: np.vecdot(x, x * 2, axis=0, keepdims=True),
    "matvec, axes": lambda x: np.matvec(x, x[0], axes=[(1, 0), 0, 0]),
    "vecmat, axes": lambda x: np.vecmat(x[0], x, axes=[0, (1, 0), 0]),
}


@pytest.mark.parametrize("name", GENERALIZED)
def test_axes_of_generalized_ufuncs(name):
    if not hasattr(np, name.split(",")[0]):
        pytest.skip("this NumPy does not have it")
    x = X[:, :3]
    agrees(GENERALIZED[name], x)
    derivatives_agree(GENERALIZED[name], x)
    expected = GENERALIZED[name](x)
    np.testing.assert_allclose(funcad.vmap(GENERALIZED[name])(np.stack([x, x]))[1], expected)


def test_tables_indexed_by_a_batch():
    table = np.arange(5.0) ** 2
    got = funcad.vmap(lambda i: np.take_along_axis(table, i, 0))(np.array([[1, 3], [2, 2]]))
    np.testing.assert_array_equal(got, [[1, 9], [4, 4]])
