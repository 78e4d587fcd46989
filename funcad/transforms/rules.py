"""What custom_jvp and custom_vjp share: calls of a function with a rule of its own.

Inside, everything is flat: lists of arrays.  An argument that is no array (an int, a string, a
function) is part of the function, not of the lists.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from funcad.core.batch import Batch, is_differentiated
from funcad.core.cotangents import Cotangents, Owned, give
from funcad.core.lift import lift
from funcad.core.liveness import Selected
from funcad.core.tape import Node
from funcad.core.tracer import Buffer, Tracer, settle
from funcad.errors import ArgumentError, ClosedOverTracerError, DtypeError, ShapeError
from funcad.errors.phrasing import described, name_of
from funcad.pytree import Structure, leaf_paths, tree_flatten
from funcad.transforms.arguments import argument_name, leave
from funcad.transforms.frames import opened


class Arguments:
    """The arguments of one call: the arrays among them, as the list `xs`, and the rest."""

    __slots__ = ("at", "fun", "leaves", "nondiff", "positions", "structure", "xs")

    def __init__(
        self, fun: Callable[..., Any], nondiff: Sequence[int], args: Any, kwargs: Any
    ) -> None:
        self.fun = fun
        args = positional(fun, args, kwargs)
        count = len(args)
        if any(not -count <= n < count for n in nondiff):
            raise ArgumentError(
                f"{name_of(fun)} has nondiff_argnums {tuple(nondiff)} and was called with "
                f"{count} arguments"
            )
        chosen = {n % count for n in nondiff}
        self.nondiff = [(n, args[n]) for n in sorted(chosen)]
        self.positions = [n for n in range(count) if n not in chosen]
        self.leaves, self.structure = tree_flatten(tuple(args[n] for n in self.positions))
        self.leaves = [_settled(x) for x in self.leaves]
        self.at = [i for i, x in enumerate(self.leaves) if _is_array(x)]
        self.xs = [self.leaves[i] for i in self.at]

    @property
    def are_differentiated(self) -> bool:
        return any(map(is_differentiated, self.xs))

    def trees(self, xs: Sequence[Any], others: Any = None) -> tuple[Any, ...]:
        """One tree per differentiable argument; `others` stands for what is no array, if given."""
        leaves = list(self.leaves) if others is None else [others] * len(self.leaves)
        for i, x in zip(self.at, xs, strict=True):
            leaves[i] = x
        trees: tuple[Any, ...] = self.structure.unflatten(leaves)
        return trees

    def all(self, xs: Sequence[Any]) -> list[Any]:
        """All positional arguments, in order."""
        by_position = dict(self.nondiff)
        by_position.update(zip(self.positions, self.trees(xs), strict=True))
        return [by_position[n] for n in sorted(by_position)]

    @property
    def constants(self) -> list[Any]:
        """The arguments of nondiff_argnums, which a rule takes first."""
        return [x for _, x in self.nondiff]

    def name(self, i: int) -> str:
        """How the user would write the i-th of `xs`."""
        pairs = zip(self.positions, self.structure.children, strict=True)
        paths = [p for n, s in pairs for p in leaf_paths(s, argument_name(self.fun, n))]
        return paths[self.at[i]]


def positional(fun: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """All arguments by position, as a rule takes them."""
    if not kwargs:
        return args
    bound = inspect.signature(fun).bind(*args, **kwargs)
    bound.apply_defaults()
    if bound.kwargs:
        raise ArgumentError(
            f"{name_of(fun)} has a custom rule, which takes no keyword-only arguments: "
            f"{', '.join(bound.kwargs)}"
        )
    return bound.args


def _settled(x: Any) -> Any:
    if type(x) is Buffer or (isinstance(x, np.ndarray) and x.dtype.hasobject):
        return lift(x)
    if type(x) is Tracer and x.state is not None:
        settle(x)
    return x


def _is_array(x: Any) -> bool:
    return isinstance(x, float | complex | np.ndarray | np.generic | Tracer)


def flat_result(tree: Any) -> tuple[list[Any], Structure]:
    """The leaves of a result as arrays."""
    leaves, structure = tree_flatten(tree)
    return [_as_array(leave(y)) for y in leaves], structure


def _as_array(y: Any) -> Any:
    if isinstance(y, bool | int | float | complex) and not isinstance(y, np.generic):
        return np.asarray(y)[()]
    return lift(y)


def batched(
    f: Callable[[list[Any]], Sequence[Any]], xs: Sequence[Any], mapped: Sequence[bool], size: int
) -> list[Any]:
    """Run `f`, from arrays to arrays, on a batch; every result but None has the axis in front."""
    trace = Batch("vmap", f, size)
    with opened(trace):
        ys = f([Tracer(x, None, trace) if m else x for x, m in zip(xs, mapped, strict=True)])
        ys = [y if y is None else leave(y) for y in ys]
    return [
        y.value
        if type(y) is Tracer and y.trace is trace
        else None
        if y is None
        else np.broadcast_to(y, (size, *y.shape))
        for y in ys
    ]


def add_cotangents(gs: Sequence[Any], node: Node, cts: Cotangents, owned: Owned) -> None:
    """Add one cotangent per argument of the node, None for zero, to those of its parents."""
    for parent, g, x in zip(node[1], gs, node[2], strict=True):
        if parent < 0 or g is None:
            continue
        give(cts, owned, parent, g, x)


def require_nested(fun: Callable[..., Any], ys: Sequence[Any]) -> None:
    """Levels must go down inside each result: a closed-over tracer would break that."""
    for y in ys:
        if isinstance(y, Tracer):
            _require_below(fun, y, y.trace.level + 1)


def _require_below(fun: Callable[..., Any], y: Any, level: int) -> None:
    if isinstance(y, Tracer):
        if y.trace.level >= level:
            raise ClosedOverTracerError(fun, y.trace.transform, y.trace.fun)
        _require_below(fun, y.value, y.trace.level)
        dx = y.companion
        _require_below(fun, dx.value if type(dx) is Selected else dx, y.trace.level)


def fitted(rule: Callable[..., Any], dx: Any, x: Any, kind: str, of: str) -> Any:
    """A tangent or cotangent that a user's rule returned, required to fit what it belongs to."""
    if dx is None:
        return None
    dx = _as_array(dx)
    if dx.shape != np.shape(x):
        raise ShapeError(
            f"{name_of(rule)} returned a {kind} of shape {dx.shape} for {of}, "
            f"which has shape {np.shape(x)}"
        )
    x_kind = np.result_type(x).kind if not hasattr(x, "dtype") else x.dtype.kind
    if dx.dtype.kind == "c" and x_kind != "c":
        raise DtypeError(
            f"{name_of(rule)} returned a complex {kind} for {of}, which is {described(x)}"
        )
    return dx if x_kind in "fc" else None


def zeros_like(x: Any) -> Any:
    """A zero tangent: of an integer, a floating zero."""
    dtype = np.result_type(x) if not hasattr(x, "dtype") else x.dtype
    dtype = dtype if dtype.kind in "fc" else np.dtype(float)
    return np.zeros(np.shape(x), dtype)[()]
