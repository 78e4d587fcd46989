"""torch.autograd.gradcheck and gradgradcheck: what they accept, and how they refuse."""

import pytest

import funcad.torch as torch
from funcad.torch.autograd import GradcheckError, gradcheck, gradgradcheck


def leaf():
    return torch.tensor([1.0, 2.0], dtype=torch.float64, requires_grad=True)


class Wrong(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x**2

    @staticmethod
    def backward(ctx, g):
        return 3 * g * ctx.saved_tensors[0]


def test_right_derivatives():
    x = leaf()
    assert gradcheck(torch.sin, x)
    assert gradcheck(lambda x, k: (x * k, x.sum()), (x, 3))
    assert gradcheck(torch.sin, (x,), check_forward_ad=True)
    assert gradgradcheck(lambda x: (x**3, x.sum() ** 2), (x,), check_fwd_over_rev=True)
    assert x.detach().tolist() == [1.0, 2.0]


def test_complex_derivatives():
    z = torch.tensor([1 + 2j, 0.5 - 1j], dtype=torch.complex128, requires_grad=True)
    assert gradcheck(lambda z: z * z, z)
    assert gradcheck(lambda z: z.abs(), z)
    assert gradgradcheck(lambda z: z * z, z)


def test_a_wrong_derivative():
    with pytest.raises(GradcheckError, match=r"Jacobian mismatch for output 0 with respect to i"):
        gradcheck(Wrong.apply, leaf())
    assert gradcheck(Wrong.apply, leaf(), raise_exception=False) is False
    with pytest.raises(GradcheckError, match="Numerical gradient for function expected to be zero"):
        gradcheck(lambda x: x.detach() * 2, leaf())


def test_what_it_needs():
    with pytest.raises(ValueError, match="gradcheck expects at least one input tensor to require"):
        gradcheck(torch.sin, leaf().detach())
    with pytest.warns(UserWarning, match="Input #0 requires gradient and is not a double"):
        assert not gradcheck(torch.sin, torch.ones(2, requires_grad=True), raise_exception=False)
