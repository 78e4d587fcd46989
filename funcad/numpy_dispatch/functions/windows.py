"""Windows that move along an array, numpy.lib.stride_tricks.sliding_window_view."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.lib.array_utils import normalize_axis_tuple
from numpy.lib.stride_tricks import sliding_window_view

from funcad.errors import UnsupportedOperationError
from funcad.numpy_dispatch.operands import operand, refuse_subok
from funcad.numpy_dispatch.tables import implements


@implements(sliding_window_view)
def windows(
    x: Any, window_shape: Any, axis: Any = None, *, subok: bool = False, writeable: bool = False
) -> Any:
    """(7, 5), a window of 3 along axis 0  ->  (5, 5, 3): a copy, where NumPy gives a view."""
    refuse_subok("np.lib.stride_tricks.sliding_window_view", subok)
    if writeable:
        raise UnsupportedOperationError(
            "np.lib.stride_tricks.sliding_window_view(writeable=True)",
            "the windows of a traced value are copies",
            "leave it out, and write into the array itself",
        )
    x = operand(x)
    widths = tuple(window_shape) if np.iterable(window_shape) else (window_shape,)
    like = np.broadcast_to(np.int8(0), x.shape)
    sliding_window_view(like, window_shape, axis)  # or NumPy's error
    axes = (
        range(x.ndim) if axis is None else normalize_axis_tuple(axis, x.ndim, allow_duplicate=True)
    )
    for i, width in zip(axes, widths, strict=True):
        first = np.arange(x.shape[i] - width + 1)
        entries = first[:, None] + np.arange(width)
        x = np.moveaxis(np.take(x, entries, axis=i), i + 1, -1)
    return x
