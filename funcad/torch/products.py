"""Products of vectors and matrices."""

from __future__ import annotations

import numpy as np

from funcad.torch.operators import product
from funcad.torch.registry import define
from funcad.torch.tensor import Tensor, applied


def require_one_dtype(name: str, x: Tensor, y: Tensor) -> None:
    if x._value.dtype != y._value.dtype:
        a, b = x.dtype.title, y.dtype.title
        raise RuntimeError(
            f"expected m1 and m2 to have the same dtype, but got: {a.lower()} != {b.lower()}"
        )


LABELS = {(1, 1): "DotBackward0", (2, 1): "MvBackward0", (1, 2): "SqueezeBackward4"}


@define()
def matmul(x: Tensor, y: Tensor) -> Tensor:
    """The matrix product, over leading dimensions."""
    if not isinstance(y, Tensor):
        kind = type(y).__name__
        raise TypeError(f"matmul(): argument 'other' (position 2) must be Tensor, not {kind}")
    m, n = len(x.shape), len(y.shape)
    if not m or not n:
        raise RuntimeError(
            f"both arguments to matmul need to be at least 1D, but they are {m}D and {n}D"
        )
    require_one_dtype("matmul", x, y)
    inner = (x.shape[-1], y.shape[-2] if n > 1 else y.shape[-1])
    if inner[0] != inner[1]:
        if m == 2 and n == 2:
            raise RuntimeError(
                f"mat1 and mat2 shapes cannot be multiplied ({x.shape[0]}x{x.shape[1]} and "
                f"{y.shape[0]}x{y.shape[1]})"
            )
        if m == n == 1:
            raise RuntimeError(
                f"inconsistent tensor size, expected tensor [{inner[0]}] and src [{inner[1]}] to "
                "have the same number of elements"
            )
        if {m, n} == {1, 2}:
            rows, columns = (x.shape if m > 1 else y.shape)[-2:]
            raise RuntimeError(
                f"size mismatch, got input ({rows}), mat ({rows}x{columns}), vec ({inner[m > 1]})"
            )
        raise RuntimeError(
            f"mat1 and mat2 shapes cannot be multiplied ({'x'.join(map(str, x.shape))} and "
            f"{'x'.join(map(str, y.shape))})"
        )
    if m == n == 2:
        return product(x, y)  # type: ignore[no-any-return]
    label = LABELS.get((m, n), "MmBackward0" if m == n == 2 else "UnsafeViewBackward0")
    return applied(np.matmul, (x, y), label)  # type: ignore[no-any-return]


setattr(Tensor, "__matmul__", matmul)  # noqa: B010
