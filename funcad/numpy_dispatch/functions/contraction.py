"""NumPy's products: dot, tensordot, einsum and their relations, with NumPy's signatures.

Only `vdot`, `vecdot` and `vecmat` conjugate, their first argument.  An einsum of more than two
operands is contracted in pairs, in the order that np.einsum_path finds.
"""

from __future__ import annotations

import operator
import warnings
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.lib.array_utils import normalize_axis_index

from funcad.numpy_dispatch.lengths import product, sum_of_products
from funcad.numpy_dispatch.operands import cast, operand
from funcad.numpy_dispatch.subscripts import parsed, subscripts_of, tensordot_terms
from funcad.numpy_dispatch.tables import UFUNCS, implements
from funcad.primitives import contraction
from funcad.primitives.arithmetic import multiply
from funcad.primitives.contraction import conjugated, matmul
from funcad.primitives.einsum import contract, extract


def flat(x: Any) -> Any:
    return x if x.ndim == 1 else np.reshape(x, (-1,))


@implements(np.dot, method="dot")
def dot(a: Any, b: Any, out: Any = None) -> Any:
    a, b = operand(a), operand(b)
    if a.ndim == 0 or b.ndim == 0:
        return product(multiply, a, b)
    if b.ndim <= 2:
        return product(matmul, a, b)
    return tensordot(a, b, ((-1,), (-2,)))


@implements(np.inner)
def inner(a: Any, b: Any, /) -> Any:
    a, b = operand(a), operand(b)
    if a.ndim == 0 or b.ndim == 0:
        return product(multiply, a, b)
    return product(matmul, a, b) if b.ndim == 1 else tensordot(a, b, ((-1,), (-1,)))


@implements(np.vdot)
def vdot(a: Any, b: Any, /) -> Any:
    x = flat(operand(a))
    return product(matmul, conjugated(x), x if b is a else flat(operand(b)))


@implements(np.outer)
def outer(a: Any, b: Any, out: Any = None) -> Any:
    return contract(flat(operand(a)), flat(operand(b)), xs="a", ys="b", out="ab")


@implements(np.tensordot, np.linalg.tensordot)
def tensordot(a: Any, b: Any, axes: Any = 2) -> Any:
    a, b = operand(a), operand(b)
    if isinstance(axes, Sequence | np.ndarray):
        axes_a, axes_b = (_axes(x) for x in axes)
    else:
        n = operator.index(axes)
        axes_a, axes_b = tuple(range(-n, 0)), tuple(range(n))
    if len(set(axes_a)) != len(axes_a) or len(set(axes_b)) != len(axes_b):
        raise ValueError("duplicate axes are not allowed in tensordot")
    pairs = zip(axes_a, axes_b, strict=False)
    if len(axes_a) != len(axes_b) or any(a.shape[i] != b.shape[j] for i, j in pairs):
        raise ValueError("shape-mismatch for sum")
    xs, ys, out = tensordot_terms(
        a.ndim, b.ndim, tuple(i % a.ndim for i in axes_a), tuple(j % b.ndim for j in axes_b)
    )
    return sum_of_products(a, b, xs, ys, out)


def _axes(axes: Any) -> tuple[int, ...]:
    return tuple(axes) if isinstance(axes, Sequence | np.ndarray) and np.ndim(axes) else (axes,)


@implements(np.kron)
def kron(a: Any, b: Any) -> Any:
    a, b = operand(a), operand(b)
    if a.ndim == 0 or b.ndim == 0:
        return product(multiply, a, b)
    rank = max(a.ndim, b.ndim)
    shape_a = (1,) * (rank - a.ndim) + a.shape
    shape_b = (1,) * (rank - b.ndim) + b.shape
    a, b = (x if x.shape == s else np.reshape(x, s) for x, s in ((a, shape_a), (b, shape_b)))
    xs, ys, _ = tensordot_terms(rank, rank, (), ())
    both = "".join(c + d for c, d in zip(xs, ys, strict=True))
    shape = tuple(m * n for m, n in zip(shape_a, shape_b, strict=True))
    return np.reshape(contract(a, b, xs=xs, ys=ys, out=both), shape)


@implements(np.einsum)
def einsum(
    *operands: Any,
    out: Any = None,
    optimize: Any = False,
    dtype: Any = None,
    order: str = "K",
    casting: str = "safe",
) -> Any:
    subscripts, arrays = subscripts_of(operands)
    arrays = [operand(x) for x in arrays]
    if dtype is not None:
        arrays = [_cast(x, np.dtype(dtype), casting) for x in arrays]
    if optimize is True or (optimize is False and len(arrays) > 2):
        optimize = "greedy"
    elif isinstance(optimize, list):
        optimize = tuple(tuple(step) if isinstance(step, list) else step for step in optimize)
    plan = parsed(subscripts, tuple(x.shape for x in arrays), optimize)
    if plan.simple:
        return sum_of_products(arrays[0], arrays[1], plan.terms[0], plan.terms[1], plan.out)
    terms = list(plan.terms)
    for i, term in enumerate(terms):
        arrays[i], terms[i] = _squeezed(arrays[i], term, plan.sizes)
    for i, term in enumerate(terms):
        wanted = {*plan.out}.union(*terms[:i], *terms[i + 1 :])
        arrays[i], terms[i] = _reduced(arrays[i], term, wanted)
    for i, j in plan.pairs:
        x, xs, y, ys = arrays.pop(i), terms.pop(i), arrays.pop(j), terms.pop(j)
        wanted = {*plan.out}.union(*terms)
        made = "".join(dict.fromkeys(c for c in xs + ys if c in wanted)) if terms else plan.out
        arrays.append(sum_of_products(x, y, xs, ys, made))
        terms.append(made)
    order_of_axes = tuple(terms[0].index(c) for c in plan.out)
    y = arrays[0]
    return y if terms[0] == plan.out else np.transpose(y, order_of_axes)


def _squeezed(x: Any, term: str, sizes: dict[str, int]) -> tuple[Any, str]:
    """One operand without the axes of size 1 that broadcast against another's."""
    kept = [(n, c) for n, c in zip(x.shape, term, strict=True) if n == sizes[c]]
    if len(kept) == len(term):
        return x, term
    return np.reshape(x, tuple(n for n, _ in kept)), "".join(c for _, c in kept)


def _reduced(x: Any, term: str, wanted: set[str]) -> tuple[Any, str]:
    """One operand with each letter once, and only letters that something else wants."""
    once = "".join(dict.fromkeys(term))
    if once != term:
        x = extract(x, xs=term, out=once)
    alone = tuple(i for i, c in enumerate(once) if c not in wanted)
    if alone:
        x = np.sum(x, axis=alone)
    return x, "".join(c for c in once if c in wanted)


def _cast(x: Any, dtype: np.dtype[Any], casting: Any) -> Any:
    if not np.can_cast(x.dtype, dtype, casting):
        raise TypeError(f"Cannot cast operand from {x.dtype} to {dtype} by the rule {casting!r}")
    return cast(x, dtype)


@implements(np.einsum_path)
def einsum_path(*operands: Any, optimize: Any = "greedy", einsum_call: Any = False) -> Any:
    subscripts, arrays = subscripts_of(operands)
    shapes = [np.broadcast_to(np.float64(0), operand(x).shape) for x in arrays]
    return np.einsum_path(subscripts, *shapes, optimize=optimize, einsum_call=einsum_call)


def _of_one_length(name: str, x: Any, i: int, y: Any, j: int) -> tuple[Any, Any]:
    """The operands of a product over these axes, where einsum would stretch a length of 1."""
    x, y = operand(x), operand(y)
    if x.ndim >= -i and y.ndim >= -j and x.shape[i] != y.shape[j]:
        raise ValueError(f"{name}: operands of shapes {x.shape} and {y.shape} do not match")
    return x, y


def vecdot(x1: Any, x2: Any, /) -> Any:
    x1, x2 = _of_one_length("vecdot", x1, -1, x2, -1)
    return einsum("...i,...i->...", conjugated(x1), x2)


def matvec(x1: Any, x2: Any, /) -> Any:
    return einsum("...ij,...j->...i", *_of_one_length("matvec", x1, -1, x2, -1))


def vecmat(x1: Any, x2: Any, /) -> Any:
    x1, x2 = _of_one_length("vecmat", x1, -1, x2, -2)
    return einsum("...i,...ij->...j", conjugated(x1), x2)


for name, f in {"vecdot": vecdot, "matvec": matvec, "vecmat": vecmat}.items():
    if hasattr(np, name):  # the last two are new in NumPy 2.2
        UFUNCS[getattr(np, name)] = f


@implements(np.cross)
def cross(
    a: Any, b: Any, axisa: int = -1, axisb: int = -1, axisc: int = -1, axis: int | None = None
) -> Any:
    if axis is not None:
        axisa, axisb, axisc = (axis,) * 3
    a, b = operand(a), operand(b)
    if a.ndim < 1 or b.ndim < 1:
        raise ValueError("At least one array has zero dimension")
    a = np.moveaxis(a, normalize_axis_index(axisa, a.ndim, "axisa"), -1)
    b = np.moveaxis(b, normalize_axis_index(axisb, b.ndim, "axisb"), -1)
    sizes = {a.shape[-1], b.shape[-1]}
    if not sizes <= {2, 3}:
        raise ValueError("incompatible dimensions for cross product\n(dimension must be 2 or 3)")
    if 2 in sizes:
        warnings.warn(
            "Arrays of 2-dimensional vectors are deprecated. Use arrays of 3-dimensional vectors "
            "instead. (deprecated in NumPy 2.0)",
            DeprecationWarning,
            stacklevel=3,
        )
    if sizes == {2}:
        return a[..., 0] * b[..., 1] - a[..., 1] * b[..., 0]
    y = contraction.cross(*(_in_space(x) for x in (a, b)))
    return np.moveaxis(y, -1, normalize_axis_index(axisc, y.ndim, "axisc"))


def _in_space(x: Any) -> Any:
    """(..., 2)  ->  (..., 3), with a third component of zero."""
    if x.shape[-1] == 3:
        return x
    return np.concatenate([x, np.zeros((*x.shape[:-1], 1), x.dtype)], axis=-1)


@implements(np.linalg.multi_dot)
def multi_dot(arrays: Any, *, out: Any = None) -> Any:
    arrays = [operand(x) for x in arrays]
    if len(arrays) < 2:
        raise ValueError("Expecting at least two arrays.")
    for i, x in enumerate(arrays):
        allowed = (1, 2) if i in (0, len(arrays) - 1) else (2,)
        if x.ndim not in allowed:
            raise np.linalg.LinAlgError(
                f"{x.ndim}-dimensional array given. Array must be two-dimensional"
            )
    first, last = arrays[0], arrays[-1]
    rows = first.shape[0] if first.ndim == 2 else 1
    columns = last.shape[1] if last.ndim == 2 else 1
    sizes = (rows, *(x.shape[0] for x in arrays[1:]), columns)
    return _chain(arrays, 0, len(arrays), _best_splits(sizes))


def _chain(arrays: list[Any], start: int, stop: int, splits: dict[tuple[int, int], int]) -> Any:
    if stop - start == 1:
        return arrays[start]
    at = splits[start, stop]
    return matmul(_chain(arrays, start, at, splits), _chain(arrays, at, stop, splits))


@lru_cache(maxsize=256)
def _best_splits(sizes: tuple[int, ...]) -> dict[tuple[int, int], int]:
    """Where to split each stretch of a chain of matrices, at the least number of products.

    Matrix i is (sizes[i], sizes[i + 1]).  Source: Cormen et al., Introduction to Algorithms, 15.2.
    """
    n = len(sizes) - 1
    cost = {(i, i + 1): 0 for i in range(n)}
    splits: dict[tuple[int, int], int] = {}
    for length in range(2, n + 1):
        for i in range(n - length + 1):
            j = i + length
            choices = {
                k: cost[i, k] + cost[k, j] + sizes[i] * sizes[k] * sizes[j] for k in range(i + 1, j)
            }
            splits[i, j] = min(choices, key=choices.__getitem__)
            cost[i, j] = choices[splits[i, j]]
    return splits
