"""SciPy's sparse matrices beside traced values: products, buffers that change, what is refused."""

import subprocess
import sys

import numpy as np
import pytest
from scipy import sparse

import funcad
from funcad.errors import UnsupportedArgumentError, UnsupportedOperationError
from tests.agreement import agrees, raises_alike

DENSE = np.array([[1.0, 0, 2], [0, 3, 0]])
A = sparse.csr_array(DENSE)
M = sparse.csr_matrix(DENSE)
X = np.array([0.5, -1.0, 2.0])


@pytest.mark.parametrize("of_matrix", [np.float32, np.float64, np.int64, bool])
@pytest.mark.parametrize("of_vector", [np.float32, np.float64])
def test_dtypes(of_matrix, of_vector):
    B = sparse.csr_array(DENSE.astype(of_matrix))
    agrees(lambda x: B @ x, X.astype(of_vector))
    agrees(lambda x: x @ B.T, X.astype(of_vector))
    g = funcad.grad(lambda x: np.sum(B @ x))(X.astype(of_vector))
    assert g.dtype == of_vector
    np.testing.assert_allclose(g, DENSE.astype(of_matrix).sum(0))


def test_a_quadratic_form():
    K = sparse.diags_array([[-1.0] * 2, [2.0] * 3, [-1.0] * 2], offsets=[-1, 0, 1])
    np.testing.assert_allclose(funcad.grad(lambda x: x @ (K @ x) / 2)(X), K @ X)
    np.testing.assert_allclose(funcad.hessian(lambda x: x @ (K @ x) / 2)(X), K.toarray())


@pytest.mark.parametrize("n", [3, 20_000])
def test_a_matrix_that_is_written_to_is_no_other_matrix(n):
    B = sparse.eye_array(n).tocsr()
    y, pull = funcad.vjp(lambda x: B @ x, np.ones(n))
    B.data[:] = 7.0
    if n == 3:
        np.testing.assert_allclose(pull(y)[0], 1.0)
    else:
        with pytest.raises(funcad.errors.ChangedConstantError):
            pull(y)


def test_within_other_transforms():
    def f(x):
        return np.sum(np.sin(A @ x))

    loop = np.stack([funcad.grad(f)(x) for x in (X, 2 * X)])
    np.testing.assert_allclose(funcad.vmap(funcad.grad(f))(np.stack([X, 2 * X])), loop)
    np.testing.assert_allclose(funcad.jacobian(lambda x: A @ x)(X), DENSE)
    np.testing.assert_allclose(funcad.jacfwd(lambda x: x @ M.T)(X), DENSE)


def test_errors_of_shapes_are_those_of_scipy():
    for f in (lambda x: A @ x, lambda x: M * x, lambda x: A.dot(x)):
        raises_alike(f, np.ones(2))
        raises_alike(f, np.ones((2, 2)))
    raises_alike(lambda x: np.ones((2, 2, 2)) * 0 + A @ x, np.ones((2, 3, 2)))


@pytest.mark.parametrize(
    "f",
    [
        lambda x: A * x[0],
        lambda x: x[0] * A,
        lambda x: A / x[0],
        lambda x: x + A,
        lambda x: np.matmul(A, x),
        lambda x: np.dot(A, x),
    ],
)
def test_a_sparse_matrix_of_traced_values_is_refused(f):
    pytest.importorskip("scipy", "1.17")  # before, some of them convert x first, which is refused
    with pytest.raises(UnsupportedArgumentError, match=r"\(A @ x\) \* y for \(A \* y\) @ x"):
        funcad.grad(lambda x: f(x).sum())(X)


def test_a_matrix_times_a_traced_number_is_refused():
    with pytest.raises(UnsupportedOperationError, match=r"\(A @ v\) \* x"):
        funcad.grad(lambda x: (M * x[0]).sum())(X)


def test_without_traced_values_scipy_answers_as_before():
    funcad.grad(lambda x: np.sum(A @ x))(X)
    np.testing.assert_array_equal(A @ X, DENSE @ X)
    assert sparse.issparse(A @ A.T)
    assert sparse.issparse(M * 2.0)
    with pytest.raises(ValueError, match="Scalar operands"):
        A @ 2.0
    np.testing.assert_array_equal(funcad.grad(lambda x: x * (A @ np.zeros_like(X))[0])(1.0), 0.0)


def test_import_funcad_leaves_sparse_alone():
    code = (
        "import numpy as np, funcad, sys; funcad.grad(lambda x: np.sum(x @ x))(np.ones(2));"
        "sys.exit('scipy.sparse' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], timeout=60).returncode == 0
