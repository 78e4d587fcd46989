"""log Σ exp over axes, with SciPy's value; its derivative is each entry's share of the sum."""

from __future__ import annotations

from typing import Any

from scipy import special

from funcad.core.primitive import Primitive
from funcad.primitives.log_sums import shares
from funcad.primitives.reduction import reduction


def _log_of_sum(x: Any, axes: tuple[int, ...], keepdims: bool = False) -> Any:
    return special.logsumexp(x, axis=axes, keepdims=keepdims)


log_of_sum: Primitive = reduction(
    _log_of_sum, partials=lambda y, x, axes: (shares(x, axes=axes), 1), name="log_of_sum"
)
