"""Modules, losses and nn.utils, against closed forms and PyTorch's own words."""

import math
from collections import OrderedDict

import numpy as np
import pytest

import funcad.torch as torch
import funcad.torch.nn.functional as F
from funcad.torch import nn


def close(a, b, tolerance=1e-6):
    np.testing.assert_allclose(a.detach().numpy(), b, rtol=tolerance, atol=tolerance)


# -- losses --------------------------------------------------------------------------------------

X = np.array([[0.2, -1.0, 0.7], [1.5, 0.3, -0.4]])
LOG_P = X - np.log(np.exp(X).sum(1, keepdims=True))
W = np.array([0.5, 2.0, 1.0])


def test_cross_entropy_smoothed_weighted_and_with_an_ignored_target():
    x, w, t = torch.tensor(X), torch.tensor(W), torch.tensor([2, -100])
    eps = 0.1
    nll, spread = -W[2] * LOG_P[0, 2], -(LOG_P[0] * W).sum()
    total = (1 - eps) * nll + eps / 3 * spread
    options = {"label_smoothing": eps}
    close(F.cross_entropy(x, t, w, **options), total / W[2])
    close(F.cross_entropy(x, t, w, reduction="sum", **options), total)
    close(F.cross_entropy(x, t, w, reduction="none", **options), [total, 0])
    nll, spread = -LOG_P[0, 2], -LOG_P[0].sum()
    close(F.cross_entropy(x, t, **options), (1 - eps) * nll + eps / 3 * spread)


def test_cross_entropy_of_probabilities_is_weighted():
    p = np.array([[0.2, 0.3, 0.5], [0.1, 0.0, 0.9]])
    x, t, w = torch.tensor(X), torch.tensor(p), torch.tensor(W)
    each = -(LOG_P * p * W).sum(1)
    close(F.cross_entropy(x, t, w), each.mean())
    close(F.cross_entropy(x, t, w, reduction="none"), each)
    close(F.cross_entropy(x[0], torch.tensor(1)), -LOG_P[0, 1])


def test_cross_entropy_where_all_is_ignored():
    assert math.isnan(F.cross_entropy(torch.tensor(X), torch.tensor([-100, -100])).item())


@pytest.mark.parametrize(
    ("f", "error", "text"),
    [
        (lambda o: F.mse_loss(o(2), o(2), reduction="x"), ValueError, "x is not a valid value"),
        (
            lambda o: F.cross_entropy(o(1, 3), torch.tensor([0]), reduction="x"),
            ValueError,
            "x is not a valid value",
        ),
        (lambda o: F.nll_loss(o(2, 3), torch.tensor([0, 5])), IndexError, "Target 5 is out of"),
        (lambda o: F.cross_entropy(o(2, 3), o(2)), RuntimeError, "target dtype to be Long or Byte"),
        (
            lambda o: F.cross_entropy(o(2, 3), torch.tensor([0, 1, 2])),
            ValueError,
            r"batch_size \(2\) to match target batch_size \(3\)",
        ),
        (
            lambda o: F.cross_entropy(o(2, 3), torch.tensor([0, 1]), o(4)),
            RuntimeError,
            r"all 3 classes or no classes but got weight tensor of shape: \[4\]",
        ),
        (
            lambda o: F.binary_cross_entropy(o(2) * 2, o(2)),
            RuntimeError,
            "should be between 0 and 1",
        ),
        (lambda o: F.binary_cross_entropy(o(2), o(3)), ValueError, "Using a target size"),
        (
            lambda o: F.binary_cross_entropy_with_logits(o(2), o(3)),
            ValueError,
            "must be the same as input size",
        ),
    ],
)
def test_losses_refuse(f, error, text):
    with pytest.raises(error, match=text):
        f(torch.ones)


# -- modules -------------------------------------------------------------------------------------


def test_alike_neighbours_of_a_list_print_in_one_line():
    modules = nn.ModuleList([nn.Linear(2, 3), nn.ReLU(), nn.ReLU()])
    assert repr(modules) == (
        "ModuleList(\n  (0): Linear(in_features=2, out_features=3, bias=True)\n"
        "  (1-2): 2 x ReLU()\n)"
    )


def test_sequences_change():
    s = nn.Sequential(OrderedDict(a=nn.ReLU(), b=nn.Tanh()))
    assert list(s[1:]._modules) == ["b"]
    s[0] = nn.Sigmoid()
    assert repr(s) == "Sequential(\n  (a): Sigmoid()\n  (b): Tanh()\n)"
    s.insert(1, nn.ReLU())
    assert [type(m).__name__ for m in s] == ["Sigmoid", "ReLU", "Tanh"]
    del s[0]
    assert list(s._modules) == ["0", "1"]
    with pytest.raises(IndexError, match="index 3 is out of range"):
        s[3]


def test_backward_hooks_see_gradients_and_replace_them():
    layer, seen = nn.Linear(2, 2, bias=False), []
    with torch.no_grad():
        layer.weight.copy_(torch.tensor([[1.0, 2.0], [3.0, 4.0]]))

    def hook(module, grad_input, grad_output):
        seen.append((grad_input[0].tolist(), grad_output[0].tolist()))
        return (grad_input[0] * 10,)

    handle = layer.register_full_backward_hook(hook)
    x = torch.ones(1, 2, requires_grad=True)
    y = layer(x)
    assert type(y.grad_fn).__name__ == "BackwardHookFunctionBackward"
    y.sum().backward()
    assert seen == [([[4.0, 6.0]], [[1.0, 1.0]])]
    assert x.grad.tolist() == [[40.0, 60.0]]
    handle.remove()
    layer.register_full_backward_pre_hook(lambda module, g: (g[0] * 0,))
    x.grad = None
    layer(x).sum().backward()
    assert x.grad.tolist() == [[0.0, 0.0]]


def test_a_backward_hook_without_inputs_that_require_grad_fires_with_none():
    layer, seen = nn.Linear(2, 1), []
    layer.register_full_backward_hook(lambda m, i, o: seen.append(i))
    with pytest.warns(UserWarning, match="no inputs require gradients"):
        layer(torch.ones(1, 2)).sum().backward()
    assert seen == [(None,)]


def test_forward_hooks_in_their_order_and_with_keywords():
    layer, seen = nn.Identity(), []
    layer.register_forward_hook(lambda m, a, y: seen.append("second"))
    layer.register_forward_hook(lambda m, a, y: seen.append("first"), prepend=True)
    layer.register_forward_hook(lambda m, a, k, y: seen.append(k), with_kwargs=True)
    layer.register_forward_pre_hook(lambda m, a, k: ((a[0] + 1,), k), with_kwargs=True)
    assert layer(torch.ones(1)).item() == 2.0
    assert seen == ["first", "second", {}]


@pytest.mark.parametrize(
    ("f", "error", "text"),
    [
        (lambda m: m.register_parameter("a.b", None), KeyError, "parameter name can"),
        (lambda m: m.register_parameter("forward", None), KeyError, "already exists"),
        (lambda m: m.register_parameter("z", torch.ones(1)), TypeError, "torch.nn.Parameter or"),
        (lambda m: m.register_buffer("weight", torch.ones(1)), KeyError, "already exists"),
        (lambda m: m.register_buffer("c", 3), TypeError, "cannot assign 'int' object to buffer"),
        (lambda m: m.add_module("x", 3), TypeError, "int is not a Module subclass"),
        (lambda m: m.get_submodule("foo"), AttributeError, "Linear has no attribute `foo`"),
        (lambda m: m.get_buffer("weight"), AttributeError, "`weight` is not a buffer"),
        (lambda m: m.to(torch.int32), TypeError, "only accepts floating point or complex"),
        (lambda m: m.load_state_dict([1]), TypeError, "Expected state_dict to be dict-like"),
        (lambda m: m.cuda(), NotImplementedError, "runs on the CPU"),
        (
            lambda m: m.load_state_dict({"weight": torch.ones(1, 3), "x": torch.ones(1)}),
            RuntimeError,
            r'(?s)Missing.*"bias".*Unexpected.*"x".*size mismatch for weight',
        ),
    ],
)
def test_modules_refuse(f, error, text):
    with pytest.raises(error, match=text):
        f(nn.Linear(2, 1))


@pytest.mark.parametrize("name", ["Conv2d", "LSTM", "MultiheadAttention", "BatchNorm1d"])
def test_what_is_not_there_names_the_nearest(name):
    assert not isinstance(nn.Linear(1, 1), getattr(nn, name))
    with pytest.raises(NotImplementedError, match=rf"torch\.nn\.{name} is not there; the nearest"):
        getattr(nn, name)(3, 4)


def test_functions_that_are_not_there_name_the_nearest():
    with pytest.raises(NotImplementedError, match="matrix product"):
        F.conv2d(torch.ones(1, 1, 3, 3), torch.ones(1, 1, 2, 2))


def test_what_layers_print():
    assert repr(nn.LayerNorm(3)) == "LayerNorm((3,), eps=1e-05, elementwise_affine=True, bias=True)"
    assert repr(nn.GELU("tanh")) == "GELU(approximate='tanh')"


def test_a_state_may_be_assigned():
    layer, w = nn.Linear(2, 1, bias=False), torch.ones(1, 2)
    layer.load_state_dict({"weight": w}, assign=True)
    w[0, 0] = 5.0
    assert layer.weight.tolist() == [[5.0, 1.0]]
    assert layer.weight.requires_grad


def test_shared_parameters_are_named_once_or_each_time():
    a = nn.Linear(1, 1, bias=False)
    s = nn.Sequential(a, a)
    assert [n for n, _ in s.named_parameters()] == ["0.weight"]
    both = ["0.weight", "1.weight"]
    assert [n for n, _ in s.named_parameters(remove_duplicate=False)] == both
    assert list(s.state_dict()) == both


# -- utils ---------------------------------------------------------------------------------------


def with_grad(*values):
    p = nn.Parameter(torch.zeros(len(values)))
    p.grad = torch.tensor([*values])
    return p


@pytest.mark.parametrize(
    ("order", "norm"), [(2, 5.0), (1, 7.0), (math.inf, 4.0), ("inf", 4.0), (3, 91 ** (1 / 3))]
)
def test_gradients_are_clipped_to_a_norm(order, norm):
    p, q = with_grad(3.0), with_grad(-4.0, 0.0)
    total = nn.utils.clip_grad_norm_([p, nn.Parameter(torch.ones(1)), q], 1.0, norm_type=order)
    assert total.item() == pytest.approx(norm, rel=1e-6)
    scale = 1 / (norm + 1e-6)
    close(p.grad, [3 * scale])
    close(q.grad, [-4 * scale, 0])


def test_clipping_leaves_small_gradients_and_returns_zero_for_none():
    p = with_grad(0.3)
    before = p.grad
    nn.utils.clip_grad_norm_(p, 1.0)
    assert p.grad is before
    assert p.grad.tolist() == pytest.approx([0.3])
    assert repr(nn.utils.clip_grad_norm_([], 1.0)) == "tensor(0.)"
    assert repr(nn.utils.clip_grad_norm_(iter([nn.Parameter(torch.ones(1))]), 1.0)) == "tensor(0.)"


def test_norms_beyond_the_square_root_of_the_range():
    for size in (1e-30, 1e30):
        total = nn.utils.get_total_norm([torch.tensor([3 * size, 4 * size])])
        assert total.item() == pytest.approx(5 * size, rel=1e-6)


def test_clipping_what_is_not_finite():
    p = with_grad(math.nan, 1.0)
    with pytest.raises(RuntimeError, match=r"total norm of order 2\.0 for gradients"):
        nn.utils.clip_grad_norm_(p, 1.0, error_if_nonfinite=True)
    assert repr(nn.utils.clip_grad_norm_(p, 1.0)) == "tensor(nan)"
    assert np.isnan(p.grad.numpy()).all()


def test_entries_are_clipped():
    p = with_grad(3.0, -0.2, -7.0)
    assert nn.utils.clip_grad_value_([p, nn.Parameter(torch.ones(1))], 0.5) is None
    close(p.grad, [0.5, -0.2, -0.5])


def test_parameters_as_one_vector():
    layer = nn.Linear(2, 1)
    v = nn.utils.parameters_to_vector(layer.parameters())
    assert type(v.grad_fn).__name__ == "CatBackward0"
    nn.utils.vector_to_parameters(torch.arange(3.0), layer.parameters())
    assert layer.weight.tolist() == [[0.0, 1.0]]
    assert layer.bias.tolist() == [2.0]
    with pytest.raises(TypeError, match=r"expected torch\.Tensor"):
        nn.utils.vector_to_parameters([1], layer.parameters())
