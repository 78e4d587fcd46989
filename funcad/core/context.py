"""Whether the code that runs now runs inside a transform: true from its opening to its close.

Nothing that computes reads this; `funcad.numpy` does, to choose which kind of array to make.
"""

from __future__ import annotations

from contextvars import ContextVar

TRANSFORMING: ContextVar[bool] = ContextVar("funcad.transforming", default=False)
