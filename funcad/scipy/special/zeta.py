"""The zeta function and its relations, by name."""

from __future__ import annotations

from typing import Any

from funcad.primitives.special import zeta as ze

DERIVATIVES: dict[str, Any] = {
    "_zeta": ze.hurwitz,
    "_riemann_zeta": ze.riemann,
    "zetac": ze.zetac,
}

REFUSED: dict[str, tuple[str, str]] = {}

FUNCTIONS: dict[str, Any] = {}
