"""The gradient of a function that returns one real number."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from funcad.core.constants import COPIED, frozen, require_unchanged
from funcad.core.tape import Tape, carried_back
from funcad.core.tracer import ARGUMENT, Tracer
from funcad.errors import DtypeError, NotScalarError, UnusedInputError
from funcad.pytree import LEAF
from funcad.transforms.arguments import Argnames, Argnums, Chosen, like
from funcad.transforms.frames import opened
from funcad.transforms.limits import outside
from funcad.transforms.vjp import Recording, or_zeros, recorded

float64 = np.float64
FLOAT64 = np.dtype(float64)
ONE = float64(1.0)


def grad(
    fun: Callable[..., Any],
    argnums: Argnums = None,
    has_aux: bool = False,
    holomorphic: bool = False,
    *,
    argnames: Argnames = None,
    strict: bool = False,
) -> Callable[..., Any]:
    """Return a function computing the gradient of `fun`.

    >>> funcad.grad(lambda x: np.sum(x**3))(np.array([1.0, 2.0]))
    array([ 3., 12.])

    `argnums` (default 0) and `argnames` say with respect to which arguments: one gives its
    gradient, a tuple gives a tuple, argnums first.  Arguments are pytrees, and a gradient has its
    argument's structure.  With `has_aux`, fun returns (value, aux) and the result is
    (gradient, aux).  With `strict`, an input that does not influence the result raises instead of
    giving zeros.

    Shapes:  fun: (...) -> ();   a gradient has the shape and dtype of its argument.
    Units:   those of fun's result over those of the argument.
    Cost:    two to four evaluations of `fun`, whatever the number of inputs.
    Raises:  NotScalarError, IntegerInputError, UnusedInputError.
    Complex: ∂f/∂x - i ∂f/∂y for z = x + iy; with `holomorphic`, the complex derivative.
    """
    both = gradient_of("grad", fun, argnums, has_aux, holomorphic, argnames, strict)

    @like(fun)
    def gradient(*args: Any, **kwargs: Any) -> Any:
        value, g = both(args, kwargs)
        return outside((g, value[1]) if has_aux else g)

    return gradient


def value_and_grad(
    fun: Callable[..., Any],
    argnums: Argnums = None,
    has_aux: bool = False,
    holomorphic: bool = False,
    *,
    argnames: Argnames = None,
    strict: bool = False,
) -> Callable[..., Any]:
    """Return a function computing the value of `fun` and its gradient, in one pass.

    >>> funcad.value_and_grad(lambda x: x * x)(3.0)
    (np.float64(9.0), np.float64(6.0))

    The options are those of `grad`; with `has_aux` the result is ((value, aux), gradient).
    """
    both = gradient_of("value_and_grad", fun, argnums, has_aux, holomorphic, argnames, strict)

    @like(fun)
    def value_and_gradient(*args: Any, **kwargs: Any) -> Any:
        return outside(both(args, kwargs))

    return value_and_gradient


def gradient_of(
    transform: str,
    fun: Callable[..., Any],
    argnums: Argnums,
    has_aux: bool,
    holomorphic: bool,
    argnames: Argnames,
    strict: bool,
) -> Callable[..., Any]:
    """A function of (args, kwargs) that gives (value, gradient), or ((value, aux), gradient)."""
    chosen = Chosen(transform, fun, argnums, argnames)
    simple = chosen.is_first and not (has_aux or holomorphic or strict)

    def both(args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        if simple and args:
            x = args[0]
            kind = type(x)
            if kind is float:
                return _of_one(transform, fun, float64(x), args, kwargs)
            if kind is float64 or (kind is np.ndarray and x.dtype is FLOAT64):
                return _of_one(transform, fun, x, args, kwargs)
        selection = chosen.select(args, kwargs)
        if holomorphic and not all(x.dtype.kind == "c" for x in selection.inputs):
            raise DtypeError.holomorphic(transform, fun)
        record = recorded(transform, fun, selection.call, selection.inputs, has_aux)
        value = scalar(transform, fun, record, holomorphic)
        gs = record.cotangents([value.dtype.type(1)], keep=False)
        if strict and any(g is None for g in gs):
            unused = [selection.where(i) for i, g in enumerate(gs) if g is None]
            raise UnusedInputError(transform, fun, unused)
        filled = [or_zeros(g, x) for g, x in zip(gs, selection.inputs, strict=True)]
        gradient = selection.pack(filled)
        value = wrapped(record, value)
        return ((value, record.aux), gradient) if has_aux else (value, gradient)

    return both


def _of_one(
    transform: str, fun: Callable[..., Any], x: Any, args: tuple[Any, ...], kwargs: dict[str, Any]
) -> tuple[Any, Any]:
    """The common case made short: one array or number of doubles, no options."""
    tape = Tape(transform, fun)
    if type(x) is np.ndarray:
        x = x.copy() if x.nbytes <= COPIED else frozen(x, tape.watched)
    source = Tracer(x, next(tape.clock), tape)
    source.version = ARGUMENT
    record = None
    with opened(tape):
        y = fun(source, *args[1:], **kwargs)
        own_scalar = type(y) is Tracer and y.trace is tape and type(y.value) is float64
        if not own_scalar or y.state is not None:
            record = Recording(tape, (x,), y, False)
    if record is not None:
        value = scalar(transform, fun, record, False)
        g = record.cotangents_or_zeros([value.dtype.type(1)], keep=False)[0]
        return wrapped(record, value), g
    if tape.watched:
        require_unchanged(tape.watched)
    cts = carried_back(tape, {y.companion: ONE}, y.companion)
    g = cts.get(0)
    if g is None:
        return y.value, or_zeros(None, x)
    if type(g) is np.ndarray and (g.base is not None or not g.flags.writeable):
        g = g.copy()
    return y.value, g


def wrapped(record: Recording, value: Any) -> Any:
    """The number that the function returned, in what it returned."""
    return value if record.structure is LEAF else record.structure.unflatten([value])


def scalar(transform: str, fun: Callable[..., Any], record: Recording, holomorphic: bool) -> Any:
    """The one real number that the function returned."""
    if not record.structure.is_array:
        raise NotScalarError(transform, fun, record.result)
    value = record.leaves[0]
    if isinstance(value, float):
        value = float64(value)
    allowed = "fc" if holomorphic else "f"
    if getattr(value, "shape", None) != () or value.dtype.kind not in allowed:
        raise NotScalarError(transform, fun, value)
    return value
