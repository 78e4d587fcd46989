"""torch.nn.utils: gradients clipped, parameters as one vector."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from funcad.torch.modes import no_grad
from funcad.torch.shapes import cat
from funcad.torch.tensor import Tensor, made, settled_value


def _gradients(parameters: Any) -> list[Tensor]:
    found = [parameters] if isinstance(parameters, Tensor) else list(parameters)
    return [p._grad for p in found if p._grad is not None]


def get_total_norm(
    tensors: Any,
    norm_type: float = 2.0,
    error_if_nonfinite: bool = False,
    foreach: bool | None = None,
) -> Tensor:
    """The norm of all tensors taken as one vector.

    >>> torch.nn.utils.get_total_norm([torch.tensor([3.0]), torch.tensor([4.0])])
    tensor(5.)
    """
    found = [tensors] if isinstance(tensors, Tensor) else list(tensors)
    if not found:
        return made(np.array(0.0, np.float32))
    order = float(norm_type)
    norms = [_norm(settled_value(x).ravel(), order) for x in found]
    total = _norm(np.array(norms, found[0]._value.dtype), order)
    if error_if_nonfinite and not np.isfinite(total):
        raise RuntimeError(
            f"The total norm of order {order} for gradients from `parameters` is non-finite, so it "
            "cannot be clipped. To disable this error and scale the gradients by the non-finite "
            "norm anyway, set `error_if_nonfinite=False`"
        )
    return made(np.asarray(total, found[0]._value.dtype))


def _norm(x: np.ndarray, order: float) -> Any:
    if not x.size:
        return x.dtype.type(0)
    if order == 2 and x.dtype.kind == "f":
        with np.errstate(over="ignore", invalid="ignore"):
            total = math.sqrt(x @ x)
        if 1e-15 < total < 1e15:  # its square did not leave the range of float32
            return x.dtype.type(total)
        x = x.astype(np.float64)
    with np.errstate(over="ignore", invalid="ignore"):
        return np.linalg.norm(x, order)


def clip_grads_with_norm_(
    parameters: Any, max_norm: float, total_norm: Tensor, foreach: bool | None = None
) -> None:
    """Scale gradients in place by max_norm / (total_norm + 1e-6), where that is below 1."""
    total = float(total_norm._value)
    scale = float(max_norm) / (total + 1e-6)
    scale = scale if math.isnan(scale) else min(scale, 1.0)
    with np.errstate(invalid="ignore"), no_grad():
        for g in _gradients(parameters):
            value = settled_value(g)
            np.multiply(value, scale, out=value)
            g._counter[0] += 1


def clip_grad_norm_(
    parameters: Any,
    max_norm: float,
    norm_type: float = 2.0,
    error_if_nonfinite: bool = False,
    foreach: bool | None = None,
) -> Tensor:
    """Scale gradients in place to a norm of at most `max_norm`; the norm before is returned.

    >>> p = torch.nn.Parameter(torch.zeros(2))
    >>> p.grad = torch.tensor([3.0, 4.0])
    >>> torch.nn.utils.clip_grad_norm_([p], max_norm=1.0)
    tensor(5.)
    >>> p.grad
    tensor([0.6000, 0.8000])
    """
    found = [parameters] if isinstance(parameters, Tensor) else list(parameters)
    total = get_total_norm(_gradients(found), norm_type, error_if_nonfinite, foreach)
    clip_grads_with_norm_(found, max_norm, total, foreach)
    return total


def clip_grad_value_(parameters: Any, clip_value: float, foreach: bool | None = None) -> None:
    """Bound the entries of gradients in place."""
    bound = float(clip_value)
    for g in _gradients(parameters):
        value = settled_value(g)
        np.clip(value, -bound, bound, out=value)
        g._counter[0] += 1


def parameters_to_vector(parameters: Any) -> Tensor:
    """Parameters as one vector, differentiable.

    >>> torch.nn.utils.parameters_to_vector([torch.ones(2, 1), torch.zeros(1)])
    tensor([1., 1., 0.])
    """
    return cat([p.view(-1) for p in parameters])


def vector_to_parameters(vec: Tensor, parameters: Any) -> None:
    """Let parameters be the parts of a vector, in their order."""
    if not isinstance(vec, Tensor):
        raise TypeError(f"expected torch.Tensor, but got: {type(vec).__name__}")
    start = 0
    for p in parameters:
        p.data = vec[start : start + p.numel()].view(p.shape).data
        start += p.numel()
