"""Discrete Fourier transforms along one axis, a non-negative int.

    fft, ifft   (..., m, ...) complex or real  ->  (..., n, ...) complex
    rfft        (..., m, ...) real             ->  (..., n // 2 + 1, ...) complex
    irfft       (..., m, ...) complex          ->  (..., n, ...) real

The argument is cropped or padded with zeros to the n entries (irfft: n // 2 + 1) that it takes, and
so is the cotangent on its way back.  A matrix of roots of unity is symmetric and nothing is
conjugated (a cotangent pairs with a tangent as Re(ct · dx)): fft and ifft are their own transposes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from funcad.core.primitive import Primitive
from funcad.primitives.cumulative import shifted_axis
from funcad.primitives.families import linear

# the norm under which the inverse direction has this one's factor
SWAPPED = {None: "forward", "backward": "forward", "ortho": "ortho", "forward": "backward"}


def fitted(x: Any, n: int, axis: int) -> Any:
    """`x` with n entries along `axis`: the rest cut off, or zeros added."""
    m = x.shape[axis]
    if m == n:
        return x
    if m > n:
        return x[(*(slice(None),) * axis, slice(n))]
    zeros = np.zeros((*x.shape[:axis], n - m, *x.shape[axis + 1 :]), x.dtype)
    return np.concatenate([x, zeros], axis=axis)


def _of_complex(impl: Callable[..., Any]) -> Primitive:
    def transpose(ct: Any, x: Any, n: int, axis: int, norm: Any) -> Any:
        return fitted(primitive(ct, n=n, axis=axis, norm=norm), x.shape[axis], axis)

    primitive: Primitive = linear(
        lambda x, n, axis, norm: impl(x, n, axis, norm),
        name=impl.__name__,
        transpose=transpose,
        batch=shifted_axis(lambda: primitive),
        lower="Call",
    )
    return primitive


fft = _of_complex(np.fft.fft)
ifft = _of_complex(np.fft.ifft)


def _inner(y: Any, n: int, axis: int, inside: float, ends: float) -> Any:
    """`y` times `inside` where a frequency stands for its mirror image as well, else `ends`."""
    m = n // 2 + 1
    weights = np.full(m, inside, y.real.dtype)
    weights[0] = ends
    if n % 2 == 0:
        weights[-1] = ends
    return y * np.reshape(weights, (m, *(1,) * (len(y.shape) - axis - 1)))


def _rfft_transpose(ct: Any, x: Any, n: int, axis: int, norm: Any) -> Any:
    """ct_x = Re Σ_k ct_k exp(-2πi jk/n) over the n // 2 + 1 frequencies: irfft of the conjugate."""
    half = _inner(np.conjugate(ct), n, axis, 0.5, 1.0)
    return fitted(irfft(half, n=n, axis=axis, norm=SWAPPED[norm]), x.shape[axis], axis)


def _irfft_transpose(ct: Any, x: Any, n: int, axis: int, norm: Any) -> Any:
    y = np.conjugate(rfft(ct, n=n, axis=axis, norm=SWAPPED[norm]))
    return fitted(_inner(y, n, axis, 2.0, 1.0), x.shape[axis], axis)


def _irfft(x: Any, n: int, axis: int, norm: Any) -> Any:
    if x.shape[axis] == 0:  # NumPy 2.4 reads an entry that is not there
        x = fitted(x, 1, axis)
    return np.fft.irfft(x, n, axis, norm)


rfft: Primitive = linear(
    lambda x, n, axis, norm: np.fft.rfft(x, n, axis, norm),
    name="rfft",
    transpose=_rfft_transpose,
    batch=shifted_axis(lambda: rfft),
    lower="Call",
)
irfft: Primitive = linear(
    _irfft,
    name="irfft",
    transpose=_irfft_transpose,
    batch=shifted_axis(lambda: irfft),
    lower="Call",
)
