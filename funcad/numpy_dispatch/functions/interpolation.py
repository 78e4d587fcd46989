"""np.interp, with its ends and periods."""

from __future__ import annotations

from typing import Any

import numpy as np

from funcad.numpy_dispatch.operands import any_entry, cast, operand
from funcad.numpy_dispatch.tables import implements
from funcad.primitives import interpolation
from funcad.primitives.selection import select


@implements(np.interp)
def interp(
    x: Any, xp: Any, fp: Any, left: Any = None, right: Any = None, period: Any = None
) -> Any:
    x, xp, fp = operand(x), operand(xp), operand(fp)
    _require_sequences(x, xp, fp)
    x, xp = cast(x, np.float64), cast(xp, np.float64)
    fp = cast(fp, np.complex128 if fp.dtype.kind == "c" else np.float64)
    if period is not None:
        if any_entry(period == 0):
            raise ValueError("period must be a non-zero value")
        left, right, period = None, None, abs(period)
        x, xp = x % period, xp % period
        order = np.argsort(xp)
        xp, fp = (np.take_along_axis(v, order, 0) for v in (xp, fp))
        xp = np.concatenate([xp[-1:] - period, xp, xp[:1] + period])
        fp = np.concatenate([fp[-1:], fp, fp[:1]])
    if xp.shape[0] == 1:
        y = np.broadcast_to(fp[0], x.shape)
        y = y[()] if x.ndim == 0 else y
    else:
        y = interpolation.interp(x, xp, fp)
    if left is not None:
        y = select(x < xp[0], left, y)
    return y if right is None else select(x > xp[-1], right, y)


def _require_sequences(x: Any, xp: Any, fp: Any) -> None:
    """Raise NumPy's error where it raises one."""
    if xp.ndim != 1 or fp.ndim != 1 or xp.shape != fp.shape or not xp.shape[0] or _is_complex(x):
        like: Any = [np.zeros(v.shape, v.dtype) for v in (x, xp, fp)]
        np.interp(*like)


def _is_complex(x: Any) -> bool:
    return bool(x.dtype.kind == "c")
