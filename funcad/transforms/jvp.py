"""Forward mode for functions of pytrees."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from funcad.core.dual import Dual
from funcad.core.liveness import seed, settled
from funcad.core.tracer import Tracer
from funcad.errors import ArgumentError, NotDifferentiableError
from funcad.pytree import Structure, tree_flatten, tree_map
from funcad.transforms.arguments import as_argument, below, leave, split_aux
from funcad.transforms.frames import opened
from funcad.transforms.limits import outside, value, values, where_determined
from funcad.transforms.matching import matched, matched_leaves
from funcad.transforms.vjp import input_names, own, positional_inputs


def jvp(
    fun: Callable[..., Any], primals: Any, tangents: Any, has_aux: bool = False
) -> tuple[Any, ...]:
    """Return a function's value and its derivative in the direction of `tangents`.

    >>> funcad.jvp(lambda x: x**3, (2.0,), (1.0,))
    (np.float64(8.0), np.float64(12.0))

    `primals` and `tangents` are tuples, one entry per positional argument; with `has_aux`, fun
    returns (value, aux) and the result is (value, tangent, aux).

    Shapes:  a tangent has the shape and dtype of what it belongs to.
    Cost:    up to two and a half evaluations of `fun`, and no memory for intermediate values.
    Raises:  IntegerInputError; StructureError, ShapeError, DtypeError for a wrong tangent.
    """
    leaves, directions, structure = primals_and_tangents("jvp", fun, primals, tangents)
    ys, dys, out_structure, aux = pushed(
        "jvp", fun, lambda xs: fun(*structure.unflatten(xs)), leaves, directions, has_aux
    )
    taken = {id(x) for x in (*leaves, *directions)}
    ys, dys = [own(y, taken) for y in ys], [own(dy, taken) for dy in dys]
    result = (out_structure.unflatten(ys), out_structure.unflatten(dys))
    whole: tuple[Any, ...] = outside((*result, aux) if has_aux else result)
    return whole


def primals_and_tangents(
    transform: str, fun: Callable[..., Any], primals: Any, tangents: Any
) -> tuple[list[Any], list[Any], Structure]:
    """The leaves of both, each tangent required to fit its primal."""
    if not isinstance(primals, tuple | list) or not isinstance(tangents, tuple | list):
        raise ArgumentError(
            f"{transform} needs a tuple of primals and a tuple of tangents: "
            f"{transform}(f, (x,), (dx,))"
        )
    inputs, structure = positional_inputs(transform, fun, tuple(primals))
    return inputs, matched_tangents(fun, structure, inputs, tangents), structure


def matched_tangents(
    fun: Callable[..., Any], structure: Structure, inputs: list[Any], tangents: Any
) -> list[Any]:
    """The leaves of `tangents`, each required to fit its input."""
    plain = all(s.kind is None for s in structure.children)
    if not plain or len(tangents) != len(inputs):
        return matched_leaves(structure, inputs, tuple(tangents), "tangents", "primal")
    return [
        matched(lambda i=i: "the tangent of " + input_names(fun, structure)[i], dx, x, "primal")  # type: ignore[misc]
        for i, (x, dx) in enumerate(zip(inputs, tangents, strict=True))
    ]


def pushed(
    transform: str,
    fun: Callable[..., Any],
    call: Callable[[list[Any]], Any],
    inputs: Sequence[Any],
    directions: Sequence[Any],
    has_aux: bool = False,
) -> tuple[list[Any], list[Any], Structure, Any]:
    """Run `call`, which calls `fun`, on dual numbers: (values, tangents, structure, aux)."""
    trace = Dual(transform, fun)
    sources = [
        as_argument(Tracer(x, seed(dx), trace)) for x, dx in zip(inputs, directions, strict=True)
    ]
    with opened(trace):
        out, aux = split_aux(transform, fun, call(sources), has_aux)
        leaves, structure = tree_flatten(out)
        leaves = [leave(y) for y in leaves]
        aux = tree_map(lambda v: value(below(v, trace)), aux) if has_aux else None
    mine = [type(y) is Tracer and y.trace is trace for y in leaves]
    ys = [y.value if own else y for y, own in zip(leaves, mine, strict=True)]
    dys = [
        settled(y.companion) if own else zero_tangent(transform, y)
        for y, own in zip(leaves, mine, strict=True)
    ]
    return values(ys), list(where_determined(dys, ys)), structure, aux


def zero_tangent(transform: str, y: Any) -> Any:
    """The tangent of a result that does not depend on the inputs."""
    if isinstance(y, bool | int | float):
        return np.float64(0.0)
    if isinstance(y, complex):
        return np.complex128(0.0)
    if not hasattr(y, "dtype"):
        raise NotDifferentiableError.result(transform, y)
    return np.zeros(y.shape, y.dtype) if y.shape else y.dtype.type(0)
