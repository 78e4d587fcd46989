"""Differences along a dimension, and integrals by trapezoids."""

from __future__ import annotations

from typing import Any

import numpy as np

from funcad.torch.registry import add, define
from funcad.torch.shapes import cat
from funcad.torch.tensor import Tensor, applied


@define()
def diff(x: Tensor, n: int = 1, dim: int = -1, prepend: Any = None, append: Any = None) -> Any:
    """Differences of neighbours along a dimension, n times.

    >>> torch.diff(torch.tensor([1, 4, 9]))
    tensor([3, 5])
    """
    if not x.shape:
        raise RuntimeError("diff expects input to be at least one-dimensional")
    parts = [part for part in (prepend, x, append) if part is not None]
    x = cat(parts, dim) if len(parts) > 1 else x
    if x._value.dtype.kind == "b":
        return applied(lambda h: np.diff(h, n, axis=dim), (x,))
    return applied(lambda h: np.diff(h, n, axis=dim), (x,), "SubBackward0")


@define(method=False)
def gradient(x: Tensor, *, spacing: Any = 1, dim: Any = None, edge_order: Any = 1) -> Any:
    """Central differences along each dimension, one-sided at the ends."""
    axes = range(len(x.shape)) if dim is None else [dim] if isinstance(dim, int) else dim
    steps = spacing if isinstance(spacing, list | tuple) else [spacing] * len(axes)
    points: list[Any] = [s._value if isinstance(s, Tensor) else s for s in steps]
    return tuple(
        applied(
            lambda h, s=s, a=a: np.gradient(h, s, axis=a, edge_order=edge_order),
            (x,),
            "CatBackward0",
        )
        for s, a in zip(points, axes, strict=True)
    )


def _steps(h: Any, x: Any, dx: Any, dim: int) -> Any:
    """The widths of the trapezoids, and the entries along the last dimension."""
    y = np.moveaxis(h, dim, -1)
    if x is None:
        return y, dx
    if len(x.shape) > 1:
        x = np.moveaxis(x, dim, -1)
    return y, x[..., 1:] - x[..., :-1]


@define(method=False)
def trapezoid(y: Tensor, x: Tensor | None = None, *, dx: Any = None, dim: int = -1) -> Any:
    """The integral along a dimension of the line through the entries."""
    step = 1 if dx is None else dx

    def f(h: Any, at: Any) -> Any:
        h, width = _steps(h, at, step, dim)
        return np.sum((h[..., 1:] + h[..., :-1]) * width / 2, axis=-1)

    return applied(f, (y, x), "DivBackward1" if x is not None else "MulBackward1")


add("trapz", trapezoid, method=False)


@define(method=False)
def cumulative_trapezoid(
    y: Tensor, x: Tensor | None = None, *, dx: Any = None, dim: int = -1
) -> Any:
    """The integrals up to each entry along a dimension."""
    step = 1 if dx is None else dx

    def f(h: Any, at: Any) -> Any:
        h, width = _steps(h, at, step, dim)
        return np.moveaxis(np.cumsum((h[..., 1:] + h[..., :-1]) * width / 2, axis=-1), -1, dim)

    return applied(f, (y, x), "CumsumBackward0")
