"""Products of matrices of derivatives with a vector, without forming the matrix.

`primals` and `tangents` are tuples with one entry per positional argument, as in `jvp`.  A product
has the primals' structure: that of the argument for a single one, a tuple for several.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from funcad.errors import DtypeError
from funcad.pytree import Structure, tree_leaves
from funcad.transforms.grad import scalar
from funcad.transforms.jvp import primals_and_tangents, pushed
from funcad.transforms.limits import outside
from funcad.transforms.linearize import tangents_of
from funcad.transforms.vjp import own, recorded


def hvp(fun: Callable[..., Any], primals: Any, tangents: Any, has_aux: bool = False) -> Any:
    """Return the product of the Hessian of `fun` with a vector.

    >>> funcad.hvp(lambda x: np.sum(x**3), (np.array([1.0, 2.0]),), (np.array([1.0, 10.0]),))
    array([  6., 120.])

    With `has_aux`, fun returns (value, aux) and the result is (product, aux).

    Shapes:  fun: (n,) -> ();   the product has the structure and shapes of the primals.
    Units:   those of fun's result over those of x squared, times those of the tangent.
    Cost:    about two gradients, whatever the number of inputs.
    Raises:  NotScalarError if fun does not return one real number.
    Source:  forward over reverse, Pearlmutter, Neural Computation 6 (1994).
    """
    inputs, directions, structure = primals_and_tangents("hvp", fun, primals, tangents)

    def gradient(xs: list[Any]) -> Any:
        record = recorded("hvp", fun, lambda leaves: fun(*structure.unflatten(leaves)), xs, has_aux)
        value = scalar("hvp", fun, record, False)
        return record.cotangents_or_zeros([value.dtype.type(1)], keep=False), record.aux

    _, products, _, aux = pushed("hvp", fun, gradient, inputs, directions, has_aux=True)
    product = _packed(structure, products, directions)
    return outside((product, aux) if has_aux else product)


def gnvp(
    fun: Callable[..., Any],
    primals: Any,
    tangents: Any,
    loss: Callable[..., Any] | None = None,
    has_aux: bool = False,
) -> Any:
    """Return the product of the Gauss-Newton matrix Jᵀ H J with a vector.

    J is the Jacobian of `fun` and H the Hessian of `loss` at fun(*primals).  Without `loss` it is
    half the sum of squares, and the matrix is Jᵀ J.

    >>> f = lambda x: np.array([x[0] * x[1], x[1]])
    >>> funcad.gnvp(f, (np.array([1.0, 2.0]),), (np.array([1.0, 0.0]),))
    array([4., 2.])

    With `has_aux`, fun returns (value, aux) and the result is (product, aux).

    Shapes:  fun: (n,) -> (m,), loss: (m,) -> ();   the product has the shape of the primals.
    Cost:    one evaluation of `fun`, one product forward and one back; one `hvp` of `loss`.
    Raises:  NotScalarError if loss does not return one real number.
    Source:  Schraudolph, Neural Computation 14 (2002).
    """

    def curvature(y: Any, dy: Any, leaves: list[Any]) -> list[Any]:
        if loss is None:
            return leaves
        return tree_leaves(hvp(loss, (y,), (dy,)))

    return _sandwich("gnvp", fun, primals, tangents, curvature, has_aux)


def fisher_vp(
    log_prob: Callable[..., Any], primals: Any, tangents: Any, has_aux: bool = False
) -> Any:
    """Return the product of the Fisher information of a categorical model with a vector.

    `log_prob` gives the log-probabilities of all classes, normalised, along its last axis; the
    leading axes are examples.  The matrix is the expectation under the model itself, summed over
    the examples (divide by their number for a mean):  F = Σₙ Σₖ pₙₖ ∇log pₙₖ ∇log pₙₖᵀ.

    >>> log_prob = lambda t: np.stack([np.log(t), np.log(1.0 - t)])
    >>> round(float(funcad.fisher_vp(log_prob, (0.2,), (1.0,))), 6)  # 1/(t (1 - t))
    6.25

    With `has_aux`, log_prob returns (value, aux) and the result is (product, aux).

    Shapes:  log_prob: (n,) -> (..., classes);   the product has the shape of the primals.
    Cost:    one evaluation of `log_prob`, one product forward and one back.
    Source:  Martens, Journal of Machine Learning Research 21 (2020), section 5.
    """

    def curvature(y: Any, dy: Any, leaves: list[Any]) -> list[Any]:
        return [np.exp(y) * dy]

    return _sandwich("fisher_vp", log_prob, primals, tangents, curvature, has_aux)


def _sandwich(
    transform: str,
    fun: Callable[..., Any],
    primals: Any,
    tangents: Any,
    curvature: Callable[[Any, Any, list[Any]], list[Any]],
    has_aux: bool,
) -> Any:
    """Jᵀ (curvature of (J · tangents)), from one recording of `fun`."""
    inputs, directions, structure = primals_and_tangents(transform, fun, primals, tangents)
    record = recorded(transform, fun, lambda xs: fun(*structure.unflatten(xs)), inputs, has_aux)
    for leaf in (*inputs, *record.leaves):
        if getattr(leaf, "dtype", np.dtype(float)).kind == "c":
            raise DtypeError.complex_input(transform, "a value", leaf)
    dys = tangents_of(record, directions)
    cts = curvature(record.result, record.structure.unflatten(dys), dys)
    products = record.cotangents_or_zeros(cts, keep=False)
    product = _packed(structure, products, directions)
    return outside((product, record.aux) if has_aux else product)


def _packed(structure: Structure, products: list[Any], directions: list[Any]) -> Any:
    taken = {id(dx) for dx in directions}
    trees = structure.unflatten([own(p, taken) for p in products])
    return trees[0] if len(trees) == 1 else trees
