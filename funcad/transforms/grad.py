"""The gradient of a function that returns one real number."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import numpy as np

from funcad.errors import NotScalarError, UnusedInputError, message, name_of
from funcad.pytree import LEAF, leaf_paths, tree_flatten
from funcad.transforms.arguments import Argnames, Argnums, Selection, inexact
from funcad.transforms.vjp import Recording, or_zeros


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

    `argnums` (default 0) and `argnames` say with respect to which arguments: one gives its gradient,
    a tuple gives a tuple, argnums first.  Arguments are pytrees, and a gradient has its argument's
    structure.  With `has_aux`, fun returns (value, aux) and the result is (gradient, aux).  With
    `strict`, an input that does not influence the result raises instead of giving zeros.

    Shapes:  fun: (...) -> ();   a gradient has the shape and dtype of its argument.
    Units:   those of fun's result over those of the argument.
    Cost:    two to four evaluations of `fun`, whatever the number of inputs.
    Raises:  NotScalarError, IntegerInputError, UnusedInputError.
    Complex: ∂f/∂x - i ∂f/∂y for z = x + iy; with `holomorphic`, the complex derivative.
    """
    both = value_and_grad(fun, argnums, has_aux, holomorphic, argnames=argnames, strict=strict)
    both = _call_it(both, "grad")

    @wraps(fun)
    def gradient(*args: Any, **kwargs: Any) -> Any:
        value, g = both(*args, **kwargs)
        return (g, value[1]) if has_aux else g

    return gradient


def _call_it(f: Any, name: str) -> Any:
    f.transform = name
    return f


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

    @wraps(fun)
    def value_and_gradient(*args: Any, **kwargs: Any) -> Any:
        transform = value_and_gradient.transform  # type: ignore[attr-defined]
        chosen = Selection(transform, fun, argnums, argnames, args, kwargs)
        flat = [tree_flatten(tree) for tree in chosen.trees]
        leaves = [x for xs, _ in flat for x in xs]

        def where(i: int) -> str:
            return [p for k, (_, s) in enumerate(flat) for p in leaf_paths(s, chosen.name(k))][i]

        def join(xs: list[Any]) -> list[Any]:
            rest = iter(xs)
            return [next(rest) if s is LEAF else s.unflatten(rest) for _, s in flat]

        inputs = [inexact(transform, lambda i=i: where(i), x) for i, x in enumerate(leaves)]  # type: ignore[misc]
        if holomorphic and not all(x.dtype.kind == "c" for x in inputs):
            raise NotScalarError.holomorphic(transform, fun)
        record = Recording(transform, fun, lambda xs: chosen.call(join(xs)), inputs, has_aux)
        value = _scalar(transform, fun, record, holomorphic)
        gs = record.cotangents([value.dtype.type(1)], keep=False)
        if strict:
            _require_used(transform, fun, gs, where)
        filled = [or_zeros(g, x) for g, x in zip(gs, inputs, strict=True)]
        gradient = chosen.pack(join(filled))
        return ((value, record.aux), gradient) if has_aux else (value, gradient)

    return _call_it(value_and_gradient, "value_and_grad")  # type: ignore[no-any-return]


def _scalar(transform: str, fun: Callable[..., Any], record: Recording, holomorphic: bool) -> Any:
    """The one real number that the function returned."""
    if record.structure is not LEAF:
        raise NotScalarError(transform, fun, record.result)
    value = record.leaves[0]
    if isinstance(value, float):
        value = np.float64(value)
    allowed = "fc" if holomorphic else "f"
    if getattr(value, "shape", None) != () or value.dtype.kind not in allowed:
        raise NotScalarError(transform, fun, value)
    return value


def _require_used(transform: str, fun: Callable[..., Any], gs: list[Any], where: Any) -> None:
    unused = [where(i) for i, g in enumerate(gs) if g is None]
    if unused:
        raise UnusedInputError(
            message(
                f"{transform} with strict=True: {', '.join(unused)} "
                f"{'does' if len(unused) == 1 else 'do'} not influence the result of {name_of(fun)}",
                [("to get zeros instead", "strict=False")],
            )
        )
