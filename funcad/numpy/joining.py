"""NumPy's functions that join arrays, with lists of traced values among the parts."""

from __future__ import annotations

from typing import Any

import numpy as np

from funcad.core.tracer import Tracer
from funcad.numpy.creation import traced


def _parts(arrays: Any) -> Any:
    """The parts, with lists that hold traced values as arrays."""
    if isinstance(arrays, Tracer):
        return arrays
    return [x if (y := traced(x)) is None else y for x in arrays]


def concatenate(arrays: Any, /, axis: int | None = 0, out: Any = None, **options: Any) -> Any:
    """Join arrays along an axis that they have."""
    return np.concatenate(_parts(arrays), axis, out, **options)


concat = concatenate


def stack(arrays: Any, axis: int = 0, out: Any = None, **options: Any) -> Any:
    """Join arrays of one shape along a new axis.

    >>> import funcad.numpy as np
    >>> funcad.grad(lambda x: np.sum(np.stack([[x, 1.0], [x, x]])))(3.0)
    np.float64(3.0)
    """
    return np.stack(_parts(arrays), axis, out, **options)


def vstack(tup: Any, **options: Any) -> Any:
    """Join arrays as rows."""
    return np.vstack(_parts(tup), **options)


def hstack(tup: Any, **options: Any) -> Any:
    """Join arrays side by side."""
    return np.hstack(_parts(tup), **options)


def dstack(tup: Any) -> Any:
    """Join arrays along the third axis."""
    return np.dstack(_parts(tup))


def column_stack(tup: Any) -> Any:
    """Join arrays as columns."""
    return np.column_stack(_parts(tup))
