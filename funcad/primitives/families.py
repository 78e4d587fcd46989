"""The families of primitives.  A family fills in what its members share.

A member states only what is particular to it: `jvp` for a nonlinear function, `transpose` for a
linear one.  `batch` is called as batch(args, mapped, size, params), mapped axes in front.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from funcad.core.liveness import EACH, SELECTS
from funcad.core.primitive import EachArgument, Primitive, Rule, no
from funcad.core.tape import sweep_selecting
from funcad.core.transpose import derived_pull

Function = Callable[..., Any]
Rules = Rule | Sequence[Rule]


def each(rules: Rules) -> Sequence[Rule]:
    """One rule, or one per argument, as a sequence."""
    return (rules,) if callable(rules) else rules


def elementwise(
    impl: Function,
    *,
    jvp: Rules,
    pull: Rules | None = None,
    linear: str | None = None,
    linear_in: Sequence[int] | None = None,
    name: str | None = None,
    chosen: Rules | None = None,
) -> Primitive:
    """A function of each entry; arguments broadcast.

    Its derivative is diagonal, its own transpose: the jvp rule called with the cotangent is the
    reverse rule.  Only where complex numbers meet real ones (real, abs) it is not, and `pull` says
    what is.  A rule of a linear member does not look at the result y.  `linear_in` are the
    arguments that `linear` is about: all, unless said otherwise.
    """
    rules = each(jvp)
    pulls = rules if pull is None else each(pull)
    not_linear = no("a nonlinear elementwise function has no transpose")
    primitive: Primitive = Primitive(
        name or impl.__name__,
        impl,
        jvp=rules,
        pull=pulls,
        transpose=not_linear
        if linear is None
        else [
            _without_result(r) if linear_in is None or i in linear_in else not_linear
            for i, r in enumerate(pulls)
        ],
        batch=no("set below"),
        lower="Map",
        linear=linear,
        exact=len(rules) == 1 and pull is None,
        live=EACH if chosen is None else SELECTS,
        chosen=None if chosen is None else each(chosen),
        sweep=None if chosen is None else sweep_selecting,
    )
    primitive.batch = batch_elementwise(primitive)
    return primitive


def _without_result(rule: Rule) -> Rule:
    return lambda ct, *args, **params: rule(ct, None, *args, **params)


def constant(
    impl: Function, *, name: str | None = None, batch: Function | None = None
) -> Primitive:
    """A function whose result carries no derivative: a comparison, a rounding, an index."""
    why = no("the result carries no derivative")
    primitive: Primitive = Primitive(
        name or impl.__name__,
        impl,
        jvp=why,
        pull=why,
        transpose=why,
        batch=batch or no("set below"),
        lower="Map",
        constant=True,
    )
    if batch is None:
        primitive.batch = batch_elementwise(primitive)
    return primitive


def linear(
    impl: Function,
    *,
    transpose: Rule,
    batch: Function,
    lower: str,
    name: str | None = None,
    **marks: Any,
) -> Primitive:
    """A linear function of its first argument; other arguments, if any, are indices or masks.

    Its tangent is itself applied to the tangent; reverse mode is `transpose`(ct, x, ..., **params).
    """
    primitive: Primitive = Primitive(
        name or impl.__name__,
        impl,
        jvp=(lambda dx, y, x, *rest, **params: primitive(dx, *rest, **params),),
        pull=(lambda ct, y, *args, **params: transpose(ct, *args, **params),),
        transpose=(transpose,),
        batch=batch,
        lower=lower,
        linear="jointly",
        **marks,
    )
    return primitive


def jointly_linear(
    impl: Function,
    *,
    jvp: Sequence[Rule],
    transpose: Sequence[Rule],
    batch: Function,
    lower: str,
    name: str | None = None,
    **marks: Any,
) -> Primitive:
    """A function linear in several arguments together, such as a concatenation."""
    if isinstance(transpose, EachArgument):
        pull: Sequence[Rule] = EachArgument(
            lambda i, ct, y, *args, **params: transpose[i](ct, *args, **params)
        )
    else:
        pull = [_with_result(t) for t in transpose]
    return Primitive(
        name or impl.__name__,
        impl,
        jvp=jvp,
        pull=pull,
        transpose=transpose,
        batch=batch,
        lower=lower,
        linear="jointly",
        **marks,
    )


def bilinear(
    impl: Function,
    *,
    transpose: tuple[Rule, Rule],
    batch: Function,
    lower: str = "Call",
    name: str | None = None,
    live: str | None = None,
) -> Primitive:
    """A function linear in each of two arguments, such as a matrix product."""
    primitive: Primitive = Primitive(
        name or impl.__name__,
        impl,
        jvp=(
            lambda dx, z, x, y, **params: primitive(dx, y, **params),
            lambda dy, z, x, y, **params: primitive(x, dy, **params),
        ),
        pull=[_with_result(t) for t in transpose],
        transpose=transpose,
        batch=batch,
        lower=lower,
        linear="separately",
        live=live,
    )
    return primitive


def _with_result(rule: Rule) -> Rule:
    if isinstance(rule, no):
        return rule
    return lambda ct, y, *args, **params: rule(ct, *args, **params)


def nonlinear(
    impl: Function,
    *,
    jvp: Rules,
    batch: Function,
    pull: Rules | None = None,
    lower: str = "Call",
    name: str | None = None,
    outputs: int | None = None,
    linear_in: Sequence[int] = (),
    live: str | None = None,
) -> Primitive:
    """Any other differentiable function: reverse mode is its jvp rule, transposed.

    `pull`, a reverse rule written by hand, is for what a profile shows to be worth it.  In each of
    the arguments `linear_in` the function is linear; their reverse rules do not look at the result.
    """
    rules = each(jvp)
    derived = [derived_pull(i, rule) for i, rule in enumerate(rules)]
    pulls = derived if pull is None else each(pull)
    not_linear = no("the function is not linear")
    return Primitive(
        name or impl.__name__,
        impl,
        jvp=rules,
        pull=pulls,
        transpose=[
            _without_result(p) if i in linear_in else not_linear for i, p in enumerate(pulls)
        ]
        if linear_in
        else not_linear,
        batch=batch,
        lower=lower,
        outputs=outputs,
        linear="separately" if linear_in else None,
        live=live,
        sweep=sweep_selecting if live is SELECTS else None,
    )


def matrix_function(impl: Function, *, jvp: Rules, **more: Any) -> Primitive:
    """A function of the last two axes, with leading axes that NumPy already maps over."""
    primitive = nonlinear(impl, jvp=jvp, batch=no("set below"), **more)
    primitive.batch = batch_leading(primitive)
    return primitive


def batch_elementwise(primitive: Primitive) -> Function:
    """Line the examples' axes up from the right, so that they broadcast as one example's do."""

    def batch(args: list[Any], mapped: list[bool], size: int, params: dict[str, Any]) -> Any:
        rank = max(getattr(x, "ndim", 0) - m for x, m in zip(args, mapped, strict=True))
        aligned = [
            np.reshape(x, (size, *(1,) * (rank + 1 - x.ndim), *x.shape[1:]))
            if m and x.ndim <= rank
            else x
            for x, m in zip(args, mapped, strict=True)
        ]
        return primitive(*aligned, **params)

    return batch


def batch_leading(primitive: Primitive) -> Function:
    """The function already maps over leading axes."""

    def batch(args: list[Any], mapped: list[bool], size: int, params: dict[str, Any]) -> Any:
        return primitive(*args, **params)

    return batch


def batch_by_loop(primitive: Primitive) -> Function:
    """One example after the other: right for every primitive, and slow."""

    def batch(args: list[Any], mapped: list[bool], size: int, params: dict[str, Any]) -> Any:
        results = [
            primitive(*(x[k] if m else x for x, m in zip(args, mapped, strict=True)), **params)
            for k in range(size)
        ]
        if primitive.outputs is None:
            return np.stack(results)
        return tuple(np.stack(column) for column in zip(*results, strict=True))

    return batch
