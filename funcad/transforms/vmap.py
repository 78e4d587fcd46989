"""Batching: a function of one example becomes a function of many."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from funcad.core.batch import Batch
from funcad.core.lift import lift
from funcad.core.tracer import Tracer
from funcad.errors import ArgumentError
from funcad.errors.phrasing import message, name_of
from funcad.pytree import LEAF, Structure, children_of, leaf_paths, tree_flatten
from funcad.transforms.arguments import argument_name, as_argument, leave, like
from funcad.transforms.basis import require_chunk_size
from funcad.transforms.frames import opened
from funcad.transforms.limits import outside
from funcad.transforms.vjp import own

Axes = Any  # an int, None, or a pytree of them


def vmap(
    fun: Callable[..., Any],
    in_axes: Axes = 0,
    out_axes: Axes = 0,
    axis_size: int | None = None,
    chunk_size: int | None = None,
) -> Callable[..., Any]:
    """Return a function that applies `fun` to every example along an axis of its arguments.

    >>> funcad.vmap(np.dot)(np.ones((3, 2)), np.arange(6.0).reshape(3, 2))
    array([1., 5., 9.])

    `in_axes` says which axis of each argument to map over: an int for all, None for an argument
    that every example shares, or a tuple with one entry per positional argument, each an int, None
    or a pytree that is a prefix of the argument.  `out_axes` says where it goes in the result.
    Keyword arguments are mapped over axis 0.  `axis_size` is needed where every argument is shared;
    `chunk_size` bounds how many examples are held in memory at once.

    Shapes:  with the axis in front everywhere, fun: s -> t   becomes   (n, *s) -> (n, *t).
    Cost:    one run of `fun`, on arrays that are larger by the axis.
    Raises:  ArgumentError where sizes differ, an axis does not exist, or `out_axes` is None for a
             result that differs between examples.
             BatchedValueError where Python asks for one value: `if x > 0`, `float(x)`.
    """
    if not callable(fun):
        raise ArgumentError.not_callable("vmap", fun)
    require_chunk_size("vmap", chunk_size)
    if isinstance(in_axes, list):
        in_axes = tuple(in_axes)

    @like(fun)
    def mapped(*args: Any, **kwargs: Any) -> Any:
        leaves, structure = tree_flatten((args, kwargs))
        axes = _in_axes(fun, in_axes, structure)

        def path(i: int) -> str:
            return _paths(fun, structure)[i]

        triples = enumerate(zip(leaves, axes, strict=True))
        fronted = [x if ax is None else _to_front(lift(x), ax, path, i) for i, (x, ax) in triples]
        size = _size(fun, fronted, axes, path, axis_size)
        step = size if chunk_size is None else chunk_size
        rows = []
        for start in range(0, max(size, 1), max(step, 1)):
            stop = min(start + step, size)
            whole = stop - start == size
            some = [
                x if ax is None or whole else x[start:stop]
                for x, ax in zip(fronted, axes, strict=True)
            ]
            results, out_structure = _run(fun, structure, some, axes, stop - start)
            rows.append(results)
        places = _prefix(out_axes, out_structure, "out_axes")
        columns = zip(zip(*rows, strict=True), places, strict=True)
        wholes = [_joined(fun, [y for y, _ in ys], ys[0][1], ax, size) for ys, ax in columns]
        taken = {id(x) for x in leaves}
        return outside(out_structure.unflatten([own(y, taken) for y in wholes]))

    return mapped


def _run(
    fun: Callable[..., Any],
    structure: Structure,
    leaves: list[Any],
    axes: list[int | None],
    size: int,
) -> tuple[list[tuple[Any, bool]], Structure]:
    """The results of a chunk, each with whether it differs between examples; their structure."""
    trace = Batch("vmap", fun, size)
    inside = [
        x if ax is None else as_argument(Tracer(x, None, trace))
        for x, ax in zip(leaves, axes, strict=True)
    ]
    with opened(trace):
        args, kwargs = structure.unflatten(inside)
        ys, out_structure = tree_flatten(fun(*args, **kwargs))
        ys = [leave(y) for y in ys]
    mine = [type(y) is Tracer and y.trace is trace for y in ys]
    return [(y.value if own else y, own) for y, own in zip(ys, mine, strict=True)], out_structure


def _joined(fun: Callable[..., Any], ys: list[Any], differs: bool, axis: Any, size: int) -> Any:
    """One result of all chunks, its mapped axis where `out_axes` says."""
    if axis is None:
        if differs:
            raise ArgumentError.mapped_result(fun)
        return ys[0]
    if not differs:
        y = lift(ys[0])
        y = np.broadcast_to(y, (size, *np.shape(y)))
        y = y.copy() if type(y) is np.ndarray else y
    else:
        y = ys[0] if len(ys) == 1 else np.concatenate(ys)
    if not -y.ndim <= axis < y.ndim:
        raise ArgumentError(f"vmap: out_axes={axis} for a result of {y.ndim - 1} axes per example")
    return y if axis == 0 else np.moveaxis(y, 0, axis)


def _to_front(x: Any, axis: int, path: Callable[[int], str], i: int) -> Any:
    shape = np.shape(x)
    if -len(shape) <= axis < len(shape):
        return x if axis == 0 else np.moveaxis(x, axis, 0)
    raise ArgumentError(
        message(
            f"vmap was asked to map over axis {axis} of {path(i)}, which has shape {shape}",
            [("to share it", "in_axes=None in its place")],
        )
    )


def _in_axes(fun: Callable[..., Any], in_axes: Axes, structure: Structure) -> list[int | None]:
    positional, keywords = structure.children
    if isinstance(in_axes, tuple) and len(in_axes) != len(positional.children):
        raise ArgumentError(
            f"vmap has in_axes for {len(in_axes)} arguments; {name_of(fun)} was called with "
            f"{len(positional.children)}"
        )
    return [*_prefix(in_axes, positional, "in_axes"), *[0] * keywords.num_leaves]


def _prefix(axes: Axes, structure: Structure, what: str) -> list[int | None]:
    """One axis per leaf of `structure`, of which `axes` is a prefix."""
    if axes is None:
        return [None] * structure.num_leaves
    if isinstance(axes, int | np.integer) and not isinstance(axes, bool):
        return [int(axes)] * structure.num_leaves
    if structure is LEAF or structure.kind is None:
        raise ArgumentError(f"vmap: {what} must hold integers and None; it holds {axes!r}")
    if isinstance(axes, dict) and issubclass(structure.kind, dict):
        keys = structure.keys
        if set(axes) != set(keys):
            raise ArgumentError(f"vmap: {what} has keys {list(axes)}, the container {list(keys)}")
        parts = [axes[k] for k in keys]
    elif isinstance(axes, tuple | list):
        parts = list(axes)
    else:
        parts = children_of(axes)
    if len(parts) != len(structure.children):
        raise ArgumentError(
            f"vmap: {what} has {len(parts)} entries for a container of {len(structure.children)}"
        )
    pairs = zip(parts, structure.children, strict=True)
    return [ax for part, child in pairs for ax in _prefix(part, child, what)]


def _paths(fun: Callable[..., Any], structure: Structure) -> list[str]:
    positional, keywords = structure.children
    names = [argument_name(fun, k) for k in range(len(positional.children))]
    pairs = [
        *zip(names, positional.children, strict=True),
        *zip(keywords.aux, keywords.children, strict=True),
    ]
    return [p for name, child in pairs for p in leaf_paths(child, name)]


def _size(
    fun: Callable[..., Any],
    leaves: list[Any],
    axes: list[int | None],
    path: Callable[[int], str],
    axis_size: int | None,
) -> int:
    sizes = {i: np.shape(x)[0] for i, x in enumerate(leaves) if axes[i] is not None}
    known = set(sizes.values()) if axis_size is None else {axis_size, *sizes.values()}
    if len(known) == 1:
        return int(known.pop())
    if not known:
        raise ArgumentError(
            message(
                f"vmap of {name_of(fun)} has no mapped argument",
                [("to say how many", "axis_size=n"), ("to map one", "give it an axis in in_axes")],
            )
        )
    said = [f"{path(i)} has {n}" for i, n in sizes.items()]
    if axis_size is not None:
        said.insert(0, f"axis_size is {axis_size}")
    raise ArgumentError(f"vmap needs equal sizes along the mapped axes; {', '.join(said)}")
