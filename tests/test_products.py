"""Products of the Hessian, Gauss-Newton and Fisher matrices with vectors."""

import numpy as np
import pytest

import funcad
from funcad import errors

RNG = np.random.default_rng(0)
X, V = RNG.normal(size=3), RNG.normal(size=3)


def f(x):
    return np.sum(np.sin(x) * x[0]) ** 2


def model(x):
    return np.exp(x) * x[::-1]


def test_hvp():
    np.testing.assert_allclose(funcad.hvp(f, (X,), (V,)), funcad.hessian(f)(X) @ V)


def test_hvp_of_several_arguments_and_trees():
    g = lambda p, y: np.sum(p["a"] ** 2) * y
    p, dp = {"a": np.ones(2)}, {"a": np.array([1.0, 0.0])}
    hp, hy = funcad.hvp(g, (p, 3.0), (dp, 1.0))
    np.testing.assert_array_equal(hp["a"], [8.0, 2.0])  # 2 y da + 2 a dy
    assert hy == 2.0
    hp, aux = funcad.hvp(lambda p: (g(p, 3.0), "aux"), (p,), (dp,), has_aux=True)
    np.testing.assert_array_equal(hp["a"], [6.0, 0.0])
    assert aux == "aux"
    with pytest.raises(errors.NotScalarError, match="hvp needs"):
        funcad.hvp(model, (X,), (V,))


def test_gnvp():
    jac = funcad.jacobian(model)(X)
    np.testing.assert_allclose(funcad.gnvp(model, (X,), (V,)), jac.T @ jac @ V)
    loss = lambda y: np.sum(y**4) * y[0]
    curvature = funcad.hessian(loss)(model(X))
    expected = jac.T @ curvature @ jac @ V
    np.testing.assert_allclose(funcad.gnvp(model, (X,), (V,), loss), expected)
    product, aux = funcad.gnvp(lambda x: (model(x), 1), (X,), (V,), loss=loss, has_aux=True)
    np.testing.assert_allclose(product, expected)
    assert aux == 1


def test_fisher_vp():
    w = RNG.normal(size=(5, 3))  # five examples of three features, two classes more than one

    def log_prob(theta):
        z = w @ np.reshape(theta, (3, 4))
        return z - np.log(np.sum(np.exp(z), axis=-1, keepdims=True))

    theta, v = RNG.normal(size=12), RNG.normal(size=12)
    p = np.exp(log_prob(theta))
    scores = funcad.jacobian(log_prob)(theta)  # (5, 4, 12)
    fisher = np.einsum("nk,nki,nkj->ij", p, scores, scores)
    np.testing.assert_allclose(funcad.fisher_vp(log_prob, (theta,), (v,)), fisher @ v)
    # the Hessian of the mean negative log-likelihood in the model's own expectation is the same
    expected = sum(
        -np.sum(p * funcad.vmap(funcad.vmap(lambda h: v @ h @ v))(h))
        for h in [funcad.jacobian(funcad.jacobian(log_prob))(theta)]
    )
    assert v @ funcad.fisher_vp(log_prob, (theta,), (v,)) == pytest.approx(expected)


def test_products_refuse_what_does_not_fit():
    for product in (funcad.hvp, funcad.gnvp, funcad.fisher_vp):
        with pytest.raises(errors.ShapeError):
            product(np.sum, (X,), (np.ones(4),))
        with pytest.raises(errors.ArgumentError, match="needs a tuple of primals"):
            product(np.sum, X, V)
