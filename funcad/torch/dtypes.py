"""Dtypes and how they are promoted: PyTorch's rules, in which Python and 0-d operands are weak."""

from __future__ import annotations

from builtins import bool as Bool
from builtins import float as Float
from builtins import int as Int
from typing import Any

import numpy as np


class dtype:
    """A type of entries: torch.float32 and its like, of which there is one object each."""

    __slots__ = ("itemsize", "name", "np", "title")

    def __init__(self, name: str, title: str) -> None:
        self.name, self.title = name, title
        self.np = np.dtype(name)
        self.itemsize = self.np.itemsize

    @property
    def in_c(self) -> str:
        """What C calls the type."""
        return {"float32": "float", "float64": "double", "int64": "int64_t", "int32": "int"}.get(
            self.name, self.name
        )

    @property
    def is_floating_point(self) -> Bool:
        return self.np.kind == "f"

    @property
    def is_complex(self) -> Bool:
        return self.np.kind == "c"

    @property
    def is_signed(self) -> Bool:
        return self.np.kind in "ifc"

    def __repr__(self) -> str:
        return f"torch.{self.name}"

    def __reduce__(self) -> str:
        return self.name

    def to_real(self) -> dtype:
        return BY_NP[_REAL.get(self.np, self.np)]

    def to_complex(self) -> dtype:
        return BY_NP[_COMPLEX.get(self.np, self.np)]


float16 = half = dtype("float16", "Half")
float32 = float = dtype("float32", "Float")
float64 = double = dtype("float64", "Double")
int8 = dtype("int8", "Char")
int16 = short = dtype("int16", "Short")
int32 = int = dtype("int32", "Int")
int64 = long = dtype("int64", "Long")
uint8 = dtype("uint8", "Byte")
bool = dtype("bool", "Bool")
complex64 = cfloat = dtype("complex64", "ComplexFloat")
complex128 = cdouble = dtype("complex128", "ComplexDouble")

ALL = (
    *(float16, float32, float64, int8, int16, int32, int64),
    *(uint8, bool, complex64, complex128),
)
BY_NP: dict[np.dtype[Any], dtype] = {d.np: d for d in ALL}
_REAL = {complex64.np: float32.np, complex128.np: float64.np}
_COMPLEX = {float32.np: complex64.np, float64.np: complex128.np, float16.np: complex64.np}

KINDS = {"b": 0, "u": 1, "i": 1, "f": 2, "c": 3}  # the categories of promotion, lowest first


class _Defaults:
    floating = float32.np

    @property
    def complex(self) -> np.dtype[Any]:
        return complex128.np if self.floating == float64.np else complex64.np


DEFAULT = _Defaults()


def set_default_dtype(d: dtype) -> None:
    """The dtype of floating-point tensors made from Python numbers: float32 at first.

    >>> torch.get_default_dtype()
    torch.float32
    """
    if not isinstance(d, dtype) or not d.is_floating_point:
        raise TypeError("only floating-point types are supported as the default type")
    DEFAULT.floating = d.np


def get_default_dtype() -> dtype:
    """The dtype that `set_default_dtype` has set."""
    return BY_NP[DEFAULT.floating]


def np_dtype(d: Any) -> np.dtype[Any]:
    """The NumPy dtype of a dtype of ours, or of Python's float, int, bool or complex."""
    if type(d) is dtype:
        return d.np
    found = _OF_PYTHON.get(d)
    if found is None:
        raise TypeError(f"expected a torch.dtype, but got {d!r}; a dtype is torch.float32")
    return found


_OF_PYTHON: dict[Any, np.dtype[Any]] = {
    Float: float64.np,
    Int: int64.np,
    Bool: bool.np,
    complex: complex128.np,
}


def of_number(x: Any) -> np.dtype[Any]:
    """The dtype that a Python number stands for where nothing else says."""
    if isinstance(x, complex_types):
        return DEFAULT.complex
    if isinstance(x, float_types):
        return DEFAULT.floating
    return bool.np if isinstance(x, bool_types) else int64.np


complex_types = (complex, np.complexfloating)
float_types = (Float, np.floating)
bool_types = (Bool, np.bool_)


def promote(a: np.dtype[Any], b: np.dtype[Any]) -> np.dtype[Any]:
    """The dtype of a result of two arrays: a float is not widened by an integer."""
    if a == b:
        return a
    low, high = sorted((a, b), key=lambda d: KINDS[d.kind])
    if high.kind in "fc" and low.kind not in "fc":
        return high
    if high.kind == "c" and low.kind == "f":
        return np.promote_types(high, np.dtype(complex64.np) if low.itemsize < 8 else complex128.np)
    return np.promote_types(a, b)


def promote_types(a: dtype, b: dtype) -> dtype:
    """The dtype of a result of two tensors of these dtypes.

    >>> torch.promote_types(torch.int32, torch.float16)
    torch.float16
    """
    return BY_NP[promote(a.np, b.np)]


def can_cast(a: dtype, b: dtype) -> Bool:
    """Whether numbers of the first dtype may be put into the second by writing in place.

    >>> torch.can_cast(torch.float32, torch.int64)
    False
    """
    return KINDS[a.np.kind] <= KINDS[b.np.kind] and (b.np.kind != "b" or a.np.kind == "b")


def result_dtype(
    of_arrays: np.dtype[Any] | None, of_0d: np.dtype[Any] | None, of_numbers: np.dtype[Any] | None
) -> np.dtype[Any]:
    """The dtype of a result; what has fewer dimensions counts only by a higher category."""
    result = _combined(of_arrays, _combined(of_0d, of_numbers))
    assert result is not None
    return result


def _combined(first: np.dtype[Any] | None, second: np.dtype[Any] | None) -> np.dtype[Any] | None:
    if first is None or second is None:
        return first if second is None else second
    if KINDS[first.kind] >= KINDS[second.kind]:
        return first
    if second.kind == "c" and first.kind == "f":
        return _COMPLEX[first]
    return second
