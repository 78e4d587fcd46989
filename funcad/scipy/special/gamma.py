"""The gamma and beta functions, complete and incomplete, by name."""

from __future__ import annotations

from typing import Any

DERIVATIVES: dict[str, Any] = {}

REFUSED: dict[str, tuple[str, str]] = {}

FUNCTIONS: dict[str, Any] = {}
