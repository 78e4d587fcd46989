"""Set functions: NumPy's values, and the entry from which the derivative comes."""

import numpy as np
import pytest

import funcad
from funcad import jacfwd, jacrev, vmap
from tests.agreement import agrees, raises_alike

A = np.array([3.0, 1.0, 2.0, 3.0, 1.0])
B = np.array([1.0, 7.0, 3.0])
GAPS = np.array([np.nan, 1.0, np.nan, 0.0])
BOTH = {"forward": jacfwd, "reverse": jacrev}
PAIRS = (np.union1d, np.intersect1d, np.setdiff1d, np.setxor1d)


def test_unique():
    for x in (A, GAPS, A[:0], A.astype(np.float32), A.reshape(5, 1), np.array(2.0)):
        for f in (
            *(np.unique, np.unique_all, np.unique_counts, np.unique_inverse, np.unique_values),
            lambda x: np.unique(x, True, True, True, equal_nan=False),
            lambda x: np.unique(x, return_counts=True),
        ):
            agrees(f, x)
    rows = np.array([[1.0, 2.0], [0.0, 1.0], [1.0, 2.0]])
    agrees(lambda x: np.unique(x, True, True, True, axis=0), rows)
    agrees(lambda x: np.unique(x, axis=1), rows)
    raises_alike(lambda x: np.unique(x, axis=2), rows)


@pytest.mark.skipif(not funcad.numpy_dispatch.tables.newer("unstack"), reason="before NumPy 2.1")
def test_unique_results_are_named():
    result = funcad.vjp(np.unique_counts, A)[0]
    np.testing.assert_array_equal(result.counts, [2, 1, 2])


@pytest.mark.parametrize("f", PAIRS)
def test_two_sets(f):
    for b in (B, A, B.astype(np.float32), B[:0]):
        agrees(f, A, b)
        agrees(f, A.reshape(5, 1), b)
    agrees(lambda a: f(a, [1, 2]), A)
    agrees(lambda b: f([1, 2], b), B)
    if f is not np.union1d:
        agrees(lambda a: f(a, np.array([1.0, 5.0]), assume_unique=True), B)


def test_intersect_with_indices():
    agrees(lambda a: np.intersect1d(a, B, return_indices=True), A)


@pytest.mark.parametrize("mode", BOTH)
def test_the_first_of_equal_entries_has_the_derivative(mode):
    jacobian = BOTH[mode]
    np.testing.assert_array_equal(
        jacobian(np.unique_values)(A)[np.unique_values(A) == 3], [[1, 0, 0, 0, 0]]
    )
    J = jacobian(np.union1d, (0, 1))(A, B)  # 1, 2, 3, 7
    np.testing.assert_array_equal(J[0], np.eye(5)[[1, 2, 0, 0]] * [[1], [1], [1], [0]])
    np.testing.assert_array_equal(J[1], np.eye(3)[[0, 0, 0, 1]] * [[0], [0], [0], [1]])
    J = jacobian(np.setxor1d, (0, 1))(A, B)  # 2, 7
    np.testing.assert_array_equal(J[0], np.eye(5)[[2, 0]] * [[1], [0]])
    np.testing.assert_array_equal(J[1], np.eye(3)[[0, 1]] * [[0], [1]])
    np.testing.assert_array_equal(jacobian(np.setdiff1d)(A, B), np.eye(5)[[2]])
    np.testing.assert_array_equal(jacobian(np.intersect1d)(A, B), np.eye(5)[[1, 0]])
    assert not jacobian(np.intersect1d, 1)(A, B).any()


def test_membership():
    for options in ({}, {"invert": True}, {"assume_unique": True}):
        agrees(lambda a, o=options: np.isin(a, B, **o) * a, A)
    np.testing.assert_array_equal(vmap(lambda a: np.isin(a, B))(np.stack([A, A]))[1], np.isin(A, B))


def test_how_many_are_unique_has_no_one_answer_in_a_batch():
    for f in (np.unique_all, lambda a: np.union1d(a, B), lambda a: np.setdiff1d(a, B)):
        with pytest.raises(funcad.errors.BatchedValueError, match="unique"):
            vmap(f)(np.stack([A, A]))
