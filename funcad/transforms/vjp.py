"""Reverse mode for functions of pytrees: `vjp`, and the recorded function under it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from funcad.core.constants import frozen, require_unchanged
from funcad.core.cotangents import Cotangents
from funcad.core.liveness import is_recorded
from funcad.core.tape import Tape, carried_back, carried_back_with_patterns
from funcad.core.tracer import Tracer
from funcad.errors import ArgumentError
from funcad.pytree import Structure, leaf_paths, tree_flatten, tree_map
from funcad.transforms.arguments import (
    argument_name,
    as_argument,
    below,
    inexact,
    leave,
    split_aux,
)
from funcad.transforms.frames import opened
from funcad.transforms.limits import outside, value, values, where_determined
from funcad.transforms.matching import matched_leaves


class Recording:
    """A function that was run once on a tape: its result, and what is needed to go back from it."""

    __slots__ = ("at", "aux", "inputs", "leaves", "raw", "structure", "tape")

    def __init__(self, tape: Tape, inputs: Sequence[Any], out: Any, has_aux: bool) -> None:
        """Made while the tape is open; `inputs` are its first positions."""
        self.tape, self.inputs = tape, inputs
        fun: Any = tape.fun
        out, aux = split_aux(tape.transform, fun, out, has_aux)
        leaves, self.structure = tree_flatten(out)
        leaves = [leave(x) for x in leaves]
        self.aux = tree_map(lambda x: value(below(x, tape)), aux) if has_aux else None
        self.at = [x.companion if type(x) is Tracer and x.trace is tape else -1 for x in leaves]
        self.raw = [x.value if at >= 0 else x for x, at in zip(leaves, self.at, strict=True)]
        self.leaves = values(self.raw)

    @property
    def result(self) -> Any:
        return self.structure.unflatten(self.leaves)

    def handed_out(self, linear: Callable[..., Any], has_aux: bool) -> Any:
        """(result, linear), or with aux; copies, since the caller may write to them."""
        result = self.structure.unflatten(map(_copied, self.leaves))
        return (result, linear, tree_map(_copied, self.aux)) if has_aux else (result, linear)

    def cotangents(self, cts: Sequence[Any], *, keep: bool) -> list[Any]:
        """The cotangents of the inputs, None for zero; `keep` allows another call."""
        tape = self.tape
        if tape.watched:
            require_unchanged(tape.watched)
        by_position: Cotangents = {}
        for at, ct in zip(self.at, where_determined(cts, self.raw, True), strict=True):
            if at >= 0 and ct is not None:
                by_position[at] = ct if at not in by_position else by_position[at] + ct
        last = max(by_position, default=-1)
        if any(map(is_recorded, (*self.raw, *cts))):  # not known to be finite
            found = carried_back_with_patterns(tape.nodes, by_position, last, keep)
        else:
            is_one = len(cts) == 1 and type(cts[0]) is np.float64 and cts[0]
            found = carried_back(tape, by_position, last, keep, zeros=not is_one)
        gs = [found.get(i) for i in range(len(self.inputs))]
        given = {id(ct) for ct in cts}
        return [own(g, given) for g in gs]

    def cotangents_or_zeros(self, cts: Sequence[Any], *, keep: bool) -> list[Any]:
        gs = self.cotangents(cts, keep=keep)
        return [or_zeros(g, x) for g, x in zip(gs, self.inputs, strict=True)]


def recorded(
    transform: str,
    fun: Callable[..., Any],
    call: Callable[[list[Any]], Any],
    inputs: Sequence[Any],
    has_aux: bool = False,
    tape: Tape | None = None,
) -> Recording:
    """Run `call`, which calls `fun`, on traced inputs."""
    tape = tape or Tape(transform, fun)
    with opened(tape):
        sources = [as_argument(tape.source(frozen(x, tape.watched))) for x in inputs]
        return Recording(tape, inputs, call(sources), has_aux)


def _copied(x: Any) -> Any:
    return x.copy() if type(x) is np.ndarray else x


def own(ct: Any, taken: set[int]) -> Any:
    """A result that shares memory with nothing else: the caller may write to it."""
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
    a tuple of cotangents, one per primal.  It may be called many times, from any thread.  With
    `has_aux`, fun returns (value, aux) and the result is (value, pullback, aux).

    >>> y, pullback = funcad.vjp(lambda x, w: x * w, 3.0, np.array([1.0, 2.0]))
    >>> y
    array([3., 6.])
    >>> pullback(np.array([1.0, 10.0]))
    (np.float64(21.0), array([ 3., 30.]))

    Shapes:  a cotangent has the shape and dtype of what it belongs to.
    Cost:    a pullback costs two to three evaluations of `fun`; intermediate values are kept.
    Raises:  IntegerInputError; StructureError, ShapeError, DtypeError for a wrong cotangent.
    Complex: a pullback maps ct to the g with Re(g · dx) = Re(ct · dy), without conjugation.
    Source:  reverse accumulation, Griewank & Walther, Evaluating Derivatives (SIAM, 2008), ch. 3.
    """
    inputs, structure = positional_inputs("vjp", fun, primals)
    record = recorded("vjp", fun, lambda xs: fun(*structure.unflatten(xs)), inputs, has_aux)

    def pullback(ct: Any) -> tuple[Any, ...]:
        cts = matched_leaves(record.structure, record.leaves, ct, "the cotangent", "result")
        gs = record.cotangents_or_zeros(cts, keep=True)
        result: tuple[Any, ...] = outside(structure.unflatten(gs))
        return result

    return record.handed_out(pullback, has_aux)


def positional_inputs(
    transform: str, fun: Callable[..., Any], primals: tuple[Any, ...]
) -> tuple[list[Any], Structure]:
    """The leaves of all positional arguments, as arrays that can carry a derivative."""
    if not callable(fun):
        raise ArgumentError.not_callable(transform, fun)
    leaves, structure = tree_flatten(primals)

    def where(i: int) -> str:
        return input_name(fun, structure, i)

    return [inexact(transform, where, i, x) for i, x in enumerate(leaves)], structure


def input_name(fun: Callable[..., Any], structure: Structure, i: int) -> str:
    """How the user would write the i-th leaf of the positional arguments: params["w"][0]."""
    return input_names(fun, structure)[i]


def input_names(fun: Callable[..., Any], structure: Structure) -> list[str]:
    """How the user would write every leaf of the positional arguments."""
    return [
        path
        for k, child in enumerate(structure.children)
        for path in leaf_paths(child, argument_name(fun, k))
    ]
