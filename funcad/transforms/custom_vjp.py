"""Functions with a derivative rule of the user's, stated in reverse; forward mode transposes it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import update_wrapper
from typing import Any

import numpy as np

from funcad.core.batch import is_differentiated
from funcad.core.cotangents import Cotangents, Owned
from funcad.core.primitive import EachArgument, Primitive, no
from funcad.core.tape import Node
from funcad.core.tracer import Tracer
from funcad.core.transpose import LinearTape, transpose_of_many
from funcad.errors import ArgumentError, ClosedOverTracerError, EscapedTracerError, StructureError
from funcad.errors.phrasing import name_of
from funcad.pytree import Structure, flatten_like, tree_flatten
from funcad.transforms.rules import (
    Arguments,
    add_cotangents,
    batched,
    fitted,
    flat_result,
    require_nested,
    zeros_like,
)


class custom_vjp:
    """Give a function a derivative rule of your own, stated as a vjp.

    >>> @funcad.custom_vjp
    ... def clip_gradient(x):
    ...     return x
    >>> clip_gradient.defvjp(lambda x: (x, None), lambda res, ct: (np.clip(ct, -1.0, 1.0),))
    >>> funcad.grad(lambda x: 10.0 * clip_gradient(x))(2.0)
    np.float64(1.0)

    `fwd(*args)` returns (value, residuals), `bwd(residuals, ct)` a tuple of cotangents, one per
    argument, None for zero.  Arguments of `nondiff_argnums` come first, bwd(n, residuals, ct), and
    have no cotangent.  The rule serves reverse mode to any order and vmap, and forward mode where
    bwd is linear in the cotangent.

    Raises:  ClosedOverTracerError where the function uses a traced value it was not given.
             StructureError, ShapeError where the rule returns something that does not fit.
             NotLinearError where forward mode finds bwd not linear in the cotangent.
    """

    def __init__(self, fun: Callable[..., Any], nondiff_argnums: Sequence[int] | int = ()) -> None:
        if not callable(fun):
            raise ArgumentError.not_callable("custom_vjp", fun)
        update_wrapper(self, fun)
        self.fun = fun
        self.nondiff = (nondiff_argnums,) if isinstance(nondiff_argnums, int) else nondiff_argnums
        self.rules: tuple[Callable[..., Any], Callable[..., Any]] | None = None

    def defvjp(self, fwd: Callable[..., Any], bwd: Callable[..., Any]) -> None:
        """Set the rule: fwd(*args) -> (value, residuals), bwd(residuals, ct) -> cotangents."""
        self.rules = fwd, bwd

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        if self.rules is None:
            raise ArgumentError.no_rule(self.fun, "defvjp")
        arguments = Arguments(self.fun, self.nondiff, args, kwargs)
        if not arguments.are_differentiated:
            return self.fun(*args, **kwargs)
        call = Call(self.fun, *self.rules, arguments)
        ys = custom_vjp_call(*arguments.xs, call=call)
        require_nested(self.fun, ys)
        return call.structure.unflatten(ys[: call.count])

    def __get__(self, instance: Any, owner: Any = None) -> Any:
        """A method: `self` is an argument like any other."""
        return self if instance is None else lambda *args, **kw: self(instance, *args, **kw)


class Call:
    """One call: the function and its rules on flat lists of arrays.

    `value` gives `count` results and then the residuals.
    """

    structure: Structure
    count: int

    def __init__(
        self,
        fun: Callable[..., Any],
        fwd: Callable[..., Any],
        bwd: Callable[..., Any],
        arguments: Arguments,
    ) -> None:
        self.fun, self.fwd, self.bwd, self.arguments = fun, fwd, bwd, arguments

    def value(self, xs: Sequence[Any]) -> list[Any]:
        pair = self.fwd(*self.arguments.all(xs))
        if not isinstance(pair, tuple | list) or len(pair) != 2:
            raise ArgumentError(
                f"{name_of(self.fwd)}, the fwd rule of {name_of(self.fun)}, must return a pair "
                "(value, residuals)"
            )
        ys, self.structure = flat_result(pair[0])
        self.count = len(ys)
        self.residuals, self.residual_structure = tree_flatten(pair[1])
        is_array = [isinstance(r, Tracer | np.ndarray | np.generic) for r in self.residuals]
        self.residuals_at = [i for i, own in enumerate(is_array) if own]
        return [*ys, *flat_result([self.residuals[i] for i in self.residuals_at])[0]]

    def cotangents(self, residuals: Sequence[Any], cts: Sequence[Any]) -> list[Any]:
        """The cotangents of the arguments, None for zero."""
        rs = list(self.residuals)
        for i, r in zip(self.residuals_at, residuals, strict=True):
            rs[i] = r
        arguments, bwd = self.arguments, self.bwd
        res, ct = self.residual_structure.unflatten(rs), self.structure.unflatten(cts)
        gs = bwd(*arguments.constants, res, ct)
        expected = len(arguments.structure.children)
        if not isinstance(gs, tuple | list) or len(gs) != expected:
            said = f"{len(gs)} of them" if isinstance(gs, tuple | list) else type(gs).__name__
            raise StructureError(
                f"{name_of(bwd)}, the bwd rule of {name_of(self.fun)}, must return a tuple of "
                f"{expected} cotangents, one per argument; it returned {said}"
            )
        flat: list[Any] = []
        for g, s in zip(gs, arguments.structure.children, strict=True):
            what = f"a cotangent that {name_of(bwd)} returned"
            flat += [None] * s.num_leaves if g is None else flatten_like(s, g, what)
        return [
            fitted(bwd, flat[at], x, "cotangent", arguments.name(i))
            for i, (at, x) in enumerate(zip(arguments.at, arguments.xs, strict=True))
        ]


class BatchedCall:
    """A call of a batch: the inner call, run under vmap."""

    def __init__(self, inner: Any, mapped: list[bool], size: int) -> None:
        self.inner, self.mapped, self.size = inner, mapped, size
        self.fun, self.bwd = inner.fun, inner.bwd

    @property
    def count(self) -> int:
        return self.inner.count  # type: ignore[no-any-return]

    def value(self, xs: Sequence[Any]) -> list[Any]:
        return batched(self.inner.value, xs, self.mapped, self.size)

    def cotangents(self, residuals: Sequence[Any], cts: Sequence[Any]) -> list[Any]:
        n = len(residuals)
        both = [*residuals, *cts]
        gs = batched(
            lambda xs: self.inner.cotangents(xs[:n], xs[n:]), both, [True] * len(both), self.size
        )
        pairs = zip(gs, self.mapped, strict=True)
        return [g if m or g is None else np.sum(g, axis=0) for g, m in pairs]


def _residuals(ys: Any, xs: Sequence[Any], call: Any) -> Any:
    """The residuals as functions of the arguments.

    Where another transform differentiates the rule, they are computed again from its tracers: the
    primitive's own results carry derivatives of the function's value only.
    """
    if any(map(is_differentiated, xs)):
        return call.value(xs)[call.count :]
    return ys[call.count :]


def _all_tangents(dxs: Sequence[Any], ys: Any, *xs: Any, call: Any) -> tuple[Any, ...]:
    """Transpose bwd, as a function of the cotangents of the results."""
    residuals = _residuals(ys, xs, call)
    tape = LinearTape("forward mode", call.bwd)
    like = [zeros_like(y) for y in ys[: call.count]]
    try:
        found = transpose_of_many(tape, lambda cts: call.cotangents(residuals, cts), like, dxs)
    except EscapedTracerError as error:
        raise ClosedOverTracerError.in_rule(call.fun) from error
    return (*found, *[None] * (len(ys) - call.count))


def _one_tangent(i: int, dx: Any, ys: Any, *xs: Any, call: Any) -> tuple[Any, ...]:
    return _all_tangents([dx if k == i else None for k in range(len(xs))], ys, *xs, call=call)


def _batch(args: list[Any], mapped: list[bool], size: int, params: dict[str, Any]) -> Any:
    return custom_vjp_call(*args, call=BatchedCall(params["call"], mapped, size))


def _sweep(position: int, ct: Any, node: Node, cts: Cotangents, owned: Owned) -> None:
    _, _, xs, ys, params = node
    call = params["call"]
    owned.require_finite(ct)
    pairs = zip(ct[: call.count], ys, strict=False)
    filled = [zeros_like(y) if c is None else c for c, y in pairs]
    try:
        gs = call.cotangents(_residuals(ys, xs, call), filled)
    except EscapedTracerError as error:
        raise ClosedOverTracerError.in_rule(call.fun) from error
    add_cotangents(gs, node, cts, owned)


custom_vjp_call = Primitive(
    "custom_vjp",
    lambda *xs, call: tuple(call.value(xs)),
    jvp=EachArgument(_one_tangent, _all_tangents),
    pull=EachArgument(no("the rule is applied by a sweep")),
    transpose=no("a function with a custom rule is not known to be linear"),
    batch=_batch,
    lower="Call",
    outputs=-1,
    sweep=_sweep,
)
