"""Complex tensors: the convention of gradients, and parts that are views."""

import numpy as np
import pytest

import funcad.torch as torch


def leaf(*values):
    return torch.tensor(values, dtype=torch.complex128, requires_grad=True)


def test_the_gradient_points_upwards():
    z = leaf(1 + 2j)
    (z * z.conj()).real.sum().backward()
    assert z.grad.item() == 2 + 4j
    w = leaf(1 + 2j)
    w.imag.sum().backward()
    assert w.grad.item() == 1j


def test_real_numbers_have_real_gradients():
    x = torch.tensor([2.0], requires_grad=True)
    ((x * (1 + 3j)) ** 2).real.sum().backward()
    assert x.grad.dtype == torch.float32
    assert x.grad.item() == -32.0  # of (1 - 9) x²


def test_a_write_to_the_real_part_reaches_the_numbers():
    z = leaf(1 + 2j, 3 - 1j)
    y = z * 1
    y.real.mul_(3)
    assert y.tolist() == [3 + 2j, 9 - 1j]
    y.real.sum().backward()
    assert z.grad.tolist() == [3, 3]


def test_a_write_to_the_numbers_is_seen_in_their_parts():
    z = leaf(1 + 2j)
    y = z * 1
    parts = torch.view_as_real(y)
    y.mul_(2j)
    assert parts.tolist() == [[-4.0, 2.0]]
    parts[:, 0].sum().backward()
    assert z.grad.item() == -2j


def test_parts_share_memory():
    z = torch.tensor([1 + 2j, 3j])
    torch.view_as_real(z)[1, 0] = 7
    z.imag[0] = 5
    np.testing.assert_array_equal(z.numpy(), [1 + 5j, 7 + 3j])
    assert z._version == 2
    x = torch.zeros(2, 2)
    torch.view_as_complex(x)[0] = 4j
    assert x.tolist() == [[0.0, 4.0], [0.0, 0.0]]


def test_refusals():
    with pytest.raises(RuntimeError, match="imag is not implemented"):
        torch.ones(2).imag  # noqa: B018
    with pytest.raises(RuntimeError, match="last dimension of size 2"):
        torch.view_as_complex(torch.ones(3))
    with pytest.raises(RuntimeError, match="only supported for complex"):
        torch.view_as_real(torch.ones(3))
