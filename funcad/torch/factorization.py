"""Decompositions of matrices, and what is said where there is none."""

from __future__ import annotations

from typing import Any

import numpy as np

from funcad.torch.reductions import return_type
from funcad.torch.tensor import Tensor, applied, look, made


class LinAlgError(RuntimeError, np.linalg.LinAlgError):
    """What torch.linalg raises where a matrix does not have what is asked for."""


LinAlgError.__name__ = "_LinAlgError"  # as it is shown


def require_matrices(name: str, A: Tensor, letter: str = "A") -> None:
    """Refuse what has fewer than two dimensions."""
    if len(A.shape) < 2:
        raise RuntimeError(f"{name}: The input tensor {letter} must have at least 2 dimensions.")


def require_square(name: str, A: Tensor) -> None:
    """Refuse what is not a stack of square matrices of floats."""
    require_matrices(name, A)
    m, n = A.shape[-2:]
    if m != n:
        raise RuntimeError(
            f"{name}: A must be batches of square matrices, but they are {m} by {n} matrices"
        )
    if A._value.dtype.kind not in "fc":
        raise RuntimeError(
            f"{name}: Expected a floating point or complex tensor as input. Got {A.dtype.title}"
        )


class solving:
    """NumPy's refusal of a singular matrix, in PyTorch's words."""

    def __init__(self, text: str, A: Tensor) -> None:
        self.text, self.A = text, A

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: Any, error: Any, where: Any) -> None:
        if isinstance(error, np.linalg.LinAlgError) and not isinstance(error, LinAlgError):
            raise LinAlgError(self.text.format(_zero_pivot(look(self.A)))) from None


def _zero_pivot(a: Any) -> int:
    """Which of the pivots, counted from 1, is zero in the first singular matrix of a stack."""
    import scipy.linalg

    for one in np.reshape(a, (-1, *a.shape[-2:])):
        pivots = np.diagonal(scipy.linalg.lu(one, permute_l=True)[1])
        if (pivots == 0).any():
            return int(np.argmax(pivots == 0)) + 1
    return a.shape[-1]  # type: ignore[no-any-return]


EIGH = return_type("linalg_eigh", "eigenvalues", "eigenvectors")
EIG = return_type("linalg_eig", "eigenvalues", "eigenvectors")
QR = return_type("linalg_qr", "Q", "R")
SVD = return_type("linalg_svd", "U", "S", "Vh")
CHOLESKY_EX = return_type("linalg_cholesky_ex", "L", "info")
LU = return_type("linalg_lu", "P", "L", "U")


def cholesky(A: Tensor, *, upper: bool = False) -> Any:
    """The triangular L with L Lᴴ = A, of which the lower triangle is read.

    >>> torch.linalg.cholesky(torch.tensor([[4.0, 0.0], [0.0, 9.0]]))
    tensor([[2., 0.],
            [0., 3.]])
    """
    require_square("linalg.cholesky", A)
    try:
        return applied(
            lambda h: np.linalg.cholesky(h, upper=upper), (A,), "LinalgCholeskyExBackward0"
        )
    except np.linalg.LinAlgError:
        order = _failing_minor(look(A))
        raise LinAlgError(
            "linalg.cholesky: The factorization could not be completed because the input is not "
            f"positive-definite (the leading minor of order {order} is not positive-definite)."
        ) from None


def _failing_minor(a: Any) -> int:
    n: int = a.shape[-1]
    for one in np.reshape(a, (-1, n, n)):
        for k in range(1, n + 1):
            try:
                np.linalg.cholesky(one[:k, :k])
            except np.linalg.LinAlgError:
                return k
    return n


def cholesky_ex(A: Tensor, *, upper: bool = False, check_errors: bool = False) -> Any:
    """The Cholesky factor, and a number that is 0 where it exists."""
    return CHOLESKY_EX((cholesky(A, upper=upper), made(np.zeros(A.shape[:-2], np.int32))))


def eigh(A: Tensor, UPLO: str = "L") -> Any:
    """Eigenvalues, lowest first, and eigenvectors of Hermitian matrices."""
    require_square("linalg.eigh", A)
    both: Any = "L" if UPLO == "L" else "U"
    return EIGH(applied(lambda h: tuple(np.linalg.eigh(h, both)), (A,), "LinalgEighBackward0"))


def eigvalsh(A: Tensor, UPLO: str = "L") -> Any:
    """The eigenvalues of Hermitian matrices, lowest first."""
    require_square("linalg.eigvalsh", A)
    one: Any = "L" if UPLO == "L" else "U"
    return applied(lambda h: np.linalg.eigvalsh(h, one), (A,), "LinalgEighBackward0")


def _complex(h: Any) -> Any:
    return h if h.dtype.kind == "c" else h.astype("F" if h.dtype == np.float32 else "D")


def eig(A: Tensor) -> Any:
    """Eigenvalues and eigenvectors, complex."""
    require_square("linalg.eig", A)
    return EIG(applied(lambda h: tuple(np.linalg.eig(_complex(h))), (A,), "LinalgEigBackward0"))


def eigvals(A: Tensor) -> Any:
    """The eigenvalues, complex."""
    require_square("linalg.eigvals", A)
    return applied(lambda h: np.linalg.eigvals(_complex(h)), (A,), "LinalgEigBackward0")


def qr(A: Tensor, mode: str = "reduced") -> Any:
    """An orthogonal and an upper triangular factor: "reduced", "complete", or only "r"."""
    require_matrices("linalg.qr", A)
    if mode not in ("reduced", "complete", "r"):
        raise RuntimeError(
            f"qr received unrecognized mode '{mode}' but expected one of 'reduced' (default), 'r', "
            "or 'complete'"
        )
    if mode == "r":
        q = made(np.zeros(0, A._value.dtype))
        return QR((q, applied(lambda h: np.linalg.qr(h, "r"), (A,), "LinalgQrBackward0")))
    how: Any = mode
    return QR(applied(lambda h: tuple(np.linalg.qr(h, how)), (A,), "LinalgQrBackward0"))


def svd(A: Tensor, full_matrices: bool = True, *, driver: str | None = None) -> Any:
    """U, the singular values, and Vᴴ."""
    require_matrices("linalg.svd", A)
    return SVD(
        applied(
            lambda h: tuple(np.linalg.svd(h, full_matrices=full_matrices)),
            (A,),
            "LinalgSvdBackward0",
        )
    )


def svdvals(A: Tensor, *, driver: str | None = None) -> Any:
    """The singular values, largest first."""
    require_matrices("linalg.svd", A)
    return applied(np.linalg.svdvals, (A,), "LinalgSvdBackward0")


def lu(A: Tensor, *, pivot: bool = True) -> Any:
    """A permutation P, a lower and an upper triangular matrix with A = P L U."""
    import scipy.linalg

    require_matrices("linalg.lu", A)
    if not pivot:
        raise NotImplementedError(
            "torch.linalg.lu(pivot=False) is not in funcad.torch: use torch.linalg.lu(A)"
        )
    a = look(A)
    p = np.asarray(scipy.linalg.lu(a)[0], a.dtype)

    def f(h: Any) -> Any:
        return _eliminated(np.swapaxes(p, -1, -2) @ h)

    return LU((made(p), *applied(f, (A,), "LinalgLuBackward0")))


def _eliminated(a: Any) -> Any:
    """L and U of matrices whose rows are in order for it."""
    m, n = a.shape[-2:]
    d = a.dtype
    columns, rows = [], []
    for k in range(min(m, n)):
        column = a[..., :, k] / a[..., k : k + 1, k]
        row = a[..., k, :]
        below = np.arange(m) > k
        columns.append(np.where(below, column, (np.arange(m) == k).astype(d)))
        rows.append(np.where(np.arange(n) >= k, row, d.type(0)))
        a = a - columns[-1][..., :, None] * rows[-1][..., None, :]
    return np.stack(columns, axis=-1), np.stack(rows, axis=-2)
