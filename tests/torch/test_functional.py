"""torch.autograd.functional: values from closed forms, PyTorch's structures and errors."""

import numpy as np
import pytest

import funcad.torch as torch
import funcad.torch.autograd.functional as F

X, Y = torch.tensor([1.0, 2.0]), torch.tensor([3.0, 4.0, 5.0])


def two(x, y):
    return x.sum() * y**2, (x**2).sum()


@pytest.mark.parametrize("options", [{}, {"strategy": "forward-mode", "vectorize": True}])
def test_a_jacobian_of_several_outputs_by_several_inputs(options):
    (a, b), (c, d) = F.jacobian(two, (X, Y), **options)
    np.testing.assert_allclose(a.numpy(), [[9, 9], [16, 16], [25, 25]])
    np.testing.assert_allclose(b.numpy(), np.diag([18.0, 24.0, 30.0]))
    np.testing.assert_allclose(c.numpy(), [2, 4])
    np.testing.assert_allclose(d.numpy(), [0, 0, 0])


def test_a_jacobian_follows_the_type_of_inputs_and_outputs():
    assert isinstance(F.jacobian(torch.exp, X), torch.Tensor)
    (one,) = F.jacobian(torch.exp, (X,))
    np.testing.assert_allclose(one.numpy(), np.diag(np.exp([1.0, 2.0])), rtol=1e-6)


@pytest.mark.parametrize("strategy", ["reverse-mode", "forward-mode"])
def test_a_hessian(strategy):
    options = {"outer_jacobian_strategy": strategy, "vectorize": True}
    h = F.hessian(lambda x: (x**3).sum() * x[0], X, **options)
    np.testing.assert_allclose(h.numpy(), [[12 + 0.0, 12], [12, 12]], rtol=1e-6)


@pytest.mark.parametrize("name", ["hvp", "vhp"])
def test_products_with_a_hessian(name):
    y, (gx, gy) = getattr(F, name)(
        lambda x, y: (x**2).sum() * y.sum(), (X, Y), (torch.ones(2), torch.ones(3))
    )
    assert y.item() == 60.0
    np.testing.assert_allclose(gx.numpy(), [30, 36])
    np.testing.assert_allclose(gy.numpy(), [6, 6, 6])


@pytest.mark.parametrize("name", ["vjp", "jvp"])
def test_products_with_a_jacobian(name):
    y, g = getattr(F, name)(lambda x: x**3, X, torch.tensor([1.0, 10.0]))
    np.testing.assert_allclose(y.numpy(), [1, 8])
    np.testing.assert_allclose(g.numpy(), [3, 120])
    assert not g.requires_grad


def test_create_graph_goes_on_to_the_inputs():
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    j = F.jacobian(lambda x: x**3, x, create_graph=True)
    (g,) = torch.autograd.grad(j.sum(), x)
    np.testing.assert_allclose(g.numpy(), [6, 12])
    assert x.grad is None


ERRORS = {
    "Computing Jacobian using forward-AD": lambda: F.jacobian(
        torch.exp, X, strategy="forward-mode"
    ),
    "Output 1 of the user-provided function is independent of input 1": lambda: F.jacobian(
        two, (X, Y), strict=True
    ),
    "The jacobian of the user-provided function is independent of input 0": lambda: F.jacobian(
        lambda x: x * 2, X, strict=True, create_graph=True
    ),
    "The outputs of the user-provided function given to jacobian": lambda: F.jacobian(
        lambda x: 2.0, X
    ),
    "The inputs given to jacobian must be either": lambda: F.jacobian(torch.exp, 3.0),
    "Output 0 of the user-provided function does not require": lambda: F.vjp(
        lambda x: torch.ones(2), X, torch.ones(2), strict=True
    ),
    "The Tensor returned by the function given to hessian should contain": lambda: F.hessian(
        torch.exp, X
    ),
    "The function given to hessian should return a single Tensor": lambda: F.hessian(
        lambda x: (x, x), X
    ),
    "While computing the hessian, found that the jacobian": lambda: F.hessian(
        torch.sum, X, strict=True
    ),
    "The vector v can only be None if the user-provided function": lambda: F.vjp(torch.exp, X),
    "The vector v can only be None if the input": lambda: F.jvp(torch.exp, X),
    "v has invalid size: should be": lambda: F.vjp(torch.exp, X, Y),
    "The given v should contain a single Tensor": lambda: F.vjp(torch.exp, X, (X, X)),
}


@pytest.mark.parametrize("words", ERRORS)
def test_errors_have_the_first_words_of_pytorch(words):
    with pytest.raises((RuntimeError, TypeError), match=words):
        ERRORS[words]()
