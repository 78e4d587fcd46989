"""Functions that move or look at bytes, which an array of traced numbers does not survive.

NumPy and SciPy convert a traced value to an array of objects.  These two then go through its
memory as if it held plain numbers, which crashes Python.  Neither has a hook, but NumPy asks every
argument for `__array_interface__` first: here it is found out who asks.
"""

from __future__ import annotations

import sys
from typing import Any

from funcad.core.tracer import Tracer
from funcad.errors import UnsupportedOperationError

_REFUSED = {
    ("numpy.lib", "as_strided"): (
        "np.lib.stride_tricks.as_strided",
        "the memory of a traced value is not that of plain numbers",
        "an index: x[np.arange(m)[:, None] + np.arange(n)]",
    ),
    ("scipy.spatial", "squareform"): (
        "scipy.spatial.distance.squareform",
        "it copies bytes, and a traced value has none",
        "y[np.triu_indices(n, 1)] = x and y + y.T, with y = np.zeros_like(x, shape=(n, n)); "
        "and back y[np.triu_indices(n, 1)]",
    ),
}


def _interface(self: Tracer) -> Any:
    frame = sys._getframe(1)
    module = str(frame.f_globals.get("__name__", "")).split(".")
    why = _REFUSED.get((".".join(module[:2]), frame.f_code.co_name))
    if why is not None:
        raise UnsupportedOperationError(*why)
    raise AttributeError("a traced value has no memory to share: no __array_interface__")


MEMBERS = {"__array_interface__": property(_interface)}
