"""torch.utils.checkpoint: the same gradients, from less memory."""

from __future__ import annotations

import tracemalloc
import warnings
from typing import Any

import pytest

import funcad.torch as torch
from funcad.torch import func, nn
from funcad.torch.utils.checkpoint import (
    CheckpointError,
    checkpoint,
    checkpoint_sequential,
    set_checkpoint_early_stop,
)
from tests.torch.functions import FUNCTIONS

from .test_func import X, close

BOTH = pytest.mark.parametrize("reentrant", [False, True])


def leaf(*values: float) -> Any:
    return torch.tensor(values, requires_grad=True)


@BOTH
@pytest.mark.parametrize("f", FUNCTIONS.values(), ids=FUNCTIONS.keys())
def test_gradients_are_the_same(f: Any, reentrant: bool) -> None:
    x, z = torch.tensor(X, requires_grad=True), torch.tensor(X, requires_grad=True)
    y = checkpoint(f, x, use_reentrant=reentrant)
    close(y, f(z))
    (y * y).backward()
    (f(z) ** 2).backward()
    close(x.grad, z.grad)


@pytest.mark.parametrize("f", FUNCTIONS.values(), ids=FUNCTIONS.keys())
def test_second_order_and_nesting(f: Any) -> None:
    def nested(x: Any) -> Any:
        inner = checkpoint(lambda x: x * torch.sin(x), x, use_reentrant=False)
        return checkpoint(f, inner, use_reentrant=False) * inner.sum().tanh()

    found = []
    for run in (nested, lambda x: checkpoint(nested, x, use_reentrant=False)):
        x = torch.tensor(X, requires_grad=True)
        (g,) = torch.autograd.grad(run(x), x, create_graph=True)
        (h,) = torch.autograd.grad((g * g).sum(), x)
        found.append((g, h))

    def plain(x: Any) -> Any:
        inner = x * torch.sin(x)
        return f(inner) * inner.sum().tanh()

    x = torch.tensor(X, requires_grad=True)
    (g,) = torch.autograd.grad(plain(x), x, create_graph=True)
    (h,) = torch.autograd.grad((g * g).sum(), x)
    for found_g, found_h in found:
        close(found_g, g)
        close(found_h, h)


def test_the_graph_is_that_of_the_function() -> None:
    x, w = leaf(1.0, 2.0), leaf(3.0, 4.0)
    y = checkpoint(lambda x, k: (x * w).exp() * k, x, k=2.0, use_reentrant=False)
    assert y.grad_fn.name() == "MulBackward0"
    y.sum().backward()
    assert w.grad is not None  # closed over
    assert type(checkpoint(torch.exp, x, use_reentrant=True).grad_fn).__name__ == (
        "CheckpointFunctionBackward"
    )
    out = checkpoint(lambda x: {"a": x * 2, "b": 3}, x, use_reentrant=False)
    assert out["a"].requires_grad
    assert out["b"] == 3


def test_it_stops_as_soon_as_it_can() -> None:
    steps: list[str] = []

    def f(x: Any) -> Any:
        steps.append("a")
        y = x.exp()
        steps.append("b")
        y = y.sin()
        steps.append("c")
        return (y + 1) * 2

    checkpoint(f, leaf(1.0), use_reentrant=False).sum().backward()
    assert steps == ["a", "b", "c", "a", "b"]
    steps.clear()
    with set_checkpoint_early_stop(False):
        checkpoint(f, leaf(1.0), use_reentrant=False).sum().backward()
    assert steps == ["a", "b", "c", "a", "b", "c"]
    steps.clear()
    checkpoint(lambda x: [steps.append("a"), x + 1][1], leaf(1.0), use_reentrant=False).backward()
    assert steps == ["a"]  # nothing was saved
    y = checkpoint(f, leaf(1.0), use_reentrant=False).sum()
    steps.clear()
    y.backward(retain_graph=True)
    y.backward()
    assert steps == ["a", "b"] * 2
    with pytest.raises(RuntimeError, match="backward through the graph a second time"):
        y.backward()


@BOTH
def test_random_numbers_are_drawn_again(reentrant: bool) -> None:
    x = torch.ones(100, requires_grad=True)
    torch.manual_seed(0)
    y = checkpoint(lambda x: nn.functional.dropout(x) ** 2 * x, x, use_reentrant=reentrant)
    state = torch.get_rng_state()
    after = torch.rand(3)
    torch.set_rng_state(state)
    y.sum().backward()
    assert x.grad.tolist() == (3 * y).tolist()
    assert torch.rand(3).tolist() == after.tolist()


def test_reentrant_says_what_it_cannot_do() -> None:
    x, p = leaf(1.0), torch.ones(1)
    with pytest.warns(UserWarning, match="the use_reentrant parameter should be passed explicitly"):
        checkpoint(torch.exp, x)
    with pytest.warns(UserWarning, match="None of the inputs have requires_grad=True"):
        assert not checkpoint(lambda p: p * x, p, use_reentrant=True).requires_grad
    with warnings.catch_warnings(), torch.no_grad():
        warnings.simplefilter("error")
        checkpoint(torch.exp, x, use_reentrant=True)
    with pytest.raises(ValueError, match="Unexpected keyword arguments: k"):
        checkpoint(torch.exp, x, k=2, use_reentrant=True)
    y = checkpoint(torch.exp, x, use_reentrant=True)
    with pytest.raises(RuntimeError, match=r"incompatible with .grad\(\) or passing an `inputs`"):
        torch.autograd.grad(y, x)
    with pytest.raises(RuntimeError, match=r"incompatible with .grad\(\) or passing an `inputs`"):
        checkpoint(torch.exp, x, use_reentrant=True).backward(inputs=[x])
    with pytest.raises(TypeError, match="unexpected keyword argument"):
        checkpoint(lambda x: x, x, other=1, use_reentrant=False)
    with pytest.raises(ValueError, match="only supported when use_reentrant=False"):
        checkpoint(torch.exp, x, use_reentrant=True, debug=True)


@pytest.mark.parametrize(
    ("second", "text"),
    [
        (lambda x: x**2, "different number of tensors was saved"),
        (lambda x: (x[:1] ** 2).exp(), "have different metadata than during the forward"),
        (lambda x: (x**2).tanh(), "the recomputation did tanh where the original forward did exp"),
    ],
)
def test_a_function_that_does_something_else(second: Any, text: str) -> None:
    calls: list[int] = []

    def f(x: Any) -> Any:
        calls.append(1)
        return (x**2).exp() if len(calls) == 1 else second(x)

    y = checkpoint(f, leaf(1.0, 2.0), use_reentrant=False).sum()
    with pytest.raises(CheckpointError, match=text):
        y.backward()


@BOTH
def test_an_input_that_was_written_to(reentrant: bool) -> None:
    x = leaf(1.0, 2.0)
    z = x * 2
    y = checkpoint(lambda z: (z + 1).exp(), z, use_reentrant=reentrant)
    z.mul_(3)
    with pytest.raises(RuntimeError, match="modified by an inplace operation"):
        y.sum().backward()


def test_functions_of_the_user_and_hooks() -> None:
    class Cube(torch.autograd.Function):
        @staticmethod
        def forward(ctx: Any, x: Any) -> Any:
            ctx.save_for_backward(x)
            return x**3

        @staticmethod
        def backward(ctx: Any, g: Any) -> Any:
            return g * 3 * ctx.saved_tensors[0] ** 2

    seen = []

    def f(x: Any) -> Any:
        y = Cube.apply(x)
        if not seen:
            y.register_hook(lambda g: seen.append(g.tolist()))
        return y

    x = leaf(2.0)
    checkpoint(f, x, use_reentrant=False).sum().backward()
    assert x.grad.tolist() == [12.0]
    assert seen == [[1.0]]


def test_zeros_under_roots_go_as_without() -> None:
    x, z = leaf(0.0, 3.0), leaf(0.0, 3.0)
    checkpoint(lambda x: (x * x).sqrt(), x, use_reentrant=False).sum().backward()
    (z * z).sqrt().sum().backward()
    assert x.grad.tolist() == z.grad.tolist() == [0.0, 1.0]


def test_a_hook_on_a_root_of_zero() -> None:
    x = leaf(0.0, 4.0)
    y = x.sqrt()
    y.register_hook(lambda g: None)
    y.sum().backward()
    assert x.grad.tolist() == [float("inf"), 0.25]


def test_inside_transforms() -> None:
    x = torch.tensor([1.0, 2.0])
    f = lambda x: checkpoint(lambda x: (x**3).sin(), x, use_reentrant=False).sum()
    close(func.grad(f)(x), 3 * x**2 * (x**3).cos())
    close(func.vmap(func.grad(f))(x.reshape(2, 1)).ravel(), func.grad(f)(x))


def test_an_error_in_the_function_leaves_nothing_behind() -> None:
    from funcad.torch.dropped import WATCHERS

    def fails(x: Any) -> Any:
        raise KeyError("no")

    with pytest.raises(KeyError):
        checkpoint(fails, leaf(1.0), use_reentrant=False)
    assert not WATCHERS


@BOTH
def test_sequential(reentrant: bool) -> None:
    model = nn.Sequential(*[nn.Sequential(nn.Linear(3, 3), nn.Tanh()) for _ in range(5)])
    x = torch.randn(2, 3, requires_grad=True)
    model(x).sum().backward()
    expected = [p.grad for p in model.parameters()]
    model.zero_grad()
    checkpoint_sequential(model, 2, x, use_reentrant=reentrant).sum().backward()
    for p, g in zip(model.parameters(), expected, strict=True):
        close(p.grad, g)
    with pytest.raises(ValueError, match="Unexpected keyword arguments: k"):
        checkpoint_sequential(model, 2, x, use_reentrant=False, k=1)


@BOTH
def test_peak_memory_of_64_layers_falls_by_four(reentrant: bool) -> None:
    weights = [torch.eye(16).mul_(0.9).requires_grad_() for _ in range(64)]
    layers = [lambda x, w=w: torch.tanh(x @ w) * 1.1 + torch.sin(x) for w in weights]

    def peak(run: Any) -> int:
        x = torch.ones(1024, 16, requires_grad=True)
        tracemalloc.start()
        run(x).sum().backward()
        _, found = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return found

    def plain(x: Any) -> Any:
        for layer in layers:
            x = layer(x)
        return x

    def kept(x: Any) -> Any:
        return checkpoint_sequential(layers, 16, x, use_reentrant=reentrant)

    assert peak(plain) > 4 * peak(kept)
