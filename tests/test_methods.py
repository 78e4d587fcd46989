"""The methods and attributes of an ndarray, on traced values."""

import numpy as np
import pytest

import funcad
from funcad import grad
from tests.agreement import agrees, raises_alike

X = np.random.default_rng(4).normal(size=(3, 4))
Z = X + 1j * X[::-1]


# NumPy 2.0 still lists names that it removed, and one that 2.3 removed.
NAMES = [n for n in dir(np.ndarray) if n[0] != "_" and hasattr(X, n) and n != "tostring"]


@pytest.mark.parametrize("name", NAMES)
def test_every_public_name_is_there(name):
    def f(x):
        try:
            getattr(x * 1.0, name)
        except funcad.errors.UnsupportedAttributeError as error:
            assert name in str(error)  # noqa: PT017
        return np.sum(x)

    assert grad(f)(X).shape == X.shape


def test_values_are_numpys():
    for f in (
        lambda x: x.sum(1, keepdims=True),
        lambda x: x.mean(axis=0),
        lambda x: x.prod(-1),
        lambda x: x.std(ddof=1),
        lambda x: x.var(0, np.float64, None, 1),
        lambda x: x.max(axis=0, initial=0.1),
        lambda x: x.min(),
        lambda x: x.any(axis=0),
        lambda x: x.all(),
        lambda x: x.argmax(0),
        lambda x: x.argmin(),
        lambda x: x.cumsum(0),
        lambda x: x.cumprod(),
        lambda x: x.reshape(2, -1),
        lambda x: x.reshape((2, 6), order="F"),
        lambda x: x.reshape(12),
        lambda x: x.ravel("F"),
        lambda x: x.flatten(),
        lambda x: x.transpose(),
        lambda x: x.transpose(1, 0),
        lambda x: x.swapaxes(0, 1),
        lambda x: x[None].squeeze(0),
        lambda x: x.repeat(2, axis=0),
        lambda x: x.take([0, 2], axis=1),
        lambda x: x.argsort(),
        lambda x: x.argpartition(1).shape,
        lambda x: x.diagonal(1),
        lambda x: x.copy("F"),
        lambda x: x.astype(np.float32),
        lambda x: x.astype(int),
        lambda x: x.astype(bool),
        lambda x: x.astype(complex),
        lambda x: x.nonzero(),
        lambda x: x.compress([True, False, True], axis=0),
        lambda x: x.T,
        lambda x: x.mT,
        lambda x: x.real,
        lambda x: x.flat[3],
        lambda x: x.flat[[3, 1]],
        lambda x: list(x.T.flat),
        lambda x: len(x.flat),
        lambda x: x.view(),
        lambda x: x.view(np.ndarray),
        lambda x: x.view(type=np.ndarray),
        lambda x: x.clip(-0.5, 0.5),
        lambda x: x.conj(),
        lambda x: x.dot(x.T),
        lambda x: x.round(1),
        lambda x: (x.shape, x.ndim, x.size, x.itemsize, x.nbytes, x.strides),
        lambda x: x.T.flags.f_contiguous,
    ):
        agrees(f, X)


def test_complex_parts():
    for f in (lambda z: z.real, lambda z: z.imag, lambda z: z.conjugate()):
        agrees(f, Z)


def test_in_place_methods():
    def run(f):
        def g(x):
            y = x * 2.0
            assert f(y, x) is None
            return y

        return g

    for f in (
        lambda y, x: y.fill(x[0, 0]),
        lambda y, x: y.sort(),
        lambda y, x: y.sort(axis=0),
        lambda y, x: y.put([0, 5], x[0, :2]),
        lambda y, x: y.flat.__setitem__(3, x[0, 0]),
        lambda y, x: y.flat.__setitem__(slice(0, 4), x[0]),
        lambda y, x: setattr(y, "flat", x[0]),
        lambda y, x: setattr(y, "real", x * x),
    ):
        agrees(run(f), X)
    for f in (
        lambda y, x: setattr(y, "real", x.imag),
        lambda y, x: setattr(y, "imag", x.real[0]),
        lambda y, x: y.real.__setitem__(0, 7.0),
        lambda y, x: y.imag.__setitem__((0, slice(2)), x.real[0, :2]),
    ):
        agrees(run(f), Z)


def test_views_through_attributes():
    def f(x):
        y = x * 2.0
        y.T[0, 1] = x[0, 0]
        y.view()[2] = 0.0
        y.real[1, 1] = 3.0
        return y

    agrees(f, X)


def test_bytes_and_bits_are_refused():
    for f in (
        lambda x: x.tobytes(),
        lambda x: x.tofile("nowhere"),
        lambda x: x.dumps(),
        lambda x: x.view(np.int64),
        lambda x: x.byteswap(),
        lambda x: x.resize(3),
        lambda x: x.setflags(write=True),
        lambda x: x.data,
        lambda x: x.ctypes,
        lambda x: x.trace(),
    ):
        with pytest.raises(funcad.errors.UnsupportedOperationError, match="x\\."):
            grad(f)(X)
    assert grad(lambda x: np.sum(x) * (not hasattr(x, "ctypes")))(X)[0, 0] == 1


def test_errors_are_numpys():
    for f in (
        lambda x: x.astype(int, casting="safe"),
        lambda x: x.reshape(5),
        lambda x: x.transpose(0, 0),
        lambda x: x.squeeze(0),
        lambda x: x.take(99),
    ):
        raises_alike(f, X)


def test_the_message_of_tobytes():
    with pytest.raises(funcad.errors.UnsupportedOperationError) as error:
        grad(lambda x: x.tobytes())(X)
    assert str(error.value) == (
        "x.tobytes(...): bytes of a traced value would lose its derivative\n"
        "  instead    funcad.stop_gradient(x).tobytes()"
    )


def test_casting_to_integers_drops_the_derivative():
    np.testing.assert_array_equal(
        grad(lambda x: np.sum(x * x.astype(int)))(np.array([1.5, 2.5])), [1, 2]
    )


def test_casting_between_precisions_keeps_it():
    g = grad(lambda x: np.sum(x.astype(np.float32) ** 2).astype(float))(np.array([1.5, 2.5]))
    assert g.dtype == np.float64
    np.testing.assert_array_equal(g, [3, 5])


def test_text_is_refused():
    with pytest.raises(funcad.errors.ConversionError) as error:
        grad(lambda x: x.astype(str))(X)
    assert str(error.value) == (
        "x.astype('str') of a traced value would lose its gradient\n"
        "  to show it               print(x), or an f-string of it\n"
        "  to drop it on purpose    funcad.stop_gradient(x).astype('str')"
    )


def test_one_entry_by_its_index():
    for f in (
        lambda x: x.item(1, 2),
        lambda x: x.item((1, 2)),
        lambda x: x.item(-1),
        lambda x: x.item((0, -1)),
        lambda x: x[0].item(2),
        lambda x: x[0].item((2,)),
        lambda x: x[0, 0].item(),
    ):
        assert funcad.vjp(f, X)[0] == f(X)
        assert np.shape(funcad.vjp(f, X)[0]) == ()
