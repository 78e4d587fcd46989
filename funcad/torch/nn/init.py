"""torch.nn.init: first values of parameters, written in place from the random stream."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from funcad.torch.random import DEFAULT_GENERATOR
from funcad.torch.tensor import Tensor, settled_value


def _set(x: Tensor, values: Any) -> Tensor:
    settled_value(x)[...] = values
    x._counter[0] += 1
    return x


def uniform_(x: Tensor, a: float = 0.0, b: float = 1.0, generator: Any = None) -> Tensor:
    """Uniform on [a, b)."""
    v = x._value
    u = (generator or DEFAULT_GENERATOR).uniform(v.size, v.dtype).reshape(v.shape)
    return _set(x, u * v.dtype.type(b - a) + v.dtype.type(a))


def normal_(x: Tensor, mean: float = 0.0, std: float = 1.0, generator: Any = None) -> Tensor:
    """Normal with a mean and a standard deviation."""
    v = x._value
    z = (generator or DEFAULT_GENERATOR).normal(v.size, v.dtype).reshape(v.shape)
    return _set(x, z * v.dtype.type(std) + v.dtype.type(mean))


def constant_(x: Tensor, val: float) -> Tensor:
    """One value."""
    return _set(x, val)


def zeros_(x: Tensor) -> Tensor:
    """Zeros."""
    return _set(x, 0)


def ones_(x: Tensor) -> Tensor:
    """Ones."""
    return _set(x, 1)


def eye_(x: Tensor) -> Tensor:
    """The identity matrix."""
    if len(x.shape) != 2:
        raise ValueError("Only tensors with 2 dimensions are supported")
    return _set(x, np.eye(*x.shape))


def fans(x: Tensor) -> tuple[int, int]:
    """(inputs, outputs) of a weight."""
    if len(x.shape) < 2:
        raise ValueError(
            "Fan in and fan out can not be computed for tensor with fewer than 2 dimensions"
        )
    field = math.prod(x.shape[2:])
    return x.shape[1] * field, x.shape[0] * field


GAINS = {"tanh": 5 / 3, "relu": math.sqrt(2.0), "selu": 0.75}


def calculate_gain(nonlinearity: str, param: float | None = None) -> float:
    """By how much weights are scaled for what an activation does to variances."""
    if nonlinearity == "leaky_relu":
        return math.sqrt(2.0 / (1 + (0.01 if param is None else param) ** 2))
    return GAINS.get(nonlinearity, 1.0)


def xavier_uniform_(x: Tensor, gain: float = 1.0, generator: Any = None) -> Tensor:
    """Uniform, of variance 2 / (inputs + outputs) (Glorot & Bengio, 2010)."""
    bound = gain * math.sqrt(6.0 / sum(fans(x)))
    return uniform_(x, -bound, bound, generator)


def xavier_normal_(x: Tensor, gain: float = 1.0, generator: Any = None) -> Tensor:
    """Normal, of variance 2 / (inputs + outputs)."""
    return normal_(x, 0.0, gain * math.sqrt(2.0 / sum(fans(x))), generator)


def _kaiming_std(x: Tensor, a: float, mode: str, nonlinearity: str) -> float:
    n = fans(x)[0 if mode == "fan_in" else 1]
    return calculate_gain(nonlinearity, a) / math.sqrt(n)


def kaiming_uniform_(
    x: Tensor,
    a: float = 0,
    mode: str = "fan_in",
    nonlinearity: str = "leaky_relu",
    generator: Any = None,
) -> Tensor:
    """Uniform, of a variance that keeps that of activations (He et al., 2015)."""
    bound = math.sqrt(3.0) * _kaiming_std(x, a, mode, nonlinearity)
    return uniform_(x, -bound, bound, generator)


def kaiming_normal_(
    x: Tensor,
    a: float = 0,
    mode: str = "fan_in",
    nonlinearity: str = "leaky_relu",
    generator: Any = None,
) -> Tensor:
    """Normal, of a variance that keeps that of activations."""
    return normal_(x, 0.0, _kaiming_std(x, a, mode, nonlinearity), generator)
