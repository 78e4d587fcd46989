"""linearize: the derivative as a function that can be called, transposed, batched."""

import numpy as np
import pytest

import funcad
from funcad import errors


def f(x):
    y = np.zeros_like(x)
    y[0] = np.sin(x[0])
    y[1:] = x[1:] * x[:-1]
    return y


X = np.array([0.5, -1.0, 2.0])


def test_it_agrees_with_jvp():
    y, derivative = funcad.linearize(f, X)
    np.testing.assert_array_equal(y, f(X))
    for dx in np.eye(3):
        np.testing.assert_allclose(derivative(dx), funcad.jvp(f, (X,), (dx,))[1])


def test_the_function_runs_once():
    calls = []

    def counted(x):
        calls.append(1)
        return x * x

    _, derivative = funcad.linearize(counted, 3.0)
    assert [derivative(1.0), derivative(2.0)] == [6.0, 12.0]
    assert len(calls) == 1


def test_it_can_be_transposed_batched_and_differentiated():
    _, derivative = funcad.linearize(f, X)
    jac = funcad.jacobian(f)(X)
    np.testing.assert_allclose(funcad.vmap(derivative)(np.eye(3)), jac.T)
    ct = np.array([1.0, 2.0, 3.0])
    np.testing.assert_allclose(funcad.vjp(derivative, X)[1](ct)[0], ct @ jac)
    np.testing.assert_allclose(funcad.linear_transpose(derivative, X)(ct)[0], ct @ jac)
    twice = funcad.grad(lambda x: np.sum(funcad.linearize(f, x)[1](np.ones(3))))(X)
    np.testing.assert_allclose(
        twice, funcad.grad(lambda x: np.sum(funcad.jvp(f, (x,), (np.ones(3),))[1]))(X)
    )


def test_trees_several_results_and_auxiliary_results():
    def g(p, x):
        return {"s": np.sum(p["a"]), "y": p["a"] * x, "c": 3.0}, "aux"

    _y, derivative, aux = funcad.linearize(g, {"a": np.ones(2)}, 3.0, has_aux=True)
    dy = derivative({"a": np.array([1.0, 2.0])}, 10.0)
    assert (dy["s"], dy["c"], aux) == (3.0, 0.0, "aux")
    np.testing.assert_array_equal(dy["y"], [13.0, 16.0])


def test_tangents_must_fit():
    _, derivative = funcad.linearize(lambda x: x, np.ones(2))
    with pytest.raises(errors.ArgumentError, match="needs 1 tangents"):
        derivative(np.ones(2), np.ones(2))
    with pytest.raises(errors.ShapeError, match="the tangent of x"):
        derivative(np.ones(3))


def test_large_arrays_whose_values_are_not_kept():
    x = np.linspace(0.1, 1.0, 20_000)
    g = lambda x: np.exp(x * -0.5) / x + np.concatenate([x[1:], x[:1]])
    _, derivative = funcad.linearize(g, x)
    np.testing.assert_allclose(derivative(x), funcad.jvp(g, (x,), (x,))[1])
