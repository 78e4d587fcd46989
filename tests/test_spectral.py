"""Eigenvalues, eigenvectors and singular values where some are equal or zero."""

import numpy as np
import pytest

import funcad
from tests.laws import finite_difference

A = np.array([[4.0, 1.0, 0.5], [1.0, 3.0, 0.2], [0.5, 0.2, 2.0]])
W = np.arange(1.0, 10.0).reshape(3, 3)
REPEATED = {
    "identity": np.eye(3),
    "two of three": np.diag([2.0, 2.0, 5.0]),
    "rotated": np.linalg.qr(W + np.eye(3))[0]
    @ np.diag([2.0, 5.0, 5.0])
    @ np.linalg.qr(W + np.eye(3))[0].T,
    "zero": np.zeros((3, 3)),
}


@pytest.mark.parametrize("a", REPEATED.values(), ids=REPEATED)
def test_eigenvalues_may_be_repeated(a):
    """Symmetric functions of eigenvalues are smooth there: tr exp(A) has the gradient exp(A)ᵀ."""
    w, v = np.linalg.eigh(a)
    expected = (v * np.exp(w)) @ v.T
    for values in (np.linalg.eigvalsh, lambda a: np.linalg.eigh(a).eigenvalues):
        g = funcad.grad(lambda a, values=values: np.sum(np.exp(values(a))))(a)
        np.testing.assert_allclose(g, expected, rtol=1e-12, atol=1e-12)
    forward = funcad.jvp(lambda a: np.sum(np.exp(np.linalg.eigvalsh(a))), (a,), (A,))[1]
    np.testing.assert_allclose(forward, np.sum(expected * A), rtol=1e-12)


@pytest.mark.parametrize("values", [np.linalg.eigvalsh, np.linalg.svdvals])
def test_second_derivatives_at_repeated_values_are_nan_rather_than_wrong(values):
    def square(a):
        return np.sum(values(a) ** 2)  # of the squared norm of a, so that the truth is 2 |da|²

    def second(a):
        return funcad.jvp(lambda a: funcad.jvp(square, (a,), (A,))[1], (a,), (A,))[1]

    distinct = np.diag([1.0, 2.0, 4.0])
    np.testing.assert_allclose(second(distinct), 2 * np.sum(A * A), rtol=1e-12)
    np.testing.assert_allclose(funcad.hvp(square, (distinct,), (A,)), 2 * A, rtol=1e-12)
    assert np.isnan(second(np.eye(3)))


@pytest.mark.parametrize("name", ["two of three", "rotated"])
def test_the_span_of_eigenvectors_of_a_repeated_eigenvalue(name):
    a, n = REPEATED[name], 2 if name == "two of three" else 1

    def projector(a):
        v = np.linalg.eigh(a).eigenvectors[:, :n]
        return v @ v.T

    _, dy = funcad.jvp(projector, (a,), (A,))
    np.testing.assert_allclose(dy, finite_difference(projector, a, A), rtol=1e-7, atol=1e-9)
    g = funcad.grad(lambda a: np.sum(projector(a) * W))(a)
    np.testing.assert_allclose(np.sum(g * A), np.sum(dy * W), rtol=1e-9)
    np.testing.assert_allclose(g, g.T, atol=1e-12)


@pytest.mark.parametrize("a", [2 * np.eye(3), np.diag([3.0, 3.0, 1.0]), np.eye(4, 3), np.eye(2, 3)])
def test_the_polar_factor_at_repeated_singular_values(a):
    def polar(a):
        u, _, vh = np.linalg.svd(a, full_matrices=False)
        return u @ vh

    da = np.sin(np.arange(a.size)).reshape(a.shape)
    _, dy = funcad.jvp(polar, (a,), (da,))
    np.testing.assert_allclose(dy, finite_difference(polar, a, da), rtol=1e-7, atol=1e-9)
    g = funcad.grad(lambda a: np.sum(polar(a) * da))(a)
    np.testing.assert_allclose(np.sum(g * da), np.sum(dy * da), rtol=1e-10, atol=1e-12)


def test_singular_values_of_zero():
    for f in (
        lambda a: np.linalg.norm(a, "nuc"),
        lambda a: np.linalg.norm(a, 2),
        lambda a: np.sum(np.linalg.svd(a)[1]),
        lambda a: np.sum(np.linalg.svdvals(a) ** 2),
    ):
        assert funcad.grad(f)(np.zeros((3, 2))).tolist() == np.zeros((3, 2)).tolist()
    low_rank = np.outer([1.0, 2.0, 3.0], [1.0, -1.0])
    g = funcad.grad(lambda a: np.sum(np.linalg.svdvals(a) ** 2))(low_rank)
    np.testing.assert_allclose(g, 2 * low_rank, atol=1e-12)
