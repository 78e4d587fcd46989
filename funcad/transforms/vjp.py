"""Reverse mode for functions of pytrees: `vjp`, and the recorded function under it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from funcad.core.constants import frozen, require_unchanged
from funcad.core.tape import Cotangents, Tape, walk
from funcad.core.tracer import Tracer
from funcad.errors import DtypeError, ShapeError, described
from funcad.pytree import Structure, flatten_like, leaf_paths, tree_flatten, tree_map
from funcad.transforms.arguments import argument_name, as_argument, below, inexact, leave, split_aux
from funcad.transforms.frames import user_frames


class Recording:
    """A function run once on a tape: its result, and what is needed to go back from it."""

    __slots__ = ("at", "aux", "inputs", "leaves", "structure", "tape")

    def __init__(
        self,
        transform: str,
        fun: Callable[..., Any],
        call: Callable[[list[Any]], Any],
        inputs: list[Any],
        has_aux: bool = False,
    ) -> None:
        tape = self.tape = Tape(transform, fun)
        self.inputs = inputs
        sources = [as_argument(tape.source(frozen(x, tape.watched))) for x in inputs]
        try:
            with user_frames():
                out, aux = split_aux(transform, fun, call(sources), has_aux)
                leaves, self.structure = tree_flatten(out)
                leaves = [leave(x) for x in leaves]
                self.aux = tree_map(lambda x: below(x, tape), aux) if has_aux else None
        finally:
            tape.close()
        self.at = [x.companion if type(x) is Tracer and x.trace is tape else -1 for x in leaves]
        self.leaves = [
            x.value if at >= 0 else x for x, at in zip(leaves, self.at, strict=True)
        ]

    @property
    def result(self) -> Any:
        return self.structure.unflatten(self.leaves)

    def cotangents(self, cts: Sequence[Any], *, keep: bool) -> list[Any]:
        """The cotangents of the inputs, None for zero; `keep` allows another call."""
        tape = self.tape
        require_unchanged(tape.watched)
        by_position: Cotangents = {}
        for at, ct in zip(self.at, cts, strict=True):
            if at >= 0 and ct is not None:
                by_position[at] = ct if at not in by_position else by_position[at] + ct
        walk(tape.nodes.copy() if keep else tape.nodes, by_position, max(by_position, default=-1))
        given = {id(ct) for ct in cts}
        return [_own(by_position.get(i), given) for i in range(len(self.inputs))]


def _own(ct: Any, taken: set[int]) -> Any:
    """A cotangent that shares memory with nothing else."""
    if type(ct) is np.ndarray:
        if ct.base is not None or id(ct) in taken or not ct.flags.writeable:
            return ct.copy()
        taken.add(id(ct))
    return ct


def or_zeros(ct: Any, x: Any) -> Any:
    """The cotangent, or zeros of the input's shape and dtype where it is None."""
    if ct is not None:
        return ct
    return np.zeros(x.shape, x.dtype) if x.shape else x.dtype.type(0)


def vjp(fun: Callable[..., Any], *primals: Any, has_aux: bool = False) -> Any:
    """Return a function's value and its pullback, the transpose of its derivative there.

    The pullback takes a cotangent of the result, with its structure, shapes and dtypes, and returns
    a tuple of cotangents, one per primal.  It may be called many times, from any thread.

    >>> y, pullback = funcad.vjp(lambda x, w: x * w, 3.0, np.array([1.0, 2.0]))
    >>> y
    array([3., 6.])
    >>> pullback(np.array([1.0, 10.0]))
    (np.float64(21.0), array([ 3., 30.]))

    Shapes:  a cotangent has the shape and dtype of what it belongs to.
    Cost:    a pullback costs two to three evaluations of `fun`; intermediate values are kept.
    Raises:  IntegerInputError; StructureError, ShapeError, DtypeError for a wrong cotangent.
    Source:  reverse accumulation, Griewank & Walther, Evaluating Derivatives (SIAM, 2008), ch. 3.
    """
    leaves, structure = tree_flatten(primals)

    def where(i: int) -> str:
        return input_name(fun, structure, i)

    inputs = [inexact("vjp", lambda i=i: where(i), x) for i, x in enumerate(leaves)]  # type: ignore[misc]
    record = Recording("vjp", fun, lambda xs: fun(*structure.unflatten(xs)), inputs, has_aux)

    def pullback(ct: Any) -> tuple[Any, ...]:
        cts = matched_cotangents(record, ct)
        gs = record.cotangents(cts, keep=True)
        filled = [or_zeros(g, x) for g, x in zip(gs, inputs, strict=True)]
        result: tuple[Any, ...] = structure.unflatten(filled)
        return result

    return (record.result, pullback, record.aux) if has_aux else (record.result, pullback)


def input_name(fun: Callable[..., Any], structure: Structure, i: int) -> str:
    """How the user would write the i-th leaf of the positional arguments: params["w"][0]."""
    paths = [
        path
        for k, child in enumerate(structure.children)
        for path in leaf_paths(child, argument_name(fun, k))
    ]
    return paths[i]


def matched_cotangents(record: Recording, ct: Any) -> list[Any]:
    """The leaves of `ct`, each required to fit its result."""
    given = flatten_like(record.structure, ct, "the cotangent")
    paths = leaf_paths(record.structure, "the cotangent")
    triples = zip(paths, given, record.leaves, strict=True)
    return [matched(path, g, y, "result") for path, g, y in triples]


def matched(path: str, g: Any, x: Any, role: str) -> Any:
    """`g`, a tangent or cotangent of `x`, required to have its shape and dtype."""
    x_dtype = np.result_type(x) if isinstance(x, bool | int | float | complex) else x.dtype
    x_shape = getattr(x, "shape", ())
    if isinstance(g, bool | int | float | complex):
        kinds = {bool: "b", int: "iub", float: "f", complex: "c"}
        if isinstance(g, complex) and x_dtype.kind != "c":
            raise DtypeError(f"{path} is complex; its {role} is {described(x)}")
        g = x_dtype.type(g) if x_dtype.kind in "fc" else np.asarray(g)[()]
        del kinds
    elif not isinstance(g, Tracer | np.ndarray | np.generic):
        raise DtypeError(f"{path} is of type {type(g).__name__}; its {role} is {described(x)}")
    if g.shape != x_shape:
        raise ShapeError(f"{path} has shape {g.shape}; its {role} has shape {x_shape}")
    if x_dtype.kind in "fc" and g.dtype != x_dtype:
        raise DtypeError(f"{path} has dtype {g.dtype}; its {role} has dtype {x_dtype}")
    return g
