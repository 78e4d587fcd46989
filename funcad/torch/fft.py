"""torch.fft: discrete Fourier transforms, with NumPy's rules."""

from __future__ import annotations

from typing import Any

import numpy as np

from funcad.torch.dtypes import DEFAULT, np_dtype
from funcad.torch.shapes import in_dtype
from funcad.torch.tensor import Tensor, applied, made


def _floating(x: Tensor) -> Tensor:
    return x if x._value.dtype.kind in "fc" else in_dtype(x, DEFAULT.floating)


def _label(name: str, x: Tensor) -> str:
    if name.startswith(("irfft", "hfft")):
        return "FftC2RBackward0"
    if x.is_complex() or name in ("fft2", "fftn", "ifft2", "ifftn"):
        return "FftC2CBackward0"
    return "FftR2CBackward0"


def _require(name: str, x: Tensor, norm: str | None) -> None:
    if norm not in (None, "backward", "ortho", "forward"):
        raise RuntimeError(f'Invalid normalization mode: "{norm}"')
    if name.startswith(("rfft", "ihfft")) and x.is_complex():
        raise RuntimeError(f"{name} expects a real input tensor, but got {x.dtype.title}")


def _one(name: str) -> Any:
    f = getattr(np.fft, name)

    def transform(x: Tensor, n: int | None = None, dim: int = -1, norm: str | None = None) -> Any:
        x = _floating(x)
        _require(name, x, norm)
        if n is not None and n < 1:
            raise RuntimeError(f"Invalid number of data points ({n}) specified")
        how: Any = norm
        return applied(lambda h: f(h, n, dim, how), (x,), _label(name, x))

    transform.__name__ = name
    transform.__doc__ = f"np.fft.{name} along a dimension."
    return transform


def _several(name: str, over: Any) -> Any:
    f = getattr(np.fft, name)

    def transform(x: Tensor, s: Any = None, dim: Any = over, norm: str | None = None) -> Any:
        x = _floating(x)
        _require(name, x, norm)
        axes = (dim,) if isinstance(dim, int) else None if dim is None else tuple(dim)
        if s is not None and axes is None:
            axes = tuple(range(-len(tuple(s)), 0))
        if axes is None:
            axes = tuple(range(len(x.shape)))
        sizes = None if s is None else [x.shape[a] if n == -1 else n for n, a in zip(s, axes)]  # noqa: B905
        how: Any = norm
        return applied(lambda h: f(h, sizes, axes, how), (x,), _label(name, x))

    transform.__name__ = name
    transform.__doc__ = f"np.fft.{name} over dimensions."
    return transform


fft, ifft, rfft, irfft = map(_one, ("fft", "ifft", "rfft", "irfft"))
hfft, ihfft = map(_one, ("hfft", "ihfft"))
fftn, ifftn, rfftn, irfftn = (_several(n, None) for n in ("fftn", "ifftn", "rfftn", "irfftn"))
fft2, ifft2, rfft2, irfft2 = (_several(n, (-2, -1)) for n in ("fft2", "ifft2", "rfft2", "irfft2"))


def _frequencies(f: Any) -> Any:
    def frequencies(
        n: int, d: float = 1.0, *, dtype: Any = None, requires_grad: bool = False, **layout: Any
    ) -> Tensor:
        kind = DEFAULT.floating if dtype is None else np_dtype(dtype)
        x = made(f(n, d).astype(kind))
        x.requires_grad = requires_grad
        return x

    frequencies.__doc__ = "The frequencies that the entries of a transform belong to."
    return frequencies


fftfreq, rfftfreq = _frequencies(np.fft.fftfreq), _frequencies(np.fft.rfftfreq)


def fftshift(x: Tensor, dim: Any = None) -> Any:
    """Frequency 0 put in the middle."""
    return applied(lambda h: np.fft.fftshift(h, dim), (x,), "RollBackward0")


def ifftshift(x: Tensor, dim: Any = None) -> Any:
    """What `fftshift` does, undone."""
    return applied(lambda h: np.fft.ifftshift(h, dim), (x,), "RollBackward0")
