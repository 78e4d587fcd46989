"""np.fft: transforms of every length, axis and norm, and shifts, with NumPy's signatures.

A transform over several axes is one over each, the last first, as NumPy does it.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.lib.array_utils import normalize_axis_index

from funcad.core.primitive import Primitive
from funcad.numpy_dispatch.operands import operand, store
from funcad.numpy_dispatch.tables import implements
from funcad.primitives import fourier
from funcad.primitives.apply import apply
from funcad.primitives.fourier import SWAPPED


def _transformed(primitive: Primitive, a: Any, n: Any, axis: int, norm: Any, out: Any) -> Any:
    a = operand(a)
    if n is None:
        n = (a.shape[axis] - 1) * 2 if primitive is fourier.irfft else a.shape[axis]
    if n < 1:
        raise ValueError(f"Invalid number of FFT data points ({n}) specified.")
    _require_norm(norm, getattr(np.fft, primitive.name))
    if primitive is fourier.rfft and a.dtype.kind == "c":
        raise TypeError(
            "np.fft.rfft takes real numbers; of complex ones np.fft.fft, or np.fft.rfft(np.real(x))"
        )
    params = {"n": int(n), "axis": normalize_axis_index(axis, a.ndim), "norm": norm}
    return store(f"np.fft.{primitive.name}", apply(primitive, a, params), out)


def _require_norm(norm: Any, f: Callable[..., Any]) -> None:
    if norm not in SWAPPED:
        f(np.ones(1), n=1, norm=norm)  # raises NumPy's error


@implements(np.fft.fft)
def fft(a: Any, n: Any = None, axis: int = -1, norm: Any = None, out: Any = None) -> Any:
    return _transformed(fourier.fft, a, n, axis, norm, out)


@implements(np.fft.ifft)
def ifft(a: Any, n: Any = None, axis: int = -1, norm: Any = None, out: Any = None) -> Any:
    return _transformed(fourier.ifft, a, n, axis, norm, out)


@implements(np.fft.rfft)
def rfft(a: Any, n: Any = None, axis: int = -1, norm: Any = None, out: Any = None) -> Any:
    return _transformed(fourier.rfft, a, n, axis, norm, out)


@implements(np.fft.irfft)
def irfft(a: Any, n: Any = None, axis: int = -1, norm: Any = None, out: Any = None) -> Any:
    return _transformed(fourier.irfft, a, n, axis, norm, out)


@implements(np.fft.hfft)
def hfft(a: Any, n: Any = None, axis: int = -1, norm: Any = None, out: Any = None) -> Any:
    _require_norm(norm, np.fft.hfft)
    return irfft(np.conjugate(operand(a)), n, axis, SWAPPED[norm], out)


@implements(np.fft.ihfft)
def ihfft(a: Any, n: Any = None, axis: int = -1, norm: Any = None, out: Any = None) -> Any:
    _require_norm(norm, np.fft.ihfft)
    y = np.conjugate(rfft(a, n, axis, SWAPPED[norm]))
    return store("np.fft.ihfft", y, out)


def _sizes_and_axes(a: Any, s: Any, axes: Any, halved: bool = False) -> tuple[list[int], list[int]]:
    """The number of points along each axis, and the axes; `halved` is of a real result."""
    given = s is not None
    if given and axes is None:
        _deprecated(
            "`axes` should not be `None` if `s` is not `None` (Deprecated in NumPy 2.0). In a "
            "future version of NumPy, this will raise an error and `s[i]` will correspond to the "
            "size along the transformed axis specified by `axes[i]`. To retain current "
            "behaviour, pass a sequence [0, ..., k-1] to `axes` for an array of dimension k."
        )
    if axes is None:
        axes = range(-len(s) if given else -a.ndim, 0)
    axes = list(axes)
    sizes = list(s) if given else [int(n) for n in np.take(a.shape, axes)]
    if len(sizes) != len(axes):
        raise ValueError("Shape and axes have different lengths.")
    if halved and not given:
        sizes[-1] = (a.shape[axes[-1]] - 1) * 2
    if None in sizes:
        _deprecated(
            "Passing an array containing `None` values to `s` is deprecated in NumPy 2.0 and will "
            "raise an error in a future version of NumPy. To use the default behaviour of the "
            "corresponding 1-D transform, pass the value matching the default for its `n` "
            "parameter. To use the default behaviour for every axis, the `s` argument can be "
            "omitted."
        )
    return [a.shape[i] if n == -1 else n for n, i in zip(sizes, axes, strict=True)], axes


def _deprecated(message: str) -> None:
    warnings.warn(message, DeprecationWarning, stacklevel=5)


def _complex_in_turn(f: Callable[..., Any], default: Any) -> Callable[..., Any]:
    """fftn and its like: `f` along each axis."""

    def transform(
        a: Any, s: Any = None, axes: Any = default, norm: Any = None, out: Any = None
    ) -> Any:
        y = operand(a)
        for n, axis in zip(*map(reversed, _sizes_and_axes(y, s, axes)), strict=True):
            y = f(y, n, axis, norm)
        return y if out is None else store(f"np.fft.{f.__name__}n", y, out)

    return transform


def _to_half(default: Any) -> Callable[..., Any]:
    def transform(
        a: Any, s: Any = None, axes: Any = default, norm: Any = None, out: Any = None
    ) -> Any:
        y = operand(a)
        sizes, axes = _sizes_and_axes(y, s, axes)
        y = rfft(y, sizes[-1], axes[-1], norm)
        for n, axis in zip(sizes[-2::-1], axes[-2::-1], strict=True):
            y = fft(y, n, axis, norm)
        return y if out is None else store("np.fft.rfftn", y, out)

    return transform


def _from_half(default: Any) -> Callable[..., Any]:
    def transform(
        a: Any, s: Any = None, axes: Any = default, norm: Any = None, out: Any = None
    ) -> Any:
        y = operand(a)
        sizes, axes = _sizes_and_axes(y, s, axes, halved=True)
        for n, axis in zip(sizes[:-1], axes[:-1], strict=True):
            y = ifft(y, n, axis, norm)
        return irfft(y, sizes[-1], axes[-1], norm, out)

    return transform


implements(np.fft.fftn)(_complex_in_turn(fft, None))
implements(np.fft.ifftn)(_complex_in_turn(ifft, None))
implements(np.fft.rfftn)(_to_half(None))
implements(np.fft.irfftn)(_from_half(None))
implements(np.fft.fft2)(_complex_in_turn(fft, (-2, -1)))
implements(np.fft.ifft2)(_complex_in_turn(ifft, (-2, -1)))
implements(np.fft.rfft2)(_to_half((-2, -1)))
implements(np.fft.irfft2)(_from_half((-2, -1)))


@implements(np.fft.fftshift)
def fftshift(x: Any, axes: Any = None) -> Any:
    return _rolled(x, axes, lambda n: n // 2)


@implements(np.fft.ifftshift)
def ifftshift(x: Any, axes: Any = None) -> Any:
    return _rolled(x, axes, lambda n: -(n // 2))


def _rolled(x: Any, axes: Any, shift: Callable[[int], int]) -> Any:
    x = operand(x)
    if axes is None:
        axes = tuple(range(x.ndim))
    if isinstance(axes, int):
        return np.roll(x, shift(x.shape[axes]), axes)
    return np.roll(x, [shift(x.shape[i]) for i in axes], axes)
