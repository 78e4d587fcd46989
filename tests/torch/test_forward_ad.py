"""torch.autograd.forward_ad: dual levels, alone and over and under backward passes."""

import numpy as np
import pytest

import funcad.torch as torch
import funcad.torch.autograd.forward_ad as fwAD

ONES = torch.ones(2)


def x():
    return torch.tensor([1.0, 2.0])


def test_tangents_go_along_and_vanish_with_the_level():
    with fwAD.dual_level():
        d = fwAD.make_dual(x(), ONES)
        assert repr(d) == "tensor([1., 2.], tangent=tensor([1., 1.]))"
        z = d**3
        y, dy = fwAD.unpack_dual(z)
        np.testing.assert_array_equal(y.numpy(), [1, 8])
        np.testing.assert_array_equal(dy.numpy(), [3, 12])
        with torch.no_grad():
            assert fwAD.unpack_dual(d * 2).tangent is not None
        assert fwAD.unpack_dual(d.detach()).tangent is None
        assert fwAD.unpack_dual(x()).tangent is None
    assert fwAD.unpack_dual(z).tangent is None
    assert repr(z * 2) == "tensor([ 2., 16.])"
    np.testing.assert_array_equal(z.numpy(), [1, 8])


def test_views_and_writes_carry_tangents():
    with fwAD.dual_level():
        d = fwAD.make_dual(x() * 1, ONES)
        assert fwAD.unpack_dual(d[0]).tangent.item() == 1.0
        e = x()
        e.mul_(d)
        np.testing.assert_array_equal(fwAD.unpack_dual(e).tangent.numpy(), [1, 2])
        d[0] = 7.0
        np.testing.assert_array_equal(fwAD.unpack_dual(d).tangent.numpy(), [0, 1])


def test_writes_that_are_not_followed_are_refused():
    with fwAD.dual_level():
        e = fwAD.make_dual(x(), ONES) * 1
        v = e[0:1]
        with pytest.raises(NotImplementedError, match="through a view of a tensor that carries"):
            v.mul_(3)
        e.mul_(2)
        with pytest.raises(NotImplementedError, match="which was written to since"):
            fwAD.unpack_dual(v)
        d = fwAD.make_dual(x().requires_grad_(), ONES)
        with pytest.raises(NotImplementedError, match="a write in place of a tensor that carries"):
            (d * 1).mul_(d)


def test_tangents_of_complex_numbers():
    leaf = x().requires_grad_()
    with fwAD.dual_level():
        z = torch.complex(fwAD.make_dual(leaf, ONES), x())
        (g,) = torch.autograd.grad(z.abs().sum(), leaf)
        expected = 1 / np.array([1.0, 2.0]) / 2**1.5  # of x / |x + iy| at x = y
        np.testing.assert_allclose(fwAD.unpack_dual(g).tangent.numpy(), expected, rtol=1e-6)


def test_reverse_over_forward():
    w = torch.tensor([2.0, 3.0], requires_grad=True)
    with fwAD.dual_level():
        d = fwAD.make_dual(x(), ONES)
        tangent = fwAD.unpack_dual((d * w).exp()).tangent  # w exp(xw)
        (g,) = torch.autograd.grad(tangent.sum(), w)
    xs, ws = np.array([1.0, 2.0]), np.array([2.0, 3.0])
    np.testing.assert_allclose(g.numpy(), (1 + xs * ws) * np.exp(xs * ws), rtol=1e-6)


@pytest.mark.parametrize("by_backward", [False, True])
def test_forward_over_reverse(by_backward):
    leaf = torch.tensor([1.0, 2.0], requires_grad=True)
    with fwAD.dual_level():
        d = fwAD.make_dual(leaf, torch.tensor([1.0, 10.0]))
        y = (d**3).sum() * d[0]
        (g,) = torch.autograd.grad(y, d, retain_graph=True)
        np.testing.assert_allclose(fwAD.unpack_dual(g).tangent.numpy(), [12 + 120, 132])
        if by_backward:
            y.backward()
            np.testing.assert_allclose(leaf.grad.numpy(), [12, 12])
            assert fwAD.unpack_dual(leaf.grad).tangent is None


def test_a_constant_that_requires_grad_meets_a_dual_number():
    w = torch.tensor([2.0, 3.0], requires_grad=True)
    with fwAD.dual_level():
        q = fwAD.make_dual(x(), ONES) * w
        (g,) = torch.autograd.grad(q.sum(), w, create_graph=True)
        np.testing.assert_array_equal(fwAD.unpack_dual(g).tangent.numpy(), [1, 1])


class Product(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, y):
        ctx.save_for_forward(x, y)
        ctx.save_for_backward(x, y)
        return x * y

    @staticmethod
    def backward(ctx, g):
        x, y = ctx.saved_tensors
        return g * y, g * x

    @staticmethod
    def jvp(ctx, dx, dy):
        x, y = ctx.saved_tensors
        return dx * y + x * dy


def test_a_function_with_jvp_in_both_orders():
    w = torch.tensor([3.0, 4.0], requires_grad=True)
    with fwAD.dual_level():
        z = Product.apply(fwAD.make_dual(x(), ONES), w)
        dz = fwAD.unpack_dual(z).tangent
        np.testing.assert_array_equal(dz.detach().numpy(), [3, 4])
        (of_tangent,) = torch.autograd.grad(dz.sum(), w)
        np.testing.assert_array_equal(of_tangent.numpy(), [1, 1])
        (g,) = torch.autograd.grad(z.sum(), w)
        np.testing.assert_array_equal(fwAD.unpack_dual(g).tangent.numpy(), [1, 1])


def test_a_function_without_jvp():
    class Twice(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            return 2 * x

        @staticmethod
        def backward(ctx, g):
            return 2 * g

    with (
        fwAD.dual_level(),
        pytest.raises(NotImplementedError, match="You must implement the jvp function"),
    ):
        Twice.apply(fwAD.make_dual(x(), ONES))


def test_errors():
    with pytest.raises(RuntimeError, match="Trying to create a dual Tensor for forward AD but no"):
        fwAD.make_dual(x(), ONES)
    with fwAD.dual_level():
        with pytest.raises(RuntimeError, match="Nested forward mode AD is not supported"):
            fwAD.enter_dual_level()
        with pytest.raises(RuntimeError, match="Trying to set a forward gradient that has a diff"):
            fwAD.make_dual(x(), torch.ones(3))
        with pytest.raises(ValueError, match="Expected primal to be floating point or complex"):
            fwAD.make_dual(torch.tensor([1, 2]), ONES)
        with pytest.raises(RuntimeError, match="Making a dual Tensor based on a Tensor that"):
            fwAD.make_dual(fwAD.make_dual(x(), ONES), ONES)
    with pytest.raises(RuntimeError, match="Trying to exit a forward AD level"):
        fwAD.exit_dual_level()
