"""The error function, the normal distribution and the logistic function, by name."""

from __future__ import annotations

from typing import Any

from funcad.primitives.special import error_functions as er

DERIVATIVES: dict[str, Any] = {
    "erf": er.erf,
}

REFUSED: dict[str, tuple[str, str]] = {}

FUNCTIONS: dict[str, Any] = {}
