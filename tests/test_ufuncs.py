"""NumPy's ufuncs on traced values: NumPy's values, dtypes, right derivatives at hard points."""

import math
import warnings

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

import funcad
from funcad.errors import ReadOnlyError, UnsupportedOperationError
from funcad.numpy_dispatch import ufuncs
from funcad.numpy_dispatch.tables import FUNCTIONS, UFUNCS, UNSUPPORTED

FLOATS = ("f2", "f4", "f8", "c8", "c16")
VALUES = [0.0, -0.0, 0.25, -0.75, 1.0, -1.0, 2.0, 3.5, -4.0]
OTHERS = [2, 0.5, -3, np.float32(1.5), np.float64(2.0), np.array([2], "i1"), np.array([3], "i8")]
OTHERS += [np.array([1.5], "f2"), np.array([1.5], "f8"), 2j]


def inside(f, x):
    """The value of f(x) as it is computed in reverse mode, in forward mode and in a batch."""
    yield funcad.vjp(f, x)[0]
    yield funcad.jvp(f, (x,), (np.ones_like(x),))[0]
    y = funcad.vmap(f)(x[None])
    yield (y[0][0], y[1][0]) if isinstance(y, tuple) else y[0]


def agree(f, x):
    """f gives NumPy's values and dtypes, or NumPy's refusal."""
    try:
        expected = f(x)
    except TypeError:
        with pytest.raises(TypeError):
            funcad.vjp(f, x)
        return
    for got in inside(f, x):
        for a, b in zip(np.atleast_1d(*tuples(got)), np.atleast_1d(*tuples(expected)), strict=True):
            assert np.asarray(a).dtype == np.asarray(b).dtype
            # complex x ** 0.5 is a square root here and in Python, but not in np.power
            np.testing.assert_allclose(a, b, rtol=0, atol=3e-7 if a.dtype.kind == "c" else 0)


def tuples(x):
    return x if isinstance(x, tuple) else (x, x)


@pytest.fixture
def _quiet():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def by_name(ufunc):
    return ufunc.__name__


def test_every_ufunc_is_in_a_table():
    every = {getattr(np, n) for n in dir(np) if isinstance(getattr(np, n), np.ufunc)}
    missing = {u.__name__ for u in every if u not in UFUNCS and u not in UNSUPPORTED}
    assert missing == set()
    assert not set(UFUNCS) & set(FUNCTIONS)


@pytest.mark.usefixtures("_quiet")
@pytest.mark.parametrize("dtype", FLOATS)
@pytest.mark.parametrize("ufunc", ufuncs.UNARY, ids=by_name)
def test_unary_values_and_dtypes_are_those_of_numpy(ufunc, dtype):
    agree(ufunc, np.array(VALUES, dtype))


@pytest.mark.usefixtures("_quiet")
@pytest.mark.parametrize("dtype", FLOATS)
@pytest.mark.parametrize("ufunc", ufuncs.BINARY, ids=by_name)
def test_binary_values_and_dtypes_are_those_of_numpy(ufunc, dtype):
    x = np.array(VALUES, dtype)
    if ufunc is np.power and (np.ones(1, "f4") ** np.float64(2)).dtype != np.float64:
        pytest.skip("in NumPy 2.0 x ** 2 has another dtype than np.power(x, 2)")
    agree(lambda x: ufunc(x, x), x)
    for other in OTHERS:
        agree(lambda x, y=other: ufunc(x, y), x)
        agree(lambda x, y=other: ufunc(y, x), x)


@pytest.mark.usefixtures("_quiet")
@pytest.mark.parametrize("ufunc", [*ufuncs.UNARY, *ufuncs.BINARY], ids=by_name)
def test_integers_in_a_batch_are_those_of_numpy(ufunc):
    x = np.array([1, 2, 3, 5])
    f = ufunc if ufunc.nin == 1 else lambda x: ufunc(x, x + 1)
    try:
        expected = f(x)
    except TypeError:
        return
    got = funcad.vmap(f)(x)
    for a, b in zip(tuples(got), tuples(expected), strict=True):
        assert a.dtype == b.dtype
        np.testing.assert_array_equal(a, b)


SMOOTH = {
    1: (np.exp, np.tanh, np.sin, np.arcsinh, np.square, np.negative, np.expm1, np.arctan),
    2: (np.add, np.subtract, np.multiply, np.logaddexp, np.hypot, np.maximum, np.minimum),
}
numbers = st.floats(-4, 4, width=16)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_values_and_adjoints_for_any_shapes(data):
    shapes = data.draw(hnp.mutually_broadcastable_shapes(num_shapes=2, max_dims=3, max_side=3))
    ufunc = data.draw(st.sampled_from([*SMOOTH[1], *SMOOTH[2]]))
    dtypes = [data.draw(st.sampled_from(("f4", "f8"))) for _ in range(2)]
    args = [
        data.draw(hnp.arrays(d, s, elements=numbers))
        for d, s in zip(dtypes, shapes.input_shapes, strict=True)
    ][: ufunc.nin]
    assume(ufunc is not np.hypot or all(np.all(np.abs(a) > 0.1) for a in args))
    y, pullback = funcad.vjp(ufunc, *args)
    assert y.dtype == ufunc(*args).dtype
    np.testing.assert_array_equal(y, ufunc(*args))
    ct = data.draw(hnp.arrays(y.dtype, y.shape, elements=numbers))
    tangents = [data.draw(hnp.arrays(a.dtype, a.shape, elements=numbers)) for a in args]
    cts = pullback(ct)
    dy = funcad.jvp(ufunc, tuple(args), tuple(tangents))[1]
    assert [(c.shape, c.dtype) for c in cts] == [(a.shape, a.dtype) for a in args]
    pairs = zip(cts, tangents, strict=True)
    left = sum(np.sum(c.astype("f8") * t) for c, t in pairs)
    right = np.sum(ct.astype("f8") * dy)
    scale = 1 + np.sum(np.abs(ct.astype("f8"))) * (1 + np.max(np.abs(dy), initial=0))
    assert left == pytest.approx(right, abs=1e-4 * scale)


def d(f, x):
    """The derivative of f at x, the same in both modes."""
    g = funcad.grad(f)(x)
    np.testing.assert_array_equal(funcad.jvp(f, (x,), (np.ones_like(x),))[1], g)
    return g


def d2(f, x):
    return d(lambda x: funcad.grad(f)(x), x)


@pytest.mark.parametrize(
    ("f", "x", "expected"),
    [
        (np.abs, 0.0, 0.0),
        (np.fabs, 0.0, 0.0),
        (np.sign, 2.0, 0.0),
        (lambda x: np.copysign(x, -1.0), 2.0, -1.0),
        (lambda x: np.maximum(x, 1.0), 1.0, 0.5),
        (lambda x: np.minimum(1.0, x), 1.0, 0.5),
        (lambda x: np.maximum(x, x), 1.0, 1.0),
        (lambda x: np.fmax(x, np.nan), 1.0, 1.0),
        (lambda x: np.fmin(np.nan, x), 1.0, 1.0),
        (lambda x: np.maximum(x, np.inf), np.inf, 0.5),
        (lambda x: np.hypot(x, 0.0), 0.0, 0.0),
        (lambda x: np.hypot(x, 3e200), 4e200, 0.8),
        (lambda x: np.arctan2(x, 1e200), 1e200, 5e-201),
        (lambda x: np.logaddexp(x, 800.0), 0.0, 0.0),
        (lambda x: np.logaddexp(x, -np.inf), 3.0, 1.0),
        (lambda x: np.logaddexp(x, -np.inf), -np.inf, 0.5),
        (lambda x: np.logaddexp(x, 3.0), np.inf, 1.0),
        (lambda x: np.logaddexp2(x, 2000.0), -2000.0, 0.0),
        (lambda x: np.heaviside(x, 0.5), 0.0, 0.0),
        (lambda y: np.heaviside(0.0, y), 0.3, 1.0),
        (np.sinc, 0.0, 0.0),
        (lambda x: np.ldexp(x, 3), 1.0, 8.0),
        (lambda x: x % 3.0, 7.5, 1.0),
        (lambda y: np.fmod(-7.5, y), 2.0, 3.0),
        (lambda y: np.fmod(0.3, y), 0.1, -2.0),
        (np.spacing, 1.0, 0.0),
        (lambda x: np.nextafter(x, 2.0), 1.0, 1.0),
    ],
)
def test_derivatives_at_hard_points(f, x, expected):
    assert d(f, x) == pytest.approx(expected, rel=1e-14)


@pytest.mark.parametrize(
    ("f", "x", "expected"),
    [
        (lambda x: np.hypot(x, 0.0), 0.0, 0.0),
        (np.abs, 0.0, 0.0),
        (np.sinc, 0.0, -(math.pi**2) / 3),
        (lambda x: np.logaddexp(x, 0.0), 0.0, 0.25),
        (lambda x: np.logaddexp(x, 0.0), 40.0, math.exp(-40)),
        (np.tanh, 20.0, -8 * math.exp(-40)),
    ],
)
def test_second_derivatives_at_hard_points(f, x, expected):
    assert d2(f, x) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize(
    ("f", "x", "expected"),
    [
        (np.tanh, 20.0, 4 * math.exp(-40)),
        (np.tanh, -8.0, 1 / math.cosh(8) ** 2),
        (np.tanh, 800.0, 0.0),
        (np.expm1, -50.0, math.exp(-50)),
        (np.arcsinh, 1e10, 1e-10),
        (np.arccosh, 1e200, 1e-200),
        (np.arccosh, 1 + 1e-10, 1 / math.sqrt((1 + 1e-10 - 1) * (2 + 1e-10))),
        (np.arcsin, 1 - 1e-10, 1 / math.sqrt((1 - (1 - 1e-10)) * (2 - 1e-10))),
        (np.arctanh, -1 + 1e-10, 1 / ((1 - 1e-10 + 1) * (1 + (-1 + 1e-10)))),
        (np.log1p, 1e-20, 1.0),
        (np.logaddexp, None, None),
    ],
)
def test_derivatives_keep_their_relative_accuracy(f, x, expected):
    if f is np.logaddexp:
        # the smaller term's share of the sum, with the level far above both
        f, x, expected = lambda x: np.logaddexp(x, 1e6 + 1), 1e6, 1 / (1 + math.e)
    assert d(f, x) == pytest.approx(expected, rel=4e-15, abs=0)


@pytest.mark.parametrize("n", [2, 100])
def test_tanh_in_its_tail_of_an_array(n):
    x = np.concatenate([[9.0, -12.0, np.nan], np.linspace(-1.0, 1.0, n)])
    np.testing.assert_allclose(
        funcad.grad(lambda x: np.sum(np.tanh(x)))(x), 1 / np.cosh(x) ** 2, rtol=1e-12
    )


def test_modulus_and_direction_of_complex_numbers_at_zero():
    assert funcad.grad(np.abs)(0j) == 0
    assert funcad.grad(lambda z: np.abs(np.sign(z)))(0j) == 0
    assert funcad.grad(np.abs)(3 + 4j) == 0.6 - 0.8j
    assert funcad.grad(np.angle)(1j) == pytest.approx(-1.0)  # ∂/∂x - i ∂/∂y at z = i


def test_nothing_of_a_nan_reaches_the_branch_not_taken():
    x = np.array([-1.0, 2.0])
    for f in (np.maximum, np.fmax):
        _, pullback = funcad.vjp(lambda x, f=f: f(x, 0.0), x)
        np.testing.assert_array_equal(pullback(np.array([np.nan, 1.0]))[0], [0.0, 1.0])


def test_reductions_and_other_methods():
    x = np.array([[1.0, 2.0], [3.0, 5.0]])

    def agrees(f):
        np.testing.assert_array_equal(funcad.vjp(f, x)[0], f(x))
        return funcad.vjp(f, x)[1](np.ones_like(f(x)))[0]

    np.testing.assert_array_equal(agrees(np.add.reduce), np.ones((2, 2)))
    np.testing.assert_array_equal(agrees(np.multiply.reduce), [[3, 5], [1, 2]])
    np.testing.assert_array_equal(
        agrees(lambda x: np.multiply.reduce(x, axis=1, keepdims=True)), [[2, 1], [5, 3]]
    )
    np.testing.assert_array_equal(
        agrees(lambda x: np.maximum.reduce(x, axis=None)), [[0, 0], [0, 1]]
    )
    np.testing.assert_array_equal(agrees(np.minimum.reduce), [[1, 1], [0, 0]])
    np.testing.assert_array_equal(agrees(np.add.accumulate), [[2, 2], [1, 1]])
    np.testing.assert_array_equal(agrees(lambda x: np.add.accumulate(x, 1)), [[2, 1], [2, 1]])
    np.testing.assert_array_equal(agrees(lambda x: np.add.outer(x, x[0])), [[6, 6], [2, 2]])
    assert funcad.vjp(lambda x: (x, np.logical_and.reduce(x > 1)), x)[0][1].tolist() == [0, 1]


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda x: np.isnat(x), "isnat"),
        (lambda x: np.sin(x, where=x > 0), "where= without out="),
    ],
)
def test_what_cannot_be_honoured_is_refused(call, said):
    with pytest.raises(UnsupportedOperationError, match=said):
        funcad.vjp(call, np.ones(2))


def test_logaddexp_reduces_infinities():
    x = np.array([[-np.inf, -np.inf, 1.0], [-np.inf, 3.0, 2.0]])
    y = funcad.vjp(np.logaddexp.reduce, x)[0]
    np.testing.assert_allclose(y, np.logaddexp.reduce(x))
    y, pullback = funcad.vjp(lambda x: np.logaddexp.reduce(x, axis=1), x)
    np.testing.assert_allclose(y, np.logaddexp.reduce(x, axis=1))
    share = 1 / (1 + math.exp(-1))
    np.testing.assert_allclose(pullback(np.ones(2))[0], [[0, 0, 1], [0, share, 1 - share]])


def test_add_at_counts_repeated_indices():
    i = np.array([0, 2, 0])

    def f(x, v):
        y = np.zeros_like(x)
        np.add.at(y, i, v * v)
        z = x * x
        np.subtract.at(z, (slice(1, None),), v[0])
        return y * z

    x, v = np.array([1.0, 2.0, 3.0]), np.array([3.0, 4.0, 5.0])
    y, pullback = funcad.vjp(f, x, v)
    np.testing.assert_array_equal(y, [34.0, 0.0, 16.0 * 6.0])
    gx, gv = pullback(np.ones(3))
    np.testing.assert_array_equal(gx, [68.0, 0.0, 96.0])
    np.testing.assert_array_equal(gv, [6.0 - 16.0, 8.0 * 6.0, 10.0])
    with pytest.raises(ReadOnlyError, match=r"np\.add\.at"):
        funcad.vjp(lambda x: np.add.at(np.zeros(2), [0], x), 1.0)


def test_dtype_of_a_ufunc():
    x = np.array([1.5, 2.5])
    y, pullback = funcad.vjp(lambda x: np.multiply(x, 2.0, dtype=np.float32), x)
    assert y.dtype == np.float32
    np.testing.assert_array_equal(pullback(np.ones(2, "f4"))[0], [2.0, 2.0])
    with pytest.raises(TypeError, match="same_kind"):
        funcad.vjp(lambda x: np.multiply(x, 2.0, dtype=int), x)


def test_out_and_where_write_into_a_traced_array():
    def f(x):
        y = np.zeros_like(x)
        np.sqrt(x, out=y, where=x > 1)
        return y

    x = np.array([0.25, 4.0])
    np.testing.assert_array_equal(funcad.vjp(f, x)[0], [0.0, 2.0])
    np.testing.assert_array_equal(funcad.vjp(f, x)[1](np.ones(2))[0], [0.0, 0.25])


@pytest.mark.parametrize("name", ufuncs.OBJECT_LOOPS)
def test_object_arrays_keep_the_gradient(name):
    ufunc = ufuncs.OBJECT_LOOPS[name]
    x = np.array([1.25, 1.5]) if name == "arccosh" else np.array([0.25, 0.5])
    y = 0.75

    def plain(x):
        return ufunc(x) if ufunc.nin == 1 else ufunc(x, y)

    def through_objects(x):
        entries = np.array([x[0], x[1]])
        return ufunc(entries) if ufunc.nin == 1 else ufunc(entries, y)

    if ufunc is np.logical_not:
        np.testing.assert_array_equal(through_objects(x), plain(x))
        return
    want, pull_plain = funcad.vjp(plain, x)
    got, pull_objects = funcad.vjp(through_objects, x)
    np.testing.assert_array_equal(got, want)
    if ufunc not in (np.rint,):
        np.testing.assert_array_equal(pull_objects(np.ones(2))[0], pull_plain(np.ones(2))[0])
