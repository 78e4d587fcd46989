"""Every kind of array and number: right values, types and derivatives, or a clear refusal.

Gradients are compared with those of the same numbers in double precision, side by side in memory.
"""

import warnings
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

import funcad
from funcad.errors import (
    DtypeError,
    IntegerInputError,
    NotDifferentiableError,
    UnsupportedArgumentError,
)

BASE = np.array([[0.5, 1.5, 0.25], [1.25, 0.75, 2.0]])

REAL = {
    "sin": lambda x: np.sum(np.sin(x)),
    "polynomial": lambda x: np.sum(3 * x**2 - x / 2 + 1),
    "mean": lambda x: np.mean(x * x),
    "max": np.max,
    "sort": lambda x: np.sum(np.sort(x, axis=None)[1:] * 2),
    "matmul": lambda x: np.sum(x @ x.T) if x.ndim else x * x,
    "cumsum": lambda x: np.sum(np.cumsum(x) ** 2),
    "where": lambda x: np.sum(np.where(x > 1, x * x, 0)),
    "index": lambda x: np.sum(x[..., ::-1] * 2),
    "var": np.var,
    "prod": np.prod,
    "norm": np.linalg.norm,
    "logaddexp": lambda x: np.sum(np.logaddexp(x, x * 2)),
    "reshape": lambda x: np.sum(np.reshape(x, -1) ** 3),
    "einsum": lambda x: np.einsum("i,i->", np.ravel(x), np.ravel(x)),
    "median": np.median,
    "stack": lambda x: np.sum(np.stack([x, x * x])),
    "clip": lambda x: np.sum(np.clip(x, 0.3, 1.3)),
    "write": lambda x: np.sum(_written(x)),
}
COMPLEX = {
    n: REAL[n] for n in ("sin", "polynomial", "matmul", "cumsum", "prod", "reshape", "stack")
}


def _written(x):
    y = np.zeros_like(x)
    y[...] = x * 3
    y[..., 0] *= 2
    return y


def read_only(x):
    x = x.copy()
    x.flags.writeable = False
    return x


LAYOUTS = {
    "Fortran order": np.asfortranarray(BASE),
    "negative strides": BASE[::-1, ::-1],
    "strides": np.repeat(BASE, 2, axis=1)[:, ::2],
    "read-only": read_only(BASE),
    "broadcast": np.broadcast_to(np.array([0.5, 1.0, 2.0]), (2, 3)),
    "byte-swapped": BASE.astype(">f8"),
    "byte-swapped single": BASE.astype(">f4"),
    "unaligned": np.frombuffer(b"x" + BASE.tobytes(), dtype="f8", offset=1).reshape(2, 3),
    "size 1": np.full((1, 1), 0.5),
    "0-d": np.array(0.5),
    "NumPy scalar": np.float64(0.5),
    "Python float": 0.5,
}
TOLERANCE = {2: 2e-2, 4: 1e-5, 8: 1e-12, 16: 1e-12}


def close(a, b, tolerance):
    np.testing.assert_allclose(np.asarray(a, "c16"), np.asarray(b, "c16"), tolerance, tolerance)


def check(f, x, tolerance):
    """Value, gradient, tangent and batch of a real function of `x`, of x's type or NumPy's."""
    native = np.asarray(x).dtype.newbyteorder("=")
    plain = np.array(x, dtype="f8")
    expected, slope = f(x), funcad.grad(f)(plain)
    value, gradient = funcad.value_and_grad(f)(x)
    assert np.asarray(value).dtype == np.asarray(expected).dtype
    assert np.asarray(gradient).dtype == native
    assert np.shape(gradient) == np.shape(x)
    close(value, expected, tolerance)
    close(gradient, slope, tolerance)
    t = np.ones_like(np.asarray(x))
    tangent = funcad.jvp(f, (x,), (t if np.ndim(x) else t[()],))[1]
    assert np.asarray(tangent).dtype == np.asarray(expected).dtype
    close(tangent, np.sum(slope), 10 * tolerance)
    batch = funcad.vmap(f)(np.stack([x, x]))
    assert batch.dtype == np.asarray(expected).dtype
    close(batch, [expected, expected], tolerance)
    again = funcad.grad(lambda x: np.sum(funcad.grad(f)(x) * 1.0))(x)
    assert np.asarray(again).dtype == native
    close(again, funcad.grad(lambda x: np.sum(funcad.grad(f)(x)))(plain), 10 * tolerance)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", REAL)
def test_layouts(name, layout):
    x = LAYOUTS[layout]
    if not np.ndim(x) and name in ("index", "write"):
        pytest.skip("needs an axis")
    if layout == "Python float" and name == "matmul":
        pytest.skip("needs an array")
    check(REAL[name], x, TOLERANCE[np.asarray(x).itemsize])


@pytest.mark.parametrize("dtype", ["f2", "f4", "g"])
@pytest.mark.parametrize("name", REAL)
def test_precisions(name, dtype):
    x = BASE.astype(dtype)
    if dtype == "f2" and name == "norm":
        pytest.skip("NumPy has none in half precision")
    check(REAL[name], x, TOLERANCE[min(x.itemsize, 16)])


@pytest.mark.parametrize("dtype", ["c8", "c16", "G", ">c16"])
@pytest.mark.parametrize("name", COMPLEX)
def test_complex_precisions(name, dtype):
    x = (BASE + 0.5j * BASE[::-1]).astype(dtype)

    def f(x):
        return np.real(COMPLEX[name](x))

    value, gradient = funcad.value_and_grad(f)(x)
    assert value.dtype == f(x).dtype
    assert gradient.dtype == x.dtype.newbyteorder("=")
    tolerance = 1e-5 if x.itemsize == 8 else 1e-12
    close(gradient, funcad.grad(f)(x.astype("c16")), tolerance)
    tangent = funcad.jvp(f, (x,), (x * 1j,))[1]
    close(tangent, np.sum(gradient * x * 1j).real, 10 * tolerance)
    close(funcad.vmap(f)(np.stack([x, x])), [f(x), f(x)], tolerance)


@pytest.mark.parametrize("shape", [(0,), (0, 3), (2, 0)])
def test_empty_arrays(shape):
    x = np.zeros(shape)
    for name in ("sin", "polynomial", "cumsum", "where", "index", "prod", "stack", "clip", "norm"):
        value, gradient = funcad.value_and_grad(REAL[name])(x)
        assert value == REAL[name](x)
        assert gradient.shape == shape
        assert funcad.jvp(REAL[name], (x,), (x,))[1] == 0
    with pytest.raises(ValueError, match="zero-size"):
        funcad.grad(np.max)(x)
    assert funcad.vmap(REAL["sin"])(np.zeros((2, *shape))).tolist() == [0, 0]


def test_memmap(tmp_path):
    x = np.memmap(tmp_path / "x", dtype="f8", mode="w+", shape=(2, 3))
    x[:] = BASE
    for f in REAL.values():
        gradient = funcad.grad(f)(x)
        assert type(gradient) is np.ndarray
        np.testing.assert_array_equal(gradient, funcad.grad(f)(BASE))
        np.testing.assert_array_equal(
            funcad.grad(lambda y, f=f: f(y * x))(BASE),
            funcad.grad(lambda y, f=f: f(y * BASE))(BASE),
        )


def test_long_doubles_keep_their_digits():
    x = np.longdouble(1) / 3
    assert funcad.grad(lambda x: x * x)(x) == 2 * x
    assert type(funcad.grad(np.exp)(x)) is np.longdouble


@pytest.mark.parametrize(
    "x", [1, True, np.int32(1), np.arange(3), np.array([True]), np.array([1, 2], "u1")]
)
@pytest.mark.parametrize("transform", [funcad.grad, funcad.jacrev, funcad.jacfwd, funcad.hessian])
def test_integers_are_refused(transform, x):
    with pytest.raises(IntegerInputError, match="pass floats"):
        transform(lambda x: np.sum(x * 1.0))(x)


NO_NUMBERS = {
    "structured": np.zeros(3, [("a", "f8"), ("b", "f8")]),
    "dates": np.array(["2020-01-01"], "M8[D]"),
    "durations": np.array([1, 2], "m8[D]"),
    "texts": np.array(["a", "b"]),
    "bytes": np.array([b"a"]),
    "text": "a",
    "decimals": np.array([Decimal(1), Decimal(2)]),
}


@pytest.mark.parametrize("name", NO_NUMBERS)
def test_what_is_no_number_is_refused_as_input(name):
    for transform in (funcad.grad, funcad.jacfwd):
        with pytest.raises((NotDifferentiableError, UnsupportedArgumentError)):
            transform(np.sum)(NO_NUMBERS[name])


MASKED = np.ma.array([1.0, 2.0, 3.0], mask=[False, True, False])
with warnings.catch_warnings():
    warnings.simplefilter("ignore", PendingDeprecationWarning)
    MATRIX = np.matrix([[1.0, 2.0, 3.0]])


@pytest.mark.parametrize("y", [MASKED, MATRIX], ids=["masked", "matrix"])
def test_subclasses_with_rules_of_their_own_are_refused(y):
    with pytest.raises(
        (NotDifferentiableError, UnsupportedArgumentError), match=r"np\.asarray|ndarray"
    ):
        funcad.grad(lambda y: np.sum(y))(y)
    for f in (
        lambda x: x * y,
        lambda x: x - y,
        lambda x: np.add(x, y),
        lambda x: np.dot(x, y.T),
        lambda x: np.where(x > 0, x, y),
        lambda x: np.concatenate([x[None], y if y.ndim == 2 else y[None]]),
        lambda x: _assigned(x, y),
    ):
        with pytest.raises(UnsupportedArgumentError, match="convert it first"):
            funcad.grad(lambda x, f=f: np.sum(f(x)))(np.ones(3))


def test_a_masked_array_that_computes_with_objects_is_right():
    x = np.array([1.0, 2.0, 4.0])
    np.testing.assert_array_equal(funcad.grad(lambda x: np.sum(MASKED * x))(x), [1, 0, 3])
    np.testing.assert_array_equal(
        funcad.grad(lambda x: np.ma.array(x, mask=[0, 1, 0]).mean())(x), [0.5, 0, 0.5]
    )


def _assigned(x, y):
    z = x * 1
    z[:] = y
    return z


CONSTANTS = {
    "int": 3,
    "bool": True,
    "large int": 10**30,
    "np.int8": np.int8(100),
    "np.uint8": np.uint8(200),
    "np.bool": np.True_,
    "np.float16": np.float16(1.5),
    "np.float32": np.float32(1.5),
    "Fraction": Fraction(1, 3),
    "Decimal": Decimal("0.3"),
    "0-d": np.array(1.5),
    "list": [1, 2, 3],
    "tuple": (1.0, 2.5, 3.0),
    "list of bools": [True, False, True],
    "range": range(1, 4),
    "int8 array": np.array([100, 2, 3], "i1"),
    "bool array": np.array([True, False, True]),
    "byte-swapped": np.array([1.0, 2.0, 3.0], ">f8"),
    "objects": np.array([1, 2.5, 3], object),
    "Fractions": np.array([Fraction(1, 3)] * 3, object),
}
USES = {
    "x * c": lambda x, c: x * c,
    "c * x": lambda x, c: c * x,
    "x - c": lambda x, c: x - c,
    "c - x": lambda x, c: c - x,
    "x / c": lambda x, c: x / (c if np.all(np.asarray(c)) else 1.0),
    "c / x": lambda x, c: c / x,
    "x ** c": lambda x, c: x**c if np.all(np.asarray(c, float) < 1e3) else x,
    "hypot": lambda x, c: np.hypot(x, c),
    "arctan2": lambda x, c: np.arctan2(c, x),
    "maximum": lambda x, c: np.maximum(x, c),
    "where": lambda x, c: np.where(x > 1, x, c),
    "dot": lambda x, c: np.dot(x, c),
    "+=": lambda x, c: _added(x, c),
    "number * c": lambda x, c: x[0] * c,
    "c * number": lambda x, c: c * x[0],
}


def _added(x, c):
    y = x * 1
    y += c
    return y


@pytest.mark.parametrize("name", CONSTANTS)
@pytest.mark.parametrize("use", USES)
def test_constants(use, name):
    f, c, x = USES[use], CONSTANTS[name], np.array([0.7, 1.3, 2.6])
    double = np.asarray(c, dtype="f8")
    exact = double if double.ndim else float(double)

    def total(x, c=c):
        return np.sum(f(x, c)) * 1.0

    want, slope = funcad.value_and_grad(lambda x: total(x, exact))(x)
    try:
        value, gradient = funcad.value_and_grad(total)(x)
    except UnsupportedArgumentError:  # clear, and only where NumPy would compute with objects
        assert np.asarray(c).dtype == object
        return
    np.testing.assert_allclose(value, want, rtol=1e-15)
    np.testing.assert_allclose(gradient, slope, rtol=1e-14)
    tangent = funcad.jvp(total, (x,), (np.ones(3),))[1]
    np.testing.assert_allclose(tangent, np.sum(slope), rtol=1e-14)


@pytest.mark.parametrize("base", [np.int8(3), np.array([3, 100, 7], "i1"), np.float16(1.5)])
def test_powers_of_small_types_have_exact_logarithms(base):
    y, double = np.array([0.7, 1.3, 2.6]), np.asarray(base, "f8")
    expected = double**y * np.log(double)
    np.testing.assert_allclose(funcad.grad(lambda y: np.sum(base**y))(y), expected, rtol=1e-15)
    second = funcad.grad(lambda y: np.sum(funcad.grad(lambda y: np.sum(base**y))(y)))(y)
    np.testing.assert_allclose(second, expected * np.log(double), rtol=1e-14)


def test_no_constant_at_all():
    x = np.ones(3)
    for f in (
        lambda x: x + None,
        lambda x: None * x,
        lambda x: np.add(x, None),
        lambda x: x < None,
    ):
        with pytest.raises(TypeError):
            funcad.grad(lambda x, f=f: np.sum(f(x)))(x)
    with pytest.raises(TypeError, match="None is no number"):
        funcad.grad(lambda x: np.sum(_assigned(x, None)))(x)
    with pytest.raises(DtypeError):
        funcad.grad(lambda x: np.sum(_assigned(x, "a")))(x)
    with pytest.raises(TypeError):
        funcad.grad(lambda x: np.sum(x + {1.0, 2.0}))(x)


@pytest.mark.parametrize("index", [3, -4, (0, 1), [0, 3], np.array([-4]), (slice(None), 0)])
def test_indices_out_of_range_raise(index):
    x = np.ones(3)
    for use in (
        lambda x: x[index],
        lambda x: _put(x * 1, index),
        lambda x: _put(np.zeros_like(x), index),
    ):
        with pytest.raises(IndexError):
            funcad.grad(lambda x, use=use: np.sum(use(x)))(x)
        with pytest.raises(IndexError):
            funcad.jvp(lambda x, use=use: np.sum(use(x)), (x,), (x,))
        with pytest.raises(IndexError):
            funcad.vmap(lambda x, use=use: np.sum(use(x)))(x[None])


def _put(y, index):
    y[index] = 2.0
    return y


def test_indices_of_functions_out_of_range_raise():
    x = np.ones((3, 3))
    for use in (
        lambda x: np.take(x, [0, 9]),
        lambda x: np.take_along_axis(x, np.array([[5]]), 1),
        lambda x: np.put(x * 1, [9], 1.0),
        lambda x: np.add.at(x * 1, [9], 1.0),
        lambda x: np.add.reduceat(x, [9]),
        lambda x: np.delete(x, 7, axis=0),
        lambda x: np.insert(x, 7, 1.0, axis=0),
        lambda x: np.choose([5], [x, x]),
    ):
        with pytest.raises((IndexError, ValueError)):
            funcad.vjp(use, x)


def test_a_change_of_types_to_objects_keeps_the_derivative():
    x = np.array([1.0, 2.0])
    g = funcad.grad(lambda x: np.sum(x.astype(object) * x))(x)
    np.testing.assert_array_equal(g, 2 * x)


def test_tangents_and_cotangents_may_be_byte_swapped():
    x, t = np.array([1.0, 2.0]), np.array([3.0, 4.0], ">f8")
    np.testing.assert_array_equal(funcad.jvp(np.square, (x,), (t,))[1], [6, 16])
    np.testing.assert_array_equal(funcad.vjp(np.square, x)[1](t)[0], [6, 16])
    np.testing.assert_array_equal(funcad.jvp(np.square, (x.astype(">f8"),), (t,))[1], [6, 16])
