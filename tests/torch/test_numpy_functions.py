"""NumPy's and SciPy's functions of tensors: tensors, with their gradient."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import scipy.special

import funcad
import funcad.torch as torch

V = np.array([0.5, -1.5, 2.0])


@pytest.mark.parametrize(
    "f",
    [
        np.sin,
        np.sum,
        np.mean,
        np.cumsum,
        np.linalg.norm,
        scipy.special.expit,
        scipy.special.erf,
        lambda x: np.multiply(x, V),
        lambda x: V * x + x / V - V**2 * x,
        lambda x: np.dot(V, x),
        lambda x: np.float64(2.0) * x + x * np.float64(3.0),
        lambda x: np.where(V > 0, x, 2 * x),
        lambda x: np.stack([x, 2 * x, x * x]),
        lambda x: np.concatenate([x, V]),
        lambda x: np.block([[x, x], [2 * x, x]]),
        lambda x: np.einsum("i,j->ij", x, V),
        lambda x: np.add.reduce(x * x),
        lambda x: np.maximum(x, 0.0),
        lambda x: np.clip(x, -1.0, 1.0),
        lambda x: np.outer(x, x),
        lambda x: np.sum(a=x, where=V > 0),
        lambda x: np.interp(0.3, np.arange(3.0), x),
    ],
)
def test_value_and_gradient(f: Any) -> None:
    x = torch.tensor(V, requires_grad=True)
    y = f(x)
    assert isinstance(y, torch.Tensor)
    np.testing.assert_allclose(y.detach().numpy(), f(V), rtol=1e-14)
    (y * y).sum().backward()
    np.testing.assert_allclose(x.grad.numpy(), funcad.grad(lambda x: np.sum(f(x) ** 2))(V))


def test_scalars_of_numpy_are_numbers() -> None:
    x = torch.ones(2)
    assert (np.float64(2.0) * x).dtype is torch.float32
    assert (x * np.float64(2.0)).dtype is torch.float32
    assert (np.ones(2) * x).dtype is torch.float64
    assert (np.ones(2) == x).tolist() == [True, True]


def test_results_are_not_written_into_tensors() -> None:
    x = torch.ones(2)
    for call in (
        lambda: np.sin(x, out=x),
        lambda: np.sin(np.ones(2), out=x),
        lambda: np.add.at(x, [0], 1.0),
        lambda: np.sum(np.ones((2, 2)), axis=0, out=x),
    ):
        with pytest.raises(TypeError, match="does not write into a tensor"):
            call()
    assert x.tolist() == [1.0, 1.0]


def test_tensors_and_traced_values_mix() -> None:
    w = torch.tensor(V)

    def f(a: Any) -> Any:
        return np.sum(a * w) + (w * a).sum() + np.sum(np.sin(a) * w) + np.sum(np.multiply(w, a))

    np.testing.assert_allclose(funcad.grad(f)(V), 3 * V + np.cos(V) * V)
    np.testing.assert_allclose(funcad.jvp(f, (V,), (V,))[1], np.sum((3 * V + np.cos(V) * V) * V))


def test_the_graph_of_a_tensor_goes_on_through_traced_values() -> None:
    w = torch.tensor(V, requires_grad=True)
    x = torch.tensor(V)
    g = funcad.grad(lambda x: np.sum(np.sin(x) * w) + (w * w * x).sum())(x)
    assert isinstance(g, torch.Tensor)
    g.sum().backward()
    np.testing.assert_allclose(w.grad.numpy(), np.cos(V) + 2 * V)


def test_tensors_of_traced_values() -> None:
    def f(a: Any) -> Any:
        return (torch.from_numpy(a) ** 2).sum() + torch.tensor(a).sum() + torch.as_tensor(a).sum()

    np.testing.assert_allclose(funcad.grad(f)(V), 2 * V + 2)
    with pytest.raises(TypeError, match=r"torch.stack"):
        funcad.grad(lambda a: torch.tensor([a[0], a[1]]).sum())(V)


def test_a_copy_of_a_tensor_is_detached() -> None:
    x = torch.tensor(V)
    with pytest.warns(UserWarning, match="To copy construct from a tensor") as caught:
        g = torch.func.grad(lambda x: (torch.tensor(x) * x).sum())(x)
    assert caught[0].filename == __file__
    np.testing.assert_allclose(g.numpy(), V)
