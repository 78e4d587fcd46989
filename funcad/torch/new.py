"""Tensors made after the pattern of another one, and what a tensor says of its kind."""

from __future__ import annotations

from typing import Any

import numpy as np

from funcad.torch import creation
from funcad.torch.creation import sizes
from funcad.torch.registry import add, define
from funcad.torch.shapes import in_dtype
from funcad.torch.tensor import Tensor, made


def _filled(name: str) -> None:
    create = getattr(creation, name)

    def new(
        x: Tensor, *size: Any, dtype: Any = None, requires_grad: bool = False, **same: Any
    ) -> Any:
        return create(*sizes(size), dtype=dtype or x.dtype, requires_grad=requires_grad)

    add(f"new_{name}", new, function=False)


for _name in ("zeros", "ones", "empty"):
    _filled(_name)


@define(function=False)
def new_full(x: Tensor, size: Any, fill_value: Any, *, dtype: Any = None, **options: Any) -> Any:
    return creation.full(size, fill_value, dtype=dtype or x.dtype, **options)


@define(function=False)
def new_tensor(x: Tensor, data: Any, *, dtype: Any = None, requires_grad: bool = False) -> Any:
    return creation.tensor(data, dtype=dtype or x.dtype, requires_grad=requires_grad)


@define(function=False)
def new(x: Tensor, *size: Any) -> Any:
    return creation.empty(*sizes(size), dtype=x.dtype)


def _put_casts() -> None:
    for name, kind in {"byte": "uint8", "char": "int8"}.items():
        d = np.dtype(kind)
        add(name, lambda x, d=d: in_dtype(x, d), function=False)


_put_casts()

# what is never so: of other devices and layouts
NEVER = (
    "is_ipu is_maia is_meta is_mkldnn is_mps is_mtia is_nested is_quantized is_sparse_csr "
    "is_vulkan is_xla is_xpu"
)
for _name in NEVER.split():
    setattr(Tensor, _name, property(lambda x: False))
for _name in ("is_distributed", "is_pinned", "is_shared", "is_coalesced"):
    add(_name, lambda x, *device: False, function=False)
setattr(Tensor, "is_cpu", property(lambda x: True))  # noqa: B010
setattr(Tensor, "volatile", property(lambda x: False))  # noqa: B010
setattr(Tensor, "name", property(lambda x: None))  # noqa: B010
setattr(Tensor, "output_nr", property(lambda x: 0))  # noqa: B010
setattr(Tensor, "grad_dtype", property(lambda x: x.dtype))  # noqa: B010


@define(function=False)
def get_device(x: Tensor) -> int:
    return -1


@define(function=False)
def dense_dim(x: Tensor) -> int:
    return len(x.shape)


@define(function=False)
def to_dense(x: Tensor, *args: Any, **options: Any) -> Any:
    return x


@define(function=False)
def is_set_to(x: Tensor, other: Tensor) -> bool:
    a, b = x._value, other._value
    return bool(a is b or (a.shape == b.shape and x.data_ptr() == other.data_ptr()))


@define(function=False)
def apply_(x: Tensor, f: Any) -> Any:
    return _replaced(x, [f(v) for v in np.ravel(x.detach().numpy()).tolist()])


@define(function=False)
def map_(x: Tensor, other: Tensor, f: Any) -> Any:
    pairs = zip(*(np.ravel(t.detach().numpy()).tolist() for t in (x, other)), strict=True)
    return _replaced(x, [f(a, b) for a, b in pairs])


def _replaced(x: Tensor, entries: list[Any]) -> Any:
    if x.requires_grad:
        raise RuntimeError("Can't call apply_() on Variable that requires grad. Use map instead.")
    return x.copy_(made(np.array(entries, x._value.dtype).reshape(x.shape)))
