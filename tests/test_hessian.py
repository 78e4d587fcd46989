"""Second derivatives: the Hessian, its diagonal, its trace."""

import numpy as np
import pytest

import funcad
from funcad import errors

X = np.array([0.5, -1.0, 2.0])


def f(x):
    return np.sum(x**3) * x[0] + np.exp(x[1] * x[2])


def reference(x):
    g = funcad.grad(f)
    h = 1e-5
    return np.stack([(g(x + h * e) - g(x - h * e)) / (2 * h) for e in np.eye(3)])


@pytest.mark.parametrize("chunk_size", [None, 1, 2])
def test_hessian(chunk_size):
    matrix = funcad.hessian(f, chunk_size=chunk_size)(X)
    np.testing.assert_allclose(matrix, reference(X), rtol=1e-7, atol=1e-7)
    np.testing.assert_allclose(matrix, matrix.T)
    np.testing.assert_allclose(funcad.jacrev(funcad.jacfwd(f))(X), matrix)
    value, again = funcad.value_and_hessian(f, chunk_size=chunk_size)(X)
    assert value == f(X)
    np.testing.assert_array_equal(again, matrix)


@pytest.mark.parametrize("chunk_size", [None, 1, 2])
def test_diagonal_and_trace(chunk_size):
    matrix = funcad.hessian(f)(X)
    diagonal = funcad.hessian_diag(f, chunk_size=chunk_size)(X)
    np.testing.assert_allclose(diagonal, np.diag(matrix))
    assert funcad.laplacian(f, chunk_size=chunk_size)(X) == pytest.approx(np.trace(matrix))


def test_trees():
    g = lambda p, y: np.sum(p["a"] ** 2) * p["b"] * y
    p = {"a": np.ones(2), "b": 3.0}
    h = funcad.hessian(g)(p, 2.0)
    np.testing.assert_array_equal(h["a"]["a"], 12.0 * np.eye(2))
    np.testing.assert_array_equal(h["a"]["b"], [4.0, 4.0])
    assert h["b"]["b"] == 0.0
    h = funcad.hessian(g, (0, 1))(p, 2.0)
    assert h[1][0]["b"] == 2.0
    assert h[0]["b"][1] == 2.0
    d = funcad.hessian_diag(g)(p, 2.0)
    np.testing.assert_array_equal(d["a"], [12.0, 12.0])
    assert d["b"] == 0.0
    assert funcad.laplacian(g, argnames="p")(p, 2.0) == 24.0


def test_auxiliary_results():
    g = lambda x: (f(x), {"x": x, "n": 3})
    for transform in (funcad.hessian, funcad.hessian_diag, funcad.laplacian):
        result, aux = transform(g, has_aux=True)(X)
        np.testing.assert_allclose(result, transform(f)(X))
        assert type(aux["x"]) is np.ndarray
        np.testing.assert_array_equal(aux["x"], X)
    (value, aux), _matrix = funcad.value_and_hessian(g, has_aux=True)(X)
    assert value == f(X)
    assert aux["n"] == 3


def test_laplacian_of_several_results():
    g = lambda x: {"s": x * x, "t": np.prod(x)}
    result = funcad.laplacian(g)(X)
    np.testing.assert_array_equal(result["s"], [2.0, 2.0, 2.0])
    assert result["t"] == 0.0


def test_scalars_and_empty_arguments():
    assert funcad.hessian(lambda x: x**3)(2.0) == 12.0
    assert funcad.hessian_diag(lambda x: x**3)(2.0) == 12.0
    assert funcad.laplacian(lambda x: x**3)(2.0) == 12.0
    assert funcad.hessian(np.sum)(np.zeros(0)).shape == (0, 0)
    assert funcad.hessian_diag(np.sum)(np.zeros(0)).shape == (0,)
    assert funcad.laplacian(np.sum)(np.zeros(0)) == 0.0


def test_refusals():
    for transform in (funcad.hessian, funcad.value_and_hessian, funcad.hessian_diag):
        with pytest.raises(errors.NotScalarError, match=transform.__name__):
            transform(lambda x: x * x)(X)
    for transform in (funcad.hessian_diag, funcad.laplacian):
        with pytest.raises(errors.DtypeError, match="needs real arguments"):
            transform(lambda z: np.real(z * z))(1j)


def test_holomorphic():
    z = 1.0 + 2.0j
    assert funcad.hessian(lambda z: z**3, holomorphic=True)(z) == pytest.approx(6 * z)
