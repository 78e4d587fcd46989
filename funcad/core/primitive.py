"""What a primitive is: a function with one derivative, and how it is applied to traced arguments.

A rule of `jvp` maps the tangent of one argument to its share of the result's tangent,

    rule(dx, y, *args, **params)          y = primitive(*args, **params)

and a rule of `transpose`, for an argument the primitive is linear in, maps a cotangent of the
result to the cotangent of that argument,

    rule(ct, *args, **params)             args[i] itself is looked at for its shape and dtype only.

Reverse mode asks for `pull`, rule(ct, y, *args, **params), which the families derive from these.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import count
from typing import Any

import numpy as np

from funcad.core.lift import PLAIN, lift
from funcad.core.tracer import Buffer, Trace, Tracer
from funcad.errors import NoDerivativeError

Rule = Callable[..., Any]

OBJECT = np.dtype(object)


class no:
    """A rule that does not exist, with the reason that the user reads."""

    def __init__(self, reason: str) -> None:
        self.reason = reason

    def __call__(self, *args: Any, **params: Any) -> Any:
        raise NoDerivativeError(self.reason)


def zero(*args: Any, **params: Any) -> None:
    """The rule of an argument on which the result depends by steps only: neither tangent
    nor cotangent."""
    return


class EachArgument(Sequence[Rule]):
    """Rules for any number of arguments from one function of (argument number, ...).

    `together`, if given, is the jvp rule of all arguments at once: called with the tangents, None
    where an argument carries none, in place of dx.
    """

    def __init__(self, rule: Rule, together: Rule | None = None) -> None:
        self.rule = rule
        self.together = together

    def __getitem__(self, i: Any) -> Any:
        return lambda *args, **params: self.rule(i, *args, **params)

    def __iter__(self) -> Iterator[Rule]:
        return (self[i] for i in count())

    def __len__(self) -> int:
        raise TypeError("rules for any number of arguments have no length")


class Primitive:
    """A function that traces know how to differentiate, batch and record.

    `linear` says in what it is linear: "jointly" (in all arguments that have rules together, as
    add), "separately" (in each alone, as multiply), or None.  `constant` marks a function whose
    result carries no derivative (comparisons, argmax, floor).  `outputs` is None for one result.
    `view` marks a function whose result NumPy may make share memory with its first argument, and
    `restore(x, y, **params)` then gives x with its seen part replaced by y.
    `exact` promises pull rules whose results have the shape and dtype of the argument.
    `sweep`, if set, replaces the rules in the backward walk: it works on buffers in place.
    `chosen`, of an elementwise selection, has in place of each jvp rule one that gives a pair: the
    same, and where dx was chosen.
    `live` says what the function does with the pattern of live entries: see `liveness`.
    `at_edges` takes its place in a walk that has met edges: see there.
    """

    __slots__ = (
        "at_edges",
        "batch",
        "chosen",
        "constant",
        "exact",
        "impl",
        "jvp",
        "linear",
        "live",
        "lower",
        "name",
        "outputs",
        "pull",
        "reads",
        "restore",
        "sweep",
        "transpose",
        "view",
    )

    def __init__(
        self,
        name: str,
        impl: Callable[..., Any],
        *,
        jvp: Any,  # a sequence of rules, or no("reason"), as pull and transpose
        pull: Any,
        transpose: Any,
        batch: Callable[..., Any] | no,
        lower: str | no,
        linear: str | None = None,
        constant: bool = False,
        outputs: int | None = None,
        view: bool = False,
        restore: Callable[..., Any] | None = None,
        sweep: Callable[..., None] | None = None,
        exact: bool = False,
        live: str | None = None,
        chosen: Sequence[Rule] | None = None,
    ) -> None:
        self.name = name
        self.impl = impl
        self.jvp = jvp
        self.pull = pull
        self.transpose = transpose
        self.batch = batch
        self.lower = lower
        self.linear = linear
        self.constant = constant
        self.outputs = outputs
        self.view = view
        self.restore = restore
        self.sweep = sweep
        self.exact = exact
        self.live = live
        self.chosen = chosen
        self.at_edges: Primitive | None = None
        self.reads: dict[tuple[bool, ...], tuple[bool, list[bool]]] = {}  # see `residuals`
        REGISTRY.append(self)

    def __repr__(self) -> str:
        return f"<primitive {self.name}>"

    def is_linear_in(self, i: int) -> bool:
        """Whether the function is linear in its i-th argument."""
        if self.linear is None or isinstance(self.transpose, no):
            return False
        if not isinstance(self.transpose, EachArgument) and i >= len(self.transpose):
            return False
        return not isinstance(self.transpose[i], no)

    def __call__(self, *args: Any, **params: Any) -> Any:
        top: Trace | None = None
        for x in args:
            kind = type(x)
            if kind is Tracer:
                if top is None or x.trace.level > top.level:
                    top = x.trace
            elif kind is np.ndarray:
                if x.dtype is OBJECT:
                    return self._lifted(args, params)
            elif kind not in PLAIN:
                return self._lifted(args, params)
        if top is None:
            return self.impl(*args, **params)
        return top.process(self, args, params)

    def _lifted(self, args: tuple[Any, ...], params: dict[str, Any]) -> Any:
        y = self(*map(lift, args), **params)
        if any(type(x) is Buffer for x in args):
            return tuple(map(writable, y)) if type(y) is tuple else writable(y)
        return y


def writable(y: Any) -> Any:
    """A result as an array into which traced values may be assigned."""
    return Buffer(y) if type(y) is np.ndarray else y


REGISTRY: list[Primitive] = []
