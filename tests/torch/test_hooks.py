"""Hooks of every kind: their order, what they may replace, and what they are refused."""

import numpy as np
import pytest

import funcad.torch as torch
from funcad.torch.autograd import graph


def leaf(*values):
    return torch.tensor([*values], requires_grad=True)


def test_the_order_of_one_backward_pass():
    w1, w2 = leaf(2.0), leaf(3.0)
    h = w1 * torch.tensor([4.0])
    y = h * w2
    seen = []

    def note(name):
        return lambda *args: seen.append(name)

    for name, t in (("h", h), ("y", y)):
        t.grad_fn.register_hook(note(name + " node"))
        t.grad_fn.register_prehook(note(name + " before"))
        t.register_hook(note(name))
    for name, t in (("w1", w1), ("w2", w2)):
        t.register_post_accumulate_grad_hook(note(name + " accumulated"))
        t.register_hook(note(name))
    accumulation = h.grad_fn.next_functions[0][0]
    accumulation.register_hook(note("w1 accumulation"))
    y.backward()
    assert seen == [
        *("y", "y before", "y node", "w2", "w2 accumulated"),
        *("h", "h before", "h node", "w1", "w1 accumulated", "w1 accumulation"),
    ]


def test_replaced_gradients_and_retain_grad():
    x = leaf(2.0)
    h = x * 3
    h.retain_grad()
    h.register_hook(lambda g: g * 2)
    h.grad_fn.register_prehook(lambda gs: (gs[0] * 5,))
    h.grad_fn.register_hook(lambda inputs, outputs: (inputs[0] * 7, None))
    (h * h).backward()
    assert h.grad.item() == 24.0
    assert x.grad.item() == 24.0 * 5 * 3 * 7


def test_hooks_of_leaves_act_on_gradients_that_are_returned():
    x = leaf(2.0)
    x.register_hook(lambda g: g * 10)
    assert torch.autograd.grad(x * 3, x)[0].item() == 30.0


def test_retain_grad_goes_with_what_was_written_to():
    x = leaf(2.0)
    y = x * 3
    y.retain_grad()
    y.mul_(2)
    y.backward()
    assert (y.grad.item(), x.grad.item()) == (1.0, 6.0)


@pytest.mark.parametrize(
    ("result", "words"),
    [
        ("s", "expected Variable, but hook returned 'str'"),
        (torch.ones(3), "has changed the size of value"),
        (torch.ones(1, dtype=torch.float64), "has changed the type of value"),
    ],
)
def test_wrong_results_of_hooks(result, words):
    h = leaf(2.0) * 3
    h.register_hook(lambda g: result)
    with pytest.raises((RuntimeError, TypeError), match=words):
        h.backward()


@pytest.mark.parametrize(("mode", "calls"), [("all", 2), ("any", 2)])
def test_a_hook_on_several_gradients(mode, calls):
    a, b, c = leaf(1.0), leaf(2.0), leaf(3.0)
    seen = []
    handle = graph.register_multi_grad_hook((a, b, c), seen.append, mode=mode)
    (a * b).backward()
    (a * b * c).backward()
    handle.remove()
    (a * b).backward()
    assert len(seen) == calls
    if mode == "all":
        assert [None if g is None else g.item() for g in seen[0]] == [2.0, 1.0, None]
        assert [g.item() for g in seen[1]] == [6.0, 3.0, 2.0]


def test_saved_tensors_are_packed_and_come_back():
    x = leaf(3.0)
    packed = []

    def pack(t):
        packed.append(t)
        return t.detach().numpy() * 1.0

    with graph.saved_tensors_hooks(pack, torch.from_numpy):
        y = x**3 * 1.0
    assert packed[0] is x
    (g,) = torch.autograd.grad(y, x, create_graph=True)
    (h,) = torch.autograd.grad(g, x)
    np.testing.assert_allclose([g.item(), h.item()], [27.0, 18.0])


def test_functions_pack_what_they_save():
    class Square(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            ctx.save_for_backward(x)
            return x**2

        @staticmethod
        def backward(ctx, g):
            return 2 * g * ctx.saved_tensors[0]

    x = leaf(3.0)
    with graph.saved_tensors_hooks(lambda t: t * 10, lambda t: t):
        y = Square.apply(x)
    y.backward()
    assert x.grad.item() == 60.0


def test_what_packing_refuses():
    with (
        graph.saved_tensors_hooks(lambda t: t.mul_(2), lambda t: t),
        pytest.raises(RuntimeError, match="A saved tensor pack hook is modifying its input"),
    ):
        (leaf(3.0) * 1) ** 2
    x = leaf(3.0)
    with graph.saved_tensors_hooks(lambda t: t, lambda t: "a"):
        y = x**2
    with pytest.raises(TypeError, match="Output of saved tensor unpack_hook expected to be a T"):
        y.backward()
    with (
        graph.disable_saved_tensors_hooks("not here"),
        pytest.raises(RuntimeError, match="not here"),
        graph.saved_tensors_hooks(lambda t: t, lambda t: t),
    ):
        pass


def test_edges_of_the_graph():
    x = leaf(3.0)
    h = x * 2
    y = h**2
    edge = graph.get_gradient_edge(h)
    assert isinstance(edge.node, graph.Node)
    assert torch.autograd.grad(y, edge, retain_graph=True)[0].item() == 12.0
    start = graph.get_gradient_edge(y)
    assert torch.autograd.grad(start, x, torch.ones(1), retain_graph=True)[0].item() == 24.0
    y.backward(inputs=[graph.get_gradient_edge(x)])
    assert x.grad.item() == 24.0
    with pytest.raises(RuntimeError, match="It is not possible to get the gradient edge"):
        graph.get_gradient_edge(torch.ones(1))


def test_what_a_node_says_of_itself():
    x = leaf(3.0)
    y = x**2
    y.grad_fn.metadata["a"] = 1
    assert y.grad_fn.metadata == {"a": 1}
    assert y.grad_fn._saved_self is x
    assert y.grad_fn._saved_exponent == 2
    assert y.grad_fn.next_functions[0][0].variable is x
    assert y.grad_fn.next_functions[0][0].name() == "torch::autograd::AccumulateGrad"
    z = y.exp()
    assert z.grad_fn._saved_result.item() == z.item()
    z.backward()
    with pytest.raises(RuntimeError, match="Trying to backward through the graph a second time"):
        _ = z.grad_fn._saved_result
    with pytest.raises(AttributeError, match="has no attribute '_saved_self'"):
        _ = (x + 1).grad_fn._saved_self


def test_batched_gradients():
    x = leaf(1.0, 2.0, 3.0)
    y = x**2
    (j,) = torch.autograd.grad(y, x, (torch.eye(3),), is_grads_batched=True)
    np.testing.assert_array_equal(j.numpy(), np.diag([2.0, 4.0, 6.0]))
    with pytest.raises(RuntimeError, match="If `is_grads_batched=True`"):
        torch.autograd.grad(x**2, x, (torch.ones(3),), is_grads_batched=True)


def test_complex_gradients_are_conjugates_everywhere():
    z = torch.tensor([1 + 2j], dtype=torch.complex128, requires_grad=True)
    y = z * z
    seen = []
    y.register_hook(lambda g: seen.append(g.item()) or g * 1j)
    (g,) = torch.autograd.grad(y, z, torch.tensor([2 + 1j], dtype=torch.complex128))
    assert seen == [2 + 1j]
    assert g.item() == (2 + 1j) * 1j * np.conj(2 * (1 + 2j))


def test_gradients_share_no_memory():
    x, z, start = (
        torch.ones(3, requires_grad=True),
        torch.ones(3, requires_grad=True),
        torch.ones(3),
    )
    h = x + 1
    h.retain_grad()
    seen = []
    z.register_hook(seen.append)
    (h + z).backward(start)
    (x + z).backward(start)
    for g, expected in ((x.grad, 2), (z.grad, 2), (h.grad, 1), (start, 1), (seen[0], 1)):
        assert g.tolist() == [expected] * 3
    a, b = torch.autograd.grad(x + z, (x, z), start)
    a.mul_(5)
    assert b.tolist() == start.tolist() == [1, 1, 1]


def test_leaves_of_one_sum_accumulate_apart():
    x, z = torch.ones(3, requires_grad=True), torch.ones(3, requires_grad=True)
    for _ in range(3):
        (x + z).sum().backward()
        (x + z).backward(torch.ones(3))
    assert x.grad.tolist() == z.grad.tolist() == [6, 6, 6]
