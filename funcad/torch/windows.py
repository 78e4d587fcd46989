"""Windows for signals."""

from __future__ import annotations

from typing import Any

import numpy as np

from funcad.torch.dtypes import DEFAULT, np_dtype
from funcad.torch.registry import add
from funcad.torch.tensor import Tensor, made

COSINES = {"hann": (0.5, 0.5), "hamming": (0.54, 0.46), "blackman": (0.42, 0.5, 0.08)}


def _of_cosines(weights: tuple[float, ...]) -> Any:
    """The window sum (-1)^k weights[k] cos(2 pi k t), t from 0 to 1."""

    def shape(t: np.ndarray) -> Any:
        parts = [(-1) ** k * w * np.cos(2 * np.pi * k * t) for k, w in enumerate(weights)]
        return sum(parts)

    return shape


SHAPES: dict[str, Any] = {name: _of_cosines(w) for name, w in COSINES.items()}
SHAPES["bartlett"] = lambda t: 1 - np.abs(2 * t - 1)


def _put(name: str, shape: Any) -> None:
    def window(
        window_length: int,
        periodic: bool = True,
        *,
        dtype: Any = None,
        requires_grad: bool = False,
        **layout: Any,
    ) -> Tensor:
        d = DEFAULT.floating if dtype is None else np_dtype(dtype)
        n = window_length if periodic else window_length - 1
        t = np.arange(window_length) / max(n, 1)
        x = made(shape(t).astype(d) if window_length > 1 else np.ones(window_length, d))
        x.requires_grad = requires_grad
        return x

    window.__name__ = f"{name}_window"
    window.__doc__ = f"The {name} window; periodic unless said otherwise."
    add(window.__name__, window, method=False)


for _name, _shape in SHAPES.items():
    _put(_name, _shape)
