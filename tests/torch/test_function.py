"""torch.autograd.Function: contexts, what backward is given, and what it may return."""

import numpy as np
import pytest

import funcad.torch as torch
from funcad.torch.autograd import Function
from funcad.torch.autograd.function import once_differentiable


def leaf(*values):
    return torch.tensor([*values], requires_grad=True)


class Two(Function):
    @staticmethod
    def forward(x, y):
        return x * y, x + 1

    @staticmethod
    def setup_context(ctx, inputs, output):
        ctx.save_for_backward(*inputs)
        ctx.kind = type(output)

    @staticmethod
    def backward(ctx, a, b):
        x, y = ctx.saved_tensors
        return a * y + b, a * x


def test_several_outputs_and_setup_context():
    x, y = leaf(1.0, 2.0), leaf(3.0, 4.0)
    a, b = Two.apply(x, y)
    assert a.grad_fn is b.grad_fn
    assert a.grad_fn.kind is tuple
    assert a.grad_fn.needs_input_grad == (True, True)
    b.sum().backward()
    np.testing.assert_array_equal(x.grad.numpy(), [1, 1])
    np.testing.assert_array_equal(y.grad.numpy(), [0, 0])
    with pytest.raises(RuntimeError, match="Trying to backward through the graph a second time"):
        _ = a.grad_fn.saved_tensors


class Returns(Function):
    @staticmethod
    def forward(ctx, x, result):
        ctx.result = result
        return x * 2

    @staticmethod
    def backward(ctx, g):
        return ctx.result


@pytest.mark.parametrize(
    ("result", "words"),
    [
        ((torch.ones(2), None, None, torch.ones(2)), "returned an incorrect number of gradients"),
        ((), "returned an incorrect number of gradients"),
        ([torch.ones(2), None], "returned an incorrect number of gradients"),
        (torch.ones(2), r"returned an incorrect number of gradients \(expected 2, got 1\)"),
        ((2.0, None), r"expected Variable or None \(got float\)"),
        ((torch.ones(3), None), r"returned an invalid gradient at index 0 - got \[3\]"),
        ((torch.ones(2), torch.ones(2)), "returned a gradient different than None at position 2"),
    ],
)
def test_wrong_results_of_backward(result, words):
    with pytest.raises(RuntimeError, match=words):
        Returns.apply(leaf(1.0, 2.0), result).sum().backward()


@pytest.mark.parametrize(
    ("result", "expected"),
    [
        ((torch.ones(5, 2), None), [5, 5]),
        ((torch.ones(2), None, None), [1, 1]),
        ((torch.ones(2).double(), None), [1, 1]),
        ((None, None), None),
    ],
)
def test_results_of_backward_that_fit(result, expected):
    x = leaf(1.0, 2.0)
    Returns.apply(x, result).sum().backward()
    assert expected == (None if x.grad is None else x.grad.tolist())


class Materialized(Function):
    @staticmethod
    def forward(ctx, x, zeros):
        ctx.set_materialize_grads(zeros)
        return x * 2, x * 3

    @staticmethod
    def backward(ctx, a, b):
        return (None if a is None else a + 5), None


def test_unused_outputs_are_zeros_or_none():
    for zeros, expected in ((True, [5.0]), (False, None)):
        x = leaf(1.0)
        Materialized.apply(x, zeros)[1].backward()
        assert expected == (None if x.grad is None else x.grad.tolist())


class Doubled(Function):
    @staticmethod
    def forward(ctx, x, same):
        ctx.mark_dirty(x)
        x.mul_(2)
        return x if same else x.clone()

    @staticmethod
    def backward(ctx, g):
        return g * 2, None


def test_inputs_that_were_written_to():
    x = leaf(1.0, 2.0)
    z = x * 1
    assert Doubled.apply(z, True) is z
    z.sum().backward()
    assert x.grad.tolist() == [2.0, 2.0]
    with pytest.raises(RuntimeError, match="a leaf Variable that requires grad has been used"):
        Doubled.apply(leaf(1.0), True)
    with pytest.raises(RuntimeError, match="Some elements marked as dirty"):
        Doubled.apply(leaf(1.0) * 1, False)


class Square(Function):
    @staticmethod
    def forward(ctx, x, power=2):
        ctx.save_for_backward(x)
        return x**power

    @staticmethod
    @once_differentiable
    def backward(ctx, g):
        return 2 * ctx.saved_tensors[0] * g, None


def test_once_differentiable():
    x, w = leaf(3.0), leaf(1.0)
    (g,) = torch.autograd.grad(Square.apply(x), x, create_graph=True)
    assert not g.requires_grad
    (g,) = torch.autograd.grad(Square.apply(x) * w, x, create_graph=True)
    assert repr(g) == "tensor([6.], grad_fn=<Error>)"
    with pytest.raises(RuntimeError, match="trying to differentiate twice"):
        g.backward()


def test_keyword_arguments_are_bound():
    assert Square.apply(leaf(3.0), power=3).item() == 27.0
    assert len(Square.apply(leaf(3.0), power=3).grad_fn.next_functions) == 1


def test_what_is_missing():
    class Nothing(Function):
        pass

    class NoBackward(Function):
        @staticmethod
        def forward(ctx, x):
            return x * 1

    class Both(NoBackward):
        @staticmethod
        def backward(ctx, g):
            return g

        vjp = staticmethod(lambda ctx, g: g)

    class Saves(NoBackward):
        @staticmethod
        def forward(ctx, x):
            ctx.save_for_backward(x, 3.0)

    with pytest.raises(NotImplementedError, match="You must implement the forward function"):
        Nothing.apply(leaf(1.0))
    with pytest.raises(NotImplementedError, match="You must implement either the backward or vjp"):
        NoBackward.apply(leaf(1.0)).backward()
    with pytest.raises(RuntimeError, match="Implementing both 'backward' and 'vjp'"):
        Both.apply(leaf(1.0)).backward()
    with pytest.raises(
        TypeError, match="save_for_backward can only save variables, but argument 1"
    ):
        Saves.apply(leaf(1.0))
    with pytest.raises(NotImplementedError, match="vmap"):
        Nothing.vmap(None, None)
    with (
        pytest.warns(DeprecationWarning, match="should not be instantiated"),
        pytest.raises(RuntimeError, match="Legacy autograd function with non-static forward"),
    ):
        NoBackward()(leaf(1.0))
