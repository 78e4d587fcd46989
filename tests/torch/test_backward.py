"""Tensors, their graph and the backward pass, against closed forms and PyTorch's printed texts."""

import numpy as np
import pytest

import funcad.torch as torch


def leaf(*values, dtype=None):
    return torch.tensor([*values], requires_grad=True, dtype=dtype)


def test_a_gradient_and_what_it_prints():
    x = leaf(3.0)
    y = x**2
    assert repr(y) == "tensor([9.], grad_fn=<PowBackward0>)"
    assert y.backward() is None
    assert repr(x.grad) == "tensor([6.])"


def test_gradients_accumulate_into_the_same_tensor():
    x = leaf(1.0, 2.0)
    (x * x).sum().backward()
    first = x.grad
    (x * x).sum().backward()
    assert x.grad is first
    np.testing.assert_array_equal(first.numpy(), [4.0, 8.0])


def test_a_second_pass_needs_retain_graph():
    x = leaf(2.0)
    y = x**2
    y.backward(retain_graph=True)
    y.backward()
    with pytest.raises(RuntimeError, match="Trying to backward through the graph a second time"):
        y.backward()
    assert x.grad.item() == 8.0


def test_what_saved_nothing_can_be_gone_through_again():
    x = leaf(1.0, 2.0)
    y = (x + 1).sum()
    y.backward()
    y.backward()
    np.testing.assert_array_equal(x.grad.numpy(), [2.0, 2.0])


def test_writing_to_what_is_needed_is_found_in_the_backward_pass():
    x = leaf(1.0, 2.0)
    y = x * 1.0
    z = y * y
    y += 1
    with pytest.raises(RuntimeError, match="modified by an inplace operation"):
        z.sum().backward()


def test_a_write_through_a_view_reaches_the_base():
    x = leaf(1.0, 2.0, 3.0)
    y = x * 1.0
    y[1:].mul_(2.0)
    assert repr(y) == "tensor([1., 4., 6.], grad_fn=<CopySlices>)"
    y.sum().backward()
    np.testing.assert_array_equal(x.grad.numpy(), [1.0, 2.0, 2.0])


def test_a_view_follows_a_write_to_its_base():
    x = leaf(1.0, 2.0)
    y = x * 1.0
    v = y[0]
    y.mul_(3.0)
    assert repr(v) == "tensor(3., grad_fn=<AsStridedBackward0>)"
    v.backward()
    np.testing.assert_array_equal(x.grad.numpy(), [3.0, 0.0])


def test_second_derivatives():
    x = leaf(2.0)
    (g,) = torch.autograd.grad(x**3, x, create_graph=True)
    (h,) = torch.autograd.grad(g, x)
    assert (g.item(), h.item()) == (12.0, 12.0)
    assert x.grad is None


def test_a_leaf_is_not_written_to():
    x = leaf(1.0)
    with pytest.raises(RuntimeError, match="a leaf Variable that requires grad is being used"):
        x += 1
    with torch.no_grad():
        x += 1
    assert x.item() == 2.0
    assert x.is_leaf
    assert x.requires_grad


def test_the_stream_of_random_numbers():
    torch.manual_seed(42)
    assert repr(torch.randn(2)) == "tensor([0.3367, 0.1288])"


def test_numpy_functions_give_tensors():
    x = leaf(0.5, dtype=torch.float64)
    y = np.sin(x)
    y.backward()
    assert x.grad.item() == np.cos(0.5)
