"""torch.func and funcad's own transforms over functions of tensors."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import funcad
import funcad.torch as torch
from funcad.torch import func, nn
from tests.torch.functions import FUNCTIONS

ALL = pytest.mark.parametrize("f", FUNCTIONS.values(), ids=FUNCTIONS.keys())
X = np.array([[0.3, -0.9, 1.1, 0.6], [0.8, 0.2, -0.4, -1.2], [-0.7, 1.4, 0.5, 0.9]])


def point(requires_grad: bool = False) -> Any:
    return torch.tensor(X, requires_grad=requires_grad)


def by_backward(f: Callable[[Any], Any]) -> Any:
    x = point(True)
    f(x).backward()
    return x.grad


def close(a: Any, b: Any) -> None:
    np.testing.assert_allclose(a.detach().numpy(), b.detach().numpy(), rtol=1e-9, atol=1e-11)


@ALL
def test_grad_is_backward(f: Any) -> None:
    expected = by_backward(f)
    g, value = func.grad_and_value(f)(point())
    close(g, expected)
    close(value, f(point()))
    assert isinstance(g, torch.Tensor)
    assert g.requires_grad == (f is FUNCTIONS["module"])
    close(funcad.grad(f)(point()), expected)


@ALL
def test_forward_is_reverse(f: Any) -> None:
    x, dx = point(), torch.tensor(np.cos(X))
    y, dy = func.jvp(f, (x,), (dx,))
    close(y, f(x))
    close(dy, (func.grad(f)(x) * dx).sum())


@ALL
def test_second_order(f: Any) -> None:
    x, dx = point(), torch.tensor(np.cos(X))
    _, forward_over_reverse = func.jvp(func.grad(f), (x,), (dx,))
    reverse_over_reverse = func.grad(lambda x: (func.grad(f)(x) * dx).sum())(x)
    close(forward_over_reverse, reverse_over_reverse)
    leaf = point(True)
    (g,) = torch.autograd.grad(f(leaf), leaf, create_graph=True)
    if g.requires_grad:
        (expected,) = torch.autograd.grad((g * dx).sum(), leaf, materialize_grads=True)
        close(reverse_over_reverse, expected)


@ALL
def test_the_graph_of_tensors_below_a_transform(f: Any) -> None:
    x = point(True)
    g = func.grad(f)(x)
    close(g, by_backward(f))
    if g.requires_grad:
        (second,) = torch.autograd.grad(g.sum(), x, materialize_grads=True)
        close(second, func.grad(lambda x: func.grad(f)(x).sum())(point()))


@ALL
def test_vmap_is_a_loop(f: Any) -> None:
    xs = torch.tensor(np.stack([X, X[::-1] * 0.9, np.sin(3 * X)]))
    close(func.vmap(f)(xs), torch.stack([f(x) for x in xs]))
    gradients = torch.stack([func.grad(f)(x) for x in xs])
    close(func.vmap(func.grad(f))(xs), gradients)


def test_no_grad_inside_is_respected_and_outside_is_not() -> None:
    x = torch.ones(3)

    def f(x: Any) -> Any:
        with torch.no_grad():
            c = x**2
        return (x - c).sum()

    assert func.grad(f)(x).tolist() == [1.0, 1.0, 1.0]
    assert func.jvp(f, (x,), (x,))[1].item() == -3.0  # tangents pass, as in PyTorch
    with torch.no_grad():
        assert func.grad(lambda x: (x**2).sum())(x).tolist() == [2.0, 2.0, 2.0]
        assert funcad.grad(lambda x: (x**2).sum())(x).tolist() == [2.0, 2.0, 2.0]
        assert not func.grad(lambda x: (x**2).sum())(x.requires_grad_()).requires_grad

    def outer(x: Any) -> Any:
        with torch.no_grad():
            g = func.grad(lambda x: (x**3).sum())(x)
        return (g * x).sum()

    assert func.grad(outer)(torch.ones(2)).tolist() == [3.0, 3.0]


def test_a_view_without_gradient_is_not_written_to() -> None:
    def f(x: Any) -> Any:
        y = x * 2
        with torch.no_grad():
            y.mul_(2)
        return y.sum()

    with pytest.raises(RuntimeError, match="in place under"):
        func.grad(f)(torch.ones(2))


def test_pytrees_argnums_and_aux() -> None:
    x, y = torch.tensor([1.0, 2.0]), torch.tensor([3.0, 4.0])
    f = lambda p, y: ((p["a"] * y).sum(), p["a"])
    (gp, gy), aux = func.grad(f, argnums=(0, 1), has_aux=True)({"a": x}, y)
    assert gp["a"].tolist() == [3.0, 4.0]
    assert gy.tolist() == [1.0, 2.0]
    assert aux.tolist() == [1.0, 2.0]
    jac = func.jacrev(lambda d: {"o": d["a"] * 2})({"a": x})
    assert jac["o"]["a"].tolist() == [[2.0, 0.0], [0.0, 2.0]]
    assert func.jacfwd(lambda x, y: x * y, argnums=(0, 1))(x, y)[1].tolist() == [[1, 0], [0, 2]]
    assert func.hessian(lambda x: (x**3).sum())(x).tolist() == [[6.0, 0.0], [0.0, 12.0]]
    y, back = func.vjp(lambda x: (x, x**2), x)
    assert back((x, x))[0].tolist() == [3.0, 10.0]
    y, push = func.linearize(lambda x: x**2, x)
    assert push(x).tolist() == [2.0, 8.0]


def test_parameters_are_tensors_of_transforms() -> None:
    p = nn.Parameter(torch.ones(2))
    g = func.grad(lambda p: (p**3).sum())(p)
    assert g.tolist() == [3.0, 3.0]
    assert g.requires_grad
    assert type(g) is torch.Tensor
    assert func.jvp(lambda p: p**2, (p,), (torch.ones(2),))[1].tolist() == [2.0, 2.0]


def test_vmap_in_and_out_dims() -> None:
    x, y = torch.arange(6.0).reshape(2, 3), torch.arange(3.0)
    assert func.vmap(torch.matmul, in_dims=(0, None))(x, y).tolist() == [5.0, 14.0]
    assert func.vmap(lambda c: c.sum(), in_dims=1)(x).tolist() == [3.0, 5.0, 7.0]
    assert func.vmap(lambda r: r * 2, out_dims=1)(x).shape == (3, 2)
    assert func.vmap(lambda r: r.sum(), chunk_size=1)(x).tolist() == [3.0, 12.0]
    pairs = func.vmap(lambda d: {"s": d["a"].sum()}, in_dims=({"a": 0},))({"a": x})
    assert pairs["s"].tolist() == [3.0, 12.0]


def test_vmap_randomness() -> None:
    x = torch.ones(3)
    draw = lambda x: x * 0 + torch.rand(())
    with pytest.raises(RuntimeError, match="called random operation while in randomness error"):
        func.vmap(draw)(x)
    torch.manual_seed(0)
    same = func.vmap(draw, randomness="same")(x)
    torch.manual_seed(0)
    different = func.vmap(draw, randomness="different")(x)
    torch.manual_seed(0)
    assert different.tolist() == torch.rand(3).tolist()
    assert same.tolist() == [different[0].item()] * 3
    torch.manual_seed(0)
    inner = func.vmap(lambda x: x * 0 + torch.randn(2), randomness="different")
    nested = func.vmap(inner, randomness="different")(torch.ones(2, 3, 1))
    torch.manual_seed(0)
    assert nested.tolist() == torch.randn(2, 3, 2).tolist()
    with pytest.raises(RuntimeError, match="called random operation"):
        func.vmap(lambda x: nn.functional.dropout(x))(x)
    with pytest.raises(RuntimeError, match="Only allowed values for randomness"):
        func.vmap(draw, randomness="other")


def test_functional_call_and_ensembles() -> None:
    model = nn.Sequential(nn.Linear(2, 3), nn.Tanh(), nn.Linear(3, 1))
    params = {k: v.detach() for k, v in model.named_parameters()}
    x = torch.randn(5, 2)

    def loss(params: Any) -> Any:
        return (func.functional_call(model, params, (x,)) ** 2).sum()

    gradients = func.grad(loss)(params)
    (model(x) ** 2).sum().backward()
    for name, p in model.named_parameters():
        close(gradients[name], p.grad)
        assert isinstance(p, nn.Parameter)
    models = [nn.Linear(2, 1) for _ in range(3)]
    stacked, buffers = func.stack_module_state(models)
    ys = func.vmap(lambda p, b, x: func.functional_call(models[0], (p, b), x), (0, 0, None))(
        stacked, buffers, x
    )
    close(ys, torch.stack([m(x) for m in models]))
    per_sample = func.vmap(
        func.grad(lambda p, x: (func.functional_call(model, p, x)).sum()), (None, 0)
    )
    assert per_sample(params, x)["0.weight"].shape == (5, 3, 2)
    for bad, text in [
        (({"weight": x}, {"weight": x}), "appeared in multiple dictionaries"),
        (3, "Expected parameter_and_buffer_dicts to be a dict"),
    ]:
        with pytest.raises(ValueError, match=text):
            func.functional_call(model, bad, (x,))
    with pytest.raises(RuntimeError, match=r"Error\(s\) in reparametrizing for Sequential"):
        func.functional_call(model, {}, (x,), strict=True)


class Scaled(torch.autograd.Function):
    """A derivative that is not that of forward, to see that it is taken."""

    @staticmethod
    def forward(x: Any) -> Any:
        return x * 2

    @staticmethod
    def setup_context(ctx: Any, inputs: Any, output: Any) -> None:
        ctx.save_for_backward(*inputs)

    @staticmethod
    def backward(ctx: Any, g: Any) -> Any:
        (x,) = ctx.saved_tensors
        return g * 5 * x


class Old(torch.autograd.Function):
    @staticmethod
    def forward(ctx: Any, x: Any) -> Any:
        return x * 2

    @staticmethod
    def backward(ctx: Any, g: Any) -> Any:
        return g * 5


def test_functions_of_the_user_keep_their_backward() -> None:
    x = torch.tensor([1.0, 3.0])
    assert func.grad(lambda x: Scaled.apply(x).sum())(x).tolist() == [5.0, 15.0]
    second = func.grad(lambda x: func.grad(lambda x: Scaled.apply(x).sum())(x).sum())(x)
    assert second.tolist() == [5.0, 5.0]
    assert func.vmap(func.grad(Scaled.apply))(x).tolist() == [5.0, 15.0]
    with pytest.raises(RuntimeError, match="must override the setup_context staticmethod"):
        func.grad(lambda x: Old.apply(x).sum())(x)


@pytest.mark.parametrize(
    ("call", "kind", "text"),
    [
        (
            lambda x: func.grad(lambda x: x * 2)(x),
            RuntimeError,
            "to return a scalar Tensor, got tensor with 1 dims",
        ),
        (
            lambda x: func.grad(lambda x: 2.0)(x),
            RuntimeError,
            "to return a Tensor, got <class 'float'>",
        ),
        (
            lambda x: func.grad(torch.sum, argnums=1)(x),
            RuntimeError,
            "Got argnum=1, but only 1 positional",
        ),
        (
            lambda x: func.grad(torch.sum, argnums="a")(x),
            RuntimeError,
            "argnums must be int or Tuple",
        ),
        (lambda x: func.grad(torch.sum)(2.0), ValueError, "passed to transform API must be Tensor"),
        (
            lambda x: func.grad(torch.sum)(torch.tensor([1])),
            RuntimeError,
            "only Tensors of floating point",
        ),
        (
            lambda x: func.vjp(torch.sin, x)[1](torch.ones(2)),
            RuntimeError,
            "Mismatch in shape: grad_output",
        ),
        (lambda x: func.jvp(torch.sin, x, x), RuntimeError, "Expected primals to be a tuple"),
        (
            lambda x: func.jvp(torch.sin, (x,), (x, x)),
            RuntimeError,
            "to have the same python structure",
        ),
        (
            lambda x: func.jvp(torch.sin, (x,), (torch.ones(2),)),
            RuntimeError,
            "different size than",
        ),
        (lambda x: func.vmap(lambda x: 2.0)(x), ValueError, "must only return Tensors, got type"),
        (
            lambda x: func.vmap(torch.mul)(x, torch.ones(2)),
            ValueError,
            "Expected all tensors to have the same size",
        ),
        (lambda x: func.vmap(torch.sin, in_dims=1)(x), ValueError, "Got in_dim=1 for some input"),
        (
            lambda x: func.vmap(torch.sin, in_dims=(None,))(x),
            ValueError,
            "Expected at least one Tensor",
        ),
        (
            lambda x: func.vmap(torch.sin)(2.0),
            ValueError,
            "cannot\\s+vmap over non-Tensor arguments",
        ),
        (
            lambda x: func.vmap(torch.sin, in_dims=[0])(x),
            ValueError,
            "expected `in_dims` to be int or",
        ),
        (lambda x: func.vmap(lambda: x)(), ValueError, "got no inputs"),
        (
            lambda x: func.vmap(lambda x: x.item())(x),
            RuntimeError,
            "calling .item\\(\\) on a Tensor",
        ),
        (
            lambda x: func.vmap(lambda x: x if x > 0 else -x)(x),
            RuntimeError,
            "data-dependent control flow",
        ),
        (
            lambda x: func.vmap(lambda x: x, out_dims=None)(x),
            ValueError,
            "can not return a BatchedTensor",
        ),
        (
            lambda x: func.grad(lambda x: x.requires_grad_().sum())(x),
            RuntimeError,
            "attempting to call Tensor.requires_grad_",
        ),
        (
            lambda x: func.grad(lambda x: x.sum().backward())(x),
            RuntimeError,
            r"backward\(\) called inside",
        ),
        (lambda x: func.grad(lambda x: x.numpy().sum())(x), RuntimeError, "inside a transform"),
    ],
)
def test_errors(call: Any, kind: Any, text: str) -> None:
    with pytest.raises(kind, match=text):
        call(torch.ones(3))


def test_functions_of_tensors_that_require_grad_under_no_grad() -> None:
    x = torch.tensor([-1.0, 2.0], requires_grad=True)
    with torch.no_grad():
        y = x.abs() + torch.where(x > 0, x, x.sort()[0])
    assert y.tolist() == [0.0, 4.0]
    assert not y.requires_grad


def test_memory_shared_with_a_detached_tensor_is_not_written_to() -> None:
    def copied(x: Any) -> Any:
        y = x * 1
        y.data.mul_(2)
        return (y**2).sum()

    def shared(x: Any) -> Any:
        y = torch.zeros(3)
        z = y.detach()
        y[0] = x[0]
        return (y * x).sum() + z.sum()

    x = torch.ones(3)
    for f, text in ((copied, "read-only"), (shared, "shares its memory with a detached one")):
        with pytest.raises(RuntimeError, match=text):
            func.grad(f)(x)


def test_plain_tensors_are_indexed_by_batched_ones() -> None:
    x = torch.tensor([1.0, 2.0, 3.0])
    assert func.vmap(lambda i: x[i] * 2)(torch.tensor([0, 2])).tolist() == [2.0, 6.0]
    rows = torch.tensor([[0, 1], [2, 2]])
    assert func.vmap(lambda i: x[i].sum())(rows).tolist() == [3.0, 6.0]
