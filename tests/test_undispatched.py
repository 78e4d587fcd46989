"""What becomes of a traced value in the names that NumPy keeps, or that are refused."""

import numpy as np
import pytest

import funcad
from funcad.errors import UnsupportedArgumentError, UnsupportedOperationError
from funcad.numpy_dispatch.tables import UNSUPPORTED

X, V = 2.0, np.array([1.0, 2.0, 3.0])

RAISING = {
    "arange": lambda x, v: np.arange(x),
    "hanning": lambda x, v: np.hanning(x),
    "tri": lambda x, v: np.tri(x),
    "eye": lambda x, v: np.eye(x),
    "zeros": lambda x, v: np.zeros(x),
    "zeros, writing": lambda x, v: np.zeros(3).__setitem__(0, x),
    "zeros, slices": lambda x, v: np.zeros(3).__setitem__(slice(None), v),
    "full, dtype": lambda x, v: np.full(3, x, dtype=float),
    "fromiter": lambda x, v: np.fromiter((x * k for k in range(3)), float),
    "array, dtype": lambda x, v: np.array(v, dtype=float),
    "array, list": lambda x, v: np.array([x, 1.0], dtype=float),
    "asarray, dtype": lambda x, v: np.asarray(v, dtype=float),
    "require": lambda x, v: np.require(v, dtype=float),
    "base_repr": lambda x, v: np.base_repr(x),
    "format_float_positional": lambda x, v: np.format_float_positional(x),
    "format_float_scientific": lambda x, v: np.format_float_scientific(x),
    "float64": lambda x, v: np.float64(x),
    "float32": lambda x, v: np.float32(v),
    "int64": lambda x, v: np.int64(x),
    "complex128": lambda x, v: np.complex128(x),
    "nditer": lambda x, v: list(np.nditer(v)),
    "frombuffer": lambda x, v: np.frombuffer(v),
    "from_dlpack": lambda x, v: np.from_dlpack(v),
    "memoryview": lambda x, v: memoryview(v),
    "polyfit": lambda x, v: np.polynomial.polynomial.polyfit([1.0, 2.0, 3.0], v, 1),
    "polyroots": lambda x, v: np.polynomial.polynomial.polyroots(v),
    "a list with a plain number": lambda x, v: np.sin([x, 2.0]),
    "a matrix of a list": lambda x, v: np.linalg.det([[x, 1.0], [1.0, x]]),
    "put": lambda x, v: np.put(np.zeros(3), 0, x),
    "fill": lambda x, v: np.zeros(3).fill(x),
    "itemset": lambda x, v: np.zeros(3).flat.__setitem__(0, x),
}


@pytest.mark.parametrize("name", RAISING)
def test_what_would_lose_the_derivative_raises(name):
    with pytest.raises((TypeError, ValueError, AttributeError)):
        funcad.vjp(RAISING[name], X, V)


CARRYING = {
    "array": (lambda x, v: np.array(v), np.ones(3)),
    "array, list": (lambda x, v: np.array([v[0], v[2] * v[1]]), [1, 3, 2]),
    "asarray_chkfinite": (lambda x, v: np.asarray_chkfinite(v), np.ones(3)),
    "ascontiguousarray": (lambda x, v: np.ascontiguousarray(v), np.ones(3)),
    "asfortranarray": (lambda x, v: np.asfortranarray(v), np.ones(3)),
    "full": (lambda x, v: np.full((2, 3), v), [2, 2, 2]),
    "require": (lambda x, v: np.require(v, requirements="C"), np.ones(3)),
    "fromiter": (lambda x, v: np.fromiter(v * v, object), [2, 4, 6]),
    "fromfunction": (lambda x, v: np.fromfunction(lambda i: i * v[1], (3,)), [0, 3, 0]),
    "frompyfunc": (lambda x, v: np.frompyfunc(lambda t: t * t, 1, 1)(v), [2, 4, 6]),
    "frompyfunc of two": (
        lambda x, v: np.frompyfunc(lambda s, t: (s * t, t if t > 1 else s), 2, 2)(v, x)[0],
        [2, 2, 2],
    ),
    "frompyfunc, reduced": (
        lambda x, v: np.frompyfunc(lambda s, t: s * t, 2, 1).reduce(v),
        [6, 3, 2],
    ),
    "frompyfunc, reduced along an axis": (
        lambda x, v: np.frompyfunc(lambda s, t: s * t, 2, 1).reduce(v[:, None] * [1.0, x]),
        [54, 27, 18],
    ),
    "vectorize": (lambda x, v: np.vectorize(lambda t: t * t)(v), [2, 4, 6]),
    "r_": (lambda x, v: np.r_[v, v[1], 1.0], [1, 2, 1]),
    "c_": (lambda x, v: np.c_[v, v * v], [3, 5, 7]),
    "mgrid": (lambda x, v: np.mgrid[0 : v[0] : 3j], [1.5, 0, 0]),
    "ogrid": (lambda x, v: np.ogrid[0 : v[0] : 3j, 0:1:2j][0], [1.5, 0, 0]),
    "polycompanion": (
        lambda x, v: np.polynomial.polynomial.polycompanion(v)[0],
        [-1 / 3, 0, 1 / 9],
    ),
    "polydiv": (lambda x, v: np.polynomial.polynomial.polydiv(v, [2.0, 1.0])[0], [0, 1, -1]),
    "ndenumerate": (lambda x, v: sum(t * i[0] for i, t in np.ndenumerate(v)), [0, 1, 2]),
    "fftfreq": (lambda x, v: np.fft.fftfreq(4, 1 / v[0])[1], [0.25, 0, 0]),
}


@pytest.mark.parametrize("name", CARRYING)
def test_what_carries_the_derivative_along(name):
    f, expected = CARRYING[name]
    gradient = funcad.grad(lambda v: np.sum(f(X, v)))(V)
    np.testing.assert_allclose(gradient, expected)
    tangent = funcad.jvp(lambda v: np.sum(f(X, v)), (V,), (np.ones(3),))[1]
    np.testing.assert_allclose(tangent, np.sum(expected))


def test_an_array_of_objects_is_written_into():
    def f(v):
        y = np.array([v[0], 2.0, v[2]], dtype=object)
        y *= v  # by np.multiply(y, v, out=y)
        np.add(v, v, out=y, where=[True, False, False])
        y[1] = v[1] ** 2
        return np.sum(y)

    np.testing.assert_array_equal(funcad.grad(f)(V), [2, 4, 6])


def test_questions_about_types():
    def f(v):
        assert not np.isscalar(v[0])
        assert np.iterable(v)
        assert not np.iterable(v[0])
        assert np.result_type(v, np.float32) == np.float64
        assert np.promote_types(v.dtype, "f4") == np.float64
        assert np.issubdtype(v.dtype, np.floating)
        assert np.mintypecode([v.dtype.char]) == "d"
        assert np.finfo(v.dtype).eps < 1e-15
        assert np.broadcast_shapes(v.shape, (2, 1)) == (2, 3)
        assert np.isdtype(v.dtype, "real floating")
        assert np.broadcast(v, np.ones((2, 1))).shape == (2, 3)
        return v[0]

    np.testing.assert_array_equal(funcad.grad(f)(V), [1, 0, 0])


@pytest.mark.parametrize("name", [n for n in UNSUPPORTED if isinstance(n, str)])
def test_refused_members_raise(name):
    with pytest.raises(UnsupportedOperationError, match=f"x.{name}"):
        funcad.vjp(lambda v: getattr(v, name)() if name != "data" else v.data, V)


# a ufunc of SciPy's says that its module is NumPy: tests/test_special_census.py has those
NOT_OF_SCIPY = [
    f
    for f in UNSUPPORTED
    if getattr(f, "__module__", "numpy").startswith("numpy")
    and (not isinstance(f, np.ufunc) or hasattr(np, f.__name__))
]


@pytest.mark.parametrize("f", [f for f in NOT_OF_SCIPY if callable(f)], ids=lambda f: f.__name__)
def test_refused_functions_raise(f):
    before = ["never written"] if f.__name__.startswith("save") else []
    after = [V] if "share" in f.__name__ or f.__name__.startswith("busday") else []
    with pytest.raises(UnsupportedOperationError, match=f.__name__):
        funcad.vjp(lambda v: f(*before, v, *after), V)


def test_an_entry_of_flat():
    with pytest.raises(ValueError, match="single item") as caught:
        funcad.grad(lambda x: np.zeros(3).flat.__setitem__(0, x))(1.0)
    assert "np.zeros_like(x)" in caught.value.__notes__[0]

    def written(x):
        y = np.zeros_like(x)
        y.flat[1] = x[0] ** 2
        return np.sum(y)

    assert funcad.grad(written)(np.array([3.0, 1.0])).tolist() == [6.0, 0.0]


@pytest.mark.filterwarnings("ignore::PendingDeprecationWarning")
def test_a_result_that_is_a_matrix_or_masked_is_refused():
    x = np.ones((2, 2))
    assert (
        funcad.grad(lambda x: np.sum(np.asmatrix(x) @ np.asmatrix(x)))(x).tolist() == [[4, 4]] * 2
    )
    for transform in (funcad.jacrev, funcad.jacfwd):
        with pytest.raises(UnsupportedArgumentError, match=r"np\.asarray\(x\)$"):
            transform(np.asmatrix)(x)
        with pytest.raises(UnsupportedArgumentError, match=r"np\.where\(mask"):
            transform(lambda x: np.ma.array(x, mask=np.eye(2)))(x)
    inside = np.ma.array([1.0, 2.0], mask=[0, 1])
    sums = funcad.grad(lambda x: np.sum(np.asarray(np.asmatrix(x)) * np.ma.filled(inside, 0.0)))
    assert sums(x).tolist() == [[1, 0], [1, 0]]


POINTS = [np.float64(2), np.float32(2), V, V + 1j, np.zeros((0, 3)), np.arange(6.0).reshape(2, 3).T]


@pytest.mark.parametrize("z", POINTS, ids=lambda z: f"{z.dtype}{z.shape}")
def test_checks_of_np_testing_look_at_the_numbers(z):
    def f(z):
        np.testing.assert_allclose(z, z * 1.0, rtol=1e-6)
        np.testing.assert_array_equal(z * 2, z + z)
        np.testing.assert_array_almost_equal(z, z)
        np.testing.assert_equal(z, z)
        if z.size:
            with pytest.raises(AssertionError, match="Mismatched"):
                np.testing.assert_allclose(z, z + 1)
            with pytest.raises(AssertionError):
                np.testing.assert_equal(z, z + 1)
        return z * z

    _, tangent = funcad.jvp(f, (z,), (z,))
    np.testing.assert_array_equal(tangent, 2 * z * z)
    twice = funcad.grad(lambda z: np.sum(np.real(funcad.jvp(f, (z,), (z,))[1])))(z)
    np.testing.assert_array_equal(twice, 4 * z)


def test_checks_of_np_testing_in_a_batch():
    with pytest.raises(funcad.errors.BatchedValueError, match=r"np\.testing"):
        funcad.vmap(lambda v: np.testing.assert_allclose(v, v))(np.ones((2, 3)))


@pytest.mark.parametrize("make", [np.random.default_rng, np.random.RandomState])
def test_shuffling(make):
    def f(v):
        y = v * v
        make(3).shuffle(y)
        return y

    np.testing.assert_array_equal(funcad.vjp(f, V)[0], f(V))
    np.testing.assert_array_equal(funcad.jacrev(f)(V) @ V, 2 * f(V))
    # rows would be exchanged through views of them, and some be lost
    with pytest.raises(UnsupportedOperationError, match=r"rng\.permutation"):
        funcad.vjp(f, np.ones((3, 2)))
    permuted = lambda v: make(3).permutation(v)
    rows = np.arange(6.0).reshape(3, 2)
    np.testing.assert_array_equal(funcad.vjp(permuted, rows)[0], permuted(rows))


def test_what_cannot_be_filled_says_what_can():
    for f in (lambda x: np.full_like(V, x), lambda x: np.full(3, x, dtype=float)):
        with pytest.raises(UnsupportedOperationError, match=r"funcad\.numpy\.full"):
            funcad.grad(lambda x, f=f: np.sum(f(x)))(1.0)
    assert funcad.grad(lambda x: np.sum(funcad.numpy.full_like(V, x)))(1.0) == 3


def test_a_cutoff_may_be_traced():
    b = np.ones(3)
    f = lambda a: np.linalg.lstsq(a, b, rcond=a[0, 0] * 1e-9)[0]
    a = np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 7.0]])
    plain = funcad.jacfwd(lambda a: np.linalg.lstsq(a, b, rcond=1e-9)[0])(a)
    np.testing.assert_array_equal(funcad.jacfwd(f)(a), plain)
    with pytest.raises(UnsupportedOperationError, match=r"funcad\.custom_vjp"):
        funcad.grad(lambda x: np.sum(np.linalg.lstsq(a, b, rcond=x)[0]))(1e-9)
