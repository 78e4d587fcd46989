"""The order of entries along an axis.  Orders carry no derivative; sorting gathers by them.

Ties are in stable order: equal entries keep theirs, and so do their derivatives.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from funcad.core.primitive import Primitive
from funcad.primitives.cumulative import shifted_axis
from funcad.primitives.families import batch_by_loop, constant

argsort = constant(
    lambda x, axis: np.argsort(x, axis=axis, kind="stable"),
    name="argsort",
    batch=shifted_axis(lambda: argsort),
)
argpartition = constant(
    lambda x, axis, kth: np.argpartition(x, kth, axis=axis),
    name="argpartition",
    batch=shifted_axis(lambda: argpartition),
)


def _one_by_one(impl: Callable[..., Any], name: str) -> Primitive:
    """A constant function whose batch goes through the examples."""
    primitive = constant(
        impl,
        name=name,
        batch=lambda args, mapped, size, params: batch_by_loop(primitive)(
            args, mapped, size, params
        ),
    )
    return primitive


lexsort = _one_by_one(lambda *keys, axis: np.lexsort(keys, axis=axis), "lexsort")
searchsorted = _one_by_one(lambda a, v, side: np.searchsorted(a, v, side=side), "searchsorted")
digitize = _one_by_one(lambda x, bins, right: np.digitize(x, bins, right=right), "digitize")
