"""The methods and attributes of an ndarray, on a traced value.

Most are NumPy's function of the same name; those in place write as an assignment does.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from funcad.core.tracer import Tracer, snapshot
from funcad.errors import UnsupportedAttributeError, UnsupportedOperationError
from funcad.numpy_dispatch.functions import creation, shaping, writing
from funcad.numpy_dispatch.operands import cast, operand
from funcad.numpy_dispatch.tables import METHODS, UNSUPPORTED
from funcad.primitives import complex as parts
from funcad.primitives import shaping as moves
from funcad.primitives.views import as_view


def _named_alike(*names: str) -> None:
    """Methods that are a function of NumPy: x.name(...) is np.name(x, ...)."""
    for name in names:
        function = getattr(np, name)

        def method(self: Tracer, *args: Any, function: Any = function, **kwargs: Any) -> Any:
            return function(self, *args, **kwargs)

        METHODS[name] = method


_named_alike("choose", "conj", "conjugate", "round", "searchsorted")


def reshape(self: Any, *shape: Any, order: str = "C", copy: bool | None = None) -> Any:
    if len(shape) == 1:
        (shape,) = shape
    return shaping.reshape(self, shape, order, copy=copy)


def transpose(self: Any, *axes: Any) -> Any:
    if len(axes) == 1 and not isinstance(axes[0], int | np.integer):
        (axes,) = axes
    return shaping.transpose(self, axes or None)


def flatten(self: Any, order: str = "C") -> Any:
    return snapshot(shaping.ravel(self, order))


def astype(
    self: Any,
    dtype: Any,
    order: str = "K",
    casting: Any = "unsafe",
    subok: bool = True,
    copy: bool = True,
) -> Any:
    if not np.can_cast(self.dtype, dtype, casting):
        raise TypeError(
            f"Cannot cast array data from {self.dtype!r} to {np.dtype(dtype)!r} "
            f"according to the rule {casting!r}"
        )
    y = cast(self, dtype)
    return snapshot(y) if y is self and copy else y


def compress(self: Any, condition: Any, axis: Any = None, out: Any = None) -> Any:
    return np.compress(condition, self, axis, out)


def sort(
    self: Any, axis: int = -1, kind: Any = None, order: Any = None, *, stable: Any = None
) -> None:
    self[...] = np.sort(self, axis, kind, order, stable=stable)


def partition(
    self: Any, kth: Any, axis: int = -1, kind: Any = "introselect", order: Any = None
) -> None:
    self[...] = np.partition(self, kth, axis, kind, order)


def fill(self: Any, value: Any) -> None:
    self[...] = value


def view(self: Any, dtype: Any = None, type: Any = None) -> Any:
    if dtype is np.ndarray:  # x.view(type), for which it may stand first
        dtype = None
    if type in (None, np.ndarray) and (dtype is None or dtype == self.dtype):
        return self[...]
    raise UnsupportedOperationError(
        "x.view(dtype)", "the bits of a traced value carry no derivative", "x.astype(dtype)"
    )


METHODS.update(
    reshape=reshape,
    transpose=transpose,
    flatten=flatten,
    ravel=shaping.ravel,
    astype=astype,
    compress=compress,
    copy=lambda self, order="C": creation.copy(self, order),
    sort=sort,
    partition=partition,
    fill=fill,
    put=writing.put,
    view=view,
)


_BITS = "the bits of a traced value carry no derivative"
UNSUPPORTED.update(
    {
        **{
            name: (
                "bytes of a traced value would lose its derivative",
                f"funcad.stop_gradient(x).{name}()",
            )
            for name in ("tobytes", "tofile", "dump", "dumps")
        },
        **dict.fromkeys(("getfield", "setfield", "byteswap"), (_BITS, "x.astype(dtype)")),
        "resize": ("the memory of a traced value is not its own", "x = np.resize(x, shape)"),
        "setflags": (
            "a traced value has no flags of its own",
            "leave it out, or x.copy() to have an array to write to",
        ),
        "trace": ("the name is taken", "np.trace(x)"),
    }
)


def _refusing(name: str, reason: str, remedy: str) -> Any:
    def method(self: Tracer, *args: Any, **kwargs: Any) -> Any:
        raise UnsupportedOperationError(f"x.{name}(...)", reason, remedy)

    return method


# x.trace() is refused by the trace that a traced value keeps under this name
REFUSED = {
    name: _refusing(name, *why)
    for name, why in UNSUPPORTED.items()
    if type(name) is str and name != "trace"
}


def _transposed(self: Any) -> Any:
    return as_view(moves.transpose, self, axes=tuple(range(self.ndim))[::-1])


def _real(self: Any) -> Any:
    if self.dtype.kind == "c":
        return as_view(parts.real, self)
    return self[...] if self.shape else self


def _imag(self: Any) -> Any:
    return as_view(parts.imag, self) if self.dtype.kind == "c" else np.imag(self)


def _set_real(self: Any, v: Any) -> None:
    self[...] = v + 1j * np.imag(self) if self.dtype.kind == "c" else v


def _set_imag(self: Any, v: Any) -> None:
    if self.dtype.kind != "c":
        raise TypeError("array does not have imaginary part to set")
    self[...] = np.real(self) + 1j * operand(v)


class Flat:
    """`x.flat`: the entries in C order, to read, write and iterate over."""

    def __init__(self, base: Any) -> None:
        self.base = base

    def __len__(self) -> int:
        return int(self.base.size)

    def __iter__(self) -> Iterator[Any]:
        return iter(np.ravel(self.base))

    def __getitem__(self, index: Any) -> Any:
        y = np.ravel(self.base)[index]
        return snapshot(y) if isinstance(y, Tracer) else y

    def __setitem__(self, index: Any, v: Any) -> None:
        at = np.ravel(np.arange(len(self))[index])
        writing.put(self.base, at, v)

    def copy(self) -> Any:
        return flatten(self.base)


def _set_flat(self: Any, v: Any) -> None:
    Flat(self)[:] = v


def _no_attribute(name: str) -> property:
    reason, remedy = UNSUPPORTED[name]

    def get(self: Tracer) -> Any:
        raise UnsupportedAttributeError(f"x.{name}", reason, remedy)

    return property(get)


for _name in ("data", "ctypes"):
    UNSUPPORTED[_name] = (
        "the memory of a traced value would lose its derivative",
        f"funcad.stop_gradient(x).{_name}",
    )
    REFUSED[_name] = _no_attribute(_name)

_ATTRIBUTES: dict[str, Any] = dict(
    T=property(_transposed),
    mT=property(lambda self: np.matrix_transpose(self)),
    real=property(_real, _set_real),
    imag=property(_imag, _set_imag),
    flat=property(Flat, _set_flat),
    strides=property(lambda self: shaping.innermost(self).strides),
    flags=property(lambda self: shaping.innermost(self).flags),
    base=property(lambda self: self.state[0] if isinstance(self.state, tuple) else None),
    device=property(lambda self: "cpu"),
)
METHODS.update(_ATTRIBUTES)
