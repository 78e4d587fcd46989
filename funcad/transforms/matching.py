"""What the user passes as tangents and cotangents: each must fit what it belongs to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from funcad.core.tracer import Buffer, Tracer, settle
from funcad.errors import DtypeError, ShapeError
from funcad.errors.phrasing import described
from funcad.pytree import LEAF, Structure, flatten_like, leaf_paths

NUMBERS = bool | int | float | complex


def matched_leaves(
    structure: Structure, leaves: Sequence[Any], given: Any, what: str, role: str
) -> list[Any]:
    """The leaves of `given`, required to have this structure, and each to fit its counterpart."""
    columns = flatten_like(structure, given, what)
    if structure is LEAF:
        return [matched(lambda: what, columns[0], leaves[0], role)]

    def path(i: int) -> str:
        return leaf_paths(structure, what)[i]

    rows = enumerate(zip(columns, leaves, strict=True))
    return [matched(lambda i=i: path(i), g, x, role) for i, (g, x) in rows]  # type: ignore[misc]


def matched(path: Callable[[], str], g: Any, x: Any, role: str) -> Any:
    """`g`, a tangent or cotangent of `x`, required to have its shape and dtype.

    A Python number takes the dtype.  Of an integer result any cotangent is allowed, without effect.
    """
    kind = type(g)
    if kind is np.ndarray and type(x) is np.ndarray and g.shape == x.shape and g.dtype == x.dtype:
        return g
    x_dtype = np.result_type(x) if isinstance(x, NUMBERS) else x.dtype
    if isinstance(g, NUMBERS) and not isinstance(g, np.generic):
        if isinstance(g, complex) and x_dtype.kind != "c":
            raise DtypeError(f"{path()} is complex; its {role} is {described(x)}")
        g = x_dtype.type(g) if x_dtype.kind in "fc" else np.float64(g.real)
    elif kind is Buffer:
        settle(g)
        g = g.value
    elif not isinstance(g, Tracer | np.ndarray | np.generic):
        raise DtypeError(f"{path()} is of type {kind.__name__}; its {role} is {described(x)}")
    if g.shape != getattr(x, "shape", ()):
        raise ShapeError(f"{path()} has shape {g.shape}; its {role} has shape {np.shape(x)}")
    if not g.dtype.isnative:
        g = g.astype(g.dtype.newbyteorder("="))
    if x_dtype.kind in "fc" and g.dtype != x_dtype:
        raise DtypeError(f"{path()} has dtype {g.dtype}; its {role} has dtype {x_dtype}")
    return g
