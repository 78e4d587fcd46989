"""Methods that write: constants and copies, another layout in place, and out of the graph."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from funcad.core.tracer import Tracer
from funcad.primitives.shaping import keep
from funcad.torch import messages
from funcad.torch import shapes as sh
from funcad.torch.modes import enable_grad, no_grad
from funcad.torch.operators import broadcasting
from funcad.torch.registry import add, define
from funcad.torch.tensor import Tensor, applied, made
from funcad.torch.views import require_apart, require_writable, write


def _filled(x: Tensor, value: Any) -> Tensor:
    """The value in the shape and dtype of `x`."""
    d, shape = x._value.dtype, x._value.shape
    if not isinstance(value, Tensor):
        if isinstance(value, complex) and d.kind != "c":
            raise RuntimeError(f"value cannot be converted to type {x.dtype.in_c} without overflow")
        return made(np.full(shape, value, d))
    if not value.requires_grad and not isinstance(value._value, Tracer):
        return made(np.broadcast_to(value._value.astype(d), shape))

    def f(h: Any, v: Any) -> Any:
        v = np.broadcast_to(v.astype(d), shape)
        return v if not x.requires_grad else keep(h, np.zeros(shape, bool)) + v

    return applied(f, (x, value))  # type: ignore[no-any-return]


@define(function=False)
def fill_(x: Tensor, value: Any) -> Tensor:
    n = len(value.shape) if isinstance(value, Tensor) else 0
    if n:
        raise RuntimeError(
            f"fill_ only supports 0-dimension value tensor but got tensor with {n} dimensions."
        )
    require_writable(x, value)
    label = "FillBackward3" if isinstance(value, Tensor) else "FillBackward2"
    return write(x, _filled(x, value), label)


@define(function=False)
def zero_(x: Tensor) -> Tensor:
    require_writable(x)
    return write(x, _filled(x, 0), "ZeroBackward0")


@define(function=False)
def copy_(x: Tensor, source: Tensor, non_blocking: bool = False) -> Tensor:
    require_writable(x, source)
    shape = x._value.shape
    with broadcasting([x, source]):
        common = np.broadcast_shapes(shape, source._value.shape)
    if common != shape:
        raise RuntimeError(messages.output_shape(shape, common))
    require_apart(x, (source,))
    return write(x, _filled(x, source), "CopyBackwards")


# where the node of a method is not named as that of the function
LABELS = {"TBackward0": "TBackward1", "TransposeBackward0": "TransposeBackward1"}
LABELS |= {"SqueezeBackward0": "SqueezeBackward3", "SqueezeBackward1": "SqueezeBackward4"}
LABELS |= {"UnsqueezeBackward0": "UnsqueezeBackward1"}


def _laid_out(f: Callable[..., Tensor]) -> Callable[..., Tensor]:
    """The method that lets `x` be its view f(x, ...)."""

    def method(x: Tensor, *args: Any, **kwargs: Any) -> Tensor:
        require_writable(x)
        if x._view is None and len(x._counter) > 1:
            name = f.__name__
            raise NotImplementedError(
                f"{name}_() of a tensor that views were taken of: write y = x.{name}(...)"
            )
        with no_grad() if x._tracked else enable_grad():
            y = f(x, *args, **kwargs)
        if y is not x:
            x._value, node = y._value, y._node
            if node is not None:
                node.label = LABELS[node.label] if x._view is None else "AsStridedBackward0"
            if x._view is None:
                del x._counter[1:]  # y is nobody's
                x._node = node
            else:
                x._view, x._node = y._view, node
        x._counter[0] += 1
        if x._view is not None:
            x._view.seen = x._counter[0]
        return x

    return method


for _f in (sh.t, sh.transpose, sh.squeeze, sh.unsqueeze):
    add(f"{_f.__name__}_", _laid_out(_f), function=False)
for _name in ("swapaxes_", "swapdims_"):
    add(_name, _laid_out(sh.transpose), function=False)


@define(function=False)
def detach_(x: Tensor) -> Tensor:
    if x._view is not None:
        raise RuntimeError("Can't detach views in-place. Use detach() instead: y = x.detach().")
    x._node, x._tracked = None, False
    return x
