"""Functions of the array API standard that NumPy has in another form, for traced values too."""

from __future__ import annotations

from typing import Any

import numpy as np


def dtype_of(x: Any) -> Any:
    """The dtype of an array, or x itself; of a class, as np.float32, the attributes are others."""
    return x if isinstance(x, type) else getattr(x, "dtype", x)


def finfo(type: Any, /) -> Any:
    """Give the limits of a floating-point type, or of an array's."""
    return np.finfo(dtype_of(type))


def iinfo(type: Any, /) -> Any:
    """Give the limits of an integer type, or of an array's."""
    return np.iinfo(dtype_of(type))


def vecdot(x1: Any, x2: Any, /, out: Any = None, *, axis: int = -1, **options: Any) -> Any:
    """Multiply vectors along an axis, the first conjugated, and sum.

    >>> import funcad.numpy as np
    >>> np.vecdot([[1.0, 2.0], [3.0, 4.0]], [1.0, 1.0])
    array([3., 7.])
    """
    f: Any = np.vecdot
    return f(x1, x2, out=out, axis=axis, **options)
