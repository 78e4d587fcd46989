"""Second derivatives: the Hessian, its diagonal and its trace."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from funcad.errors import DtypeError, NotScalarError
from funcad.transforms.arguments import Argnames, Argnums, Chosen, Selection, like
from funcad.transforms.basis import (
    applied,
    basis,
    chunks,
    require_chunk_size,
    shaped,
    size_of,
    split,
)
from funcad.transforms.grad import gradient_of
from funcad.transforms.jacobian import jacobian_of
from funcad.transforms.jvp import pushed
from funcad.transforms.limits import outside


def hessian(
    fun: Callable[..., Any],
    argnums: Argnums = None,
    has_aux: bool = False,
    holomorphic: bool = False,
    *,
    argnames: Argnames = None,
    chunk_size: int | None = None,
) -> Callable[..., Any]:
    """Return a function computing the matrix of second derivatives of `fun`.

    >>> f = lambda x: np.sum(x * x * x)
    >>> funcad.hessian(f)(np.array([1.0, 2.0]))
    array([[ 6.,  0.],
           [ 0., 12.]])

    `chunk_size` bounds how many directions are carried at once.  The other options are those of
    `grad`; of a pytree the Hessian has the gradient's structure with an argument's in each leaf.

    Shapes:  fun: (n,) -> ();   hessian(fun): (n,) -> (n, n), symmetric.
    Units:   those of fun's result over those of x squared (J and m give J/m²).
    Cost:    n gradients, run as one batch; memory grows n-fold.
    Raises:  NotScalarError if fun does not return one real number.
    Source:  forward over reverse, Griewank & Walther, Evaluating Derivatives (SIAM, 2008).
    """
    both = _hessian_of("hessian", fun, argnums, has_aux, holomorphic, argnames, chunk_size)

    @like(fun)
    def hessian_matrix(*args: Any, **kwargs: Any) -> Any:
        value, matrix = both(args, kwargs)
        return (matrix, value[1]) if has_aux else matrix

    return hessian_matrix


def value_and_hessian(
    fun: Callable[..., Any],
    argnums: Argnums = None,
    has_aux: bool = False,
    holomorphic: bool = False,
    *,
    argnames: Argnames = None,
    chunk_size: int | None = None,
) -> Callable[..., Any]:
    """Return a function computing the value of `fun` and its Hessian.

    >>> funcad.value_and_hessian(lambda x: x**3)(2.0)
    (np.float64(8.0), np.float64(12.0))

    The options are those of `hessian`; with `has_aux` the result is ((value, aux), hessian).
    """
    transform = "value_and_hessian"
    both = _hessian_of(transform, fun, argnums, has_aux, holomorphic, argnames, chunk_size)

    @like(fun)
    def value_and_hessian_matrix(*args: Any, **kwargs: Any) -> Any:
        return both(args, kwargs)

    return value_and_hessian_matrix


def _hessian_of(
    transform: str,
    fun: Callable[..., Any],
    argnums: Argnums,
    has_aux: bool,
    holomorphic: bool,
    argnames: Argnames,
    chunk_size: int | None,
) -> Callable[..., Any]:
    """A function of (args, kwargs) that gives (value, hessian), or ((value, aux), hessian)."""
    both = gradient_of(transform, fun, argnums, has_aux, holomorphic, argnames, False)

    @like(fun)
    def gradient_and_value(*args: Any, **kwargs: Any) -> Any:
        value, gradient = both(args, kwargs)
        return gradient, value

    jac = jacobian_of(
        transform, gradient_and_value, argnums, True, holomorphic, argnames, "fwd", chunk_size
    )

    def value_and_matrix(args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        (_, value), matrix = jac(args, kwargs)
        return value, matrix

    return value_and_matrix


def hessian_diag(
    fun: Callable[..., Any],
    argnums: Argnums = None,
    has_aux: bool = False,
    *,
    argnames: Argnames = None,
    chunk_size: int | None = None,
) -> Callable[..., Any]:
    """Return a function computing the diagonal of the Hessian of `fun`: ∂²f/∂xᵢ² for every i.

    >>> funcad.hessian_diag(lambda x: np.sum(x**3) + x[0] * x[1])(np.array([1.0, 2.0]))
    array([ 6., 12.])

    The options are those of `hessian`.

    Shapes:  fun: (...) -> ();   the diagonal has the structure and shapes of the argument.
    Units:   those of fun's result over those of x squared.
    Cost:    n evaluations of `fun` on numbers with two tangents, as one batch; nothing recorded.
    Raises:  NotScalarError if fun does not return one real number.
    Source:  exact, forward over forward: the second derivative along each coordinate.
    """
    chosen = Chosen("hessian_diag", fun, argnums, argnames)
    require_chunk_size("hessian_diag", chunk_size)

    @like(fun)
    def diagonal(*args: Any, **kwargs: Any) -> Any:
        selection = chosen.select(args, kwargs)
        second = SecondDerivatives(selection, has_aux)
        parts = [second.along(*c) for c in chunks(size_of(selection.inputs), chunk_size)]
        if not parts:
            return second.without_inputs(selection.pack(selection.inputs))
        second.require_scalar()
        column = np.concatenate([part[0] for part in parts])
        leaves = selection.inputs
        pairs = zip(split(column, leaves), leaves, strict=True)
        entries = selection.pack([shaped(part, x.shape) for part, x in pairs])
        return outside((entries, second.aux) if has_aux else entries)

    return diagonal


def laplacian(
    fun: Callable[..., Any],
    argnums: Argnums = None,
    has_aux: bool = False,
    *,
    argnames: Argnames = None,
    chunk_size: int | None = None,
) -> Callable[..., Any]:
    """Return a function computing the Laplacian of `fun`: the sum of its ∂²f/∂xᵢ² over all i.

    >>> funcad.laplacian(lambda x: np.sum(x**3))(np.array([1.0, 2.0]))
    np.float64(18.0)

    The result of `fun` may be any pytree of arrays: the Laplacian of each entry.  The options are
    those of `hessian`.

    Shapes:  that of fun's result.
    Units:   those of fun's result over those of x squared.
    Cost:    n evaluations of `fun` on numbers with two tangents, as one batch; nothing recorded.
    Source:  exact, forward over forward.
    """
    chosen = Chosen("laplacian", fun, argnums, argnames)
    require_chunk_size("laplacian", chunk_size)

    @like(fun)
    def trace(*args: Any, **kwargs: Any) -> Any:
        selection = chosen.select(args, kwargs)
        second = SecondDerivatives(selection, has_aux)
        totals: list[Any] = []
        for start, stop in chunks(size_of(selection.inputs), chunk_size):
            sums = [np.sum(column, axis=0) for column in second.along(start, stop)]
            totals = [a + b for a, b in zip(totals, sums, strict=True)] if totals else sums
        if second.structure is None:
            return second.without_inputs(0.0)
        result = second.structure.unflatten(totals)
        return outside((result, second.aux) if has_aux else result)

    return trace


class SecondDerivatives:
    """The second derivatives of a function along the coordinates of its inputs."""

    def __init__(self, selection: Selection, has_aux: bool) -> None:
        self.selection, self.has_aux = selection, has_aux
        self.structure: Any = None
        self.aux: Any = None
        self.values: list[Any] = []
        chosen = selection.chosen
        for i, x in enumerate(selection.inputs):
            if x.dtype.kind == "c":
                raise DtypeError.complex_input(chosen.transform, selection.where(i), x)

    def along(self, start: int, stop: int) -> list[Any]:
        """Along the coordinates `start` to `stop`: per result (coordinates, *shape)."""
        chosen, inputs = self.selection.chosen, self.selection.inputs

        def second(dxs: list[Any]) -> list[Any]:
            def first(xs: list[Any]) -> Any:
                self.values, dys, self.structure, self.aux = pushed(
                    chosen.transform, chosen.fun, self.selection.call, xs, dxs, self.has_aux
                )
                return dys, self.aux

            _, ddys, _, self.aux = pushed(
                chosen.transform, chosen.fun, first, inputs, dxs, has_aux=True
            )
            return ddys

        return applied(chosen.transform, chosen.fun, second, basis(inputs, start, stop))

    def require_scalar(self) -> None:
        """The function must have returned one real number."""
        chosen = self.selection.chosen
        is_array = self.structure.is_array
        value = self.values[0] if is_array else self.structure.unflatten(self.values)
        if getattr(value, "shape", None) != () or value.dtype.kind != "f":
            raise NotScalarError(chosen.transform, chosen.fun, value)

    def without_inputs(self, result: Any) -> Any:
        """The result where the inputs have no entry."""
        if not self.has_aux:
            return result
        return result, self.selection.call(self.selection.inputs)[1]
