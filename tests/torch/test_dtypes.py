"""Which dtypes functions give, and which they refuse, as PyTorch does."""

import numpy as np
import pytest

import funcad.torch as torch

FLOATS = [torch.float16, torch.float32, torch.float64]
INTEGERS = [torch.uint8, torch.int8, torch.int16, torch.int32, torch.int64]
COMPLEX = [torch.complex64, torch.complex128]


def of(d, *values):
    return torch.tensor(values).to(d)


@pytest.mark.parametrize("d", INTEGERS)
def test_of_integers(d):
    x = of(d, 3, 1)
    for f in (torch.exp, torch.sigmoid, torch.erf, torch.sqrt, torch.logit, torch.lgamma):
        assert f(x).dtype == torch.float32
    for f in (torch.sum, torch.prod, torch.nansum, lambda x: x.cumsum(0)):
        assert f(x).dtype == torch.int64
    for f in (torch.floor, torch.sign, torch.abs, torch.square, lambda x: x // 2, lambda x: x % 2):
        assert f(x).dtype == d
    assert (x / 2).dtype == torch.float32
    assert torch.div(x, 2, rounding_mode="trunc").dtype == d
    for f in (torch.mean, torch.std, lambda x: torch.softmax(x, 0)):
        with pytest.raises((RuntimeError, NotImplementedError)):
            f(x)


@pytest.mark.parametrize("d", FLOATS)
def test_width_is_kept(d):
    x = of(d, 0.5, 0.25)
    names = "sigmoid erf erfc erfinv lgamma digamma logit exp sinc i0 rsqrt std softplus"
    for name in names.split():
        f = getattr(torch, name, None) or getattr(torch.nn.functional, name)
        assert f(x).dtype == d, name
    if d != torch.float16:
        assert torch.cov(x).dtype == torch.linalg.norm(x).dtype == torch.quantile(x, 0.5).dtype == d


@pytest.mark.parametrize("d", COMPLEX)
def test_complex_numbers_have_no_order(d):
    x = of(d, 1 + 2j, 3)
    for f in (
        lambda: x < x,
        lambda: torch.maximum(x, x),
        lambda: torch.fmin(x, x),
        lambda: x.max(),
        lambda: x.argmax(),
        lambda: x.sort(),
        lambda: x.amin(),
        lambda: x.clamp(0, 1),
        lambda: x // 2,
        lambda: x % 2,
        lambda: torch.atan2(x, x),
        lambda: torch.floor(x),
    ):
        with pytest.raises((RuntimeError, NotImplementedError)):
            f()


def test_arithmetic_of_truth_values():
    b = torch.tensor([True, False])
    assert (b + b).dtype == (b * b).dtype == torch.bool
    assert (b + 1).dtype == torch.int64
    assert (b / b).dtype == torch.float32
    for f, words in {
        lambda: b - b: "Subtraction, the `-` operator, with two bool tensors",
        lambda: 1 - b: "Subtraction, the `-` operator, with a bool tensor",
        lambda: -b: "Negation, the `-` operator, on a bool tensor",
        lambda: b // b: "div_floor_cpu",
        lambda: b % b: "remainder_cpu",
        lambda: b**b: '"pow" not implemented',
    }.items():
        with pytest.raises(RuntimeError, match=words):
            f()


def test_bits_are_of_integers():
    x = torch.tensor([0.5])
    with pytest.raises(NotImplementedError, match="bitwise_and_cpu"):
        x & x
    with pytest.raises(TypeError, match="only implemented on integer and Boolean"):
        torch.Tensor.__invert__(x)
    n = torch.tensor([6, 3], dtype=torch.uint8)
    assert (n & torch.tensor(3)).dtype == torch.uint8


def test_negative_powers_of_integers():
    n = torch.tensor([3, -2, 0])
    np.testing.assert_array_equal((2**n).numpy(), [8, 0, 1])
    np.testing.assert_array_equal(((-1) ** n).numpy(), [-1, 1, 1])
    with pytest.raises(RuntimeError, match="Integers to negative integer powers"):
        n**-1


def test_in_place_keeps_the_dtype_or_refuses():
    n = torch.tensor([1, 2])
    with pytest.raises(RuntimeError, match="result type Float can't be cast to the desired output"):
        n += 1.5
    x = torch.tensor([0.5, 1.5])
    x.gt_(1)
    np.testing.assert_array_equal(x.numpy(), [0.0, 1.0])
    assert x.dtype == torch.float32


def test_casts():
    assert torch.promote_types(torch.int32, torch.float16) == torch.float16
    assert torch.can_cast(torch.int64, torch.uint8)
    assert not torch.can_cast(torch.float32, torch.int64)
