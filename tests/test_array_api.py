"""The array API's door: what a traced value answers to a library that asks for its namespace."""

import importlib
import os
import subprocess
import sys

import numpy as np
import pytest
from scipy import special

import funcad
import funcad.numpy as fnp
from funcad import grad
from funcad.errors import ReadOnlyError, UnsupportedOperationError

X = np.array([0.3, 0.7, 0.5])


def traced(ask):
    """What `ask` says of a traced value."""
    said = []

    def f(x):
        said.append(ask(x))
        return np.sum(x)

    grad(f)(X)
    return said[0]


def test_the_namespace():
    assert traced(lambda x: x.__array_namespace__()) is fnp
    assert traced(lambda x: x.__array_namespace__(api_version="2024.12")) is fnp
    with pytest.raises(ValueError, match="1999"):
        traced(lambda x: x.__array_namespace__(api_version="1999.01"))
    with pytest.raises(TypeError):
        traced(lambda x: x.__array_namespace__("2024.12"))


def test_the_extensions():
    xp = traced(lambda x: x.__array_namespace__())
    assert xp.linalg.norm is np.linalg.norm
    assert xp.fft.fft is np.fft.fft
    assert xp.special is funcad.numpy.special
    np.testing.assert_allclose(
        grad(lambda x: np.sum(xp.special.erf(x)))(X), 2 / np.sqrt(np.pi) * np.exp(-X * X)
    )


def test_modules_of_ours_do_not_hide_functions_of_scipy():
    ours = importlib.import_module("funcad.scipy.special")
    for name in ("gamma", "zeta", "airy"):
        assert ours.__getattr__(name) is getattr(special, name)
        assert callable(getattr(ours, name))


def test_importing_funcad_imports_no_namespace():
    code = "import sys, funcad; sys.exit('funcad.numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], timeout=60).returncode == 0


def test_devices():
    assert traced(lambda x: x.device) == "cpu"
    assert traced(lambda x: x.to_device("cpu") is x)
    assert traced(lambda x: x.__dlpack_device__()) == X.__dlpack_device__()
    with pytest.raises(UnsupportedOperationError, match="stays where its numbers are"):
        traced(lambda x: x.to_device("cuda:0"))
    with pytest.raises(ValueError, match="stream"):
        traced(lambda x: x.to_device("cpu", stream=1))


def test_memory_is_not_handed_over():
    with pytest.raises(UnsupportedOperationError, match="__dlpack__"):
        traced(lambda x: x.__dlpack__())
    with pytest.raises(UnsupportedOperationError, match="__dlpack__"):
        traced(np.from_dlpack)


def test_what_numpy_takes_over_stays_traced():
    assert traced(lambda x: fnp.from_dlpack(x) is x)
    assert traced(lambda x: fnp.from_dlpack(x, device="cpu", copy=True) is not x)
    np.testing.assert_array_equal(grad(lambda x: np.sum(fnp.from_dlpack(x) ** 2))(X), 2 * X)
    y = fnp.from_dlpack(X)
    assert type(y) is np.ndarray
    assert np.shares_memory(X, y)


def test_arrays_like_another_take_traced_values():
    def f(x):
        total = 0.0
        for make in (fnp.zeros_like, fnp.ones_like, fnp.empty_like):
            y = make(X)
            y[:] = x * x
            total = total + np.sum(y)
        z = fnp.full_like(X, 2.0)
        z[0] = x[0]
        return total + np.sum(z * z)

    np.testing.assert_allclose(grad(f)(X), 6 * X + np.array([2 * X[0], 0, 0]))
    assert type(fnp.zeros_like(X)) is np.ndarray


def test_answers_may_be_written_into_plain_arrays():
    def f(x):
        chosen = x > 0.4
        chosen &= ~np.zeros_like(x, dtype=bool)
        np.logical_and(x > 0.6, True, out=chosen)
        with pytest.raises(ReadOnlyError):
            np.multiply(x, 2, out=np.zeros(3))
        return np.sum(x * chosen)

    np.testing.assert_array_equal(grad(f)(X), [0, 1, 0])


MIXED = """
import numpy as np, funcad
from scipy import special, stats
x, c = np.array([0.3, 0.7, 0.5]), np.array([1.0, 2.0, 4.0])
g = funcad.grad(lambda x: stats.pmean(x, 3, weights=c))(x)
h = 1e-6 * np.eye(3)
f = lambda x: stats.pmean(x, 3, weights=c)
np.testing.assert_allclose(g, [(f(x + e) - f(x - e)) / 2e-6 for e in h], rtol=1e-6)
funcad.grad(lambda x: np.sum(special.erf(x) * special.erf(c)))(x)
assert type(special.erf(c)) is np.ndarray
"""


def test_constants_beside_traced_values():
    pytest.importorskip("scipy", "1.17")
    env = {**os.environ, "SCIPY_ARRAY_API": "1"}
    subprocess.run([sys.executable, "-c", MIXED], env=env, timeout=60, check=True)
