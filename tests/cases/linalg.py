"""Cases of np.linalg: vectors through functions that do not depend on their phase or basis."""

from __future__ import annotations

from typing import Any

import numpy as np

from tests.cases.case import (
    Draw,
    case,
    complexes,
    positive,
    reals,
    spd,
    symmetric,
    symmetrized,
    well_conditioned,
)


def hermitian(*shape: int) -> Draw:
    return Draw(lambda rng: symmetrized(complexes(*shape).make(rng)), symmetrized)


def hermitian_pd(*shape: int) -> Draw:
    def make(rng: np.random.Generator) -> Any:
        a = complexes(*shape).make(rng)
        return a @ np.conj(np.swapaxes(a, -1, -2)) + shape[-1] * np.eye(shape[-1])

    return Draw(make, symmetrized)


def complex_well_conditioned(*shape: int) -> Draw:
    return Draw(lambda rng: complexes(*shape).make(rng) + 3.0 * np.eye(shape[-2], shape[-1]))


def separated(*shape: int) -> Draw:
    """Matrices whose eigenvalues and singular values are well apart."""
    n = min(shape[-2:])
    return Draw(
        lambda rng: (
            0.3 * rng.normal(size=shape)
            + np.eye(*shape[-2:]) * np.resize(np.arange(1.0, n + 1) * 2, shape[-1])
        )
    )


def complex_separated(*shape: int) -> Draw:
    return Draw(lambda rng: separated(*shape).make(rng) + 0.3j * rng.normal(size=shape))


def _adjoint(x):
    return np.conj(np.swapaxes(x, -1, -2))


def _apply_eigh(a, UPLO="L"):
    w, v = np.linalg.eigh(a, UPLO)
    return (v * np.exp(0.1 * w)[..., None, :]) @ _adjoint(v)


def _first_projector(a):
    v = np.linalg.eigh(a).eigenvectors[..., :1]
    return v @ _adjoint(v)


def _apply_eig(a):
    w, v = np.linalg.eig(a)
    return np.real((v * np.exp(0.1 * w)[..., None, :]) @ np.linalg.inv(v))


def _svd_products(a, full):
    u, s, vh = np.linalg.svd(a, full_matrices=full)
    k = s.shape[-1]
    return s, (u[..., :k] * np.sqrt(s)[..., None, :]) @ vh[..., :k, :]


def _leading_vectors(a, hermitian=False):
    u, _, vh = np.linalg.svd(a, full_matrices=False, hermitian=hermitian)
    return u[..., :1] @ vh[..., :1, :]


def _leading_projector(a, which):
    vectors = np.linalg.svd(a)[which]
    v = vectors[..., :1] if which == 0 else vectors[..., :1, :]
    return v @ _adjoint(v) if which == 0 else _adjoint(v) @ v


def _null_projector(a):
    k = min(a.shape[-2:])
    u, _, vh = np.linalg.svd(a)
    u, v = u[..., k:], _adjoint(vh)[..., k:]
    return u @ _adjoint(u), v @ _adjoint(v)


def _completed(q, r):
    """What is determined: the first columns, the projector on the others, the triangle."""
    k = r.shape[-1]
    rest = q[..., k:]
    return q[..., :k], rest @ _adjoint(rest), r


def _least_squares(a, b):
    x, residuals, _, s = np.linalg.lstsq(a, b)
    return x, residuals, s


COMPLEX = np.array([[1 + 2j, 0.5], [0.3j, 2 - 1j]])
NORMS = [None, 1, 2, 3, 2.5, -1, np.inf, -np.inf, 0]
MATRIX_NORMS = [None, "fro", "nuc", 1, -1, 2, -2, np.inf, -np.inf]

CASES = [
    case("solve, vector", np.linalg.solve, well_conditioned(3, 3), reals(3)),
    case("solve, matrix", np.linalg.solve, well_conditioned(3, 3), reals(3, 2)),
    case("solve, stacks", np.linalg.solve, well_conditioned(4, 2, 2), reals(4, 2, 3)),
    case("solve, broadcast", np.linalg.solve, well_conditioned(4, 1, 2, 2), reals(3, 2, 1)),
    case("solve, one vector for a stack", np.linalg.solve, well_conditioned(4, 2, 2), reals(2)),
    case("solve, one matrix for a stack", np.linalg.solve, well_conditioned(2, 2), reals(4, 2, 3)),
    case("solve, complex", np.linalg.solve, complex_well_conditioned(2, 2), complexes(2)),
    case("solve, 1 by 1", np.linalg.solve, well_conditioned(1, 1), reals(1)),
    case("solve, empty", np.linalg.solve, reals(0, 0), reals(0, 2)),
    case("inv", np.linalg.inv, well_conditioned(3, 3)),
    case("inv, stacks", np.linalg.inv, well_conditioned(2, 2, 2)),
    case("inv, complex", np.linalg.inv, complex_well_conditioned(3, 3)),
    case(
        "tensorsolve",
        np.linalg.tensorsolve,
        Draw(lambda r: well_conditioned(6, 6).make(r).reshape(2, 3, 6)),
        reals(2, 3),
    ),
    case(
        "tensorsolve, axes",
        lambda a, b: np.linalg.tensorsolve(a, b, axes=(1,)),
        Draw(
            lambda r: (
                well_conditioned(6, 6)
                .make(r)
                .reshape(2, 3, 6)
                .swapaxes(1, 2)
                .swapaxes(0, 1)
                .copy()
                .transpose(1, 0, 2)
            )
        ),
        reals(2, 3),
    ),
    case(
        "tensorinv",
        lambda a: np.linalg.tensorinv(a, 1),
        Draw(lambda r: well_conditioned(6, 6).make(r).reshape(6, 2, 3)),
    ),
    *(
        case(
            f"matrix_power, {n}",
            lambda a, n=n: np.linalg.matrix_power(a, n),
            well_conditioned(2, 2, 2),
        )
        for n in (1, 2, 3, 6, -1, -3)
    ),
    case("matrix_power, 0", lambda a: np.linalg.matrix_power(a, 0) * a, reals(2, 2)),
    case("det", np.linalg.det, reals(3, 3)),
    case("det, stacks", np.linalg.det, reals(4, 2, 2)),
    case("det, 1 by 1", np.linalg.det, reals(1, 1)),
    case("det, complex", np.linalg.det, complexes(3, 3)),
    case(
        "det, rank 2 of 3",
        np.linalg.det,
        Draw(lambda r: r.normal(size=(3, 2)) @ r.normal(size=(2, 3))),
    ),
    case(
        "det, rank 1 of 3",
        np.linalg.det,
        Draw(lambda r: r.normal(size=(3, 1)) @ r.normal(size=(1, 3))),
    ),
    case("det, zero", np.linalg.det, Draw(lambda r: np.zeros((2, 2)))),
    case(
        "det, one singular in a stack",
        np.linalg.det,
        Draw(lambda r: r.normal(size=(2, 3, 3)) * np.array([1.0, 0.0])[:, None, None]),
    ),
    case("slogdet", np.linalg.slogdet, well_conditioned(2, 3, 3)),
    case("slogdet, complex", np.linalg.slogdet, complex_well_conditioned(3, 3)),
    case(
        "slogdet, complex, along a line",
        lambda t: np.linalg.slogdet(t * COMPLEX + t * t * COMPLEX.T),
        positive(),
    ),
    case("cholesky", np.linalg.cholesky, spd(3, 3)),
    case("cholesky, stacks", np.linalg.cholesky, spd(2, 2, 2)),
    case("cholesky, upper", lambda a: np.linalg.cholesky(a, upper=True), hermitian_pd(3, 3)),
    case("cholesky, complex", np.linalg.cholesky, hermitian_pd(3, 3)),
    case("eigh, matrix function", _apply_eigh, symmetric(3, 3)),
    case("eigh, upper", lambda a: _apply_eigh(a, "U"), symmetric(2, 3, 3)),
    case("eigh, vectors", lambda a: np.linalg.eigh(a).eigenvectors, symmetric(3, 3), batched=False),
    case("eigh, complex", _apply_eigh, hermitian(3, 3)),
    case("eigh, a projector", _first_projector, hermitian(2, 3, 3)),
    case("eigvalsh", np.linalg.eigvalsh, symmetric(2, 3, 3)),
    case("eigvalsh, complex", lambda a: np.linalg.eigvalsh(a, "u"), hermitian(3, 3)),
    case("eig, values and vectors", np.linalg.eig, separated(3, 3)),
    case("eig, complex values and vectors", np.linalg.eig, complex_separated(3, 3)),
    case(
        "eig, rotations",
        _apply_eig,
        Draw(lambda r: np.array([[0.0, 2.0], [-1.5, 0.3]]) + 0.1 * r.normal(size=(2, 2))),
    ),
    case(
        "eigvals, rotations",
        np.linalg.eigvals,
        Draw(lambda r: np.array([[0.0, 2.0], [-1.5, 0.3]]) + 0.1 * r.normal(size=(3, 2, 2))),
    ),
    case("svd, tall", lambda a: _svd_products(a, False), separated(4, 3)),
    case("svd, wide", lambda a: _svd_products(a, False), separated(2, 2, 3)),
    case("svd, square", lambda a: _svd_products(a, True), separated(3, 3)),
    case("svd, full, tall", lambda a: _svd_products(a, True), separated(4, 2)),
    case("svd, full, wide", lambda a: _svd_products(a, True), complex_separated(2, 4)),
    case("svd, complex", lambda a: _svd_products(a, False), complex_separated(3, 2)),
    case("svd, leading vectors", _leading_vectors, complex_separated(3, 3)),
    case("svd, null space, tall", _null_projector, separated(4, 2)),
    case("svd, null space, wide", _null_projector, complex_separated(2, 3)),
    case("svd, hermitian", lambda a: np.linalg.svd(a, hermitian=True)[1], symmetric(3, 3)),
    case(
        "svd, hermitian, products",
        lambda a: _leading_vectors(a, hermitian=True),
        hermitian(3, 3),
    ),
    case(
        "svd, hermitian, values",
        lambda a: np.linalg.svd(a, hermitian=True, compute_uv=False),
        symmetric(3, 3),
    ),
    case("svd, left vectors alone", lambda a: _leading_projector(a, 0), complex_separated(4, 2)),
    case("svd, right vectors alone", lambda a: _leading_projector(a, 2), separated(2, 3)),
    case("qr, q alone", lambda a: np.linalg.qr(a)[0], complex_well_conditioned(3, 2)),
    case("svd, compute_uv=False", lambda a: np.linalg.svd(a, compute_uv=False), separated(2, 3, 2)),
    case("svdvals, complex", np.linalg.svdvals, complex_separated(2, 3)),
    case("qr, tall", np.linalg.qr, well_conditioned(4, 3)),
    case("qr, square", np.linalg.qr, well_conditioned(2, 3, 3)),
    case("qr, wide", np.linalg.qr, well_conditioned(2, 4)),
    case("qr, r", lambda a: np.linalg.qr(a, mode="r"), well_conditioned(3, 2)),
    case("qr, complete", lambda a: np.linalg.qr(a, mode="complete"), well_conditioned(2, 3)),
    case(
        "qr, complete, tall",
        lambda a: _completed(*np.linalg.qr(a, mode="complete")),
        well_conditioned(2, 4, 2),
    ),
    case(
        "qr, complete, tall, complex",
        lambda a: _completed(*np.linalg.qr(a, mode="complete")),
        complex_well_conditioned(4, 2),
    ),
    case("qr, complex", np.linalg.qr, complex_well_conditioned(3, 2)),
    case("qr, complex, wide", np.linalg.qr, complex_well_conditioned(2, 3)),
    case("pinv, tall", np.linalg.pinv, well_conditioned(4, 2)),
    case("pinv, wide", np.linalg.pinv, well_conditioned(2, 2, 3)),
    case("pinv, complex", lambda a: np.linalg.pinv(a, rtol=1e-12), complex_well_conditioned(3, 2)),
    case("pinv, hermitian", lambda a: np.linalg.pinv(a, hermitian=True), spd(3, 3)),
    case("lstsq, vector", _least_squares, well_conditioned(4, 2), reals(4)),
    case("lstsq, matrix", _least_squares, well_conditioned(4, 2), reals(4, 3)),
    case("lstsq, wide", _least_squares, well_conditioned(2, 3), reals(2)),
    case(
        "lstsq, complex",
        lambda a, b: np.linalg.lstsq(a, b)[0],
        complex_well_conditioned(3, 2),
        complexes(3),
    ),
    case("norm, all", np.linalg.norm, reals(2, 3)),
    case("norm, complex", np.linalg.norm, complexes(2, 3)),
    *(
        case(
            f"norm, vectors, {p}",
            lambda x, p=p: np.linalg.norm(x, p, axis=1, keepdims=True),
            reals(2, 3),
        )
        for p in NORMS
    ),
    *(
        case(
            f"norm, matrices, {p}",
            lambda x, p=p: np.linalg.norm(x, p, axis=(2, 0)),
            reals(3, 2, 4),
        )
        for p in MATRIX_NORMS
    ),
    case("norm, complex vector, 3", lambda x: np.linalg.norm(x, 3), complexes(3)),
    case("norm, complex matrix, nuc", lambda x: np.linalg.norm(x, "nuc"), complex_separated(3, 2)),
    case(
        "vector_norm",
        lambda x: np.linalg.vector_norm(x, axis=(0, 2), keepdims=True),
        reals(2, 3, 2),
    ),
    case("vector_norm, 3", lambda x: np.linalg.vector_norm(x, ord=3), reals(2, 3)),
    case(
        "matrix_norm", lambda x: np.linalg.matrix_norm(x, ord=2, keepdims=True), separated(2, 3, 2)
    ),
    *(
        case(f"cond, {p}", lambda x, p=p: np.linalg.cond(x, p), separated(2, 3, 3))
        for p in (None, -2, 1, "fro", np.inf)
    ),
]
