"""NumPy's functions that order or bound numbers, with the options of the array API standard."""

from __future__ import annotations

from typing import Any

import numpy as np

UNSET: Any = np._NoValue


def sort(
    a: Any,
    axis: int | None = -1,
    kind: Any = None,
    order: Any = None,
    *,
    stable: Any = None,
    descending: bool = False,
) -> Any:
    """Sort along an axis, from the least or, if descending, from the greatest.

    >>> import funcad.numpy as np
    >>> np.sort([3.0, 1.0, 2.0], descending=True)
    array([3., 2., 1.])
    """
    y = np.sort(a, axis, kind, order, stable=stable)
    return np.flip(y, -1 if axis is None else axis) if descending else y


def argsort(
    a: Any,
    axis: int | None = -1,
    kind: Any = None,
    order: Any = None,
    *,
    stable: Any = None,
    descending: bool = False,
) -> Any:
    """Say where the entries in order are, from the least or, if descending, from the greatest.

    Equal entries stay in the order that they have.
    """
    if not descending:
        return np.argsort(a, axis, kind, order, stable=stable)
    a, axis = (np.ravel(a), -1) if axis is None else (a, axis)
    from_end = np.argsort(np.flip(a, axis), axis, order=order, stable=True)
    return np.shape(a)[axis] - 1 - np.flip(from_end, axis)


def clip(
    a: Any,
    min: Any = UNSET,
    max: Any = UNSET,
    out: Any = None,
    *,
    a_min: Any = UNSET,
    a_max: Any = UNSET,
    **options: Any,
) -> Any:
    """Bound the entries from below, from above, or both; None is no bound."""
    return np.clip(a, _bound(min, a_min), _bound(max, a_max), out, **options)


def _bound(given: Any, by_old_name: Any) -> Any:
    if given is not UNSET and by_old_name is not UNSET:
        raise TypeError("a bound is given twice: as min or max and as a_min or a_max")
    bound = by_old_name if given is UNSET else given
    return None if bound is UNSET else bound
