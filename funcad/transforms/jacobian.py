"""Jacobians: all partial derivatives of all results, of pytrees in and out.

The result has the structure of the function's result, with, in place of each leaf, the structure of
the argument; an entry has the result's shape followed by the argument's.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from funcad.errors import ArgumentError, DtypeError, NotDifferentiableError
from funcad.pytree import Structure
from funcad.transforms.arguments import Argnames, Argnums, Chosen, Selection, like
from funcad.transforms.basis import require_chunk_size, rows, shaped, size_of, split
from funcad.transforms.jvp import pushed
from funcad.transforms.limits import outside
from funcad.transforms.linearize import tangents_of
from funcad.transforms.vjp import Recording, recorded

MODES = ("auto", "fwd", "rev")


def jacobian(
    fun: Callable[..., Any],
    argnums: Argnums = None,
    has_aux: bool = False,
    holomorphic: bool = False,
    *,
    argnames: Argnames = None,
    mode: str = "auto",
    chunk_size: int | None = None,
) -> Callable[..., Any]:
    """Return a function computing the Jacobian of `fun`.

    >>> funcad.jacobian(lambda x: x * x[0])(np.array([2.0, 3.0]))
    array([[4., 0.],
           [3., 2.]])

    `mode` is "fwd" (a direction per input), "rev" (one per output), or "auto": whichever has fewer.
    `chunk_size` bounds how many directions are carried at once.  The other options are those of
    `grad`.

    Shapes:  x: (n,), fun(x): (m,)  ->  (m, n);   in general fun(x).shape + x.shape.
    Units:   those of fun's result over those of the argument.
    Cost:    one evaluation, and one to three for each direction; memory grows with the chunk.
    Raises:  IntegerInputError; DtypeError where complex and real parts do not allow the mode.
    """
    both = jacobian_of("jacobian", fun, argnums, has_aux, holomorphic, argnames, mode, chunk_size)

    @like(fun)
    def jacobian_matrix(*args: Any, **kwargs: Any) -> Any:
        value, jac = both(args, kwargs)
        return (jac, value[1]) if has_aux else jac

    return jacobian_matrix


def jacfwd(
    fun: Callable[..., Any],
    argnums: Argnums = None,
    has_aux: bool = False,
    holomorphic: bool = False,
    *,
    argnames: Argnames = None,
    chunk_size: int | None = None,
) -> Callable[..., Any]:
    """Return a function computing the Jacobian of `fun` in forward mode.

    >>> funcad.jacfwd(np.sin)(0.0)
    np.float64(1.0)

    One direction is carried per input.  Options, shapes and errors are those of `jacobian`.
    """
    return jacobian(
        fun,
        argnums,
        has_aux,
        holomorphic,
        argnames=argnames,
        mode="fwd",
        chunk_size=chunk_size,
    )


def jacrev(
    fun: Callable[..., Any],
    argnums: Argnums = None,
    has_aux: bool = False,
    holomorphic: bool = False,
    *,
    argnames: Argnames = None,
    chunk_size: int | None = None,
) -> Callable[..., Any]:
    """Return a function computing the Jacobian of `fun` in reverse mode.

    >>> funcad.jacrev(lambda x: np.sum(x * x))(np.array([1.0, 2.0]))
    array([2., 4.])

    One direction is carried per result.  Options, shapes and errors are those of `jacobian`.
    """
    return jacobian(
        fun,
        argnums,
        has_aux,
        holomorphic,
        argnames=argnames,
        mode="rev",
        chunk_size=chunk_size,
    )


def value_and_jacobian(
    fun: Callable[..., Any],
    argnums: Argnums = None,
    has_aux: bool = False,
    holomorphic: bool = False,
    *,
    argnames: Argnames = None,
    mode: str = "auto",
    chunk_size: int | None = None,
) -> Callable[..., Any]:
    """Return a function computing the value of `fun` and its Jacobian, evaluating `fun` once.

    >>> value, jac = funcad.value_and_jacobian(lambda x: x * x)(np.array([1.0, 3.0]))
    >>> value
    array([1., 9.])
    >>> jac
    array([[2., 0.],
           [0., 6.]])

    The options are those of `jacobian`; with `has_aux` the result is ((value, aux), jacobian).
    """
    transform = "value_and_jacobian"
    both = jacobian_of(transform, fun, argnums, has_aux, holomorphic, argnames, mode, chunk_size)

    @like(fun)
    def value_and_jacobian_matrix(*args: Any, **kwargs: Any) -> Any:
        return both(args, kwargs)

    return value_and_jacobian_matrix


def jacobian_of(
    transform: str,
    fun: Callable[..., Any],
    argnums: Argnums,
    has_aux: bool,
    holomorphic: bool,
    argnames: Argnames,
    mode: str,
    chunk_size: int | None,
) -> Callable[..., Any]:
    """A function of (args, kwargs) that gives (value, jacobian), or ((value, aux), jacobian)."""
    chosen = Chosen(transform, fun, argnums, argnames)
    if mode not in MODES:
        raise ArgumentError(f'{transform}: mode is "auto", "fwd" or "rev", not {mode!r}')
    require_chunk_size(transform, chunk_size)

    def both(args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        selection = chosen.select(args, kwargs)
        inputs = selection.inputs
        _require_inputs(selection, mode, holomorphic)
        n = size_of(inputs)
        if mode == "fwd" and 0 < n <= (chunk_size or n):
            ys, blocks, structure, aux = _in_one_pass(selection, has_aux, holomorphic)
        else:
            record = recorded(transform, fun, selection.call, inputs, has_aux)
            ys, structure, aux = record.leaves, record.structure, record.aux
            ys = _require_results(transform, ys, holomorphic)
            if _forward(mode, n, inputs, ys, holomorphic):
                blocks = _by_inputs(transform, record, ys, chunk_size)
            else:
                _require_real_results(transform, ys, holomorphic)
                blocks = _by_results(transform, record, ys, holomorphic, chunk_size)
        jac = structure.unflatten([selection.pack(row) for row in blocks])
        value = structure.unflatten(ys)
        return outside(((value, aux), jac) if has_aux else (value, jac))

    return both


def _forward(mode: str, n: int, inputs: list[Any], ys: list[Any], holomorphic: bool) -> bool:
    """Whether to go forward: where "auto" may choose, the way with fewer directions."""
    if mode != "auto":
        return mode == "fwd"
    if not holomorphic and any(x.dtype.kind == "c" for x in inputs):
        return False
    if not holomorphic and any(y.dtype.kind == "c" for y in ys):
        return True
    return n <= size_of(ys)


Blocks = list[list[Any]]  # blocks[i][j]: the derivative of the i-th result by the j-th input


def _in_one_pass(
    selection: Selection, has_aux: bool, holomorphic: bool
) -> tuple[list[Any], Blocks, Structure, Any]:
    """Values and tangents of all inputs' directions together, with nothing recorded."""
    chosen, inputs = selection.chosen, selection.inputs
    found: list[Any] = []

    def push(dxs: list[Any]) -> list[Any]:
        ys, dys, *rest = pushed(chosen.transform, chosen.fun, selection.call, inputs, dxs, has_aux)
        found[:] = [_require_results(chosen.transform, ys, holomorphic), *rest]
        return dys

    columns = rows(chosen.transform, chosen.fun, push, inputs)
    ys, structure, aux = found
    return ys, _from_columns(columns, ys, inputs), structure, aux


def _by_inputs(transform: str, record: Recording, ys: list[Any], chunk_size: int | None) -> Blocks:
    inputs = record.inputs
    if not size_of(inputs):
        return [[np.zeros((*y.shape, *x.shape), y.dtype) for x in inputs] for y in ys]
    fun: Any = record.tape.fun
    columns = rows(transform, fun, lambda dxs: tangents_of(record, dxs), inputs, chunk_size)
    return _from_columns(columns, ys, inputs)


def _from_columns(columns: list[Any], ys: list[Any], inputs: Sequence[Any]) -> Blocks:
    """(n, *result) per result  ->  (*result, *input) per result and input."""
    return [
        [
            shaped(np.moveaxis(part, 0, -1), (*y.shape, *x.shape))
            for part, x in zip(split(column, inputs), inputs, strict=True)
        ]
        for column, y in zip(columns, ys, strict=True)
    ]


def _by_results(
    transform: str,
    record: Recording,
    ys: list[Any],
    holomorphic: bool,
    chunk_size: int | None,
) -> Blocks:
    inputs = record.inputs
    if not size_of(ys):
        return [[np.zeros((*y.shape, *x.shape), x.dtype) for x in inputs] for y in ys]
    fun: Any = record.tape.fun

    def pull(cts: list[Any]) -> list[Any]:
        return record.cotangents_or_zeros(cts, keep=True)

    by_input = [split(column, ys) for column in rows(transform, fun, pull, ys, chunk_size)]
    return [
        [shaped(parts[i], (*y.shape, *x.shape)) for parts, x in zip(by_input, inputs, strict=True)]
        for i, y in enumerate(ys)
    ]


def _require_inputs(selection: Selection, mode: str, holomorphic: bool) -> None:
    chosen = selection.chosen
    is_complex = [x.dtype.kind == "c" for x in selection.inputs]
    if holomorphic and not all(is_complex):
        raise DtypeError.holomorphic(chosen.transform, chosen.fun)
    if mode == "fwd" and not holomorphic and any(is_complex):
        i = is_complex.index(True)
        raise DtypeError.complex_input(chosen.transform, selection.where(i), selection.inputs[i])


def _require_results(transform: str, ys: list[Any], holomorphic: bool) -> list[Any]:
    """The results as arrays that have a derivative."""
    ys = [np.float64(y) if type(y) is float else y for y in ys]
    for y in ys:
        kind = getattr(getattr(y, "dtype", None), "kind", "")
        if kind not in ("f", "c"):
            raise NotDifferentiableError.result(transform, y)
        if holomorphic and kind != "c":
            raise DtypeError.holomorphic_result(transform, y)
    return ys


def _require_real_results(transform: str, ys: list[Any], holomorphic: bool) -> None:
    for y in ys:
        if not holomorphic and y.dtype.kind == "c":
            raise DtypeError.complex_result(transform, y)
