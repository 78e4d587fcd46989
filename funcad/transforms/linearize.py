"""The derivative of a function at a point, as a linear function; and transposes of linear ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from funcad.core.constants import require_unchanged
from funcad.core.dual import push, push_plain
from funcad.core.liveness import is_finite, is_recorded, seed, settled
from funcad.core.silence import restore, silence
from funcad.core.tape import Node
from funcad.core.transpose import LinearTape
from funcad.errors import ArgumentError, LeakedFromCheckpointError, NotLinearError
from funcad.transforms.jvp import matched_tangents, zero_tangent
from funcad.transforms.limits import outside
from funcad.transforms.matching import matched_leaves
from funcad.transforms.removed import REMOVED
from funcad.transforms.vjp import Recording, own, positional_inputs, recorded


def linearize(fun: Callable[..., Any], *primals: Any, has_aux: bool = False) -> Any:
    """Return a function's value and its derivative there, as a function of tangents.

    The derivative may be called many times: `fun` is not run again.  With `has_aux`, fun returns
    (value, aux) and the result is (value, derivative, aux).

    >>> y, derivative = funcad.linearize(lambda x: x**3, 2.0)
    >>> y, derivative(1.0), derivative(10.0)
    (np.float64(8.0), np.float64(12.0), np.float64(120.0))

    Shapes:  a tangent has the shape and dtype of what it belongs to.
    Cost:    the derivative costs up to one and a half evaluations; intermediate values are kept.
    Raises:  IntegerInputError; StructureError, ShapeError, DtypeError for a wrong tangent.
    """
    inputs, structure = positional_inputs("linearize", fun, primals)
    record = recorded("linearize", fun, lambda xs: fun(*structure.unflatten(xs)), inputs, has_aux)

    def derivative(*tangents: Any) -> Any:
        if len(tangents) != len(primals):
            raise ArgumentError(
                f"the derivative needs {len(primals)} tangents, one per primal; "
                f"it was given {len(tangents)}"
            )
        directions = matched_tangents(fun, structure, inputs, tangents)
        taken = {id(dx) for dx in directions}
        dys = [own(dy, taken) for dy in tangents_of(record, directions)]
        return outside(record.structure.unflatten(dys))

    return record.handed_out(derivative, has_aux)


def tangents_of(record: Recording, directions: Sequence[Any]) -> list[Any]:
    """The tangents of the results, from those of the inputs."""
    if record.tape.watched:
        require_unchanged(record.tape.watched)

    dys = None
    if not any(map(is_recorded, (*record.raw, *directions))):
        before = silence()
        try:
            dys = _carried_forward(record, directions, plain=True)
        finally:
            restore(before)
    if dys is None or not all(dy is None or is_finite(dy) for dy in dys):
        dys = _carried_forward(record, [*map(seed, directions)])
    pairs = zip(dys, record.leaves, strict=True)
    return [zero_tangent("linearize", y) if dy is None else dy for dy, y in pairs]


def _carried_forward(record: Recording, directions: Sequence[Any], plain: bool = False) -> Any:
    tangents: dict[int, Any] = dict(enumerate(directions))
    sweep_forward(record.tape.nodes, tangents, plain)
    return [settled(tangents.get(at)) for at in record.at]


def sweep_forward(nodes: dict[int, Node], tangents: dict[int, Any], plain: bool = False) -> None:
    """Carry the tangents, by position, from the inputs through all nodes; `plain`: no patterns."""
    for position in sorted(nodes):
        primitive, parents, args, y, params = nodes[position]
        dxs = [tangents.get(p) for p in parents]
        if any(nodes.get(p) is REMOVED for p in parents):
            raise LeakedFromCheckpointError()
        if any(dx is not None for dx in dxs):
            dy = (push_plain if plain else push)(primitive, dxs, args, y, params)
            if dy is not None:
                tangents[position] = dy


def linear_transpose(fun: Callable[..., Any], *primals: Any) -> Callable[..., tuple[Any, ...]]:
    """Return the transpose of a linear function, as a function of cotangents.

    Of the primals only structure, shapes and dtypes matter.  The transpose takes a cotangent of the
    result and returns a tuple of cotangents, one per primal.

    >>> transpose = funcad.linear_transpose(lambda x: 3.0 * x[::-1], np.zeros(2))
    >>> transpose(np.array([1.0, 10.0]))
    (array([30.,  3.]),)

    Shapes:  a cotangent has the shape and dtype of what it belongs to.
    Cost:    about that of `fun`.
    Raises:  NotLinearError, with the operation and its line, where `fun` is not linear.
    """
    inputs, structure = positional_inputs("linear_transpose", fun, primals)
    zeros = [x * 0 for x in inputs]
    record = recorded(
        "linear_transpose",
        fun,
        lambda xs: fun(*structure.unflatten(xs)),
        zeros,
        tape=LinearTape("linear_transpose", fun),
    )
    for at, y in zip(record.at, record.leaves, strict=True):
        if at < 0 and np.any(y):
            raise NotLinearError.constant_result(fun)

    def transpose(ct: Any) -> tuple[Any, ...]:
        cts = matched_leaves(record.structure, record.leaves, ct, "the cotangent", "result")
        gs = record.cotangents_or_zeros(cts, keep=True)
        result: tuple[Any, ...] = outside(structure.unflatten(gs))
        return result

    return transpose
