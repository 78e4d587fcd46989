"""Whether the code that runs now runs inside a transform: true from its opening to its close.

Nothing that computes reads this; `funcad.numpy` does, to choose which kind of array to make.
"""

from __future__ import annotations

from contextvars import ContextVar
from typing import Any

TRANSFORMING: ContextVar[bool] = ContextVar("funcad.transforming", default=False)

# the kinks that were met since the outermost transform was opened: what they were met in, by its
# id, with the number of the first; see norms.py
KINKS: ContextVar[dict[tuple[int, ...], tuple[int, int, Any]]] = ContextVar("funcad.kinks")


def numbered(n: int, *arrays: Any) -> int:
    """The first of n numbers for the kinks of a length of `arrays`: the same for the same."""
    met = KINKS.get(None)
    if met is None:
        return 0
    key = tuple(map(id, arrays))
    if key not in met:
        first, m, _ = next(reversed(met.values()), (0, 0, ()))
        met[key] = (first + m, n, arrays)
    return met[key][0]
