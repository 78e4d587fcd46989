"""Which arguments a transform acts on, and how values cross its border.

Inside: plain arrays become tracers.  Outside: tracers become what they hold one level below.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import numpy as np

from funcad.core.lift import lift
from funcad.core.tracer import ARGUMENT, Buffer, Trace, Tracer, settle
from funcad.errors import (
    ArgumentError,
    EscapedTracerError,
    IntegerInputError,
    NotDifferentiableError,
)
from funcad.errors.phrasing import described, name_of
from funcad.pytree import LEAF, LEAVES, leaf_paths, tree_flatten

LEAVES.update((Tracer, Buffer))

F = TypeVar("F", bound=Callable[..., Any])

Argnums = int | Sequence[int] | None
Argnames = str | Sequence[str] | None


class Chosen:
    """Which arguments the user chose: argnums first, then argnames; argument 0 by default.

    `single` says that the user named one argument, not a tuple of them.
    """

    __slots__ = ("fun", "names", "nums", "single", "transform")

    def __init__(
        self, transform: str, fun: Callable[..., Any], argnums: Argnums, argnames: Argnames
    ) -> None:
        if not callable(fun):
            raise ArgumentError.not_callable(transform, fun)
        self.transform, self.fun = transform, fun
        if argnums is None and argnames is None:
            argnums = 0
        one_name = isinstance(argnames, str)
        one_num = argnums is not None and not isinstance(argnums, tuple | list)
        nums: Any = () if argnums is None else (argnums,) if one_num else argnums
        for n in nums:
            if not isinstance(n, int | np.integer) or isinstance(n, bool):
                raise ArgumentError(f"argnums must be integers; {transform} was given {n!r}")
        self.nums = [int(n) for n in nums]
        names: Any = () if argnames is None else (argnames,) if one_name else argnames
        self.names: list[str] = list(names)
        for name in self.names:
            if not isinstance(name, str):
                raise ArgumentError(f"argnames must be strings; {transform} was given {name!r}")
        if not self.nums and not self.names:
            raise ArgumentError(f"{transform} was given no argument to differentiate")
        self.single = len(self.nums) + len(self.names) == 1 and (one_num or one_name)

    @property
    def is_first(self) -> bool:
        """Whether it is the first positional argument: the most common choice."""
        return self.single and self.nums == [0]

    def select(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Selection:
        """The chosen arguments of one call."""
        return Selection(self, args, kwargs)


class Selection:
    """The arguments of one call that a transform acts on, and a way to call with others in place.

    `inputs` are their leaves, as arrays that can carry a derivative.
    """

    __slots__ = ("args", "chosen", "inputs", "kwargs", "places", "structures")

    def __init__(self, chosen: Chosen, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        self.chosen, self.args, self.kwargs = chosen, args, kwargs
        self.places: list[int | str] = [self._position(n) for n in chosen.nums]
        self.places += [self._named(name) for name in chosen.names]
        if len(set(self.places)) < len(self.places):
            twice = next(p for k, p in enumerate(self.places) if p in self.places[:k])
            raise ArgumentError(
                f"{chosen.transform} was asked for {self._name(twice)} of "
                f"{name_of(chosen.fun)} more than once"
            )
        flat = [tree_flatten(args[p] if isinstance(p, int) else kwargs[p]) for p in self.places]
        self.structures = [structure for _, structure in flat]
        leaves = [x for xs, _ in flat for x in xs]
        self.inputs = [inexact(chosen.transform, self.where, i, x) for i, x in enumerate(leaves)]

    def call(self, leaves: Sequence[Any]) -> Any:
        """Call the function with these leaves in the selected arguments."""
        args, kwargs = list(self.args), self.kwargs
        for place, tree in zip(self.places, self.join(leaves), strict=True):
            if isinstance(place, int):
                args[place] = tree
            else:
                kwargs = {**kwargs, place: tree}
        return self.chosen.fun(*args, **kwargs)

    def join(self, leaves: Sequence[Any]) -> list[Any]:
        """One tree per selected argument."""
        rest = iter(leaves)
        return [next(rest) if s is LEAF else s.unflatten(rest) for s in self.structures]

    def pack(self, leaves: Sequence[Any]) -> Any:
        """The leaves as the user asked for them: one tree, or a tuple of trees."""
        trees = self.join(leaves)
        return trees[0] if self.chosen.single else tuple(trees)

    def where(self, i: int) -> str:
        """How the user would write the i-th leaf: params["w"][0]."""
        paths = [
            path
            for place, s in zip(self.places, self.structures, strict=True)
            for path in leaf_paths(s, self._name(place))
        ]
        return paths[i]

    def _name(self, place: int | str) -> str:
        return place if isinstance(place, str) else argument_name(self.chosen.fun, place)

    def _position(self, n: int) -> int:
        count = len(self.args)
        if -count <= n < count:
            return n % count
        transform, fun = self.chosen.transform, self.chosen.fun
        raise ArgumentError.missing(transform, fun, n, count)

    def _named(self, name: str) -> int | str:
        if name in self.kwargs:
            return name
        fun = self.chosen.fun
        try:
            bound = inspect.signature(fun).bind(*self.args, **self.kwargs).arguments
        except (TypeError, ValueError):
            bound = {}
        position = list(bound).index(name) if name in bound else len(self.args)
        if position < len(self.args):
            return position
        raise ArgumentError(f"{name_of(fun)} was called without an argument named {name!r}")


def like(fun: Callable[..., Any]) -> Callable[[F], F]:
    """Give a transformed function the name, text and signature of `fun`, whatever kind that is."""

    def name(wrapper: F) -> F:
        wrapper.__name__ = name_of(fun)
        wrapper.__qualname__ = getattr(fun, "__qualname__", None) or wrapper.__name__
        wrapper.__doc__ = getattr(fun, "__doc__", None)
        wrapper.__module__ = getattr(fun, "__module__", None) or wrapper.__module__
        wrapper.__wrapped__ = fun  # type: ignore[attr-defined]
        return wrapper

    return name


def argument_name(fun: Callable[..., Any], position: int) -> str:
    """The name of the positional argument in the function's signature."""
    try:
        names = list(inspect.signature(fun).parameters.values())
    except (TypeError, ValueError):
        return f"argument {position}"
    if position < len(names) and names[position].kind <= inspect.Parameter.POSITIONAL_OR_KEYWORD:
        return names[position].name
    return f"argument {position}"


def inexact(transform: str, where: Callable[[int], str], i: int, x: Any) -> Any:
    """`x` as an array or scalar that can carry a derivative, or the error that says why it cannot.

    `where(i)` is how the user would write it.
    """
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
        raise IntegerInputError(transform, where(i), x)
    elif isinstance(x, np.ndarray | np.generic):
        x = lift(x)
    else:
        raise NotDifferentiableError.not_an_array(transform, where(i), kind)
    dtype = x.dtype
    if dtype.kind == "f" or dtype.kind == "c":
        return x if dtype.isnative else x.astype(dtype.newbyteorder("="))
    if dtype.kind == "O":
        return inexact(transform, where, i, lift(x))
    if dtype.kind in "iub":
        raise IntegerInputError(transform, where(i), x)
    raise NotDifferentiableError(f"{transform} needs numbers; {where(i)} is {described(x)}")


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
    if isinstance(x, np.ndarray) and x.dtype.hasobject:
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
