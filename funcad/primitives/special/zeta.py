"""Hurwitz' zeta function ζ(s, q) in q, at a fixed exponent s:  ∂ζ/∂q = -s ζ(s+1, q).

Source: DLMF 25.11.17.
"""

from __future__ import annotations

from scipy import special
from scipy.special import _ufuncs

from funcad.primitives.families import elementwise
from funcad.primitives.special.parameters import held

hurwitz = elementwise(
    _ufuncs._zeta,
    name="special.zeta",
    jvp=(
        held("zeta", "exponent x"),
        lambda dq, y, s, q: dq * (-s * special.zeta(s + 1, q)),
    ),
)
riemann = elementwise(_ufuncs._riemann_zeta, name="special.zeta", jvp=held("zeta", "exponent x"))
zetac = elementwise(special.zetac, name="special.zetac", jvp=held("zetac", "exponent x"))
