"""Orthogonal polynomials and spherical harmonics, by name."""

from __future__ import annotations

from typing import Any

from funcad.primitives.special import polynomials as po
from funcad.primitives.special.legendre import lpmv
from funcad.scipy.special import harmonics

DERIVATIVES: dict[str, Any] = {
    "eval_legendre": po.legendre,
    "eval_sh_legendre": po.sh_legendre,
    "eval_chebyt": po.chebyt,
    "eval_chebyu": po.chebyu,
    "eval_chebyc": po.chebyc,
    "eval_chebys": po.chebys,
    "eval_sh_chebyt": po.sh_chebyt,
    "eval_sh_chebyu": po.sh_chebyu,
    "eval_gegenbauer": po.gegenbauer,
    "eval_jacobi": po.jacobi,
    "eval_sh_jacobi": po.sh_jacobi,
    "eval_laguerre": po.laguerre,
    "eval_genlaguerre": po.genlaguerre,
    "eval_hermite": po.hermite,
    "eval_hermitenorm": po.hermitenorm,
    "lpmv": lpmv,
}

REFUSED: dict[str, tuple[str, str]] = {
    "sph_harm": (
        "which SciPy 1.17 has no more",
        "funcad.scipy.special.sph_harm_y(n, m, polar, azimuth)",
    ),
}

FUNCTIONS: dict[str, Any] = harmonics.FUNCTIONS
