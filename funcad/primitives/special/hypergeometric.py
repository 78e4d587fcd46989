"""Hypergeometric and Wright functions in their argument, at fixed parameters.

Source: DLMF 15.5.1, 13.3.15, 13.3.22, 16.3.1; for Wright's function, term by term.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import special

from funcad.core.primitive import no
from funcad.primitives.families import elementwise
from funcad.primitives.special.error_functions import is_complex
from funcad.primitives.special.parameters import held

_IS_HYP1F1_RIGHT = special.hyp1f1(0.5, 2.5, 1.0j) != 1.0  # complex ones, which SciPy 1.13 has wrong
_NO_COMPLEX_HYP1F1 = no(
    "scipy.special.hyp1f1 of SciPy 1.13 is wrong for complex z: use a later one"
)


def _hyp1f1_slope(dz: Any, y: Any, a: Any, b: Any, z: Any) -> Any:
    if is_complex(z) and not _IS_HYP1F1_RIGHT:
        _NO_COMPLEX_HYP1F1()
    return dz * (a / b * special.hyp1f1(a + 1, b + 1, z))


hyp0f1 = elementwise(
    special.hyp0f1,
    name="special.hyp0f1",
    jvp=(
        held("hyp0f1", "parameter v"),
        lambda dz, y, v, z: dz * (special.hyp0f1(v + 1, z) / v),
    ),
)
hyp1f1 = elementwise(
    special.hyp1f1,
    name="special.hyp1f1",
    jvp=(
        held("hyp1f1", "parameter a"),
        held("hyp1f1", "parameter b"),
        _hyp1f1_slope,
    ),
)
hyp2f1 = elementwise(
    special.hyp2f1,
    name="special.hyp2f1",
    jvp=(
        held("hyp2f1", "parameter a"),
        held("hyp2f1", "parameter b"),
        held("hyp2f1", "parameter c"),
        lambda dz, y, a, b, c, z: dz * (a * b / c * special.hyp2f1(a + 1, b + 1, c + 1, z)),
    ),
)
hyperu = elementwise(
    special.hyperu,
    name="special.hyperu",
    jvp=(
        held("hyperu", "parameter a"),
        held("hyperu", "parameter b"),
        lambda dz, y, a, b, z: dz * (-a * special.hyperu(a + 1, b + 1, z)),
    ),
)
wright_bessel = elementwise(
    special.wright_bessel,
    name="special.wright_bessel",
    jvp=(
        held("wright_bessel", "parameter a"),
        held("wright_bessel", "parameter b"),
        lambda dx, y, a, b, x: dx * special.wright_bessel(a, a + b, x),
    ),
)
if hasattr(special, "log_wright_bessel"):  # from SciPy 1.14 on
    _IS_LOG_RIGHT = (
        special.log_wright_bessel(0.5, 1.0, 1.5) < 2.0
    )  # it is 1.47, its exponential 4.37
    log_wright_bessel = elementwise(
        special.log_wright_bessel,
        name="special.log_wright_bessel",
        jvp=(
            held("log_wright_bessel", "parameter a"),
            held("log_wright_bessel", "parameter b"),
            (lambda dx, y, a, b, x: dx * np.exp(special.log_wright_bessel(a, a + b, x) - y))
            if _IS_LOG_RIGHT
            else no(
                "scipy.special.log_wright_bessel of SciPy 1.14 forgets the logarithm for x between "
                "1 and 2; write np.log(scipy.special.wright_bessel(a, b, x))"
            ),
        ),
    )
