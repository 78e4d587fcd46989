"""NumPy's reductions."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.lib.array_utils import normalize_axis_tuple

from funcad.numpy_dispatch.tables import implements
from funcad.primitives import reduction


@implements(np.sum, method="sum")
def sum(a: Any, axis: Any = None, dtype: Any = None, out: Any = None, keepdims: bool = False, initial: Any = None, where: Any = None) -> Any:
    rank = a.ndim
    axes = tuple(range(rank)) if axis is None else normalize_axis_tuple(axis, rank)
    y = reduction.sum_axes(a, axes=axes)
    return np.reshape(y, tuple(1 if i in axes else n for i, n in enumerate(a.shape))) if keepdims else y
