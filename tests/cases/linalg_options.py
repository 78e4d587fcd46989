"""Cases of np.linalg: options, stacks, and shapes with a length of zero or one."""

from __future__ import annotations

import numpy as np

from tests.cases.case import (
    Draw,
    case,
    complexes,
    nonzero,
    positive,
    reals,
    spd,
    symmetric,
    well_conditioned,
)
from tests.cases.linalg import complex_separated, complex_well_conditioned, separated

la = np.linalg


def _adjoint(x):
    return np.conj(np.swapaxes(x, -1, -2))


def low_rank(*shape: int, rank: int) -> Draw:
    """A factor whose product with its transpose has this rank."""
    return Draw(lambda r: r.normal(size=(*shape, rank)) + np.eye(*shape[-1:], rank))


def _pinv_of_low_rank(a):
    return la.pinv(a @ _adjoint(a), rcond=1e-9)


def _hermitian_pinv_of_low_rank(a):
    return la.pinv(a @ _adjoint(a), rcond=1e-9, hermitian=True)


def _symmetric(a):
    return (a + _adjoint(a)) / 2


def _product_of_svd(a, **options):
    u, s, vh = la.svd(_symmetric(a), **options)
    return (u * s[..., None, :]) @ vh


EMPTY = [
    case(f"{name}, {'x'.join(map(str, shape))}", f, reals(*shape))
    for name, f, shape in (
        ("inv", la.inv, (0, 0)),
        ("det", la.det, (0, 0)),
        ("det", la.det, (2, 0, 0)),
        ("slogdet", lambda a: la.slogdet(a)[1], (0, 0)),
        ("cholesky", la.cholesky, (0, 0)),
        ("eigh", lambda a: la.eigh(a)[0], (0, 0)),
        ("eigvalsh", la.eigvalsh, (2, 0, 0)),
        ("svd", lambda a: la.svd(a)[1], (0, 3)),
        ("svd, reduced", lambda a: la.svd(a, full_matrices=False), (3, 0)),
        ("svdvals", la.svdvals, (0, 2, 3)),
        ("qr", la.qr, (3, 0)),
        ("qr", la.qr, (0, 3)),
        ("qr, complete", lambda a: la.qr(a, "complete"), (3, 0)),
        ("pinv", la.pinv, (0, 3)),
        ("pinv", la.pinv, (3, 0)),
        ("lstsq", lambda a: la.lstsq(a, np.zeros(3))[0], (3, 0)),
        ("lstsq", lambda a: la.lstsq(a, np.zeros(0))[0], (0, 3)),
        ("norm", la.norm, (0,)),
        ("norm, axis", lambda a: la.norm(a, axis=0), (0, 3)),
        ("norm, no results", lambda a: la.norm(a, 3, axis=1), (0, 3)),
        ("matrix_power", lambda a: la.matrix_power(a, 3), (0, 0)),
        ("trace", la.trace, (0, 0)),
        ("trace", la.trace, (2, 0, 3)),
        ("diagonal", la.diagonal, (2, 0, 3)),
        ("outer", lambda a: la.outer(a, a), (0,)),
        ("multi_dot", lambda a: la.multi_dot([a, np.ones((0, 2)), np.ones((2, 1))]), (3, 0)),
        ("kron", lambda a: np.kron(a, np.ones((2, 2))), (0, 2)),
        ("vander", np.vander, (0,)),
        ("einsum", lambda a: np.einsum("ij,kj->ik", a, a), (2, 0)),
        ("tensordot", lambda a: np.tensordot(a, a, 2), (2, 0)),
    )
]

ONE = [
    case(f"{name}, 1 by 1", f, positive(1, 1))
    for name, f in (
        ("inv", la.inv),
        ("cholesky", la.cholesky),
        ("eigh", lambda a: la.eigh(a)[0]),
        ("eigvals", la.eigvals),
        ("svd", la.svdvals),
        ("qr", lambda a: la.qr(a)[1]),
        ("pinv", la.pinv),
        ("slogdet", lambda a: la.slogdet(a)[1]),
        ("norm, nuc", lambda a: la.norm(a, "nuc")),
        ("matrix_power", lambda a: la.matrix_power(a, -4)),
    )
]

CASES = [
    *EMPTY,
    *ONE,
    case("pinv, constant rank", _pinv_of_low_rank, low_rank(3, rank=2), rtol=1e-5),
    case("pinv, constant rank, stacks", _pinv_of_low_rank, low_rank(2, 4, rank=2), rtol=1e-5),
    case(
        "pinv, hermitian, constant rank",
        _hermitian_pinv_of_low_rank,
        low_rank(3, rank=1),
        rtol=1e-5,
    ),
    case("pinv, rtol=None", lambda a: la.pinv(a, rtol=None), well_conditioned(3, 2)),
    case(
        "pinv, a cutoff for each matrix",
        lambda a: la.pinv(a, rcond=np.array([1e-10, 1e-8])),
        well_conditioned(2, 3, 2),
        batched=False,
    ),
    case(
        "lstsq, constant rank",
        lambda a: la.lstsq(a @ _adjoint(a), np.array([1.0, 2.0, -1.0]), rcond=1e-9)[0],
        low_rank(3, rank=2),
        rtol=1e-5,
    ),
    case(
        "lstsq, wide, matrix",
        lambda a, b: la.lstsq(a, b)[0],
        well_conditioned(2, 4),
        reals(2, 3),
    ),
    case("solve, complex by real", la.solve, well_conditioned(2, 2), complexes(2)),
    case("solve, many stacks", la.solve, well_conditioned(2, 1, 2, 2), reals(1, 3, 2, 2)),
    case("cholesky, upper, stacks", lambda a: la.cholesky(a, upper=True), spd(2, 3, 3)),
    case("eigvals, stacks", la.eigvals, separated(2, 3, 3)),
    case("eigvals, complex", la.eigvals, complex_separated(3, 3)),
    case("eigvalsh, upper", lambda a: la.eigvalsh(a, UPLO="U"), symmetric(3, 3)),
    case(
        "svd, hermitian, keeps the matrix",
        lambda a: _product_of_svd(a, hermitian=True),
        reals(3, 3),
    ),
    case("svd, full, stacks", lambda a: la.svd(a)[1], separated(2, 4, 2)),
    case("matrix_power, large", lambda a: la.matrix_power(a / 4, 33), well_conditioned(3, 3)),
    case("multi_dot, vectors", lambda a, x: la.multi_dot([x, a, a, x]), reals(3, 3), reals(3)),
    case("multi_dot, two", lambda a, b: la.multi_dot([a, b]), reals(2, 3), reals(3, 4)),
    case(
        "tensorinv, ind=2",
        lambda a: la.tensorinv(np.reshape(a, (2, 3, 6)), 2),
        well_conditioned(6, 6),
    ),
    case("linalg.cross, axis", lambda a, b: la.cross(a, b, axis=0), reals(3, 2), reals(3, 2)),
    case(
        "linalg.vecdot, axis",
        lambda a, b: la.vecdot(a, b, axis=0),
        complexes(3, 2),
        complexes(3, 2),
    ),
    case("linalg.outer, complex", la.outer, complexes(2), complexes(3)),
    case("linalg.trace, offset", lambda a: la.trace(a, offset=-1), reals(2, 3, 4)),
    case("linalg.diagonal, offset", lambda a: la.diagonal(a, offset=1), reals(2, 3, 4)),
    case("linalg.matrix_transpose", la.matrix_transpose, reals(2, 3, 4)),
    case("linalg.tensordot", lambda a, b: la.tensordot(a, b, axes=1), reals(2, 3), reals(3, 2)),
    case("linalg.matmul", la.matmul, reals(2, 2, 3), reals(3, 2)),
    case("trace, axes", lambda a: np.trace(a, -1, 2, 0), reals(3, 2, 4)),
    case("diagflat, offset", lambda a: np.diagflat(a, 1), reals(2, 2)),
    case("vander, increasing", lambda x: np.vander(x, 4, increasing=True), reals(3)),
    case("kron, ranks differ", np.kron, reals(2, 3), reals(2)),
    case("kron, complex", np.kron, complexes(2, 1), complexes(1, 2)),
    *(
        case(f"cond, {p}, more", lambda a, p=p: la.cond(a, p), separated(3, 3))
        for p in (2, -1, -np.inf, "nuc")
    ),
    case("cond, tall", la.cond, separated(2, 4, 3)),
    case("cond, complex", la.cond, complex_separated(3, 3)),
    case(
        "cond, complex, 1",
        lambda a: la.cond(a, 1),
        complex_well_conditioned(3, 3),
        since="numpy 2.3",
    ),
    *(
        case(
            f"matrix_norm, {p}, keepdims",
            lambda a, p=p: la.matrix_norm(a, ord=p, keepdims=True),
            separated(2, 3, 3),
        )
        for p in ("nuc", 1, -1, -2, np.inf)
    ),
    *(
        case(
            f"vector_norm, {p}, axes",
            lambda x, p=p: la.vector_norm(x, ord=p, axis=(0, 2), keepdims=True),
            nonzero(2, 3, 2),
        )
        for p in (1, 0.5, -0.5, -1, -2, 4, np.inf, -np.inf, 0)
    ),
]
