"""Batching: a function of one example becomes a function of many."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import numpy as np

from funcad.core.batch import Batch
from funcad.core.lift import lift
from funcad.core.tracer import Tracer
from funcad.errors import ArgumentError, message, name_of
from funcad.pytree import LEAF, Structure, leaf_paths, tree_flatten, tree_map
from funcad.transforms.arguments import argument_name, as_argument, leave
from funcad.transforms.frames import opened

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

    `in_axes` says which axis of each argument to map over: an int for all, None for an argument that
    every example shares, or a tuple with one entry per positional argument, each an int, None or a
    pytree that is a prefix of the argument.  `out_axes` says where the axis goes in the result.
    Keyword arguments are mapped over axis 0.  `axis_size` is needed where every argument is shared;
    `chunk_size` bounds how many examples are held in memory at once.

    Raises:  ArgumentError where sizes differ or an axis does not exist.
    """
    if chunk_size is not None and chunk_size < 1:
        raise ArgumentError(f"chunk_size must be at least 1, not {chunk_size}")

    @wraps(fun)
    def mapped(*args: Any, **kwargs: Any) -> Any:
        leaves, structure = tree_flatten((args, kwargs))
        axes = _in_axes(fun, in_axes, structure)
        paths = _paths(fun, structure)
        leaves = [lift(x) if ax is not None else x for x, ax in zip(leaves, axes, strict=True)]
        fronted = [_to_front(x, ax, p) for x, ax, p in zip(leaves, axes, paths, strict=True)]
        size = _size(fun, fronted, axes, paths, axis_size)
        step = size if chunk_size is None else chunk_size
        if step >= size:
            return _run(fun, structure, fronted, axes, size, out_axes)
        parts = []
        for start in range(0, size, step):
            stop = min(start + step, size)
            some = [x if ax is None else x[start:stop] for x, ax in zip(fronted, axes, strict=True)]
            parts.append(_run(fun, structure, some, axes, stop - start, 0))
        whole = tree_map(lambda *ys: np.concatenate(ys), *parts)
        return _place(whole, out_axes)

    return mapped


def _run(
    fun: Callable[..., Any],
    structure: Structure,
    leaves: list[Any],
    axes: list[int | None],
    size: int,
    out_axes: Axes,
) -> Any:
    trace = Batch("vmap", fun, size)
    inside = [
        x if ax is None else as_argument(Tracer(x, None, trace))
        for x, ax in zip(leaves, axes, strict=True)
    ]
    with opened(trace):
        args, kwargs = structure.unflatten(inside)
        out = tree_map(leave, fun(*args, **kwargs))
    return _place(tree_map(lambda y: _from_batch(y, trace, size), out), out_axes)


def _from_batch(y: Any, trace: Batch, size: int) -> Any:
    if type(y) is Tracer and y.trace is trace:
        return y.value
    y = lift(y)
    return np.broadcast_to(y, (size, *np.shape(y)))


def _place(out: Any, out_axes: Axes) -> Any:
    """Move the mapped axis of every leaf from the front to where `out_axes` says."""
    leaves, structure = tree_flatten(out)
    axes = _prefix(out_axes, structure, "out_axes")
    moved = []
    for y, ax in zip(leaves, axes, strict=True):
        if ax is None:
            moved.append(y[0])
        elif not -y.ndim <= ax < y.ndim:
            raise ArgumentError(
                f"vmap: out_axes={ax} for a result of {y.ndim - 1} axes per example"
            )
        else:
            moved.append(y if ax == 0 else np.moveaxis(y, 0, ax))
    return structure.unflatten(moved)


def _to_front(x: Any, axis: int | None, path: str) -> Any:
    if axis is None:
        return x
    shape = np.shape(x)
    if not -len(shape) <= axis < len(shape):
        raise ArgumentError(
            message(
                f"vmap was asked to map over axis {axis} of {path}, which has shape {shape}",
                [("to share it", "in_axes=None in its place")],
            )
        )
    return x if axis == 0 else np.moveaxis(x, axis, 0)


def _in_axes(fun: Callable[..., Any], in_axes: Axes, structure: Structure) -> list[int | None]:
    positional, keywords = structure.children
    if isinstance(in_axes, list):
        in_axes = tuple(in_axes)
    if isinstance(in_axes, tuple) and len(in_axes) != len(positional.children):
        raise ArgumentError(
            f"vmap has in_axes for {len(in_axes)} arguments; {name_of(fun)} was called with "
            f"{len(positional.children)}"
        )
    return [*_prefix(in_axes, positional, "in_axes"), *[0] * keywords.num_leaves]


def _prefix(axes: Axes, structure: Structure, what: str) -> list[int | None]:
    """One axis per leaf of `structure`, of which `axes` is a prefix."""
    if axes is None or (isinstance(axes, int | np.integer) and not isinstance(axes, bool)):
        return [axes] * structure.num_leaves
    if isinstance(axes, dict) and structure.kind is not None and issubclass(structure.kind, dict):
        keys = list(structure.aux)
        if set(axes) != set(keys):
            raise ArgumentError(
                f"vmap: {what} has keys {sorted(axes)}, the argument {sorted(keys)}"
            )
        parts = [axes[k] for k in keys]
    elif isinstance(axes, tuple | list) and structure is not LEAF:
        parts = list(axes)
    else:
        raise ArgumentError(f"vmap: {what} must hold integers and None; it holds {axes!r}")
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
    paths: list[str],
    axis_size: int | None,
) -> int:
    sizes = {p: x.shape[0] for x, ax, p in zip(leaves, axes, paths, strict=True) if ax is not None}
    if axis_size is not None:
        sizes = {"axis_size": axis_size, **sizes}
    if not sizes:
        raise ArgumentError(
            message(
                f"vmap of {name_of(fun)} has no mapped argument",
                [("to say how many", "axis_size=n"), ("to map one", "give it an axis in in_axes")],
            )
        )
    if len(set(sizes.values())) > 1:
        said = ", ".join(f"{p} has {n}" for p, n in sizes.items())
        raise ArgumentError(f"vmap needs equal sizes along the mapped axes; {said}")
    return int(next(iter(sizes.values())))
