"""scipy.fft's cosine and sine transforms as they are: dtypes, errors, lists, backends."""

import re

import numpy as np
import pytest
from scipy import fft

import funcad
from tests.agreement import agrees

REAL = np.random.default_rng(0).normal(size=(3, 4))
NAMES = ["dct", "idct", "dst", "idst", "dctn", "idctn", "dstn", "idstn"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("dtype", ["float32", "float64", "longdouble", "float16", "complex64"])
def test_dtypes(name, dtype):
    agrees(getattr(fft, name), REAL.astype(dtype))
    agrees(lambda x: getattr(fft, name)(x, 1, norm="ortho"), REAL.astype(dtype))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("options", [{"type": 5}, {"norm": "both"}])
def test_errors_are_those_of_scipy(name, options):
    with pytest.raises((ValueError, NotImplementedError)) as expected:
        getattr(fft, name)(REAL, **options)
    with pytest.raises(expected.type, match=re.escape(str(expected.value))):
        funcad.vjp(lambda x: getattr(fft, name)(x, **options), REAL)


@pytest.mark.parametrize("options", [{"axis": 2}, {"n": 0}, {"n": -1}])
def test_no_such_axis_or_length(options):
    for f in (fft.dct, fft.idst):
        with pytest.raises((IndexError, ValueError)):
            funcad.vjp(lambda x, f=f: f(x, **options), REAL)


@pytest.mark.parametrize("options", [{"axes": (2,)}, {"axes": (0, 0)}, {"s": (2,), "axes": (0, 1)}])
def test_no_such_axes(options):
    with pytest.raises(ValueError, match="ax"):
        funcad.vjp(lambda x: fft.dctn(x, **options), REAL)


def test_what_is_computed_of_other_arguments():
    agrees(lambda x: fft.dct([x[0], 2.0, x[1] ** 2]), REAL[0])
    agrees(lambda x: fft.dct(x * 1, overwrite_x=True, workers=1), REAL)
    np.testing.assert_allclose(funcad.vjp(lambda x: fft.dctn(x, s=3), REAL)[0], fft.dctn(REAL, s=3))
    counts = funcad.vmap(lambda n: fft.dct(n))(np.arange(6).reshape(2, 3))
    np.testing.assert_allclose(counts, fft.dct(np.arange(6).reshape(2, 3)))


def test_the_gradient_of_an_orthogonal_transform_is_its_inverse():
    for type in (1, 2, 3, 4):
        y, pull = funcad.vjp(lambda x, t=type: fft.dct(x, t, norm="ortho"), REAL)
        np.testing.assert_allclose(pull(y)[0], REAL)


class Declining:
    """A backend of the user, which leaves every call to the next one."""

    __ua_domain__ = "numpy.scipy.fft"

    @staticmethod
    def __ua_function__(method, args, kwargs):
        return NotImplemented


def test_plain_arrays_and_backends_of_others_are_as_before():
    funcad.grad(lambda x: np.sum(fft.dct(x)))(REAL)
    assert type(fft.dct(REAL)) is np.ndarray
    assert type(fft.dct([1, 2, 3], 2)) is np.ndarray
    with fft.set_backend(Declining):
        agrees(fft.dct, REAL)


def test_options_about_speed_are_named_where_scipy_refuses_them():
    with pytest.raises(ValueError, match="workers") as caught:
        funcad.grad(lambda x: np.sum(np.abs(fft.fft(x, workers=2))))(REAL)
    assert "leave it out" in caught.value.__notes__[0]
