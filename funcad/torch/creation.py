"""Tensors from data, and filled ones."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np

from funcad.core.tracer import Tracer
from funcad.torch.dtypes import BY_NP, DEFAULT, KINDS, np_dtype, of_number
from funcad.torch.tensor import (
    Tensor,
    handle_of,
    made,
    settled_value,
    stopped,
    tensor_of,
)
from funcad.torch.tensor import (
    device as as_device,
)


def tensor(
    data: Any, *, dtype: Any = None, device: Any = None, requires_grad: bool = False, **layout: Any
) -> Tensor:
    """A new leaf with a copy of the data: nested sequences of numbers, or an array.

    >>> torch.tensor([[1.0, 2.0], [3.0, 4.0]], requires_grad=True)
    tensor([[1., 2.],
            [3., 4.]], requires_grad=True)
    """
    _require_cpu(device)
    if isinstance(data, Tensor):
        warnings.warn(
            "To copy construct from a tensor, it is recommended to use sourceTensor.detach()."
            "clone() or sourceTensor.detach().clone().requires_grad_(True), rather than "
            "torch.tensor(sourceTensor).",
            UserWarning,
            stacklevel=3,  # over `placed`
        )
    x = made(_array(data, dtype))
    x.requires_grad = requires_grad
    return x


def _require_cpu(device: Any) -> None:
    if device is not None:
        as_device(device)


def _array(data: Any, dtype: Any) -> Any:
    """A new array of the data, in the dtype that its numbers ask for."""
    d = None if dtype is None else np_dtype(dtype)
    if isinstance(data, Tensor):
        data = stopped(data)
    if isinstance(data, Tracer):
        traced: Any = data
        return traced if d is None else traced.astype(d)
    if isinstance(data, np.ndarray | np.generic):
        a = np.array(data, dtype=d or data.dtype)
        if a.dtype not in BY_NP:
            raise TypeError(
                f"can't convert np.ndarray of type {a.dtype}: convert it with .astype first"
            )
        return a
    plain = _plain(data)
    if d is None:
        d = _dtype_of(plain)
    try:
        return np.array(plain, dtype=d)
    except ValueError:
        raise ValueError(_ragged(plain)) from None
    except OverflowError:
        raise RuntimeError(
            f"value cannot be converted to type {BY_NP[d].name} without overflow"
        ) from None


def _plain(data: Any) -> Any:
    """Numbers in nested lists."""
    if isinstance(data, list | tuple | range):
        return [_plain(v) for v in data]
    if isinstance(data, Tensor):
        return data.tolist()
    if isinstance(data, Tracer):
        raise TypeError(
            "torch.tensor of a list of traced values: torch.stack([torch.tensor(v), ...]) keeps "
            "their derivatives"
        )
    if isinstance(data, np.ndarray):
        return data
    if data is None or isinstance(data, str | dict | set):
        raise (TypeError if isinstance(data, str) else RuntimeError)(
            f"Could not infer dtype of {type(data).__name__}"
            if not isinstance(data, str)
            else "new(): invalid data type 'str'"
        )
    return data


def _dtype_of(data: Any) -> Any:
    """The dtype of nested numbers: that of the highest category, floats in the default one."""
    found = [of for of in _dtypes_in(data)]
    if not found:
        return DEFAULT.floating
    return max(found, key=lambda d: (KINDS[d.kind], d.itemsize))


def _dtypes_in(data: Any) -> Any:
    if isinstance(data, list):
        for v in data:
            yield from _dtypes_in(v)
    elif isinstance(data, np.ndarray | np.generic):
        yield data.dtype
    elif isinstance(data, bool | int | float | complex):
        yield of_number(data)
    else:
        raise RuntimeError(f"Could not infer dtype of {type(data).__name__}")


def _ragged(data: Any, dim: int = 0) -> str:
    """Which length differs."""
    sizes = [len(v) if isinstance(v, list) else None for v in data]
    if any(s != sizes[0] for s in sizes):
        other = next(s for s in sizes if s != sizes[0])
        return f"expected sequence of length {sizes[0]} at dim {dim + 1} (got {other or 0})"
    return next((m for v in data if isinstance(v, list) and (m := _ragged(v, dim + 1))), "")


def as_tensor(data: Any, dtype: Any = None, device: Any = None) -> Tensor:
    """The data as a tensor, without a copy where that is possible."""
    if isinstance(data, Tensor):
        return data if dtype is None else data.to(dtype)
    if isinstance(data, np.ndarray):
        x = from_numpy(data)
        return x if dtype is None else x.to(dtype)
    return tensor(data, dtype=dtype, device=device)


def from_numpy(a: np.ndarray) -> Tensor:
    """A tensor that shares the array's memory.

    >>> a = np.zeros(2)
    >>> x = torch.from_numpy(a)
    >>> a[0] = 1.0
    >>> x
    tensor([1., 0.], dtype=torch.float64)
    """
    if isinstance(a, Tracer):
        return made(a)
    if not isinstance(a, np.ndarray):
        raise TypeError(f"expected np.ndarray (got {type(a).__name__})")
    if a.dtype not in BY_NP:
        raise TypeError(f"can't convert np.ndarray of type {a.dtype}")
    if any(s < 0 for s in a.strides):
        raise ValueError(
            "At least one stride in the given numpy array is negative, and tensors with negative "
            "strides are not currently supported: copy the array first, a.copy()"
        )
    return made(a)


def _filled(fill: Any, name: str) -> Any:
    def create(
        *size: Any,
        dtype: Any = None,
        device: Any = None,
        requires_grad: bool = False,
        out: None = None,
        **layout: Any,
    ) -> Tensor:
        _require_cpu(device)
        x = made(np.full(sizes(size), fill, DEFAULT.floating if dtype is None else np_dtype(dtype)))
        x.requires_grad = requires_grad
        return x

    create.__name__ = name
    return create


def sizes(size: tuple[Any, ...]) -> tuple[int, ...]:
    """The shape that is given as several arguments or as one sequence."""
    if len(size) == 1 and isinstance(size[0], list | tuple):
        size = tuple(size[0])
    return tuple(int(n) for n in size)


zeros = _filled(0, "zeros")
zeros.__doc__ = "A tensor of zeros of a shape."
ones = _filled(1, "ones")
ones.__doc__ = "A tensor of ones of a shape."
empty = _filled(0, "empty")
empty.__doc__ = "A tensor of a shape whose entries are not promised to be anything (zeros, here)."


def full(
    size: Any, fill_value: Any, *, dtype: Any = None, requires_grad: bool = False, **layout: Any
) -> Tensor:
    """A tensor of a shape, of one value."""
    fill = fill_value._value if isinstance(fill_value, Tensor) else fill_value
    d = of_number(fill) if dtype is None else np_dtype(dtype)
    x = made(np.full(tuple(size), fill, d))
    x.requires_grad = requires_grad
    return x


def _like(create: Any) -> Any:
    def create_like(
        x: Tensor, *, dtype: Any = None, requires_grad: bool = False, **same: Any
    ) -> Tensor:
        y: Tensor = create(x.shape, dtype=dtype or x.dtype, requires_grad=requires_grad)
        return y

    return create_like


zeros_like = _like(zeros)
zeros_like.__doc__ = "Zeros in the shape and dtype of a tensor."
ones_like = _like(ones)
ones_like.__doc__ = "Ones in the shape and dtype of a tensor."
empty_like = _like(empty)
empty_like.__doc__ = "A tensor like another one, whose entries are not promised to be anything."


def full_like(x: Tensor, fill_value: Any, *, dtype: Any = None, **options: Any) -> Tensor:
    """One value in the shape and dtype of a tensor."""
    return full(x.shape, fill_value, dtype=dtype or x.dtype, **options)


def arange(
    start: Any,
    end: Any = None,
    step: Any = 1,
    *,
    dtype: Any = None,
    requires_grad: bool = False,
    **layout: Any,
) -> Tensor:
    """Numbers from `start` up to, not including, `end`: arange(end), arange(start, end, step)."""
    if end is None:
        start, end = 0, start
    given = [v.item() if isinstance(v, Tensor) else v for v in (start, end, step)]
    if dtype is None:
        d = np.dtype(np.int64) if all(isinstance(v, int) for v in given) else DEFAULT.floating
    else:
        d = np_dtype(dtype)
    x = made(np.arange(*given).astype(d))
    x.requires_grad = requires_grad
    return x


def linspace(
    start: float,
    end: float,
    steps: int,
    *,
    dtype: Any = None,
    requires_grad: bool = False,
    **layout: Any,
) -> Tensor:
    """Equally spaced numbers, both ends included."""
    d = DEFAULT.floating if dtype is None else np_dtype(dtype)
    x = made(np.linspace(start, end, steps).astype(d))
    x.requires_grad = requires_grad
    return x


def logspace(
    start: float,
    end: float,
    steps: int,
    base: float = 10.0,
    *,
    dtype: Any = None,
    requires_grad: bool = False,
) -> Tensor:
    """Powers of the base with equally spaced exponents."""
    d = DEFAULT.floating if dtype is None else np_dtype(dtype)
    x = made(np.logspace(start, end, steps, base=base).astype(d))
    x.requires_grad = requires_grad
    return x


def eye(
    n: int, m: int | None = None, *, dtype: Any = None, requires_grad: bool = False, **layout: Any
) -> Tensor:
    """Ones on the diagonal, zeros elsewhere."""
    x = made(np.eye(n, m, dtype=DEFAULT.floating if dtype is None else np_dtype(dtype)))
    x.requires_grad = requires_grad
    return x


def is_tensor(x: Any) -> bool:
    """Whether `x` is a tensor."""
    return isinstance(x, Tensor)


__all__ = ["handle_of", "settled_value", "tensor_of"]
