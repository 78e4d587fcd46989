"""NumPy's reductions that leave out NaN: np.nansum, np.nanmean, np.nanmax and their kin.

The entries left out get a zero derivative, whatever the rest.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from funcad.core.primitive import Primitive
from funcad.numpy_dispatch.functions import reduction
from funcad.numpy_dispatch.functions.querying import shown
from funcad.numpy_dispatch.operands import UNSET, cast, operand, store
from funcad.numpy_dispatch.tables import answers, implements
from funcad.primitives import reduction as primitives
from funcad.primitives.shaping import keep


def _present(a: Any, where: Any) -> Any:
    """Where an entry counts: a == a is false for NaN."""
    here = a == a
    return here if where is True or where is UNSET else here & where


def _leaving_out(name: Any, f: Callable[..., Any]) -> None:
    """`f` has where=, which says all that is needed."""

    def without_nan(a: Any, *args: Any, where: Any = True, **kwargs: Any) -> Any:
        a = operand(a)
        return f(a, *args, where=_present(a, where), **kwargs)

    implements(name)(without_nan)


_leaving_out(np.nansum, reduction.sum)
_leaving_out(np.nanprod, reduction.prod)
_leaving_out(np.nanmean, reduction.mean)


def _spread(name: Any, finish: Callable[[Any, Any], Any]) -> None:
    """Unlike np.var, NaN wherever there is no degree of freedom."""

    def without_nan(
        a: Any,
        axis: Any = None,
        dtype: Any = None,
        out: Any = None,
        ddof: Any = 0,
        keepdims: Any = UNSET,
        *,
        where: Any = True,
        mean: Any = UNSET,
        correction: Any = UNSET,
    ) -> Any:
        a, ddof = reduction.spread_operand(a, dtype, ddof, correction)
        here = _present(a, where)
        if mean is not UNSET:
            mean = cast(operand(mean), a.dtype)
        squares, count = reduction.squared_deviations(a, axis, keepdims, here, mean)
        free = np.maximum(count - ddof, 0)
        y = keep(squares, free > 0) / (free + (free == 0))
        y = finish(y, reduction.nan_unless(free))
        return y if out is None else store(name.__name__, y, out)

    implements(name)(without_nan)


_spread(np.nanvar, lambda y, gap: y + gap)
_spread(np.nanstd, reduction.root)


def _extreme(f: Any, primitive: Primitive, combine: np.ufunc) -> None:
    name = f"np.{f.__name__}"

    def without_nan(
        a: Any,
        axis: Any = None,
        out: Any = None,
        keepdims: Any = UNSET,
        initial: Any = UNSET,
        where: Any = UNSET,
    ) -> Any:
        return reduction.extreme(name, primitive, combine, a, axis, out, keepdims, initial, where)

    implements(f)(without_nan)


_extreme(np.nanmax, primitives.fmax_axes, np.fmax)
_extreme(np.nanmin, primitives.fmin_axes, np.fmin)


def _position(name: Any, f: Callable[..., Any], worst: float) -> None:
    def without_nan(a: Any, axis: Any = None, out: Any = None, *, keepdims: Any = False) -> Any:
        a = operand(a)
        here = _present(a, True)
        if a.size and not np.all(shown(np.any(here, axis=axis))):
            raise ValueError("All-NaN slice encountered")
        filled = np.where(here, a, worst) if a.dtype.kind in "fc" else a
        return f(filled, axis, out, keepdims=keepdims)

    answers(name)(without_nan)


_position(np.nanargmax, reduction.argmax, -np.inf)
_position(np.nanargmin, reduction.argmin, np.inf)


def _running(name: Any, neutral: int, cumulative: Any) -> None:
    def without_nan(a: Any, axis: Any = None, dtype: Any = None, out: Any = None) -> Any:
        a = operand(a)
        here = _present(a, True)
        filled = np.where(here, a, neutral) if neutral else keep(a, here)
        return cumulative(filled, axis=axis, dtype=dtype, out=out)

    implements(name)(without_nan)


_running(np.nancumsum, 0, np.cumsum)
_running(np.nancumprod, 1, np.cumprod)
