"""Convolution of two sequences.   z_k = Σ_j x_{k-j} y_j   x: (n,)   y: (m,)

    mode "full"     (n + m - 1,): wherever they overlap
    mode "valid"    (n - m + 1,): where all of y overlaps; n >= m

Going back, a sequence is convolved with the other one reversed: "valid" undoes "full" and the
other way round.  Nothing is conjugated: a cotangent pairs with a tangent as Re(ct · dx).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from funcad.core.primitive import Primitive
from funcad.primitives.families import batch_by_loop, bilinear


def _pull_left(ct: Any, x: Any, y: Any, mode: str) -> Any:
    return convolve(ct, y[::-1], mode="full" if mode == "valid" else "valid")


def _pull_right(ct: Any, x: Any, y: Any, mode: str) -> Any:
    if mode == "full":
        return convolve(ct, x[::-1], mode="valid")
    return convolve(x, ct[::-1], mode="valid")[::-1]


convolve: Primitive = bilinear(
    lambda x, y, mode: np.convolve(x, y, mode),
    name="convolve",
    transpose=(_pull_left, _pull_right),
    batch=lambda args, mapped, size, params: _batch(args, mapped, size, params),
)
_batch: Callable[..., Any] = batch_by_loop(convolve)
