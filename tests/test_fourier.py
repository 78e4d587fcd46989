"""np.fft: dtypes, errors and options as NumPy has them; derivatives of known transforms."""

import numpy as np
import pytest

import funcad
from funcad import grad, jvp, vmap
from funcad.errors import ReadOnlyError
from tests.agreement import agrees, raises_alike

REAL = np.random.default_rng(0).normal(size=(3, 4))
COMPLEX = REAL + 1j * np.random.default_rng(1).normal(size=(3, 4))
ONE = ["fft", "ifft", "rfft", "irfft", "hfft", "ihfft"]
SEVERAL = ["fft2", "ifft2", "rfft2", "irfft2", "fftn", "ifftn", "rfftn", "irfftn"]


def argument(name, dtype=np.float64):
    x = REAL if name in ("rfft", "ihfft", "rfft2", "rfftn") else COMPLEX
    return x.astype(np.result_type(dtype, np.complex64) if x.dtype.kind == "c" else dtype)


@pytest.mark.parametrize("name", ONE + SEVERAL)
@pytest.mark.parametrize("dtype", [np.float64, np.float32, np.float16, np.longdouble])
def test_dtypes(name, dtype):
    agrees(getattr(np.fft, name), argument(name, dtype))


@pytest.mark.parametrize("name", ["fft", "ifft", "fftn", "irfft", "hfft"])
@pytest.mark.parametrize("dtype", [np.float64, np.float32, np.float16])
def test_real_input(name, dtype):
    agrees(getattr(np.fft, name), REAL.astype(dtype))


@pytest.mark.parametrize("name", ONE)
@pytest.mark.parametrize("options", [{"n": 0}, {"n": -1}, {"axis": 2}, {"norm": "both"}])
def test_errors_are_those_of_numpy(name, options):
    raises_alike(lambda x: getattr(np.fft, name)(x, **options), argument(name))


@pytest.mark.parametrize("name", ONE)
def test_empty(name):
    raises_alike(getattr(np.fft, name), np.zeros((2, 0)))
    y, pull = funcad.vjp(lambda x: getattr(np.fft, name)(x, n=3), np.zeros((2, 0)))
    np.testing.assert_array_equal(y, np.zeros_like(y))  # NumPy's irfft: what was in memory
    assert pull(y)[0].shape == (2, 0)
    agrees(getattr(np.fft, name), np.zeros((0, 3)))


@pytest.mark.parametrize("name", SEVERAL)
@pytest.mark.parametrize("options", [{"s": (2,)}, {"s": (2, 3), "axes": (0,)}, {"axes": (0, 5)}])
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_errors_of_several_axes(name, options):
    if options == {"s": (2,)} and name.endswith("n"):
        agrees(lambda x: getattr(np.fft, name)(x, **options), argument(name))
    else:
        raises_alike(lambda x: getattr(np.fft, name)(x, **options), argument(name))


def test_deprecations_are_those_of_numpy():
    with pytest.warns(DeprecationWarning, match="`axes` should not be `None`"):
        funcad.vjp(lambda x: np.fft.fftn(x, s=(2, 2)), REAL)
    with pytest.warns(DeprecationWarning, match="containing `None` values"):
        funcad.vjp(lambda x: np.fft.fftn(x, s=(2, None), axes=(0, 1)), REAL)


def test_rfft_of_complex_numbers():
    for name in ("rfft", "ihfft", "rfftn"):
        with pytest.raises(TypeError, match="real numbers"):
            funcad.vjp(getattr(np.fft, name), COMPLEX)


def test_out():
    def into_zeros(x):
        y = np.zeros_like(x)
        np.fft.fft(x, out=y)
        return y

    agrees(into_zeros, COMPLEX)
    with pytest.raises(ReadOnlyError, match="out=array"):
        funcad.vjp(lambda x: np.fft.fft(x, out=np.zeros((3, 4), complex)), REAL)


@pytest.mark.parametrize("axes", [None, 0, -1, (0, 1), [1]])
@pytest.mark.parametrize("f", [np.fft.fftshift, np.fft.ifftshift])
def test_shifts(f, axes):
    agrees(lambda x: f(x, axes=axes), REAL)
    raises_alike(lambda x: f(x, axes=3), REAL)


def test_parseval():
    """Σ|x_k|² of the spectrum is n Σ x²: gradient 2 n x."""
    x = REAL[0]
    power = grad(lambda x: np.sum(np.abs(np.fft.fft(x)) ** 2))(x)
    np.testing.assert_allclose(power, 2 * 4 * x)


def test_the_derivative_of_a_transform_is_the_transform():
    _, dy = jvp(np.fft.fft, (COMPLEX,), (COMPLEX[::-1],))
    np.testing.assert_array_equal(dy, np.fft.fft(COMPLEX[::-1]))
    ct = np.fft.fft(COMPLEX)
    _, pull = funcad.vjp(np.fft.fft, REAL)  # a real argument: a real cotangent
    np.testing.assert_allclose(pull(ct)[0], np.fft.fft(ct).real)


def test_a_batch_along_any_axis():
    f = lambda x: np.fft.irfftn(np.fft.rfftn(x, axes=(1, 0)), s=(3, 4), axes=(1, 0))
    x = np.stack([REAL, REAL + 1])
    np.testing.assert_allclose(vmap(f)(x), np.stack([f(v) for v in x]))
    np.testing.assert_allclose(
        vmap(np.fft.fft, in_axes=1, out_axes=1)(REAL), np.fft.fft(REAL, axis=0)
    )


def test_spectral_derivative():
    """d/dt by Fourier: exact for a trigonometric polynomial, and so is its gradient."""
    n = 8
    t = 2 * np.pi * np.arange(n) / n
    k = np.fft.rfftfreq(n, 1 / n)

    def energy(a):
        u = a * np.sin(t)
        return np.sum(np.fft.irfft(1j * k * np.fft.rfft(u), n) ** 2)  # Σ a² cos² = a² n/2

    np.testing.assert_allclose(grad(energy)(3.0), 3.0 * n)
    np.testing.assert_allclose(funcad.hessian(energy)(3.0), n)
