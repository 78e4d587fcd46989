"""Functions with a derivative rule of the user's, stated forward; reverse mode transposes it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import update_wrapper
from typing import Any

from funcad.core.cotangents import Cotangents, Owned
from funcad.core.primitive import EachArgument, Primitive, no
from funcad.core.tape import Node
from funcad.core.transpose import LinearTape, transpose_of_many
from funcad.errors import ArgumentError, ClosedOverTracerError, EscapedTracerError
from funcad.errors.phrasing import name_of
from funcad.pytree import Structure, flatten_like, leaf_paths
from funcad.transforms.rules import (
    Arguments,
    add_cotangents,
    batched,
    fitted,
    flat_result,
    require_nested,
    zeros_like,
)

Flat = Callable[..., list[Any]]


class custom_jvp:
    """Give a function a derivative rule of your own, stated as a jvp.

    >>> @funcad.custom_jvp
    ... def log1pexp(x):
    ...     return np.log1p(np.exp(x))
    >>> @log1pexp.defjvp
    ... def log1pexp_jvp(primals, tangents):
    ...     (x,), (dx,) = primals, tangents
    ...     return log1pexp(x), dx / (1.0 + np.exp(-x))
    >>> funcad.grad(log1pexp)(0.0)
    np.float64(0.5)

    The rule takes tuples of primals and tangents, one entry per argument, and returns the value and
    its tangent; it must be linear in the tangents.  Arguments of `nondiff_argnums` come first:
    rule(n, primals, tangents).  It serves forward and reverse mode, to any order, and vmap.

    Raises:  ClosedOverTracerError where the function uses a traced value it was not given.
             StructureError, ShapeError where the rule returns something that does not fit.
             NotLinearError where reverse mode finds the rule not linear in the tangents.
    """

    def __init__(self, fun: Callable[..., Any], nondiff_argnums: Sequence[int] | int = ()) -> None:
        if not callable(fun):
            raise ArgumentError.not_callable("custom_jvp", fun)
        update_wrapper(self, fun)
        self.fun = fun
        self.nondiff = (nondiff_argnums,) if isinstance(nondiff_argnums, int) else nondiff_argnums
        self.rule: Callable[..., Any] | None = None

    def defjvp(self, rule: Callable[..., Any]) -> Callable[..., Any]:
        """Set the rule: rule(primals, tangents) -> (value, tangent)."""
        self.rule = rule
        return rule

    def defjvps(self, *rules: Callable[..., Any] | None) -> None:
        """Set one rule per argument, rule(dx, y, *primals) -> dy; None says that dy is zero."""
        if self.nondiff:
            raise ArgumentError("defjvps cannot be used with nondiff_argnums: use defjvp")

        def rule(primals: tuple[Any, ...], tangents: tuple[Any, ...]) -> Any:
            y = self(*primals)
            pairs = zip(rules, tangents, strict=True)
            shares = [r(dx, y, *primals) for r, dx in pairs if r is not None]
            dy = zeros_like(y)
            for share in shares:
                dy = dy + share
            return y, dy

        rule.__name__ = f"defjvps of {name_of(self.fun)}"
        self.rule = rule

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        if self.rule is None:
            raise ArgumentError.no_rule(self.fun, "defjvp")
        arguments = Arguments(self.fun, self.nondiff, args, kwargs)
        if not arguments.are_differentiated:
            return self.fun(*args, **kwargs)
        call = Call(self.fun, self.rule, arguments)
        ys = custom_jvp_call(*arguments.xs, call=call)
        require_nested(self.fun, ys)
        return call.structure.unflatten(ys)

    def __get__(self, instance: Any, owner: Any = None) -> Any:
        """A method: `self` is an argument like any other."""
        return self if instance is None else lambda *args, **kw: self(instance, *args, **kw)


class Call:
    """One call: the function and its rule on flat lists of arrays."""

    structure: Structure

    def __init__(
        self, fun: Callable[..., Any], rule: Callable[..., Any], arguments: Arguments
    ) -> None:
        self.fun, self.rule, self.arguments = fun, rule, arguments

    def value(self, xs: Sequence[Any]) -> list[Any]:
        ys, self.structure = flat_result(self.fun(*self.arguments.all(xs)))
        return ys

    def tangents(self, xs: Sequence[Any], dxs: Sequence[Any]) -> list[Any]:
        """The tangents of the results; None, in `dxs` and in the result, is zero."""
        arguments, rule = self.arguments, self.rule
        filled = [zeros_like(x) if dx is None else dx for x, dx in zip(xs, dxs, strict=True)]
        primals, tangents = arguments.trees(xs), arguments.trees(filled, 0.0)
        pair = rule(*arguments.constants, primals, tangents)
        if not isinstance(pair, tuple | list) or len(pair) != 2:
            raise ArgumentError(
                f"{name_of(rule)}, the jvp rule of {name_of(self.fun)}, must return a pair "
                "(value, tangent)"
            )
        value = f"the value that {name_of(rule)} returned"
        ys = flatten_like(self.structure, pair[0], value)
        tangent = f"the tangent that {name_of(rule)} returned"
        dys = flatten_like(self.structure, pair[1], tangent)
        names = leaf_paths(self.structure, f"the result of {name_of(self.fun)}")
        rows = zip(dys, ys, names, strict=True)
        return [fitted(rule, dy, y, "tangent", name) for dy, y, name in rows]


class BatchedCall:
    """A call of a batch: the inner call, run under vmap."""

    def __init__(self, inner: Any, mapped: list[bool], size: int) -> None:
        self.inner, self.mapped, self.size = inner, mapped, size
        self.fun, self.rule = inner.fun, inner.rule

    @property
    def structure(self) -> Structure:
        return self.inner.structure  # type: ignore[no-any-return]

    def value(self, xs: Sequence[Any]) -> list[Any]:
        return batched(self.inner.value, xs, self.mapped, self.size)

    def tangents(self, xs: Sequence[Any], dxs: Sequence[Any]) -> list[Any]:
        n = len(xs)
        moved = [m and dx is not None for m, dx in zip(self.mapped, dxs, strict=True)]
        return batched(
            lambda both: self.inner.tangents(both[:n], both[n:]),
            [*xs, *dxs],
            [*self.mapped, *moved],
            self.size,
        )


def _all_tangents(dxs: Sequence[Any], ys: Any, *xs: Any, call: Any) -> tuple[Any, ...]:
    return tuple(call.tangents(xs, dxs))


def _one_tangent(i: int, dx: Any, ys: Any, *xs: Any, call: Any) -> tuple[Any, ...]:
    return tuple(call.tangents(xs, [dx if k == i else None for k in range(len(xs))]))


def _batch(args: list[Any], mapped: list[bool], size: int, params: dict[str, Any]) -> Any:
    return custom_jvp_call(*args, call=BatchedCall(params["call"], mapped, size))


def _sweep(position: int, ct: Any, node: Node, cts: Cotangents, owned: Owned) -> None:
    """Transpose the rule, as a function of the tangents of all arguments."""
    _, _, xs, _, params = node
    call = params["call"]
    tape = LinearTape("reverse mode", call.rule)
    like = [zeros_like(x) for x in xs]
    try:
        gs = transpose_of_many(tape, lambda dxs: call.tangents(xs, dxs), like, ct)
    except EscapedTracerError as error:
        raise ClosedOverTracerError.in_rule(call.fun) from error
    add_cotangents(gs, node, cts, owned)


custom_jvp_call = Primitive(
    "custom_jvp",
    lambda *xs, call: tuple(call.value(xs)),
    jvp=EachArgument(_one_tangent, _all_tangents),
    pull=EachArgument(no("the rule is transposed by a sweep")),
    transpose=no("a function with a custom rule is not known to be linear"),
    batch=_batch,
    lower="Call",
    outputs=-1,
    sweep=_sweep,
)
