"""Reading and writing by index, as pure functions.

    getitem(x, index=...)               y = x[index]             a basic index: a view
    gather(x, *arrays, index=...)       y = x[index]             any other
    set_entries(x, v, *arrays, ...)     y = x.copy(); y[index] = v
    add_entries(x, v, *arrays, ...)     y = x.copy(); np.add.at(y, index, v)      repeats add up

`arrays` are index arrays that are traced; `index` has Slots in their places.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from funcad.core.cotangents import Cotangents, Owned, accumulate, fit_selected, give, owned_buffer
from funcad.core.liveness import READS, WRITES, Live, Log, Selected, pattern, settled
from funcad.core.primitive import EachArgument, Primitive
from funcad.core.tape import Node, pull_selected, sweep_selecting
from funcad.core.tracer import Tracer
from funcad.primitives.families import jointly_linear, linear
from funcad.primitives.index import (
    Index,
    batched_index,
    fill,
    freeze,
    is_basic,
    never_repeats,
    parts_of,
)


def _read_transpose(ct: Any, x: Any, *arrays: Any, index: Index) -> Any:
    return add_entries(np.zeros(x.shape, x.dtype), ct, *arrays, index=index)


def _getitem_sweep(position: int, ct: Any, node: Node, cts: Cotangents, owned: Owned) -> None:
    """Add into the one buffer of the whole array: n reads of one entry cost O(n) in total."""
    _, (parent,), (x,), _, params = node
    old = cts.get(parent)
    index = params["index"]
    if type(ct) is not Tracer and type(ct) is not Selected:
        if old is None:
            buffer = np.zeros(x.shape, x.dtype)
            buffer[index] = ct
            if owned.wants_pattern(parent):
                cts[parent] = Selected(buffer, Log(x.shape, False, (index, True)), True)
            else:
                cts[parent] = buffer
            owned.add(parent)
            return
        if type(old) is np.ndarray and parent in owned:
            old[index] += ct
            return
        if type(old) is Selected and type(old.live) is Log and parent in owned:
            old.value[index] += ct
            old.live.events.append((index, True))
            return
    buffer = _buffer_of_reads(ct, old, node, cts, owned)
    if buffer is not None:
        buffer[index] += settled(ct)


def _gather_sweep(position: int, ct: Any, node: Node, cts: Cotangents, owned: Owned) -> None:
    buffer = _buffer_of_reads(ct, cts.get(node[1][0]), node, cts, owned)
    if buffer is not None:
        np.add.at(buffer, node[4]["index"], settled(ct))


def _buffer_of_reads(ct: Any, old: Any, node: Node, cts: Cotangents, owned: Owned) -> Any:
    """The cotangent of what is read, as a buffer to add to, with the read noted as live.

    None where it cannot be one; the cotangent is then added as a whole.
    """
    primitive, (parent, *_), (x, *arrays), y, params = node
    whole = old.value if type(old) is Selected else old
    if arrays or type(whole) is Tracer or type(settled(ct)) is Tracer:
        if owned.wants_pattern(parent):
            g = pull_selected(primitive, 0, ct, y, node[2], params)
            if g is not None:
                give(cts, owned, parent, g, x)
            return None
        before = np.zeros(x.shape, x.dtype) if old is None else settled(old)
        cts[parent] = add_entries(before, settled(ct), *arrays, index=params["index"])
        owned.discard(parent)
        return None
    if old is None and owned.wants_pattern(parent):
        old = cts[parent] = Selected(np.zeros(x.shape, x.dtype), Log(x.shape, False), True)
        owned.add(parent)
    elif type(old) is not Selected:
        return owned_buffer(cts, owned, parent, x)
    elif type(old.live) is not Log or parent not in owned:
        old = cts[parent] = Selected(np.array(settled(old)), Log(x.shape, old.live.get()), True)
        owned.add(parent)
    old.live.read(params["index"], pattern(ct))
    return old.value


def _getitem_batch(args: list[Any], mapped: list[bool], size: int, params: dict[str, Any]) -> Any:
    return args[0][(slice(None), *parts_of(params["index"]))]


getitem = linear(
    lambda x, index: x[index],
    name="getitem",
    transpose=_read_transpose,
    batch=_getitem_batch,
    lower="View",
    view=True,
    restore=lambda x, y, index: set_entries(x, y, index=index),
    sweep=_getitem_sweep,
    live=READS,
)


def _set_apart(parts: tuple[Any, ...]) -> tuple[Index, tuple[Any, ...]]:
    """(static index, traced arrays) of a batch: of a vmap around this one the arrays are traced."""
    return freeze(parts) if any(isinstance(p, Tracer) for p in parts) else (parts, ())


def _gather_batch(args: list[Any], mapped: list[bool], size: int, params: dict[str, Any]) -> Any:
    x, *arrays = args
    if not mapped[0]:
        x = np.broadcast_to(x, (size, *x.shape))
    index = batched_index(params["index"], arrays, mapped[1:], size, x.ndim - 1)
    parts, traced = _set_apart(index.parts)
    return index.to_example_order(_read(x, *traced, index=parts))


gather = linear(
    lambda x, *arrays, index: x[fill(index, arrays)],
    name="gather",
    transpose=_read_transpose,
    batch=_gather_batch,
    lower="Call",
    sweep=_gather_sweep,
    live=READS,
)


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


def _read(x: Any, *arrays: Any, index: Index) -> Any:
    return gather(x, *arrays, index=index) if arrays or not is_basic(index) else x[index]


def _set_transpose(ct: Any, x: Any, v: Any, *arrays: Any, index: Index) -> Any:
    """The cotangent of the written values: of entries written twice, only the last write counts."""
    g = _read(ct, *arrays, index=index)
    if not arrays and never_repeats(index):
        return g
    turns = np.arange(int(np.prod(g.shape, dtype=np.intp))).reshape(g.shape)
    last = set_entries(np.full(x.shape, -1), turns, *arrays, index=index)
    return np.where(gather(last, *arrays, index=index) == turns, g, 0)


def _set_sweep(position: int, ct: Any, node: Node, cts: Cotangents, owned: Owned) -> None:
    """Take the written entries' cotangent out of the buffer, and hand the buffer on: O(entries)."""
    _, (at_x, at_v, *_), (x, v, *arrays), _, params = node
    whole = settled(ct)
    if position not in owned or type(whole) is not np.ndarray or arrays:
        sweep_selecting(position, ct, node, cts, owned)
        return
    index = params["index"]
    log = ct.live if type(ct) is Selected else None
    if log is not None and type(log) is not Log:
        log = Log(x.shape, log.get())
    if at_v >= 0:
        g = np.array(_set_transpose(whole, x, v, **params))[()]
        if log is not None and owned.wants_pattern(at_v) and not g.all():
            written = np.array(log.get()[index])
            g = fit_selected(Selected(g, Live(lambda: written), True), v)
        if g is not None:
            give(cts, owned, at_v, g, v)
    if at_x < 0:
        return
    whole[index] = 0
    if owned.wants_pattern(at_x):
        log = log or Log(x.shape, True)
        log.events.append((index, False))
        whole = Selected(whole, log, True)
    old = cts.get(at_x)
    if old is None:
        cts[at_x] = whole
        owned.add(at_x)
    else:
        accumulate(cts, owned, at_x, old, whole)


def _batch_write(primitive_of: Callable[[], Any]) -> Callable[..., Any]:
    def batch(args: list[Any], mapped: list[bool], size: int, params: dict[str, Any]) -> Any:
        x, v, *arrays = args
        if not mapped[0]:
            x = np.broadcast_to(x, (size, *x.shape))
        index = batched_index(params["index"], arrays, mapped[2:], size, x.ndim - 1)
        parts, traced = _set_apart(index.parts)
        read = _read(x, *traced, index=parts)
        chosen = index.to_example_order(read).shape  # (B, *one example's selection)
        if mapped[1]:
            v = np.reshape(v, (size, *(1,) * (len(chosen) - v.ndim), *v.shape[1:]))
        v = index.from_example_order(np.broadcast_to(v, chosen))
        return primitive_of()(x, v, *traced, index=parts)

    return batch


def _jvp_of_write(primitive: Callable[..., Any]) -> EachArgument:
    """Write the tangent of what is written into that of the array."""

    def together(tangents: Any, y: Any, x: Any, v: Any, *arrays: Any, index: Index) -> Any:
        dx, dv = tangents[:2]
        if dx is None:
            dx = np.zeros(y.shape, y.dtype)
        return primitive(dx, 0.0 if dv is None else dv, *arrays, index=index)

    def alone(i: int, d: Any, *args: Any, index: Index) -> Any:
        return together((d, None) if i == 0 else (None, d), *args, index=index)

    return EachArgument(alone, together)


set_entries: Primitive = jointly_linear(
    _set,
    name="set_entries",
    jvp=_jvp_of_write(lambda dx, dv, *arrays, index: set_entries(dx, dv, *arrays, index=index)),
    transpose=(
        lambda ct, x, v, *arrays, index: set_entries(ct, 0.0, *arrays, index=index),
        _set_transpose,
    ),
    batch=_batch_write(lambda: set_entries),
    lower="Call",
    sweep=_set_sweep,
    live=WRITES,
)

add_entries: Primitive = jointly_linear(
    _add,
    name="add_entries",
    jvp=_jvp_of_write(lambda dx, dv, *arrays, index: add_entries(dx, dv, *arrays, index=index)),
    transpose=(
        lambda ct, x, v, *arrays, index: ct,
        lambda ct, x, v, *arrays, index: _read(ct, *arrays, index=index),
    ),
    batch=_batch_write(lambda: add_entries),
    lower="Call",
    live=WRITES,
)
