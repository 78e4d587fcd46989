"""torch.linalg: decompositions, inverses, solvers and norms."""

from __future__ import annotations

from typing import Any

import numpy as np

from funcad.torch.contraction import labelled
from funcad.torch.exponential import matrix_exp as matrix_exp
from funcad.torch.factorization import (
    LinAlgError as LinAlgError,
)
from funcad.torch.factorization import (
    cholesky as cholesky,
)
from funcad.torch.factorization import (
    cholesky_ex as cholesky_ex,
)
from funcad.torch.factorization import (
    eig as eig,
)
from funcad.torch.factorization import (
    eigh as eigh,
)
from funcad.torch.factorization import (
    eigvals as eigvals,
)
from funcad.torch.factorization import (
    eigvalsh as eigvalsh,
)
from funcad.torch.factorization import (
    lu as lu,
)
from funcad.torch.factorization import (
    qr as qr,
)
from funcad.torch.factorization import (
    require_matrices,
    require_square,
    solving,
)
from funcad.torch.factorization import (
    svd as svd,
)
from funcad.torch.factorization import (
    svdvals as svdvals,
)
from funcad.torch.norms import (
    cond as cond,
)
from funcad.torch.norms import (
    matrix_norm as matrix_norm,
)
from funcad.torch.norms import (
    norm as norm,
)
from funcad.torch.norms import (
    vector_norm as vector_norm,
)
from funcad.torch.operators import promoting
from funcad.torch.products import matmul as matmul
from funcad.torch.reductions import return_type
from funcad.torch.registry import add
from funcad.torch.tensor import Tensor, applied, look, made

SLOGDET = return_type("linalg_slogdet", "sign", "logabsdet")
LSTSQ = return_type("linalg_lstsq", "solution", "residuals", "rank", "singular_values")
INV_EX = return_type("linalg_inv_ex", "inverse", "info")


def inv(A: Tensor) -> Any:
    """The inverse of square matrices.

    >>> torch.linalg.inv(torch.tensor([[2.0, 0.0], [0.0, 4.0]]))
    tensor([[0.5000, 0.0000],
            [0.0000, 0.2500]])
    """
    require_square("linalg.inv", A)
    text = (
        "linalg.inv: The diagonal element {} is zero, the inversion could not be completed because "
        "the input matrix is singular."
    )
    with solving(text, A):
        return applied(np.linalg.inv, (A,), "LinalgInvExBackward0")


def det(A: Tensor) -> Any:
    """The determinant of square matrices."""
    require_square("linalg.det", A)
    return applied(np.linalg.det, (A,), "LinalgDetBackward0")


def slogdet(A: Tensor) -> Any:
    """The sign of the determinant and the logarithm of its absolute value."""
    require_square("linalg.slogdet", A)
    return SLOGDET(applied(lambda h: tuple(np.linalg.slogdet(h)), (A,), "LinalgSlogdetBackward0"))


def solve(A: Tensor, B: Tensor, *, left: bool = True) -> Any:
    """x with A x = B; x A = B if not `left`."""
    require_square("linalg.solve", A)
    _require_same_dtype("linalg.solve", A, B)
    _require_equation(A, B, left)
    is_vector = len(B.shape) == 1 or (len(B.shape) == len(A.shape) - 1 and B.shape == A.shape[:-1])

    def f(a: Any, b: Any) -> Any:
        if is_vector:
            return np.linalg.solve(a, b[..., None])[..., 0]
        if left:
            return np.linalg.solve(a, b)
        y = np.linalg.solve(np.swapaxes(a, -1, -2), np.swapaxes(b, -1, -2))
        return np.swapaxes(y, -1, -2)

    text = "torch.linalg.solve: The solver failed because the input matrix is singular."
    with solving(text, A):
        return applied(f, (A, B), "LinalgSolveExBackward0")


def _require_equation(A: Tensor, B: Tensor, left: bool) -> None:
    rows = B.shape[0] if len(B.shape) == 1 else B.shape[-2 if left else -1]
    n = A.shape[-1]
    if rows != n and not (len(B.shape) == len(A.shape) - 1 and B.shape == A.shape[:-1]):
        k = B.shape[-1] if len(B.shape) > 1 else 1
        sizes = f"{n}x{n} and {rows}x{k}" if left else f"{n}x{n} and {B.shape[-2]}x{rows}"
        raise RuntimeError(
            "linalg.solve: Incompatible shapes of A and B for the equation "
            f"{'AX' if left else 'XA'} = B ({sizes})"
        )


def _require_same_dtype(name: str, A: Tensor, B: Tensor) -> None:
    if A._value.dtype != B._value.dtype:
        raise RuntimeError(
            f"{name}: Expected A and B to have the same dtype, but found A of type {A.dtype.title} "
            f"and B of type {B.dtype.title} instead"
        )


def solve_triangular(
    A: Tensor, B: Tensor, *, upper: bool, left: bool = True, unitriangular: bool = False
) -> Any:
    """x with A x = B, where only one triangle of A is looked at."""
    require_square("linalg.solve_triangular", A)

    def f(a: Any, b: Any) -> Any:
        t = np.triu(a, unitriangular) if upper else np.tril(a, -unitriangular)
        if unitriangular:
            t = t + np.eye(a.shape[-1], dtype=a.dtype)
        if left:
            return np.linalg.solve(t, b)
        y = np.linalg.solve(np.swapaxes(t, -1, -2), np.swapaxes(b, -1, -2))
        return np.swapaxes(y, -1, -2)

    return applied(f, (A, B), "LinalgSolveTriangularBackward0")


def lstsq(A: Tensor, B: Tensor, rcond: float | None = None, *, driver: str | None = None) -> Any:
    """x with the least |A x - B|: solution, residuals, rank and singular values of A."""
    require_matrices("torch.linalg.lstsq", A)
    m, n = A.shape[-2:]
    d = A._value.dtype
    cut = np.finfo(d).eps * max(m, n) if rcond is None else rcond
    s = np.linalg.svd(look(A), compute_uv=False)
    ranks = np.sum(s > cut * np.max(s, axis=-1, keepdims=True, initial=0), axis=-1)
    is_vector = len(B.shape) == 1

    def f(a: Any, b: Any) -> Any:
        b = b[:, None] if is_vector else b
        if len(a.shape) == len(b.shape) == 2:
            y = np.linalg.lstsq(a, b, rcond=cut)[0]
        else:
            y = np.linalg.pinv(a, rcond=cut) @ b
        return y[..., 0] if is_vector else y

    x = applied(f, (A, B), "LinalgLstsqBackward0")
    by_svd = driver in ("gelsd", "gelss")
    if m > n and (ranks == n).all() and driver not in (None, "gelsy") and not is_vector:
        rest = applied(
            lambda a, b, y: np.sum(np.abs(a @ y - b) ** 2, axis=-2),
            (A, B, x),
            "LinalgLstsqBackward0",
        )
    else:
        rest = made(np.zeros(0, d))
    rank = made(np.asarray(ranks, np.int64))
    return LSTSQ((x, rest, rank, made(s if by_svd else np.zeros(0, s.dtype))))


def inv_ex(A: Tensor, *, check_errors: bool = False) -> Any:
    """The inverse, and a number that is 0 where it exists."""
    return INV_EX((inv(A), made(np.zeros(A.shape[:-2], np.int32))))


def pinv(
    A: Tensor,
    rcond: float | None = None,
    hermitian: bool = False,
    *,
    atol: float | None = None,
    rtol: float | None = None,
) -> Any:
    """The Moore-Penrose inverse."""
    require_matrices("linalg.pinv", A)
    rtol = rcond if rtol is None else rtol
    if atol is not None:
        largest = float(np.max(np.linalg.svd(look(A), compute_uv=False), initial=0))
        rtol = max(rtol or 0, atol / largest if largest else 0)
    elif rtol is None:
        rtol = float(np.finfo(A._value.dtype).eps) * max(A.shape[-2:])
    return applied(
        lambda h: np.linalg.pinv(h, rcond=rtol, hermitian=hermitian), (A,), "LinalgPinvBackward0"
    )


def matrix_power(A: Tensor, n: int) -> Any:
    """A times itself, n times; of the inverse where n is negative."""
    require_square("linalg.matrix_power", A)
    if n < 0:
        A, n = inv(A), -n
    return applied(lambda h: np.linalg.matrix_power(h, n), (A,), "MmBackward0")


def matrix_rank(
    A: Tensor, tol: Any = None, hermitian: bool = False, *, atol: Any = None, rtol: Any = None
) -> Tensor:
    """How many singular values are not small."""
    h = look(A)
    s = np.abs(np.linalg.eigvalsh(h)) if hermitian else np.linalg.svd(h, compute_uv=False)
    atol = tol if atol is None else atol
    if rtol is None:
        rtol = 0.0 if atol is not None else np.finfo(h.dtype).eps * max(h.shape[-2:])
    atol, rtol = (look(v) if isinstance(v, Tensor) else v for v in (atol or 0.0, rtol))
    limit = np.maximum(atol, rtol * np.max(s, axis=-1, initial=0))
    return made(np.asarray(np.sum(s > limit[..., None], axis=-1), np.int64))


def cross(x: Tensor, other: Tensor, *, dim: int = -1) -> Any:
    """The vector product, of vectors of length 3."""
    if len(x.shape) != len(other.shape):
        raise RuntimeError("linalg.cross: inputs must have the same number of dimensions.")
    if x.shape[dim] != 3 or other.shape[dim] != 3:
        raise RuntimeError(
            f"linalg.cross: inputs dimension {dim} must have length 3. Got {x.shape[dim]} and "
            f"{other.shape[dim]}"
        )
    return promoting(lambda h, k: np.cross(h, k, axis=dim), "LinalgCrossBackward0")(x, other)


def multi_dot(tensors: Any) -> Any:
    """The product of several matrices, in the order with the least work."""
    return applied(lambda hs: np.linalg.multi_dot(hs), (list(tensors),), "MmBackward0")


def diagonal(A: Tensor, *, offset: int = 0, dim1: int = -2, dim2: int = -1) -> Any:
    """A diagonal of two dimensions, the last ones unless said otherwise."""
    return A.diagonal(offset, dim1, dim2)


def tensorinv(A: Tensor, ind: int = 2) -> Any:
    """The inverse of the map that a tensor is, from its last dimensions to the first `ind`."""
    return applied(lambda h: np.linalg.tensorinv(h, ind), (A,), "ViewBackward0")


def tensorsolve(A: Tensor, B: Tensor, dims: Any = None) -> Any:
    """x with tensordot(A, x) = B."""
    return applied(lambda a, b: np.linalg.tensorsolve(a, b, axes=dims), (A, B), "ViewBackward0")


def vecdot(x: Tensor, y: Tensor, *, dim: int = -1) -> Any:
    """Dot products along a dimension, the first conjugated."""
    return promoting(lambda h, k: np.sum(np.conj(h) * k, axis=dim), "SumBackward1")(x, y)


def vander(x: Tensor, *, N: int | None = None) -> Any:
    """The powers of the entries, from 0 on."""
    n = x.shape[-1] if N is None else N

    def f(h: Any) -> Any:
        powers = [np.ones_like(h)]
        for _ in range(n - 1):
            powers.append(powers[-1] * h)
        return np.stack(powers, axis=-1)

    return applied(f, (x,), "CatBackward0")


def logdet(x: Tensor) -> Any:
    """The logarithm of the determinant; NaN where that is negative."""
    require_square("logdet", x)

    def f(h: Any) -> Any:
        sign, y = np.linalg.slogdet(h)
        return np.where(sign == -1, y.dtype.type(np.nan), y)

    return applied(f, (x,), "WhereBackward0")


SVD = return_type("svd", "U", "S", "V")
QR = return_type("qr", "Q", "R")
OLD_SLOGDET = return_type("slogdet", "sign", "logabsdet")


def old_svd(x: Tensor, some: bool = True, compute_uv: bool = True) -> Any:
    """torch.svd: U, S and V, where torch.linalg.svd gives V transposed."""
    u, s, vh = svd(x, full_matrices=not some)
    return SVD((u, s, vh.mH))


def old_cross(x: Tensor, other: Tensor, dim: int | None = None) -> Any:
    """The vector product, along the first dimension of size 3 unless said otherwise."""
    if dim is None:
        dim = next((i for i, n in enumerate(x.shape) if n == 3), None)
        if dim is None:
            raise RuntimeError("no dimension of size 3 in input")
    return cross(x, other, dim=dim)


def cholesky_inverse(x: Tensor, upper: bool = False) -> Any:
    """The inverse of the matrix of which `x` is the Cholesky factor."""

    def f(h: Any) -> Any:
        t = np.triu(h) if upper else np.tril(h)
        other = np.conj(np.swapaxes(t, -1, -2))
        return np.linalg.inv(other @ t if upper else t @ other)

    return applied(f, (x,), "CholeskyInverseBackward0")


def cholesky_solve(x: Tensor, factor: Tensor, upper: bool = False) -> Any:
    """y with A y = x, where `factor` is the Cholesky factor of A."""

    def f(b: Any, h: Any) -> Any:
        t = np.triu(h) if upper else np.tril(h)
        other = np.conj(np.swapaxes(t, -1, -2))
        first, second = (other, t) if upper else (t, other)
        return np.linalg.solve(second, np.linalg.solve(first, b))

    return applied(f, (x, factor), "CholeskySolveBackward0")


def _old(f: Any, kind: Any, label: str = "") -> Any:
    def call(x: Tensor, *args: Any) -> Any:
        return kind(f(x, *args))

    call.__doc__ = f.__doc__
    return call


for _name, _f in {
    "inverse": inv,
    "det": det,
    "logdet": logdet,
    "slogdet": _old(slogdet, OLD_SLOGDET),
    "cholesky": lambda x, upper=False: labelled(cholesky(x, upper=upper), "CholeskyBackward0"),
    "cholesky_inverse": cholesky_inverse,
    "cholesky_solve": cholesky_solve,
    "qr": lambda x, some=True: QR(qr(x, "reduced" if some else "complete")),
    "svd": old_svd,
    "pinverse": lambda x, rcond=1e-15: pinv(x, rcond),
    "matrix_power": matrix_power,
    "matrix_exp": matrix_exp,
    "cross": old_cross,
}.items():
    add(_name, _f)
add("vander", lambda x, N=None, increasing=False: _old_vander(x, N, increasing), method=False)


def _old_vander(x: Tensor, N: int | None, increasing: bool) -> Any:
    y = vander(x, N=N)
    return y if increasing else y.flip(-1)
