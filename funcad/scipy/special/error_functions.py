"""The error function, the normal distribution and the logistic function, by name."""

from __future__ import annotations

from typing import Any

from funcad.primitives.special import error_functions as er
from funcad.primitives.special import fresnel, logistic, normal

DERIVATIVES: dict[str, Any] = {
    "erf": er.erf,
    "erfc": er.erfc,
    "erfcx": er.erfcx,
    "erfi": er.erfi,
    "erfinv": er.erfinv,
    "erfcinv": er.erfcinv,
    "dawsn": er.dawsn,
    "wofz": er.wofz,
    "voigt_profile": er.voigt_profile,
    "fresnel": fresnel.fresnel,
    "modfresnelp": fresnel.modfresnelp,
    "modfresnelm": fresnel.modfresnelm,
    "ndtr": normal.ndtr,
    "log_ndtr": normal.log_ndtr,
    "ndtri": normal.ndtri,
    "ndtri_exp": normal.ndtri_exp,
    "owens_t": normal.owens_t,
    "expit": logistic.expit,
    "log_expit": logistic.log_expit,
    "logit": logistic.logit,
}

REFUSED: dict[str, tuple[str, str]] = {}

FUNCTIONS: dict[str, Any] = {}
