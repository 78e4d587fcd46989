"""Methods that fill a tensor with random numbers: uniform and normal ones are PyTorch's own."""

from __future__ import annotations

from typing import Any

from funcad.torch.random import DEFAULT_GENERATOR, bernoulli, rand, randn
from funcad.torch.registry import add, define
from funcad.torch.tensor import Tensor, made
from funcad.torch.views import require_writable, write


def _filled(x: Tensor, new: Tensor, label: str) -> Tensor:
    require_writable(x)
    return write(x, made(new._value), label)


@define(function=False)
def uniform_(x: Tensor, a: float = 0.0, b: float = 1.0, *, generator: Any = None) -> Tensor:
    u = rand(*x.shape, dtype=x.dtype, generator=generator)
    return _filled(x, u * (b - a) + a, "UniformBackward0")


@define(function=False)
def normal_(x: Tensor, mean: float = 0.0, std: float = 1.0, *, generator: Any = None) -> Tensor:
    z = randn(*x.shape, dtype=x.dtype, generator=generator)
    return _filled(x, z * std + mean, "NormalBackward0")


@define(function=False)
def bernoulli_(x: Tensor, p: float = 0.5, *, generator: Any = None) -> Tensor:
    v = x._value
    u = (generator or DEFAULT_GENERATOR).uniform(v.size, "float64").reshape(v.shape)
    return _filled(x, made((u < p).astype(v.dtype)), "BernoulliBackward0")


add("bernoulli", bernoulli, function=False)
