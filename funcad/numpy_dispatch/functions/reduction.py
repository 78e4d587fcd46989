"""NumPy's reductions: np.sum, np.mean, np.var, np.max and their kin."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from funcad.core.primitive import Primitive
from funcad.core.tracer import Tracer, innermost, settle
from funcad.numpy_dispatch.lengths import has_zero, remember
from funcad.numpy_dispatch.operands import (
    UNSET,
    any_entry,
    axes_of,
    axis_or_flat,
    cast,
    count_along,
    flag,
    operand,
    store,
)
from funcad.numpy_dispatch.tables import answers, implements
from funcad.primitives import reduction
from funcad.primitives.apply import apply
from funcad.primitives.shaping import keep

Axis = Any


def _reduced(primitive: Primitive, a: Any, axis: Axis, keepdims: Any, **params: Any) -> Any:
    params["axes"] = axes_of(axis, a.ndim)
    if keepdims and flag(keepdims, False):
        params["keepdims"] = True
    return primitive(a, **params) if primitive.constant else apply(primitive, a, params)


@implements(np.sum, method="sum")
def sum(
    a: Any,
    axis: Axis = None,
    dtype: Any = None,
    out: Any = None,
    keepdims: Any = False,
    initial: Any = UNSET,
    where: Any = True,
) -> Any:
    plain = axis is None and dtype is None and out is None and not keepdims
    if plain and initial is UNSET and where is True and type(a) is Tracer:  # the hot path
        if a.state is not None:
            settle(a)
        return a.trace.unary(reduction.sum_all, a)
    return _fold(
        "np.sum", reduction.sum_axes, np.add, a, axis, dtype, out, keepdims, initial, where
    )


@implements(np.prod, method="prod")
def prod(
    a: Any,
    axis: Axis = None,
    dtype: Any = None,
    out: Any = None,
    keepdims: Any = False,
    initial: Any = UNSET,
    where: Any = True,
) -> Any:
    if where is not True and where is not UNSET:
        a, where = np.where(where, operand(a), 1), True
    primitive = reduction.prod_axes
    return _fold("np.prod", primitive, np.multiply, a, axis, dtype, out, keepdims, initial, where)


def _fold(
    name: str,
    primitive: Primitive,
    combine: Any,
    a: Any,
    axis: Axis,
    dtype: Any,
    out: Any,
    keepdims: Any,
    initial: Any,
    where: Any,
) -> Any:
    a = operand(a)
    if dtype is not None:
        a = cast(a, dtype)
    if where is not True and where is not UNSET:
        a = keep(a, _mask(where))
    y = _reduced(primitive, a, axis, keepdims)
    if initial is not UNSET:
        y = combine(y, initial)
    return y if out is None else store(name, y, out)


def _mask(where: Any) -> Any:
    where = operand(where)
    return where if where.dtype == bool else cast(where, bool)


@implements(np.max, np.amax, method="max")
def max(
    a: Any,
    axis: Axis = None,
    out: Any = None,
    keepdims: Any = False,
    initial: Any = UNSET,
    where: Any = True,
) -> Any:
    primitive = reduction.max_axes
    return extreme("np.max", primitive, np.maximum, a, axis, out, keepdims, initial, where)


@implements(np.min, np.amin, method="min")
def min(
    a: Any,
    axis: Axis = None,
    out: Any = None,
    keepdims: Any = False,
    initial: Any = UNSET,
    where: Any = True,
) -> Any:
    primitive = reduction.min_axes
    return extreme("np.min", primitive, np.minimum, a, axis, out, keepdims, initial, where)


def extreme(
    name: str,
    primitive: Primitive,
    combine: Any,
    a: Any,
    axis: Axis,
    out: Any,
    keepdims: Any,
    initial: Any,
    where: Any,
) -> Any:
    a = operand(a)
    if initial is not UNSET and a.dtype.kind in "iub" and not isinstance(initial, Tracer):
        initial = np.asarray(initial).astype(a.dtype)[()]
    if where is not True and where is not UNSET:
        if initial is UNSET:
            raise ValueError(
                f"reduction operation '{combine.__name__}' does not have an identity, "
                "so to use a where mask one has to specify 'initial'"
            )
        a = np.where(where, a, initial)
    if initial is not UNSET:
        if not a.size:
            kept = combine.reduce(
                np.zeros(a.shape, a.dtype), axis=axis, keepdims=flag(keepdims, False), initial=0
            )
            return store(name, kept * 0 + initial, out)
        return store(name, combine(_reduced(primitive, a, axis, keepdims), initial), out)
    y = _reduced(primitive, a, axis, keepdims)
    return y if out is None else store(name, y, out)


@implements(np.mean, method="mean")
def mean(
    a: Any,
    axis: Axis = None,
    dtype: Any = None,
    out: Any = None,
    keepdims: Any = False,
    *,
    where: Any = True,
) -> Any:
    a = operand(a)
    kind = a.dtype
    if dtype is None and kind.kind in "iub":
        dtype = np.float64
    half = dtype is None and kind == np.float16  # NumPy sums these in float32
    if half:
        dtype = np.float32
    y = sum(a, axis, dtype, None, keepdims, UNSET, where)
    if where is True or where is UNSET:
        y = y / count_along(a, axes_of(axis, a.ndim))
    else:
        count = count_where(a, axis, keepdims, where, y.dtype)
        y = y / np.maximum(count, 1) + nan_unless(count)
    if half:
        y = cast(y, kind)
    return y if out is None else store("np.mean", y, out)


def count_where(a: Any, axis: Axis, keepdims: Any, where: Any, dtype: Any) -> Any:
    """How many entries count, in the `dtype` that a quotient by it shall have."""
    n = np.sum(np.broadcast_to(_mask(where), a.shape), axis=axis, keepdims=flag(keepdims, False))
    return cast(n, dtype)


def nan_unless(count: Any) -> Any:
    """0, and NaN where there is nothing to reduce: a number, on which no entry has a bearing."""
    return np.true_divide(0, count > 0, dtype=count.dtype)


@implements(np.var, method="var")
def var(
    a: Any,
    axis: Axis = None,
    dtype: Any = None,
    out: Any = None,
    ddof: Any = 0,
    keepdims: Any = False,
    *,
    where: Any = True,
    mean: Any = UNSET,
    correction: Any = UNSET,
) -> Any:
    a, ddof = spread_operand(a, dtype, ddof, correction)
    if mean is UNSET and (where is True or where is UNSET):
        y = _reduced(reduction.var_axes, a, axis, keepdims, ddof=ddof)
    else:
        y, gap = _var_composed(a, axis, ddof, keepdims, where, mean)
        y = y + gap
    return y if out is None else store("np.var", y, out)


@implements(np.std, method="std")
def std(
    a: Any,
    axis: Axis = None,
    dtype: Any = None,
    out: Any = None,
    ddof: Any = 0,
    keepdims: Any = False,
    *,
    where: Any = True,
    mean: Any = UNSET,
    correction: Any = UNSET,
) -> Any:
    a, ddof = spread_operand(a, dtype, ddof, correction)
    if mean is UNSET and (where is True or where is UNSET):
        y = _reduced(reduction.std_axes, a, axis, keepdims, ddof=ddof)
        if type(y) is Tracer and type(y.value) is Tracer:
            equal = _all_are_equal(y, a, axes_of(axis, a.ndim))
            if equal is not False and any_entry(equal):
                remember(y, var, (a,), equal, axis=axis, ddof=ddof, keepdims=keepdims)
    else:
        y, gap = _var_composed(a, axis, ddof, keepdims, where, mean)
        y = root(y, gap)
    return y if out is None else store("np.std", y, out)


def _all_are_equal(y: Any, a: Any, axes: tuple[int, ...]) -> Any:
    """Where the deviation `y` is that of equal entries, a rounding error perhaps."""
    shape = y.shape
    if innermost(y).shape == shape:  # no batch
        y, a = innermost(y), innermost(a)
        if y.size == 1 <= a.size and y.item() > 4 * a.size * np.finfo(y.dtype).eps * abs(a.item(0)):
            return False
    kept = np.reshape(y, tuple(1 if i in axes else n for i, n in enumerate(a.shape)))
    return np.reshape(~reduction.varies(kept, a, axes=axes), shape)


def root(variance: Any, gap: Any) -> Any:
    """A standard deviation from the variance: its derivative is 0 where that is 0, as std_axes."""
    none = variance == 0
    y = np.sqrt(variance + none) * ~none + gap
    if type(y) is Tracer and type(y.value) is Tracer and has_zero(y):
        remember(y, lambda v: v, (variance,))
    return y


def spread_operand(a: Any, dtype: Any, ddof: Any, correction: Any) -> tuple[Any, Any]:
    if correction is not UNSET:
        if ddof != 0:
            raise ValueError("ddof and correction can't be provided simultaneously.")
        ddof = correction
    a = operand(a)
    if dtype is None and a.dtype.kind in "iub":
        dtype = np.float64
    return (a if dtype is None else cast(a, dtype)), ddof


def _var_composed(
    a: Any, axis: Axis, ddof: Any, keepdims: Any, where: Any, mean: Any
) -> tuple[Any, Any]:
    """The variance, and what to add to it: NaN where it is 0/0 whatever the entries are."""
    if where is True or where is UNSET:
        squares, count = squared_deviations(a, axis, keepdims, True, mean)
        return squares / np.maximum(count - ddof, 0), 0.0
    squares, count = squared_deviations(a, axis, keepdims, where, mean)
    free = np.maximum(count - ddof, 0)
    idle = (free == 0) & ((count == 0) | ((count <= 1) & (mean is UNSET)))
    return squares / (free + idle), nan_unless(cast(~idle, squares.dtype))


def squared_deviations(a: Any, axis: Axis, keepdims: Any, where: Any, mean: Any) -> tuple[Any, Any]:
    """Their sum over the entries that count, and how many these are."""
    if where is not True:
        where = _mask(where)
        a = keep(a, where)
    if mean is UNSET:
        mean = sum(a, axis, keepdims=True, where=where)
        mean = mean / np.maximum(_divisor(a, axis, True, where), 1)
    d = a - mean
    squares = np.real(d * np.conjugate(d)) if d.dtype.kind == "c" else d * d
    total = sum(squares, axis, keepdims=keepdims, where=where)
    return total, _divisor(squares, axis, keepdims, where)


def _divisor(a: Any, axis: Axis, keepdims: Any, where: Any) -> Any:
    """How many entries are counted, in the dtype of `a`, so that a quotient by it has that too."""
    if where is True:
        return np.asarray(count_along(a, axes_of(axis, a.ndim)), a.dtype)[()]
    return count_where(a, axis, keepdims, where, a.dtype)


@implements(np.ptp)
def ptp(a: Any, axis: Axis = None, out: Any = None, keepdims: Any = False) -> Any:
    return store("np.ptp", max(a, axis, None, keepdims) - min(a, axis, None, keepdims), out)


def _decide(name: str, primitive: Primitive, neutral: bool) -> Callable[..., Any]:
    def decide(
        a: Any, axis: Axis = None, out: Any = None, keepdims: Any = False, *, where: Any = True
    ) -> Any:
        a = operand(a)
        if where is not True and where is not UNSET:
            a = np.where(where, a, neutral)
        y = _reduced(primitive, a, axis, keepdims)
        return y if out is None else store(name, y, out)

    return decide


any = answers(np.any, method="any")(_decide("np.any", reduction.any_axes, False))
all = answers(np.all, method="all")(_decide("np.all", reduction.all_axes, True))


@answers(np.count_nonzero)
def count_nonzero(a: Any, axis: Axis = None, *, keepdims: Any = False) -> Any:
    return _reduced(reduction.count_nonzero, operand(a), axis, keepdims)


def _position(name: str, primitive: Primitive) -> Callable[..., Any]:
    def position(a: Any, axis: Axis = None, out: Any = None, *, keepdims: Any = False) -> Any:
        a = operand(a)
        flat, at = axis_or_flat(a, axis)
        if not flag(keepdims, False):
            y = primitive(flat, axis=at)
        elif axis is None:
            y = np.reshape(primitive(flat, axis=0), (1,) * a.ndim)
        else:
            y = primitive(flat, axis=at, keepdims=True)
        return y if out is None else store(name, y, out)

    return position


argmax = answers(np.argmax, method="argmax")(_position("np.argmax", reduction.argmax))
argmin = answers(np.argmin, method="argmin")(_position("np.argmin", reduction.argmin))
