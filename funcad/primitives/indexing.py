"""Indexing, and writing by index.  An index is what NumPy allows; arrays in it are copied.

    getitem(x, index=...)            y = x[index]
    set_entries(x, v, index=...)     y = x.copy(); y[index] = v
    add_entries(x, v, index=...)     y = x.copy(); np.add.at(y, index, v)      repeats add up

Under `vmap` an index may itself be batched: it is then among the arguments, `index` holds a
`Slot` in its place.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from funcad.core.lift import lift
from funcad.core.primitive import Primitive, no, writable
from funcad.core.tape import Cotangents, Node, Tape, accumulate, fit_cotangent, owned_buffer
from funcad.core.tracer import CONSTANTS, EXCLUSIVE, Buffer, Tracer, become, overwrite, settle
from funcad.errors import DtypeError, UnsupportedOperationError
from funcad.primitives.families import jointly_linear, linear

Index = Any


@dataclass(frozen=True, slots=True)
class Slot:
    """Where the k-th traced index array goes."""

    k: int


def fill(index: Index, arrays: tuple[Any, ...]) -> Index:
    """The index with the traced arrays back in their places."""
    if not arrays:
        return index
    parts = index if type(index) is tuple else (index,)
    return tuple(arrays[p.k] if type(p) is Slot else p for p in parts)


def is_basic(index: Index) -> bool:
    """Whether the index selects by position and stride only, no entry twice."""
    parts = index if type(index) is tuple else (index,)
    return all(isinstance(p, int | slice | np.integer) and not isinstance(p, bool) or p is None or p is ... for p in parts)


def freeze(index: Index) -> tuple[Index, tuple[Any, ...]]:
    """(static index, traced arrays): lists become arrays, arrays are copied, tracers set apart."""
    kind = type(index)
    if kind is int or kind is slice:
        return index, ()
    arrays: list[Any] = []
    parts = index if kind is tuple else (index,)
    frozen = [_freeze_part(p, arrays) for p in parts]
    return (tuple(frozen) if kind is tuple or arrays else frozen[0]), tuple(arrays)


def _freeze_part(part: Any, arrays: list[Any]) -> Any:
    if isinstance(part, int | slice | np.integer | np.bool_) or part is None or part is ...:
        return part
    if isinstance(part, np.ndarray) and not part.dtype.hasobject:
        return np.array(part)
    part = lift(part) if not isinstance(part, list) or part else np.zeros(0, int)
    if type(part) is Tracer:
        if part.dtype.kind not in "iub":
            raise IndexError("arrays used as indices must be of integer (or boolean) type")
        if part.dtype.kind == "b":
            raise UnsupportedOperationError(
                "x[mask]", "a batched mask selects another number of entries in each example",
                "np.where(mask, x, 0)",
            )
        arrays.append(part)
        return Slot(len(arrays) - 1)
    return np.array(part)


# --- reading ---------------------------------------------------------------------------------


def _getitem_transpose(ct: Any, x: Any, *arrays: Any, index: Index) -> Any:
    return add_entries(np.zeros(x.shape, x.dtype), ct, *arrays, index=index)


def _getitem_sweep(
    position: int, ct: Any, node: Node, cts: Cotangents, owned: set[int]
) -> None:
    """Add into the one buffer of the whole array: n reads of one entry cost O(n) in total."""
    _, (parent, *_), (x, *arrays), _, params = node
    old = cts.get(parent)
    if type(ct) is Tracer or type(old) is Tracer or arrays:
        g = fit_cotangent(_getitem_transpose(ct, x, *arrays, **params), x)
        if old is None:
            cts[parent] = g
        else:
            accumulate(cts, owned, parent, old, g)
        return
    buffer = owned_buffer(cts, owned, parent, x)
    index = params["index"]
    if is_basic(index):
        buffer[index] += ct
    else:
        np.add.at(buffer, index, ct)


def _getitem_batch(args: list[Any], mapped: list[bool], size: int, params: dict[str, Any]) -> Any:
    x, *arrays = args
    index = params["index"]
    parts = index if type(index) is tuple else (index,)
    if not arrays and _keeps_front(parts):
        return x[(slice(None), *parts)]
    filled = fill(parts, tuple(arrays))
    if not mapped[0]:
        x = np.broadcast_to(x, (size, *x.shape))
    rows = [getitem_function(x[k], tuple(_example(p, k, m) for p, m in _which(filled, parts, mapped))) for k in range(size)]
    return np.stack(rows)


def _which(filled: Any, parts: Any, mapped: list[bool]) -> Any:
    return [(f, type(p) is Slot and mapped[1 + p.k]) for f, p in zip(filled, parts, strict=True)]


def _example(part: Any, k: int, is_mapped: bool) -> Any:
    return part[k] if is_mapped else part


def _keeps_front(parts: tuple[Any, ...]) -> bool:
    """Whether a batch axis put in front stays in front: no index arrays apart from each other."""
    array_at = [i for i, p in enumerate(parts) if isinstance(p, np.ndarray | np.bool_ | bool)]
    if not array_at:
        return True
    scalar_at = [i for i, p in enumerate(parts) if isinstance(p, int | np.integer) and not isinstance(p, bool)]
    at = sorted(array_at + scalar_at)
    return at == list(range(at[0], at[-1] + 1))


def _getitem_restore(x: Any, y: Any, *arrays: Any, index: Index) -> Any:
    return set_entries(x, y, *arrays, index=index)


getitem = linear(
    lambda x, *arrays, index: x[fill(index, arrays)],
    name="getitem",
    transpose=_getitem_transpose,
    batch=_getitem_batch,
    lower="View",
    view=True,
    restore=_getitem_restore,
    sweep=_getitem_sweep,
)


def getitem_function(x: Any, index: Index) -> Any:
    """x[index], for a tracer or an array; a view where NumPy gives a view."""
    index, arrays = freeze(index)
    if type(x) is Tracer and type(x.trace) is Tape and type(x.value) is np.ndarray and not arrays:
        return _getitem_tape(x, index)
    if type(x) is Buffer:
        return _getitem_buffer(x, index) if not arrays else getitem(x.value, *arrays, index=index)
    if type(x) is Tracer and x.state is not None:
        settle(x)
    y = getitem(x, *arrays, index=index)
    if type(y) is Tracer and type(x) is Tracer and not arrays and is_basic(index):
        y.state = (x, x.version, getitem, {"index": index})
    return y


def _getitem_tape(x: Tracer, index: Index) -> Any:
    """The hot path: a plain array on a tape.  Reading single entries leaves a buffer exclusive."""
    if not x.trace.alive:
        x.trace.require_open()
    if type(x.state) is tuple:
        settle(x)
    value = x.value
    y = value[index]
    params = {"index": index}
    if type(y) is np.ndarray and y.base is not None:
        if x.state is EXCLUSIVE:
            settle(x)
        out = x.trace.record(getitem, (x.companion,), (value,), y, params)
        out.state = (x, x.version, getitem, params)
        return out
    return x.trace.record(getitem, (x.companion,), (value,), y, params)


def _getitem_buffer(x: Buffer, index: Index) -> Any:
    if type(x.state) is tuple:
        settle(x)
    y = writable(x.value[index])
    if type(y) is Buffer and is_basic(index):
        settle(x)
        y.state = (x, x.version, getitem, {"index": index})
    return y


# --- writing ---------------------------------------------------------------------------------


def _set(x: Any, v: Any, *arrays: Any, index: Index) -> Any:
    y = np.array(x)
    y[fill(index, arrays)] = v
    return y


def _add(x: Any, v: Any, *arrays: Any, index: Index) -> Any:
    y = np.array(x)
    index = fill(index, arrays)
    if is_basic(index):
        y[index] += v
    else:
        np.add.at(y, index, v)
    return y


def _set_sweep(position: int, ct: Any, node: Node, cts: Cotangents, owned: set[int]) -> None:
    """Take the written entries' cotangent out of the buffer, and hand the buffer on."""
    _, (at_x, at_v, *_), (x, v, *arrays), _, params = node
    if at_v >= 0:
        g = fit_cotangent(getitem(ct, *arrays, **params), v)
        if np.may_share_memory(g, ct) if type(g) is np.ndarray and type(ct) is np.ndarray else False:
            g = g.copy()
        old = cts.get(at_v)
        if old is None:
            cts[at_v] = g
        else:
            accumulate(cts, owned, at_v, old, g)
    if at_x < 0:
        return
    old = cts.get(at_x)
    if position in owned:
        ct[fill(params["index"], tuple(arrays))] = 0
        if old is None:
            cts[at_x] = ct
            owned.add(at_x)
            return
    else:
        ct = set_entries(ct, 0.0, *arrays, **params)
    if old is None:
        cts[at_x] = ct
    else:
        accumulate(cts, owned, at_x, old, ct)


def _batch_write(primitive_of: Any) -> Any:
    def batch(args: list[Any], mapped: list[bool], size: int, params: dict[str, Any]) -> Any:
        x, v, *arrays = args
        index = params["index"]
        parts = index if type(index) is tuple else (index,)
        if not arrays and _keeps_front(parts):
            if not mapped[0]:
                x = np.broadcast_to(x, (size, *x.shape))
            if mapped[1] and v.ndim > 1:
                missing = np.ndim(x[(slice(None), *parts)]) - v.ndim
                v = np.reshape(v, (size, *(1,) * missing, *v.shape[1:]))
            elif mapped[1]:
                target = getitem(x, index=(slice(None), *parts))
                v = np.reshape(v, (size, *(1,) * (target.ndim - 1)))
            return primitive_of()(x, v, index=(slice(None), *parts))
        filled = fill(parts, tuple(arrays))
        rows = [
            primitive_of()(
                x[k] if mapped[0] else x,
                v[k] if mapped[1] else v,
                index=tuple(part[k] if m else part for part, m in _which(filled, parts, mapped[1:])),
            )
            for k in range(size)
        ]
        return np.stack(rows)

    return batch


set_entries = jointly_linear(
    _set,
    name="set_entries",
    jvp=(
        lambda dx, y, x, v, *arrays, index: set_entries(dx, 0.0, *arrays, index=index),
        lambda dv, y, x, v, *arrays, index: set_entries(np.zeros(y.shape, y.dtype), dv, *arrays, index=index),
    ),
    transpose=(
        lambda ct, x, v, *arrays, index: set_entries(ct, 0.0, *arrays, index=index),
        lambda ct, x, v, *arrays, index: fit_cotangent(getitem(ct, *arrays, index=index), v),
    ),
    batch=_batch_write(lambda: set_entries),
    lower="Call",
    sweep=_set_sweep,
)

add_entries = jointly_linear(
    _add,
    name="add_entries",
    jvp=(
        lambda dx, y, x, v, *arrays, index: dx,
        lambda dv, y, x, v, *arrays, index: add_entries(np.zeros(y.shape, y.dtype), dv, *arrays, index=index),
    ),
    transpose=(
        lambda ct, x, v, *arrays, index: ct,
        lambda ct, x, v, *arrays, index: getitem(ct, *arrays, index=index),
    ),
    batch=_batch_write(lambda: add_entries),
    lower="Call",
)


def setitem_function(x: Tracer, index: Index, v: Any) -> None:
    """x[index] = v, as NumPy does it: the array `x`, and what it is a view of, change."""
    v = lift(v)
    index, arrays = freeze(index)
    if type(x.state) is tuple:
        settle(x)
    _require_castable(v, x)
    if x.state is EXCLUSIVE and not arrays and _set_in_place(x, index, v):
        return
    new = set_entries(x.value if type(x) is Buffer else x, v, *arrays, index=index)
    overwrite(x, new if isinstance(new, Tracer) else Buffer(new))
    if x.state is None and type(x.value) is np.ndarray and type(x.trace) in (Tape, type(CONSTANTS)):
        x.state = EXCLUSIVE


def _set_in_place(x: Tracer, index: Index, v: Any) -> bool:
    """Write into a buffer that nothing else refers to; False where that is not possible."""
    if type(x) is Buffer:
        if type(v) is Tracer:
            return False
        x.value[index] = v
        x.version += 1
        return True
    tape = x.trace
    if type(v) is Tracer and v.trace is tape and v.state is None:
        x.value[index] = v.value
        new = tape.record(set_entries, (x.companion, v.companion), (x.value, v.value), x.value, {"index": index})
    elif not isinstance(v, Tracer | np.ndarray):
        x.value[index] = v
        new = tape.record(set_entries, (x.companion, -1), (x.value, v), x.value, {"index": index})
    else:
        return False
    become(x, new)
    x.state = EXCLUSIVE
    return True


def _require_castable(v: Any, x: Tracer) -> None:
    if isinstance(v, int | bool) or hasattr(v, "dtype") and np.can_cast(v.dtype, x.dtype, "same_kind"):
        return
    if isinstance(v, float) and x.dtype.kind in "fc" or isinstance(v, complex) and x.dtype.kind == "c":
        return
    raise DtypeError.assignment(v, x)
