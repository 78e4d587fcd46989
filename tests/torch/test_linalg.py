"""torch.linalg: what it says where a matrix does not have what is asked for; second derivatives."""

import math

import numpy as np
import pytest

import funcad.torch as torch

A = np.array([[2.0, 0.3, 0.1], [0.5, 1.0, -0.2], [0.1, -0.9, 0.7]])


def squares_of_the_gradient(f, a):
    x = torch.tensor(a, requires_grad=True)
    y = f(x)
    (g,) = torch.autograd.grad((y**3).sum() + (y * y).sum(), x, create_graph=True)
    return x, (g * g).sum()


@pytest.mark.parametrize(
    "f",
    [
        lambda x: torch.linalg.qr(x).Q,
        lambda x: torch.linalg.qr(x).R * torch.linalg.qr(x).Q,
        lambda x: torch.linalg.svd(x).U.abs(),
        lambda x: torch.linalg.eigh(x + x.T).eigenvectors.abs(),
        lambda x: torch.linalg.slogdet(x).logabsdet * x,
        lambda x: torch.linalg.eig(x).eigenvectors.abs(),
        lambda x: torch.linalg.matrix_exp(3 * x),
        lambda x: torch.linalg.lu(x).L * torch.linalg.lu(x).U.T,
        lambda x: torch.linalg.pinv(x[:, :2]),
        torch.linalg.inv,
    ],
)
def test_second_derivatives_of_what_has_several_results(f):
    x, total = squares_of_the_gradient(f, A)
    total.backward()
    for i in range(3):
        step = np.zeros_like(A)
        step[i, 1] = 1e-5
        above, below = (squares_of_the_gradient(f, A + s)[1].item() for s in (step, -step))
        slope = (above - below) / 2e-5
        assert x.grad[i, 1].item() == pytest.approx(slope, rel=1e-5, abs=1e-6 * abs(total.item()))


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: torch.linalg.inv(torch.zeros(2, 2)), "The diagonal element 1 is zero"),
        (lambda: torch.linalg.inv(torch.ones(2, 2)), "The diagonal element 2 is zero"),
        (lambda: torch.linalg.solve(torch.ones(2, 2), torch.ones(2)), "input matrix is singular"),
        (lambda: torch.linalg.cholesky(-torch.eye(2)), "leading minor of order 1"),
        (lambda: torch.linalg.det(torch.ones(2, 3)), "batches of square matrices"),
        (lambda: torch.linalg.inv(torch.ones(2)), "at least 2 dimensions"),
        (lambda: torch.linalg.eigh(torch.eye(2).long()), "Expected a floating point or complex"),
        (lambda: torch.linalg.matrix_norm(torch.ones(2, 2), 3), "Order 3 not supported"),
    ],
)
def test_refusals(call, words):
    with pytest.raises(RuntimeError, match=words):
        call()


def test_the_error_is_numpys_too():
    for error in (torch.linalg.LinAlgError, np.linalg.LinAlgError):
        with pytest.raises(error):
            torch.linalg.inv(torch.zeros(2, 2))


def test_the_exponential_of_a_rotation():
    angle = torch.tensor(0.7, requires_grad=True, dtype=torch.float64)
    generator = torch.tensor([[0.0, -1.0], [1.0, 0.0]], dtype=torch.float64)
    y = torch.linalg.matrix_exp(angle * generator)
    np.testing.assert_allclose(y.detach().numpy()[0], [math.cos(0.7), -math.sin(0.7)], rtol=1e-14)
    y[0, 0].backward()
    assert angle.grad.item() == pytest.approx(-math.sin(0.7), rel=1e-14)


def test_the_exponential_of_a_large_matrix_is_halved_first():
    x = torch.tensor([[0.0, 30.0], [30.0, 0.0]], dtype=torch.float64)
    assert torch.linalg.matrix_exp(x)[0, 0].item() == pytest.approx(math.cosh(30), rel=1e-12)
