"""Views and writes in place: values, the graph, versions and what is refused, as PyTorch has it."""

import numpy as np
import pytest

import funcad.torch as torch


def leaf(values):
    return torch.tensor(values, requires_grad=True, dtype=torch.float64)


def test_a_write_to_the_base_gives_a_view_a_new_node():
    x = leaf([1.0, 2.0, 3.0])
    y = x * 1.0
    v = y[1:]
    assert type(v.grad_fn).__name__ == "SliceBackward0"
    y.mul_(3.0)
    assert type(v.grad_fn).__name__ == "AsStridedBackward0"
    v.sum().backward()
    np.testing.assert_array_equal(x.grad.numpy(), [0.0, 3.0, 3.0])


def test_a_write_through_a_view_of_a_view_reaches_the_base():
    x = leaf([[1.0, 2.0], [3.0, 4.0]])
    y = x * 1.0
    y.t()[0].mul_(5.0)
    assert type(y.grad_fn).__name__ == "CopySlices"
    assert y._version == 1
    y.sum().backward()
    np.testing.assert_array_equal(x.grad.numpy(), [[5.0, 1.0], [5.0, 1.0]])


def test_a_diagonal_is_a_view():
    x = leaf([[1.0, 2.0], [3.0, 4.0]])
    y = x * 1.0
    y.diagonal().zero_()
    y.sum().backward()
    np.testing.assert_array_equal(y.detach().numpy(), [[0.0, 2.0], [3.0, 0.0]])
    np.testing.assert_array_equal(x.grad.numpy(), [[0.0, 1.0], [1.0, 0.0]])


def test_a_view_made_in_no_grad_is_a_leaf_and_refuses_writes_outside():
    x = leaf([1.0, 2.0])
    with torch.no_grad():
        v = x[:1]
    assert v.requires_grad
    assert v.is_leaf
    (v * 2).backward()
    assert v.grad is None
    with pytest.raises(RuntimeError, match="A view was created in no_grad mode and is being"):
        v += 1
    with torch.no_grad():
        x.zero_()
    with pytest.raises(RuntimeError, match="A view was created in no_grad mode and its base"):
        v.grad_fn  # noqa: B018


def test_a_slice_of_a_parameter_is_updated_in_no_grad():
    x = leaf([1.0, 2.0])
    with torch.no_grad():
        x[:1] *= 5
    assert x.is_leaf
    assert x._version == 2
    np.testing.assert_array_equal(x.detach().numpy(), [5.0, 2.0])


def test_results_of_a_function_of_many_views_refuse_writes():
    y = leaf([1.0, 2.0]) * 1.0
    _, b = y.unbind()
    with pytest.raises(RuntimeError, match="Output 1 of Unbind is a view and is being modified"):
        b += 1
    y += 1
    with pytest.raises(RuntimeError, match="Output 1 of Unbind is a view and its base or another"):
        b.grad_fn  # noqa: B018


def test_without_gradients_they_are_written_to():
    x = torch.tensor([1.0, 2.0])
    a, _ = x.unbind()
    a += 1
    assert x.tolist() == [2.0, 2.0]


def test_what_was_there_before_a_write_is_what_derivatives_read():
    x = leaf([1.0, 2.0])
    y = x * 1.0
    y.sin_()
    y.sum().backward()
    np.testing.assert_allclose(x.grad.numpy(), np.cos([1.0, 2.0]))


def test_memory_seen_twice_is_not_written_to():
    x = torch.ones(1, 2).expand(3, 2)
    with pytest.raises(RuntimeError, match="unsupported operation: more than one element of the"):
        x += 1
    y = torch.ones(4)
    with pytest.raises(RuntimeError, match="unsupported operation: some elements of the input"):
        y[1:].copy_(y[:-1])


@pytest.mark.parametrize("value", [1.5, [1.5, 1.5], np.array([1.5, 1.5])])
def test_assigning_to_a_part(value):
    x = leaf([1.0, 2.0, 3.0])
    y = x * 2.0
    y[1:] = value
    y.sum().backward()
    np.testing.assert_array_equal(y.detach().numpy(), [2.0, 1.5, 1.5])
    np.testing.assert_array_equal(x.grad.numpy(), [2.0, 0.0, 0.0])


def test_leaves_refuse_writes_to_their_parts():
    x = leaf([1.0, 2.0])
    with pytest.raises(RuntimeError, match="a view of a leaf Variable that requires grad"):
        x[0] = 1.0
    with pytest.raises(RuntimeError, match="a leaf Variable that requires grad"):
        x[:] = 1.0


def test_a_copy_has_no_gradient_for_what_it_replaced():
    x, y = leaf([1.0, np.inf]), leaf(3.0)
    z = x * 1.0
    z.copy_(y)
    z.sum().backward()
    assert y.grad.item() == 2.0
    np.testing.assert_array_equal(x.grad.numpy(), [0.0, 0.0])


def test_another_layout_in_place():
    x = leaf([[1.0, 2.0]])
    y = x * 2.0
    y.t_().unsqueeze_(0)
    assert y.shape == (1, 2, 1)
    y.sum().backward()
    assert x.grad.tolist() == [[2.0, 2.0]]
    z = torch.ones(2, 3)
    assert z[0].shape == (3,)
    with pytest.raises(NotImplementedError, match=r"t_\(\) of a tensor that views were taken of"):
        z.t_()
