"""Eigenvalues, eigenvectors and singular values where some are equal or zero."""

import numpy as np
import pytest

import funcad
import funcad.numpy as fnp
from tests.laws import finite_difference

A = np.array([[4.0, 1.0, 0.5], [1.0, 3.0, 0.2], [0.5, 0.2, 2.0]])
W = np.arange(1.0, 10.0).reshape(3, 3)
B = np.sin(W)
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
@pytest.mark.parametrize("a", [np.diag([1.0, 2.0, 4.0]), *REPEATED.values()])
def test_second_derivatives_of_the_sum_of_squares(values, a):
    def square(a):
        return np.sum(values(a) ** 2)  # of the squared norm of a, so that the truth is 2 |da|²

    def slope(a):
        return funcad.jvp(square, (a,), (A,))[1]

    np.testing.assert_allclose(funcad.jvp(slope, (a,), (A,))[1], 2 * np.sum(A * A), rtol=1e-12)
    np.testing.assert_allclose(funcad.hvp(square, (a,), (A,)), 2 * A, rtol=1e-12)
    np.testing.assert_allclose(funcad.grad(slope)(a), 2 * A, rtol=1e-12)


CHOICES = {
    "eigh": lambda a: np.linalg.eigh(a)[1][1, 0],
    "svd": lambda a: np.linalg.svd(a)[0][1, 0],
    "eig": lambda a: np.real(np.linalg.eig(a)[1][1, 0]),
}


@pytest.mark.parametrize("f", CHOICES.values(), ids=CHOICES)
def test_what_depends_on_the_choice_of_vectors_is_nan(f):
    a = np.eye(3)
    assert np.isnan(funcad.jvp(f, (a,), (A,))[1])
    assert np.isnan(funcad.grad(f)(a)).any()


def test_the_polar_factor_has_a_jump_at_rank_deficient_matrices():
    def f(a):
        u, _, vh = np.linalg.svd(a)
        return (u @ vh)[0, 1]

    a = np.outer([1.0, 2.0], [1.0, -1.0])
    assert np.isnan(funcad.jvp(f, (a,), (A[:2, :2],))[1])
    value, g = funcad.value_and_grad(f)(a)
    assert value == f(a)
    assert np.isnan(g).any()


def exponential(a):
    w, v = np.linalg.eigh(a)
    return (v * np.exp(w)[..., None, :]) @ np.conj(np.swapaxes(v, -1, -2))


def test_stacks_and_batches_with_repeated_eigenvalues():
    stack, da = np.stack([np.eye(3), A, np.zeros((3, 3))]), np.stack([A, A, A])
    expected = np.stack([funcad.jvp(exponential, (a,), (A,))[1] for a in stack])
    np.testing.assert_allclose(expected[0], np.e * A, rtol=1e-14)
    np.testing.assert_allclose(expected[2], A, rtol=1e-14)
    np.testing.assert_allclose(funcad.jvp(exponential, (stack,), (da,))[1], expected, rtol=1e-13)
    y, dy = funcad.vmap(lambda a: funcad.jvp(exponential, (a,), (A,)))(stack)
    np.testing.assert_allclose(y, exponential(stack), rtol=1e-14)
    np.testing.assert_allclose(dy, expected, rtol=1e-13)
    g = funcad.vmap(funcad.grad(lambda a: np.sum(exponential(a) * W)))(stack)
    one = funcad.grad(lambda a: np.sum(exponential(a) * W))
    np.testing.assert_allclose(g, np.stack([one(a) for a in stack]), rtol=1e-12)


def test_every_transform_hands_out_arrays_at_repeated_eigenvalues():
    def f(a):
        return np.sum(exponential(a) * W)

    a = np.eye(3)
    value, pullback = funcad.vjp(f, a)
    _, derivative = funcad.linearize(f, a)
    results = [
        value,
        pullback(1.0)[0],
        derivative(A),
        *funcad.value_and_grad(f)(a),
        funcad.grad(lambda a: (f(a), exponential(a)), has_aux=True)(a)[1],
        funcad.hessian(f)(a),
        funcad.hessian_diag(f)(a),
        funcad.laplacian(f)(a),
        funcad.hvp(f, (a,), (A,)),
        funcad.jacfwd(exponential)(a),
        funcad.jacrev(exponential)(a),
        funcad.gnvp(exponential, (a,), (A,)),
        funcad.vmap(lambda a: np.linalg.eigvalsh(a))(np.stack([a, a])),
        funcad.vmap(lambda a: np.linalg.svd(a)[0])(np.zeros((2, 3, 3))),
        funcad.grad(funcad.checkpoint(f))(a),
    ]
    np.testing.assert_array_equal(results[-2], np.stack([np.eye(3)] * 2))
    for r in results:
        assert isinstance(r, np.ndarray | np.floating)
        assert np.all(np.isfinite(r))
    symmetric = (W + W.T) / 2
    np.testing.assert_allclose(results[1], np.e * symmetric, rtol=1e-13)
    np.testing.assert_allclose(results[-1], np.e * symmetric, rtol=1e-13)


def test_plain_arrays_of_funcad_numpy_have_plain_eigenvalues():
    w, v = funcad.grad(lambda x: (x, np.linalg.eigh(fnp.eye(3))), has_aux=True)(1.0)[1]
    assert w.tolist() == [1.0, 1.0, 1.0]
    assert type(w) is type(v) is np.ndarray


def test_repeated_eigenvalues_in_single_precision():
    a, da = np.eye(3, dtype="f4"), A.astype("f4")
    y, dy = funcad.jvp(exponential, (a,), (da,))
    assert y.dtype == dy.dtype == np.float32
    np.testing.assert_allclose(dy, np.e * da, rtol=1e-6)
    g = funcad.grad(lambda a: np.sum(exponential(a) * da))(a)
    assert g.dtype == np.float32
    np.testing.assert_allclose(g, np.e * da, rtol=1e-6)


def test_repeated_eigenvalues_of_hermitian_matrices():
    h = np.array([[0.0, 1.0 + 2.0j, 0.5], [1.0 - 2.0j, 0.0, 1j], [0.5, -1j, 1.0]])
    _, dy = funcad.jvp(exponential, (np.eye(3, dtype=complex),), (h,))
    np.testing.assert_allclose(dy, np.e * h, rtol=1e-14)


def test_repeated_eigenvalues_of_other_matrices():
    def exponential(a):
        w, v = np.linalg.eig(a)
        return np.real((v * np.exp(w)) @ np.linalg.inv(v))  # complex since NumPy 2.5

    _, dy = funcad.jvp(exponential, (np.eye(3),), (W,))
    np.testing.assert_allclose(dy, np.e * W, rtol=1e-14)
    g = funcad.grad(lambda a: np.sum(exponential(a) * B))(np.eye(3))
    np.testing.assert_allclose(g, np.e * B, rtol=1e-14)


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


@pytest.mark.parametrize(
    "a", [np.zeros((3, 3)), np.eye(3), np.outer([1.0, 2.0, 3.0], [1.0, 1.0, 2.0])]
)
def test_third_derivatives_of_determinants(a):
    """det is cubic, so that its third derivative is the same everywhere."""

    def along(f, d):
        return lambda a: funcad.jvp(f, (a,), (d,))[1]

    x, y, z = W + np.eye(3), B, A
    subsets = [(s, t, u) for s in (0, 1) for t in (0, 1) for u in (0, 1)]
    expected = sum(
        (-1) ** (3 - s - t - u) * np.linalg.det(s * x + t * y + u * z) for s, t, u in subsets
    )
    third = along(along(along(np.linalg.det, x), y), z)(a)
    np.testing.assert_allclose(third, expected, rtol=1e-11)
    g = funcad.grad(along(along(np.linalg.det, x), y))(a)
    np.testing.assert_allclose(np.sum(g * z), expected, rtol=1e-11)


def test_one_matrix_function_after_another_at_the_identity():
    def root(a):
        w, v = np.linalg.eigh(a)
        return (v * np.sqrt(w)) @ v.T

    def f(a):
        return np.sum(W * root(root(a)))

    def slope(a):
        return funcad.jvp(f, (a,), (A,))[1]

    np.testing.assert_allclose(slope(np.eye(3)), np.sum(W * A) / 4, rtol=1e-13)
    expected = -3 / 16 * np.sum(W * (A @ A))
    np.testing.assert_allclose(funcad.jvp(slope, (np.eye(3),), (A,))[1], expected, rtol=1e-12)
    np.testing.assert_allclose(np.sum(funcad.grad(slope)(np.eye(3)) * A), expected, rtol=1e-12)
    product = np.sum(funcad.hvp(f, (np.eye(3),), (A,)) * A)
    np.testing.assert_allclose(product, expected, rtol=1e-12)


def test_the_squared_norm_at_zero():
    def f(x):
        return np.linalg.norm(x) ** 2

    x = np.zeros(2)
    np.testing.assert_array_equal(funcad.hessian(f)(x), 2 * np.eye(2))
    np.testing.assert_array_equal(funcad.jacrev(funcad.grad(f))(x), 2 * np.eye(2))
    np.testing.assert_array_equal(funcad.hessian(np.linalg.norm)(x), np.zeros((2, 2)))


@pytest.mark.parametrize("a", [np.outer([1.0, 2.0, 3.0], [1.0, 2.0]), np.zeros((3, 2))])
def test_factors_of_rank_deficient_matrices_have_no_derivative(a):
    _, (dq, dr) = funcad.jvp(np.linalg.qr, (a,), (A[:, :2],))
    assert np.isnan(dq).all()
    assert np.isnan(dr).any()
    assert np.isnan(funcad.grad(lambda a: np.sum(np.linalg.qr(a)[1] ** 2))(a)).any()


SINGULAR = {
    "equal": [2.0, 2.0],
    "zero": [0.0, 0.0],
    "one zero": [2.0, 0.0],
}


@pytest.mark.parametrize("full", [False, True])
@pytest.mark.parametrize("shape", [(2, 2), (4, 2), (2, 3)])
@pytest.mark.parametrize("values", SINGULAR.values(), ids=SINGULAR)
@pytest.mark.parametrize("kind", [float, complex])
def test_even_and_odd_functions_of_singular_values(values, shape, full, kind):
    rng = np.random.default_rng(0)

    def draw(*shape):
        return rng.normal(size=shape) + (1j * rng.normal(size=shape) if kind is complex else 0.0)

    (m, n), weights = shape, draw(*shape)
    left, right = np.linalg.qr(draw(m, m))[0], np.linalg.qr(draw(n, n))[0]
    a = (left[:, :2] * np.array(values)) @ np.conj(right[:2])

    def odd(a):
        u, s, vh = np.linalg.svd(a, full_matrices=full)
        return np.sum(np.real(weights * ((u[:, :2] * s**3) @ vh[:2])))

    def even(a):
        return np.sum(np.linalg.svdvals(a) ** 4)

    def odd_plainly(a):
        return np.sum(np.real(weights * (a @ np.conj(a.T) @ a)))

    def even_plainly(a):
        b = a @ np.conj(a.T)
        return np.real(np.trace(b @ b))

    def along(f):
        return lambda a: funcad.jvp(f, (a,), (weights[::-1],))[1]

    for f, plainly in ((odd, odd_plainly), (even, even_plainly)):
        tolerances = {"rtol": 1e-10, "atol": 1e-10}
        np.testing.assert_allclose(funcad.grad(f)(a), funcad.grad(plainly)(a), **tolerances)
        np.testing.assert_allclose(along(f)(a), along(plainly)(a), **tolerances)
        np.testing.assert_allclose(along(along(f))(a), along(along(plainly))(a), **tolerances)
        for g, expected in (
            (funcad.grad(along(f)), funcad.grad(along(plainly))),
            (along(funcad.grad(f)), along(funcad.grad(plainly))),
        ):
            np.testing.assert_allclose(g(a), expected(a), **tolerances)
