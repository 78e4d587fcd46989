"""x[i] and x[i] = v on traced values, with NumPy's views and in-place writes.

A write replaces what the handle refers to: operations recorded before it keep the old contents.  A
buffer that nothing else refers to (EXCLUSIVE) is written where it is, so that filling an array
entry by entry, and reading entries back, costs O(1) a step.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from funcad.core.lengths import part
from funcad.core.lift import lift
from funcad.core.primitive import writable
from funcad.core.tape import Tape
from funcad.core.tracer import CONSTANTS, EXCLUSIVE, Buffer, Tracer, become, overwrite, settle
from funcad.errors import DtypeError
from funcad.primitives.index import Index, freeze, is_basic, parts_of
from funcad.primitives.indexing import gather, getitem, set_entries

ndarray = np.ndarray


def read(x: Any, index: Index) -> Any:
    """x[index], for a tracer or an array; tied to x where NumPy gives a view."""
    if not is_basic(index):
        return _gather(x, index)
    if type(x) is Tracer and type(x.trace) is Tape and type(x.value) is ndarray:
        return _read_tape(x, index)
    if not isinstance(x, Tracer):
        return x[index]
    if type(x.state) is tuple:
        settle(x)
    params = {"index": index}
    y = writable(x.value[index]) if type(x) is Buffer else getitem(x, **params)
    if isinstance(y, Tracer) and _is_view(y, index):
        settle(x)
        y.state = (x, x.version, getitem, params)
    elif x.state is not None and type(x.value) is Tracer:
        y.state = part(x, lambda whole: getitem(whole, **params))
    return y


def _is_view(y: Any, index: Index) -> bool:
    """NumPy gives a view for a basic index, but a number where every axis is indexed."""
    return bool(y.shape) or any(p is ... for p in parts_of(index))


def _read_tape(x: Tracer, index: Index) -> Any:
    """The hot path: a plain array on a tape.  Reading single entries leaves it exclusive."""
    tape: Any = x.trace
    if not tape.alive:
        tape.require_open()
    if type(x.state) is tuple:
        settle(x)
    value = x.value
    y = value[index]
    params = {"index": index}
    out = tape.record(getitem, (x.companion,), (value,), y, params)
    if type(y) is ndarray:
        if x.state is EXCLUSIVE:
            settle(x)
        out.state = (x, x.version, getitem, params)
    return out


def _gather(x: Any, index: Index) -> Any:
    index, arrays = freeze(index)
    if not isinstance(x, Tracer):
        return gather(x, *arrays, index=index)
    if type(x.state) is tuple:
        settle(x)
    if type(x) is Buffer and not arrays:
        return writable(x.value[index])
    if x.state is EXCLUSIVE and type(x.trace) is Tape and not arrays:
        tape: Any = x.trace
        tape.require_open()
        return tape.record(gather, (x.companion,), (x.value,), x.value[index], {"index": index})
    y = gather(x, *arrays, index=index)
    if x.state is not None and type(x.value) is Tracer:
        y.state = part(x, lambda whole: gather(whole, *arrays, index=index))
    return y


def write(x: Tracer, index: Index, v: Any) -> None:
    """x[index] = v, as NumPy does it: the array `x`, and what it is a view of, change."""
    if type(v) is Tracer and type(v.state) is tuple and _is_own_view(x, index, v):
        return
    v = lift(v)
    if type(index) is Tracer and index.value.dtype.kind == "b" and _write_where(x, index, v):
        return
    index, arrays = freeze(index)
    if type(x.state) is tuple:
        settle(x)
    _require_castable(v, x)
    if x.state is EXCLUSIVE and not arrays and _write_in_place(x, index, v):
        return
    new = set_entries(x.value if type(x) is Buffer else x, v, *arrays, index=index)
    if x.state is EXCLUSIVE:  # what `new` refers to may not be ours alone
        x.state = None
    overwrite(x, new if isinstance(new, Tracer) else Buffer(new))
    if x.state is None and type(x.value) is np.ndarray and _keeps_buffer(x):
        x.state = EXCLUSIVE


def _write_where(x: Any, mask: Any, v: Any) -> bool:
    """x[mask] = v with the same v for every entry of a batched mask; False where it has several."""
    rest = len(x.shape) - len(mask.shape)
    if rest < 0 or np.ndim(v) > rest or x.shape[: len(mask.shape)] != mask.shape:
        return False
    _require_castable(v, x)
    new = np.where(np.reshape(mask, mask.shape + (1,) * rest), v, x)
    overwrite(x, new if new.dtype == x.dtype else new.astype(x.dtype))
    return True


def _is_own_view(x: Tracer, index: Index, v: Tracer) -> bool:
    """Whether v is x[index] already: the second half of `x[index] += w`."""
    base, seen, primitive, params = v.state
    return (
        base is x
        and seen == x.version
        and primitive is getitem
        and is_basic(index)
        and params["index"] == index
    )


def _keeps_buffer(x: Tracer) -> bool:
    return x.trace is CONSTANTS or type(x.trace) is Tape


def _write_in_place(x: Tracer, index: Index, v: Any) -> bool:
    """Write into a buffer that nothing else refers to; False where that is not possible."""
    if type(x) is Buffer:
        if type(v) is Tracer:
            return False
        x.value[index] = v
        x.version += 1
        return True
    tape: Any = x.trace
    tape.require_open()
    if type(v) is Tracer and v.trace is tape and type(v.value) is not Tracer:
        if v.state is not None:
            settle(v)
        parents, plain = (x.companion, v.companion), v.value
    elif not isinstance(v, Tracer | np.ndarray):
        parents, plain = (x.companion, -1), v
    else:
        return False
    if x.state is not EXCLUSIVE:  # v was x, or a view of it
        return False
    x.value[index] = plain
    become(x, tape.record(set_entries, parents, (x.value, plain), x.value, {"index": index}))
    return True


def _require_castable(v: Any, x: Tracer) -> None:
    """NumPy casts silently from float to int and complex to real; here that would lose both."""
    dtype = x.value.dtype
    if type(v) is Tracer:  # whose class isinstance would ask for
        fits = v.dtype is dtype or np.can_cast(v.dtype, dtype, "same_kind")
    elif isinstance(v, bool | int):
        return
    elif isinstance(v, float | complex) and not isinstance(v, np.generic):
        fits = dtype.kind == "c" or (dtype.kind == "f" and isinstance(v, float))
    elif v is None:
        raise TypeError("None is no number: it cannot be assigned into an array of traced values")
    else:
        fits = np.can_cast(v.dtype, dtype, "same_kind")
    if not fits:
        raise DtypeError.assignment(v, x)
