"""Exponentials, logarithms, trigonometry in degrees and Lambert's function, by name."""

from __future__ import annotations

from typing import Any

DERIVATIVES: dict[str, Any] = {}

REFUSED: dict[str, tuple[str, str]] = {}

FUNCTIONS: dict[str, Any] = {}
