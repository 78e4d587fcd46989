"""Products with sums: of matrices and vectors with something added, einsum, tensordot, kron."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from funcad.torch.operators import promoting
from funcad.torch.products import matmul, require_one_dtype
from funcad.torch.registry import add, define
from funcad.torch.tensor import Tensor, applied
from funcad.torch.views import in_place


def labelled(y: Any, label: str) -> Any:
    """`y`, its node under another name."""
    if y._node is not None:
        y._node.label = label
    return y


def require_dims(name: str, *tensors: tuple[str, Tensor, int]) -> None:
    """Refuse tensors with another number of dimensions than a product takes."""
    for what, x, n in tensors:
        if len(x.shape) != n:
            raise RuntimeError(f"{name}: {what} must be {n}D, got {len(x.shape)}D")


@define()
def mm(x: Tensor, mat2: Tensor) -> Any:
    """The product of two matrices."""
    for what, y in (("self", x), ("mat2", mat2)):
        if len(y.shape) != 2:
            raise RuntimeError(f"{what} must be a matrix")
    return matmul(x, mat2)


@define()
def mv(x: Tensor, vec: Tensor) -> Any:
    """The product of a matrix and a vector."""
    require_dims("mv", ("self", x, 2), ("vec", vec, 1))
    return matmul(x, vec)


@define()
def bmm(x: Tensor, mat2: Tensor) -> Any:
    """The products of two stacks of matrices."""
    require_dims("batch1", ("batch1", x, 3), ("batch2", mat2, 3))
    if x.shape[0] != mat2.shape[0]:
        raise RuntimeError(f"batch1 and batch2 have {x.shape[0]} and {mat2.shape[0]} matrices")
    return labelled(matmul(x, mat2), "BmmBackward0")


@define()
def dot(x: Tensor, tensor: Tensor) -> Any:
    """The sum of the products of two vectors' entries."""
    if not isinstance(tensor, Tensor):
        kind = type(tensor).__name__
        raise TypeError(f"dot(): argument 'tensor' (position 2) must be Tensor, not {kind}")
    if len(x.shape) != 1 or len(tensor.shape) != 1:
        dims = f"{len(x.shape)}D and {len(tensor.shape)}D"
        raise RuntimeError(f"1D tensors expected, but got {dims} tensors")
    _require_one_length(x, tensor)
    require_one_dtype("dot", x, tensor)
    return applied(np.dot, (x, tensor), "DotBackward0")


@define()
def vdot(x: Tensor, other: Tensor) -> Any:
    """The dot product, the first vector conjugated."""
    _require_one_length(x, other)
    return applied(np.vdot, (x, other), "VdotBackward0" if x.is_complex() else "DotBackward0")


def _require_one_length(x: Tensor, y: Tensor) -> None:
    if x.shape != y.shape:
        raise RuntimeError(
            "inconsistent tensor size, expected tensor "
            f"[{x.numel()}] and src [{y.numel()}] to have the same number of elements, "
            f"but got {x.numel()} and {y.numel()} elements respectively"
        )


@define()
def inner(x: Tensor, other: Tensor) -> Any:
    """Products summed over the last dimensions."""
    if not x.shape or not other.shape:
        return x * other
    return applied(np.inner, (x, other), "ViewBackward0")


_outer = promoting(lambda x, y: x[:, None] * y, "MulBackward0")


@define("ger")
def outer(x: Tensor, vec2: Tensor) -> Any:
    """All products of an entry of one vector and one of another."""
    require_dims("outer", ("self", x, 1), ("vec2", vec2, 1))
    return _outer(x, vec2)


# name: (the product of the two factors, node)
ADDED: dict[str, tuple[Callable[[Any, Any], Any], str]] = {
    "addmm": (np.matmul, "AddmmBackward0"),
    "addmv": (np.matmul, "AddmvBackward0"),
    "addr": (lambda x, y: x[:, None] * y, "AddrBackward0"),
    "baddbmm": (np.matmul, "BaddbmmBackward0"),
    "addbmm": (lambda x, y: np.sum(np.matmul(x, y), axis=0), "AddbmmBackward0"),
}


def _put_added() -> None:
    for name, (function, label) in ADDED.items():

        def f(
            x: Tensor,
            a: Tensor,
            b: Tensor,
            *,
            beta: Any = 1,
            alpha: Any = 1,
            function: Callable[[Any, Any], Any] = function,
            label: str = label,
        ) -> Any:
            if label != "AddrBackward0":
                _require_matching(a, b)
            require_one_dtype(label, a, b)

            def weighted(h: Any, p: Any, q: Any) -> Any:
                y = function(p, q)
                y = y if alpha == 1 else alpha * y
                shape = np.broadcast_shapes(h.shape, y.shape)
                if beta == 0:  # what is not there may be NaN
                    return np.broadcast_to(y, shape)
                return (h if beta == 1 else beta * h) + y

            return applied(weighted, (x, a, b), label)

        f.__name__ = name
        f.__doc__ = "beta x + alpha (the product of the other two)."
        add(name, f)
        add(f"{name}_", in_place(f), function=False)


def _require_matching(a: Tensor, b: Tensor) -> None:
    if a.shape[-1] != b.shape[-2 if len(b.shape) > 1 else -1]:
        sizes = "x".join(map(str, a.shape)), "x".join(map(str, b.shape))
        raise RuntimeError(f"mat1 and mat2 shapes cannot be multiplied ({sizes[0]} and {sizes[1]})")


_put_added()


@define(method=False)
def einsum(equation: str, *operands: Any) -> Any:
    """The sum of products that subscripts describe.

    >>> torch.einsum("ij,j->i", torch.ones(2, 3), torch.ones(3))
    tensor([3., 3.])
    """
    if not isinstance(equation, str):
        raise TypeError("torch.einsum takes the subscripts first, as text")
    given = (
        operands[0] if len(operands) == 1 and isinstance(operands[0], list | tuple) else operands
    )
    n = len(equation.split("->")[0].split(","))
    if n != len(given):
        more = "fewer" if n > len(given) else "more"
        raise RuntimeError(
            f"einsum(): {more} operands were provided than specified in the equation"
        )
    label = "SumBackward1" if len(given) == 1 else "ViewBackward0"
    try:
        return applied(lambda *hs: np.einsum(equation, *hs), tuple(given), label)
    except ValueError as error:
        raise RuntimeError(f"einsum(): {error}") from None


@define(method=False)
def tensordot(a: Tensor, b: Tensor, dims: Any = 2) -> Any:
    """Products summed over several dimensions of each."""
    axes: Any = dims if isinstance(dims, int) else tuple(map(tuple, dims))
    return applied(lambda h, k: np.tensordot(h, k, axes), (a, b), "ViewBackward0")


@define()
def kron(x: Tensor, other: Tensor) -> Any:
    """The Kronecker product."""
    return promoting(np.kron, "UnsafeViewBackward0")(x, other)


@define(method=False)
def chain_matmul(*matrices: Tensor) -> Any:
    """The product of several matrices."""
    return applied(lambda *hs: np.linalg.multi_dot(hs), matrices, "MmBackward0")


def _distances(x: Any, y: Any, p: float) -> Any:
    difference = np.expand_dims(x, -2) - np.expand_dims(y, -3)
    return np.linalg.vector_norm(difference, ord=p, axis=-1)


@define(method=False)
def cdist(x1: Tensor, x2: Tensor, p: float = 2.0, compute_mode: str = "") -> Any:
    """The distances of each row of one matrix from each of another."""
    return applied(lambda h, k: _distances(h, k, p), (x1, x2), "CdistBackward0")


@define(method=False)
def pdist(x: Tensor, p: float = 2.0) -> Any:
    """The distances of the rows of a matrix from those below."""
    rows, others = np.triu_indices(x.shape[0], 1)

    def f(h: Any) -> Any:
        return np.linalg.vector_norm(h[rows] - h[others], ord=p, axis=-1)

    return applied(f, (x,), "PdistBackward0")


@define()
def dist(x: Tensor, other: Tensor, p: float = 2.0) -> Any:
    """The norm of the difference."""
    return promoting(
        lambda h, k: np.linalg.norm(np.reshape(h - k, -1), p), "DistBackward0", floats=True
    )(x, other)
