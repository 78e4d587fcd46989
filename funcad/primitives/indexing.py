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

from funcad.core.primitive import Primitive
from funcad.core.tape import Cotangents, Node, accumulate, fit_cotangent, owned_buffer
from funcad.core.tracer import Tracer
from funcad.primitives.families import jointly_linear, linear
from funcad.primitives.index import Index, batched_index, fill, is_basic, never_repeats, parts_of


def _read_transpose(ct: Any, x: Any, *arrays: Any, index: Index) -> Any:
    return add_entries(np.zeros(x.shape, x.dtype), ct, *arrays, index=index)


def _getitem_sweep(position: int, ct: Any, node: Node, cts: Cotangents, owned: set[int]) -> None:
    """Add into the one buffer of the whole array: n reads of one entry cost O(n) in total."""
    _, (parent,), (x,), _, params = node
    old = cts.get(parent)
    if type(ct) is Tracer or type(old) is Tracer:
        _collect(parent, _read_transpose(ct, x, **params), x, cts, owned)
    elif old is None:
        cts[parent] = buffer = np.zeros(x.shape, x.dtype)
        buffer[params["index"]] = ct
        owned.add(parent)
    else:
        owned_buffer(cts, owned, parent, x)[params["index"]] += ct


def _gather_sweep(position: int, ct: Any, node: Node, cts: Cotangents, owned: set[int]) -> None:
    _, (parent, *_), (x, *arrays), _, params = node
    if type(ct) is Tracer or type(cts.get(parent)) is Tracer or arrays:
        _collect(parent, _read_transpose(ct, x, *arrays, **params), x, cts, owned)
    else:
        np.add.at(owned_buffer(cts, owned, parent, x), params["index"], ct)


def _collect(parent: int, g: Any, x: Any, cts: Cotangents, owned: set[int]) -> None:
    """Add `g` to the cotangent of the parent, whose value is `x`."""
    g = fit_cotangent(g, x)
    old = cts.get(parent)
    if old is None:
        cts[parent] = g
    else:
        accumulate(cts, owned, parent, old, g)


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
)


def _gather_batch(args: list[Any], mapped: list[bool], size: int, params: dict[str, Any]) -> Any:
    x, *arrays = args
    if not mapped[0]:
        x = np.broadcast_to(x, (size, *x.shape))
    index = batched_index(params["index"], arrays, mapped[1:], size, x.ndim - 1)
    return index.to_example_order(x[index.parts])


gather = linear(
    lambda x, *arrays, index: x[fill(index, arrays)],
    name="gather",
    transpose=_read_transpose,
    batch=_gather_batch,
    lower="Call",
    sweep=_gather_sweep,
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


def _set_sweep(position: int, ct: Any, node: Node, cts: Cotangents, owned: set[int]) -> None:
    """Take the written entries' cotangent out of the buffer, and hand the buffer on: O(entries)."""
    _, (at_x, at_v, *_), (x, v, *arrays), _, params = node
    if at_v >= 0:
        g = _set_transpose(ct, x, v, *arrays, **params)
        mine = type(g) is np.ndarray and position in owned
        _collect(at_v, g.copy() if mine else g, v, cts, owned)
    if at_x < 0:
        return
    if position not in owned:
        _collect(at_x, set_entries(ct, 0.0, *arrays, **params), x, cts, owned)
        return
    ct[fill(params["index"], tuple(arrays))] = 0
    old = cts.get(at_x)
    if old is None:
        cts[at_x] = ct
        owned.add(at_x)
    else:
        accumulate(cts, owned, at_x, old, ct)


def _batch_write(primitive_of: Callable[[], Any]) -> Callable[..., Any]:
    def batch(args: list[Any], mapped: list[bool], size: int, params: dict[str, Any]) -> Any:
        x, v, *arrays = args
        if not mapped[0]:
            x = np.broadcast_to(x, (size, *x.shape))
        index = batched_index(params["index"], arrays, mapped[2:], size, x.ndim - 1)
        chosen = index.to_example_order(x[index.parts]).shape  # (B, *one example's selection)
        if mapped[1]:
            v = np.reshape(v, (size, *(1,) * (len(chosen) - v.ndim), *v.shape[1:]))
        v = index.from_example_order(np.broadcast_to(v, chosen))
        return primitive_of()(x, v, index=index.parts)

    return batch


set_entries: Primitive = jointly_linear(
    _set,
    name="set_entries",
    jvp=(
        lambda dx, y, x, v, *arrays, index: set_entries(dx, 0.0, *arrays, index=index),
        lambda dv, y, x, v, *arrays, index: set_entries(
            np.zeros(y.shape, y.dtype), dv, *arrays, index=index
        ),
    ),
    transpose=(
        lambda ct, x, v, *arrays, index: set_entries(ct, 0.0, *arrays, index=index),
        _set_transpose,
    ),
    batch=_batch_write(lambda: set_entries),
    lower="Call",
    sweep=_set_sweep,
)

add_entries: Primitive = jointly_linear(
    _add,
    name="add_entries",
    jvp=(
        lambda dx, y, x, v, *arrays, index: dx,
        lambda dv, y, x, v, *arrays, index: add_entries(
            np.zeros(y.shape, y.dtype), dv, *arrays, index=index
        ),
    ),
    transpose=(
        lambda ct, x, v, *arrays, index: ct,
        lambda ct, x, v, *arrays, index: _read(ct, *arrays, index=index),
    ),
    batch=_batch_write(lambda: add_entries),
    lower="Call",
)
