"""Long chains: no step of theirs recurses, neither backward nor when they are let go of."""

import pytest

import funcad.torch as torch

N = 100_000


@pytest.mark.parametrize("create_graph", [False, True])
def test_a_long_chain(create_graph):
    x = torch.ones(1, requires_grad=True)
    y = x
    for _ in range(N):
        y = y * 1.0 if create_graph else y + 1.0
    assert y.grad_fn is not None
    (g,) = torch.autograd.grad(y, x, create_graph=create_graph)
    assert g.item() == 1.0
    del y, g


def test_a_long_chain_of_writes():
    x = torch.ones(1, requires_grad=True)
    y = x * 1.0
    for _ in range(N // 10):
        y.mul_(1.0)
    y.backward()
    assert x.grad.item() == 1.0


def test_a_graph_of_many_paths_is_gone_through_once():
    x = torch.ones(1, dtype=torch.float64, requires_grad=True)
    y = x
    for _ in range(60):
        y = y + y
    y.backward()
    assert x.grad.item() == 2.0**60
