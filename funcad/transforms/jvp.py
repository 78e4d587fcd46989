"""Forward mode for functions of pytrees."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from funcad.core.dual import Dual
from funcad.core.tracer import Tracer
from funcad.errors import ArgumentError
from funcad.pytree import flatten_like, tree_flatten, tree_map
from funcad.transforms.arguments import as_argument, below, inexact, leave, split_aux
from funcad.transforms.frames import user_frames
from funcad.transforms.vjp import input_name, matched


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
    if not isinstance(primals, tuple | list) or not isinstance(tangents, tuple | list):
        raise ArgumentError("jvp needs a tuple of primals and a tuple of tangents: jvp(f, (x,), (dx,))")
    primals, tangents = tuple(primals), tuple(tangents)
    leaves, structure = tree_flatten(primals)
    directions = flatten_like(structure, tangents, "tangents")
    trace = Dual("jvp", fun)
    sources = []
    for i, (leaf, direction) in enumerate(zip(leaves, directions, strict=True)):

        def where(i: int = i) -> str:
            return input_name(fun, structure, i)

        x = inexact("jvp", where, leaf)
        dx = matched("the tangent of " + where(), direction, x, "primal")
        sources.append(as_argument(Tracer(x, dx, trace)))
    try:
        with user_frames():
            out, aux = split_aux("jvp", fun, fun(*structure.unflatten(sources)), has_aux)
            ys, out_structure = tree_flatten(out)
            ys = [leave(y) for y in ys]
            aux = tree_map(lambda v: below(v, trace), aux) if has_aux else None
    finally:
        trace.close()
    values = [y.value if type(y) is Tracer and y.trace is trace else y for y in ys]
    dys = [
        y.companion if type(y) is Tracer and y.trace is trace else _zero_tangent(y) for y in ys
    ]
    result = (out_structure.unflatten(values), out_structure.unflatten(dys))
    return (*result, aux) if has_aux else result


def _zero_tangent(y: Any) -> Any:
    if isinstance(y, bool | int | float | complex):
        return np.float64(0.0) if not isinstance(y, complex) else np.complex128(0.0)
    return np.zeros(y.shape, y.dtype) if y.shape else y.dtype.type(0)
