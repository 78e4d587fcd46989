"""Exponentials, logarithms, trigonometry in degrees and Lambert's function, by name."""

from __future__ import annotations

from typing import Any

from funcad.primitives.special import boxcox, quotients
from funcad.primitives.special import exponentials as ex


def exprel(x: Any) -> Any:
    return quotients.exprel(x, order=0)


DERIVATIVES: dict[str, Any] = {
    "log1p": ex.log1p,
    "expm1": ex.expm1,
    "exp2": ex.exp2,
    "exp10": ex.exp10,
    "exprel": exprel,
    "cbrt": ex.cbrt,
    "cosm1": ex.cosm1,
    "round": ex.round,
    "xlogy": ex.xlogy,
    "xlog1py": ex.xlog1py,
    "powm1": ex.powm1,
    "sindg": ex.sindg,
    "cosdg": ex.cosdg,
    "tandg": ex.tandg,
    "cotdg": ex.cotdg,
    "radian": ex.radian,
    "agm": ex.agm,
    "_lambertw": ex.lambertw,
    "wrightomega": ex.wrightomega,
    "boxcox": boxcox.boxcox,
    "boxcox1p": boxcox.boxcox1p,
    "inv_boxcox": boxcox.inv_boxcox,
    "inv_boxcox1p": boxcox.inv_boxcox1p,
}

REFUSED: dict[str, tuple[str, str]] = {}

FUNCTIONS: dict[str, Any] = {}
