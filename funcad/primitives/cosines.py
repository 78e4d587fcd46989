"""Discrete cosine and sine transforms along one axis, a non-negative int, of types 1 to 4.

    (..., m, ...) real or complex  ->  (..., n, ...)

The argument is cropped or padded with zeros to n entries; `norm` and `orthogonalize` are SciPy's.
Orthogonalized, each is an orthogonal matrix times a number that n and the norm decide: types 1 and
4 are their own transposes, 2 and 3 each other's.  Not orthogonalized, one weight differs on one
side, by a factor of 2; of the cosine transform of type 1, those of both ends on both sides.
(Strang, The discrete cosine transform, SIAM Review 41, 1999.)
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from scipy import fft

from funcad.core.primitive import Primitive
from funcad.primitives.cumulative import shifted_axis
from funcad.primitives.families import linear
from funcad.primitives.fourier import fitted

TRANSPOSED = {1: 1, 2: 3, 3: 2, 4: 4}

# by type: the entries of weight 2 before the transform, and of 1/2 after it, going back
ENDS: dict[str, dict[int, tuple[tuple[int, ...], tuple[int, ...]]]] = {
    "dct": {1: ((0, -1), (0, -1)), 2: ((0,), ()), 3: ((), (0,)), 4: ((), ())},
    "dst": {1: ((), ()), 2: ((-1,), ()), 3: ((), (-1,)), 4: ((), ())},
}


def _weighted(y: Any, at: tuple[int, ...], weight: float, axis: int) -> Any:
    if not at:
        return y
    n = y.shape[axis]
    weights = np.ones(n, y.real.dtype)
    weights[list(at)] = weight
    return y * np.reshape(weights, (n, *(1,) * (len(y.shape) - axis - 1)))


def _transform(impl: Callable[..., Any]) -> Primitive:
    name = impl.__name__

    def call(x: Any, type: int, n: int, axis: int, norm: Any, orthogonalize: bool) -> Any:
        return impl(x, type, n, axis, norm, orthogonalize=orthogonalize)

    def transpose(
        ct: Any, x: Any, type: int, n: int, axis: int, norm: Any, orthogonalize: bool
    ) -> Any:
        before, after = ((), ()) if orthogonalize else ENDS[name][type]
        back = primitive(
            _weighted(ct, before, 2.0, axis),
            type=TRANSPOSED[type],
            n=n,
            axis=axis,
            norm=norm,
            orthogonalize=orthogonalize,
        )
        return fitted(_weighted(back, after, 0.5, axis), x.shape[axis], axis)

    primitive: Primitive = linear(
        call, name=name, transpose=transpose, batch=shifted_axis(lambda: primitive), lower="Call"
    )
    return primitive


dct = _transform(fft.dct)
dst = _transform(fft.dst)
