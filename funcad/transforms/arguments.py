"""Which arguments a transform acts on, and how values cross its border.

Inside: plain arrays become tracers.  Outside: tracers become what they hold one level below.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from funcad.core.lift import lift
from funcad.core.tracer import ARGUMENT, Buffer, Trace, Tracer, settle
from funcad.errors import (
    ArgumentError,
    EscapedTracerError,
    IntegerInputError,
    NotDifferentiableError,
    described,
    message,
    name_of,
)

Argnums = int | Sequence[int] | None
Argnames = str | Sequence[str] | None


class Selection:
    """The arguments of one call that a transform acts on, and a way to call with others in place.

    `single` says that the user named one argument, not a tuple of them.
    """

    __slots__ = ("args", "fun", "kwargs", "names", "places", "single", "transform")

    def __init__(
        self,
        transform: str,
        fun: Callable[..., Any],
        argnums: Argnums,
        argnames: Argnames,
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> None:
        self.transform, self.fun = transform, fun
        self.args, self.kwargs = args, kwargs
        if argnums is None and argnames is None:
            argnums = 0
        single_num = argnums is not None and not isinstance(argnums, Sequence)
        nums = () if argnums is None else (argnums,) if single_num else tuple(argnums)  # type: ignore[arg-type]
        strings = () if argnames is None else (argnames,) if isinstance(argnames, str) else tuple(argnames)
        self.single = len(nums) + len(strings) == 1 and (single_num or isinstance(argnames, str))
        self.places = [self._position(n) for n in nums] + [self._named(s) for s in strings]

    @property
    def trees(self) -> list[Any]:
        """The selected arguments."""
        return [self.args[p] if isinstance(p, int) else self.kwargs[p] for p in self.places]

    def call(self, trees: Sequence[Any]) -> Any:
        """Call the function with `trees` in place of the selected arguments."""
        args, kwargs = list(self.args), self.kwargs
        for place, tree in zip(self.places, trees, strict=True):
            if isinstance(place, int):
                args[place] = tree
            else:
                kwargs = {**kwargs, place: tree}
        return self.fun(*args, **kwargs)

    def pack(self, results: Sequence[Any]) -> Any:
        """One result per selected argument: alone for a single one, else a tuple."""
        return results[0] if self.single else tuple(results)

    def name(self, i: int) -> str:
        """The user's name of the i-th selected argument."""
        place = self.places[i]
        return place if isinstance(place, str) else argument_name(self.fun, place)

    def _position(self, n: Any) -> int:
        if not isinstance(n, int | np.integer) or isinstance(n, bool):
            raise ArgumentError(f"argnums must be integers; {self.transform} was given {n!r}")
        count = len(self.args)
        if not -count <= n < count:
            raise ArgumentError(
                message(
                    f"{self.transform} was asked for argument {n} of {name_of(self.fun)}, "
                    f"which was called with {count} positional argument{'s' * (count != 1)}",
                    [("to name a keyword", f"{self.transform}({name_of(self.fun)}, argnames='...')")],
                )
            )
        return int(n) % count

    def _named(self, name: str) -> int | str:
        if name in self.kwargs:
            return name
        try:
            bound = inspect.signature(self.fun).bind(*self.args, **self.kwargs).arguments
        except (TypeError, ValueError):
            bound = {}
        position = list(bound).index(name) if name in bound else len(self.args)
        if position < len(self.args):
            return position
        raise ArgumentError(f"{name_of(self.fun)} was called without an argument named {name!r}")


def argument_name(fun: Callable[..., Any], position: int) -> str:
    """The name of the positional argument in the function's signature."""
    try:
        names = list(inspect.signature(fun).parameters.values())
    except (TypeError, ValueError):
        return f"argument {position}"
    if position < len(names) and names[position].kind <= inspect.Parameter.POSITIONAL_OR_KEYWORD:
        return names[position].name
    return f"argument {position}"


def inexact(transform: str, where: Callable[[], str], x: Any) -> Any:
    """`x` as an array or scalar that can carry a derivative, or the error that says why it cannot."""
    kind = type(x)
    if kind is float:
        return np.float64(x)
    if kind is np.ndarray or kind is np.float64 or kind is Tracer:
        pass
    elif kind is Buffer:
        settle(x)
        x = x.value
    elif kind is complex:
        return np.complex128(x)
    elif isinstance(x, bool | int | np.integer | np.bool_):
        raise IntegerInputError(transform, where(), x)
    elif isinstance(x, np.ndarray | np.generic):
        x = lift(x)
    else:
        raise NotDifferentiableError(
            message(
                f"{transform} needs numbers or arrays; {where()} is of type {kind.__name__}",
                [
                    ("to leave it out", "choose the other arguments with argnums"),
                    ("to let it hold arrays", "funcad.register_pytree_node"),
                ],
            )
        )
    dtype = x.dtype
    if dtype.kind == "f" or dtype.kind == "c":
        return x if dtype.isnative else x.astype(dtype.newbyteorder("="))
    if dtype.kind == "O":
        return inexact(transform, where, lift(x))
    if dtype.kind in "iub":
        raise IntegerInputError(transform, where(), x)
    raise NotDifferentiableError(f"{transform} needs numbers; {where()} is {described(x)}")


def as_argument(tracer: Tracer) -> Tracer:
    """Mark a tracer as standing for an argument: a write to it raises."""
    tracer.version = ARGUMENT
    return tracer


def leave(x: Any) -> Any:
    """A leaf of a result as it leaves a transform: no lists of tracers, no buffers."""
    kind = type(x)
    if kind is Tracer:
        if x.state is not None:
            settle(x)
        if not x.trace.alive:
            raise EscapedTracerError(x.trace.transform, x.trace.fun)
        return x
    if kind is Buffer:
        settle(x)
        return x.value.copy()
    if kind is np.ndarray and x.dtype.hasobject:
        return lift(x)
    return x


def below(x: Any, trace: Trace) -> Any:
    """What `x` is for those outside `trace`."""
    x = leave(x)
    return x.value if type(x) is Tracer and x.trace is trace else x


def split_aux(transform: str, fun: Callable[..., Any], out: Any, has_aux: bool) -> tuple[Any, Any]:
    """(result, aux) of a function that returns both, or (result, None)."""
    if not has_aux:
        return out, None
    if not isinstance(out, tuple) or len(out) != 2:
        raise ArgumentError(
            f"{transform} with has_aux=True needs a function that returns a pair (result, aux); "
            f"{name_of(fun)} returned {described(out)}"
        )
    return out
