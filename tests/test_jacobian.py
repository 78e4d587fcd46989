"""Jacobians: modes agree, chunks, pytrees, shapes, dtypes, complex numbers."""

import numpy as np
import pytest

import funcad
from funcad import errors

X = np.array([0.5, -1.0, 2.0])


def f(x):
    return np.sin(x[:2]) * x[2]


EXPECTED = np.array(
    [
        [np.cos(0.5) * 2.0, 0.0, np.sin(0.5)],
        [0.0, np.cos(-1.0) * 2.0, np.sin(-1.0)],
    ]
)


@pytest.mark.parametrize("chunk_size", [None, 1, 2, 100])
@pytest.mark.parametrize("mode", ["auto", "fwd", "rev"])
def test_modes_and_chunks_agree(mode, chunk_size):
    jac = funcad.jacobian(f, mode=mode, chunk_size=chunk_size)(X)
    np.testing.assert_allclose(jac, EXPECTED)
    value, jac = funcad.value_and_jacobian(f, mode=mode, chunk_size=chunk_size)(X)
    np.testing.assert_array_equal(value, f(X))
    np.testing.assert_allclose(jac, EXPECTED)


@pytest.mark.parametrize("jac", [funcad.jacfwd, funcad.jacrev, funcad.jacobian])
def test_shapes_are_exact(jac):
    for shape_in in [(), (2,), (2, 3), (0,)]:
        for shape_out in [(), (4,), (1, 2), (0,)]:
            y = np.ones(shape_out)
            result = jac(lambda x, y=y: np.sum(x) * y)(np.ones(shape_in))
            assert np.shape(result) == shape_out + shape_in
    assert type(jac(np.sin)(0.0)) is np.float64


@pytest.mark.parametrize("jac", [funcad.jacfwd, funcad.jacrev, funcad.jacobian])
def test_trees_of_results_hold_trees_of_arguments(jac):
    def g(p, k):
        return {"prod": p["w"] * p["b"], "sum": np.sum(p["w"]) * k, "const": 2.0}

    p = {"w": np.arange(4.0).reshape(2, 2), "b": np.array([1.0, 2.0])}
    j = jac(g, (0, 1))(p, 3.0)
    assert list(j) == ["prod", "sum", "const"]
    assert j["prod"][0]["w"].shape == (2, 2, 2, 2)
    assert j["prod"][0]["b"].shape == (2, 2, 2)
    assert j["sum"][1] == 6.0
    np.testing.assert_array_equal(j["sum"][0]["w"], 3.0 * np.ones((2, 2)))
    np.testing.assert_array_equal(j["const"][0]["w"], np.zeros((2, 2)))
    expected = np.einsum("ij,jk->ijk", p["w"], np.eye(2))
    np.testing.assert_array_equal(j["prod"][0]["b"], expected)


@pytest.mark.parametrize("jac", [funcad.jacfwd, funcad.jacrev, funcad.jacobian])
def test_auxiliary_results_argnums_and_names(jac):
    g = lambda a, b: (a * b, {"b": b})
    j, aux = jac(g, -1, has_aux=True)(2.0, np.ones(2))
    np.testing.assert_array_equal(j, 2 * np.eye(2))
    np.testing.assert_array_equal(aux["b"], np.ones(2))
    j, _ = jac(g, has_aux=True, argnames="a")(2.0, np.ones(2))
    np.testing.assert_array_equal(j, [1.0, 1.0])


def test_the_function_runs_once():
    for options in ({"mode": "fwd"}, {"mode": "fwd", "chunk_size": 1}, {"mode": "rev"}, {}):
        calls = []

        def counted(x, calls=calls):
            calls.append(1)
            return x * x

        funcad.jacobian(counted, **options)(X)
        assert len(calls) == 1


@pytest.mark.parametrize("mode", ["fwd", "rev", "auto"])
def test_dtypes(mode):
    j = funcad.jacobian(lambda x: x * x, mode=mode)(np.ones(2, np.float32))
    assert j.dtype == np.float32


def test_complex_numbers():
    z = np.array([1.0 + 2.0j, 0.5j])
    for jac in (funcad.jacfwd, funcad.jacrev, funcad.jacobian):
        np.testing.assert_allclose(jac(lambda z: z * z, holomorphic=True)(z), np.diag(2 * z))
        with pytest.raises(errors.DtypeError, match="needs complex arguments"):
            jac(lambda x: x, holomorphic=True)(X)
    real_to_complex = funcad.jacobian(lambda x: x * (1 + 2j))
    np.testing.assert_allclose(real_to_complex(X), (1 + 2j) * np.eye(3))
    complex_to_real = funcad.jacobian(lambda z: np.real(z * np.conjugate(z)))
    np.testing.assert_allclose(complex_to_real(z), np.diag(2 * np.conjugate(z)))
    with pytest.raises(errors.DtypeError, match="goes forward and needs real arguments"):
        funcad.jacfwd(lambda z: z * z)(z)
    for f, x in [(lambda x: x * (1 + 2j), X), (lambda z: z * z, z)]:
        with pytest.raises(errors.DtypeError, match="goes back and needs real results"):
            funcad.jacrev(f)(x)


def test_refusals():
    with pytest.raises(errors.ArgumentError, match="mode is"):
        funcad.jacobian(f, mode="sideways")
    with pytest.raises(errors.ArgumentError, match="chunk_size must be at least 1"):
        funcad.jacobian(f, chunk_size=0)
    with pytest.raises(errors.NotDifferentiableError, match="needs real or complex results"):
        funcad.jacobian(np.argmax)(X)


def test_jacobians_compose():
    outer = funcad.jacobian(funcad.jacobian(f))(X)
    assert outer.shape == (2, 3, 3)
    np.testing.assert_allclose(outer, funcad.jacfwd(funcad.jacrev(f))(X))
    np.testing.assert_allclose(outer, funcad.jacrev(funcad.jacfwd(f))(X))
    np.testing.assert_allclose(outer, funcad.jacrev(funcad.jacrev(f))(X))
    batch = funcad.vmap(funcad.jacobian(f))(np.stack([X, 2 * X]))
    np.testing.assert_allclose(batch[1], funcad.jacobian(f)(2 * X))
