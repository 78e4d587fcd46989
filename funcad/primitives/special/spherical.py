"""Spherical Bessel functions in z, of a fixed integer order n >= 0.   m counts derivatives in z

    (2n+1) f_n' = n f_{n-1} - (n+1) f_{n+1}     f = j, y
    (2n+1) i_n' = n i_{n-1} + (n+1) i_{n+1}
   -(2n+1) k_n' = n k_{n-1} + (n+1) k_{n+1}

so that nothing is divided by z.

Source: DLMF 10.51.2, 10.51.5.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import special

from funcad.core.primitive import Primitive, zero
from funcad.primitives.families import elementwise


def _recurring(function: Any, down: int, up: int) -> Primitive:
    """The primitive f(n, z, m=0), where (2n+1) f_n' = down n f_{n-1} + up (n+1) f_{n+1}."""

    def impl(n: Any, z: Any, m: int = 0) -> Any:
        if m == 0:
            return function(n, z)
        below = impl(np.maximum(n - 1, 0), z, m - 1)
        above = impl(n + 1, z, m - 1)
        with np.errstate(invalid="ignore"):  # ∞ - ∞ at a pole
            lower = np.where(np.equal(n, 0), 0, n * below) * down
            y = (lower + (up * (n + 1)) * above) / (2 * n + 1)
        return y.astype(above.dtype)

    primitive: Primitive = elementwise(
        impl,
        name=f"special.{function.__name__}",
        jvp=(zero, lambda dz, y, n, z, m=0: dz * primitive(n, z, m=m + 1)),
    )
    return primitive


FAMILY = {
    "spherical_jn": _recurring(special.spherical_jn, 1, -1),
    "spherical_yn": _recurring(special.spherical_yn, 1, -1),
    "spherical_in": _recurring(special.spherical_in, 1, 1),
    "spherical_kn": _recurring(special.spherical_kn, -1, -1),
}
