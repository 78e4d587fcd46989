"""Complex tensors: parts, conjugates, and the way between two numbers and one.

The gradient of a real loss is that of its real part by the real part, and i times that by the
imaginary one: the direction of steepest ascent, as in PyTorch.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.lib.stride_tricks import as_strided

from funcad.core.tracer import Tracer
from funcad.torch.operators import promoting, stepped
from funcad.torch.registry import add, define
from funcad.torch.shapes import transpose
from funcad.torch.tensor import Tensor, applied, settled_value
from funcad.torch.views import View, in_place


class Part:
    """A view of numbers as others, for `View`: how to take it, and how to put it back."""

    def __init__(self, name: str, take: Any, restore: Any, memory: Any) -> None:
        self.name, self.take, self.restore, self.memory = name, take, restore, memory

    def __call__(self, h: Any) -> Any:
        return self.take(h)

    def of(self, x: Tensor, label: str) -> Any:
        """The part of a tensor, in its memory."""
        y = applied(self.take, (x,), label)
        if isinstance(x._value, Tracer):
            return y
        y._value = self.memory(settled_value(x))
        y._counter = x._counter
        y._view = View(x, self)
        return y


def _joined(x: Any, y: Any) -> Any:
    i = np.complex64(1j) if x.dtype == np.float32 else np.complex128(1j)
    return x + i * y


def _pairs(h: Any) -> Any:
    return np.stack([np.real(h), np.imag(h)], axis=-1)


def _pairs_in_memory(a: Any) -> Any:
    parts = a.real
    return as_strided(parts, (*a.shape, 2), (*a.strides, parts.itemsize))


def _of_pairs(h: Any) -> Any:
    return _joined(h[..., 0], h[..., 1])


def _numbers_in_memory(a: Any) -> Any:
    if a.strides[-1] != a.itemsize:
        raise RuntimeError("Tensor must have a last dimension with stride 1")
    return a.view(f"c{2 * a.itemsize}")[..., 0]


REAL = Part("real", np.real, lambda h, y: _joined(y, np.imag(h)), lambda a: a.real)
IMAG = Part("imag", np.imag, lambda h, y: _joined(np.real(h), y), lambda a: a.imag)
PAIRS = Part("view_as_real", _pairs, lambda h, y: _of_pairs(y), _pairs_in_memory)
NUMBERS = Part("view_as_complex", _of_pairs, lambda h, y: _pairs(y), _numbers_in_memory)


@define(method=False)
def real(x: Tensor) -> Any:
    """The real part: a view."""
    return REAL.of(x, "SelectBackward0") if x.is_complex() else x


@define(method=False)
def imag(x: Tensor) -> Any:
    """The imaginary part: a view."""
    if not x.is_complex():
        raise RuntimeError("imag is not implemented for tensors with non-complex dtypes.")
    return IMAG.of(x, "SelectBackward0")


Tensor.real = property(real)  # type: ignore[attr-defined]
Tensor.imag = property(imag)  # type: ignore[attr-defined]


@define()
def conj(x: Tensor) -> Any:
    """The complex conjugate."""
    return applied(np.conjugate, (x,), "ConjBackward0") if x.is_complex() else x


@define()
def conj_physical(x: Tensor) -> Any:
    """The complex conjugate, in memory of its own."""
    return applied(np.conjugate, (x,), "ConjPhysicalBackward0") if x.is_complex() else x


@define()
def resolve_conj(x: Tensor) -> Any:
    """The tensor itself: conjugates are always written out."""
    return x


@define()
def resolve_neg(x: Tensor) -> Any:
    """The tensor itself: signs are always written out."""
    return x


@define()
def is_conj(x: Tensor) -> bool:
    """False: conjugates are written out."""
    return False


@define()
def is_neg(x: Tensor) -> bool:
    """False: signs are written out."""
    return False


@define()
def adjoint(x: Tensor) -> Any:
    """The conjugate transpose."""
    return conj(transpose(x, -2, -1))


def _matrix_adjoint(x: Tensor) -> Any:
    if len(x.shape) not in (0, 2):
        raise RuntimeError(
            "tensor.H is only supported on matrices (2-D tensors). "
            f"Got {len(x.shape)}-D tensor. For batches of matrices, consider using tensor.mH"
        )
    return conj(x) if not x.shape else adjoint(x)


Tensor.H = property(_matrix_adjoint)  # type: ignore[attr-defined]
Tensor.mH = property(adjoint)  # type: ignore[attr-defined]
angle = promoting(np.angle, "AngleBackward0", floats=True)
add("angle", angle)
_sign: Any = stepped(lambda x: x if x.dtype.kind == "b" else np.sign(x))
sgn = promoting(
    lambda x: _unit(x) if x.dtype.kind == "c" else _sign(x),
    "SgnBackward0",
)
add("sgn", sgn)
add("sgn_", in_place(sgn), function=False)
add("conj_physical_", in_place(conj_physical), function=False)


def _unit(x: Any) -> Any:
    """x / |x|, and 0 at 0."""
    size = np.abs(x)
    return np.where(size == 0, 0, x / np.where(size == 0, 1, size))


@define(method=False)
def complex(real: Tensor, imag: Tensor) -> Any:
    """The numbers with these real and imaginary parts."""
    _require_one_dtype(real, imag, "complex")
    return applied(_joined, (real, imag), "ComplexBackward0")


def _require_one_dtype(x: Tensor, y: Tensor, name: str) -> None:
    if x._value.dtype.kind != "f" or y._value.dtype.kind != "f":
        raise RuntimeError(
            "Expected both inputs to be Half, Float or Double tensors but got "
            f"{x.dtype.title} and {y.dtype.title}"
        )
    if x._value.dtype != y._value.dtype:
        raise RuntimeError(
            f"Expected object of scalar type {x.dtype.title} but got scalar type {y.dtype.title} "
            "for second argument"
        )


@define(method=False)
def polar(abs: Tensor, angle: Tensor) -> Any:
    """The numbers with these absolute values and angles."""
    _require_one_dtype(abs, angle, "polar")
    return applied(
        lambda r, t: _joined(r * np.cos(t), r * np.sin(t)), (abs, angle), "PolarBackward0"
    )


@define(method=False)
def view_as_real(x: Tensor) -> Any:
    """Real and imaginary part along a last dimension of 2: a view."""
    if not x.is_complex():
        raise RuntimeError("view_as_real is only supported for complex tensors")
    return PAIRS.of(x, "ViewAsRealBackward0")


@define(method=False)
def view_as_complex(x: Tensor) -> Any:
    """The complex numbers of which the last dimension, of 2, has the parts: a view."""
    if not x.shape or x.shape[-1] != 2:
        raise RuntimeError("Tensor must have a last dimension of size 2")
    return NUMBERS.of(x, "ViewAsComplexBackward0")
