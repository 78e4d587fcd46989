"""Tensors as Python and NumPy meet them: copies, pickles, modes, `out=`, what setters refuse."""

import copy
import pickle

import numpy as np
import pytest

import funcad.torch as torch


def leaf(*values):
    return torch.tensor([*values], requires_grad=True)


def test_out_is_written_to_and_returned():
    x, y = torch.tensor([0.0, 1.0]), torch.empty(2)
    assert torch.exp(x, out=y) is y
    assert y._version == 1
    np.testing.assert_allclose(y.numpy(), np.exp([0.0, 1.0]), rtol=1e-6)
    assert torch.add(x, 1, out=torch.empty(0)).tolist() == [1.0, 2.0]


def test_out_is_refused_where_gradients_are_recorded():
    with pytest.raises(RuntimeError, match=r"exp\(\): functions with out=... arguments don't"):
        torch.exp(leaf(1.0), out=torch.empty(1))
    with torch.no_grad():
        assert torch.exp(leaf(0.0), out=torch.empty(1)).item() == 1.0


def test_deep_copies_share_memory_as_the_tensors_did():
    x = torch.ones(2)
    a, b = copy.deepcopy((x, x[0]))
    a[0] = 9.0
    assert b.item() == 9.0
    assert x[0].item() == 1.0


def test_deep_copies_of_leaves_keep_their_gradient_and_others_are_refused():
    x = leaf(1.0)
    (x * 2).sum().backward()
    y = copy.deepcopy(x)
    assert y.requires_grad
    assert y.grad.item() == 2.0
    assert y.grad is not x.grad
    with pytest.raises(RuntimeError, match="Only Tensors created explicitly by the user"):
        copy.deepcopy(x * 2)


def test_pickles():
    y = pickle.loads(pickle.dumps(leaf(1.0, 2.0)))
    assert y.requires_grad
    assert y.tolist() == [1.0, 2.0]


def test_inference_tensors_are_not_saved_for_a_backward_pass():
    with torch.inference_mode():
        x = torch.ones(2)
    assert x[0].is_inference()
    assert (x + leaf(1.0, 1.0)).requires_grad
    with pytest.raises(RuntimeError, match="Inference tensors cannot be saved for backward"):
        x * leaf(1.0, 1.0)
    with pytest.raises(RuntimeError, match="Inference tensors cannot be saved for backward"):
        leaf(1.0, 1.0).matmul(x)


def test_inference_mode_off_enables_gradients():
    with torch.no_grad(), torch.inference_mode(False):
        assert torch.is_grad_enabled()


def test_a_view_made_in_inference_mode_refuses_writes_outside():
    x = leaf(1.0, 2.0) * 2
    with torch.inference_mode():
        v = x[0]
    assert not v.is_inference()
    with pytest.raises(RuntimeError, match="A view was created in inference mode and is being"):
        v += 1


def test_requires_grad_takes_a_bool_and_leaves_only():
    with pytest.raises(RuntimeError, match="requires_grad must be a bool"):
        leaf(1.0).requires_grad = 1
    with pytest.raises(RuntimeError, match="you can only change requires_grad flags of leaf"):
        (leaf(1.0) * 2).requires_grad = True
    assert (leaf(1.0) * 2).requires_grad_().requires_grad


def test_results_can_be_written_to_unless_pytorch_keeps_them():
    x = leaf(1.0, 2.0)
    y = x / leaf(2.0, 2.0)
    y += 1
    y.sum().backward()
    assert x.grad.tolist() == [0.5, 0.5]
    z = leaf(1.0).exp()
    z += 1
    with pytest.raises(RuntimeError, match="modified by an inplace operation"):
        z.backward()


def test_conversions():
    with pytest.raises(ValueError, match="only one element tensors can be converted to Python"):
        float(torch.ones(2))
    with torch.no_grad():
        assert leaf(1.0).numpy().tolist() == [1.0]
    assert reversed(torch.tensor([1, 2])).tolist() == [2, 1]
    with pytest.raises(RuntimeError, match=r"Tensor.__contains__ only supports Tensor or scalar"):
        "a" in torch.ones(2)  # noqa: B015


def test_assignments_that_do_not_fit():
    x = torch.ones(3)
    with pytest.raises(RuntimeError, match="shape mismatch: value tensor of shape"):
        x[[0, 1]] = torch.ones(3)
    with pytest.raises(RuntimeError, match="Index put requires the source and destination dtypes"):
        torch.tensor([1, 2])[[0]] = torch.tensor(2.5)
    with pytest.raises(RuntimeError, match="cannot be converted to type float without overflow"):
        x[0] = 1j
