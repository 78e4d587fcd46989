"""np.linalg on traced values: hard points, errors, types, and numbers of other libraries."""

import numpy as np
import pytest

import funcad
from funcad.errors import UnsupportedOperationError
from funcad.pytree import tree_leaves
from tests.laws import finite_difference

A = np.array([[4.0, 1.0, 0.5], [1.0, 3.0, 0.2], [0.5, 0.2, 2.0]])
B = np.array([[1.0, 2.0], [0.5, -1.0], [3.0, 0.0]])
W = np.arange(1.0, 10.0).reshape(3, 3)
C = np.array([[1 + 2j, 0.5], [0.3j, 2 - 1j]])

# function, argument, gradient; from JAX 0.10 and, for the last three, PyTorch 2.13
ELSEWHERE = {
    "pinv": (
        lambda b: np.sum(np.linalg.pinv(b) * B.T),
        B * np.array([1.0, 2.0]),
        [
            [-0.0408163265306124, -0.0969387755102042],
            [-0.0816326530612246, 0.0561224489795919],
            [-0.3061224489795923, 0.0229591836734693],
        ],
    ),
    "eigh": (
        lambda a: (
            np.sum(np.linalg.eigh(a)[1][:, 0] ** 2 * np.arange(3.0))
            + np.sum(np.linalg.eigh(a)[0] ** 3)
        ),
        A,
        [
            [51.9457495773235, 21.175840564436715, 9.25773114244497],
            [21.175840564436715, 30.163710945154936, 4.88844407219902],
            [9.25773114244497, 4.88844407219902, 12.630539477521516],
        ],
    ),
    "svd": (
        lambda b: (
            np.sum(np.linalg.svd(b, full_matrices=False)[0][:, 0] ** 2 * np.arange(3.0))
            + np.sum(np.linalg.svd(b, compute_uv=False) ** 3)
        ),
        B,
        [
            [10.62560402024592, 13.759472107320674],
            [4.091657787402157, -6.237675116992124],
            [29.142679618673387, 2.1729719014216955],
        ],
    ),
    "qr": (
        lambda b: (
            np.sum(np.linalg.qr(b)[0] * B)
            + np.sum(np.linalg.qr(b)[1] ** 2 * np.array([[1.0, 2.0], [3.0, 4.0]]))
        ),
        B + 1,
        [
            [0.207581631392412, 20.36796433984246],
            [4.4585128522434525, -2.940162828016634],
            [9.349266864712497, 0.9185788905850197],
        ],
    ),
    "slogdet": (
        lambda a: np.linalg.slogdet(a)[1] ** 2,
        A,
        [
            [1.712268236193153, -0.5458573236186227, -0.373481326686426],
            [-0.5458573236186226, 2.22652329370754, -0.0861879984660983],
            [-0.373481326686426, -0.0861879984660983, 3.1602266104236043],
        ],
    ),
    "det, complex": (
        lambda a: np.real(np.linalg.det(a) * (1 + 2j)),
        C,
        [[4 + 3j, 0.6 - 0.3j], [-0.5 - 1j, -3 + 4j]],
    ),
    "slogdet, complex": (
        lambda a: np.linalg.slogdet(a)[1] + np.imag(np.linalg.slogdet(a)[0]),
        C,
        [
            [-0.1139965318902085 - 0.5759878494056261j, -0.0759583338420876 - 0.0208796871375125j],
            [-0.0347994785625209 + 0.1265972230701461j, 0.5759878494056261 - 0.1139965318902085j],
        ],
    ),
    "solve, complex": (
        lambda a: np.sum(np.abs(np.linalg.solve(a, np.array([1.0, 2j]))) ** 2),
        C,
        [
            [-0.1940796858316397 + 0.2332138934729j, 0.4106615410570041 - 0.2207339788456897j],
            [0.5164849273012643 + 0.0092456541854023j, -0.7306747702476953 - 0.3101538904124253j],
        ],
    ),
    "cholesky": (
        lambda a: np.sum(np.linalg.cholesky(a) * W),
        A,
        [
            [0.0672939663357518, 0.3484711289332841, 0.7647060114474172],
            [0.3484711289332841, 1.4441783328093152, 2.3238743029150966],
            [0.7647060114474175, 2.323874302915096, 3.2346033025904686],
        ],
    ),
    "eigvals": (
        lambda a: np.sum(np.abs(np.linalg.eigvals(a)) ** 3),
        A + W / 5,
        [[66.75, 52.26, 55.32], [40.38, 63.12, 50.1], [32.28, 38.7, 57.15]],
    ),
    "lstsq": (
        lambda b: np.linalg.lstsq(b, np.array([1.0, 2.0, -1.0]))[0] @ np.array([1.0, 3.0]),
        B,
        [
            [0.133486047480217, 0.5844439816743028],
            [-0.0391503540191581, 1.260724698042483],
            [-0.0039566847147022, -0.4151395251978345],
        ],
    ),
}


@pytest.mark.parametrize(("f", "x", "expected"), ELSEWHERE.values(), ids=ELSEWHERE)
def test_gradients_are_those_of_other_libraries(f, x, expected):
    np.testing.assert_allclose(funcad.grad(f)(x), expected, rtol=1e-10, atol=1e-12)


@pytest.mark.parametrize("p", [None, 1, 2, 3, 2.5, np.inf, -np.inf, 0])
def test_the_norm_of_zero_has_the_gradient_zero(p):
    f = lambda x: np.linalg.norm(x, p)
    assert funcad.grad(f)(np.zeros(3)).tolist() == [0.0, 0.0, 0.0]
    assert funcad.jvp(f, (np.zeros(3),), (np.ones(3),))[1] == 0.0


def test_the_second_derivative_of_a_norm_of_zero_is_finite():
    assert np.all(np.isfinite(funcad.hessian(np.linalg.norm)(np.zeros(3))))


def test_the_determinant_of_a_singular_matrix_in_both_modes():
    a = np.outer([1.0, 2.0, 3.0], [1.0, -1.0, 2.0]) + np.outer([0.0, 1.0, 1.0], [1.0, 0.0, 0.0])
    cofactors = np.linalg.det(a + 0 * A)
    assert abs(cofactors) < 1e-12
    expected = finite_difference(np.linalg.det, a, A)
    np.testing.assert_allclose(funcad.jvp(np.linalg.det, (a,), (A,))[1], expected, rtol=1e-7)
    np.testing.assert_allclose(np.sum(funcad.grad(np.linalg.det)(a) * A), expected, rtol=1e-7)
    hessian = funcad.hessian(np.linalg.det)(np.zeros((2, 2)))
    expected = np.zeros((2, 2, 2, 2))
    expected[0, 0, 1, 1] = expected[1, 1, 0, 0] = 1.0
    expected[0, 1, 1, 0] = expected[1, 0, 0, 1] = -1.0
    np.testing.assert_allclose(hessian, expected, atol=1e-14)


def test_least_squares_of_deficient_rank_follows_changes_that_keep_it():
    left, right, b = (
        np.array([[1.0], [2.0], [3.0]]),
        np.array([[1.0, -1.0]]),
        np.array([1.0, 0.0, 2.0]),
    )

    def f(t):
        return np.linalg.lstsq((left + t * W[:, :1]) @ (right + t * W[:1, :2]), b)[0]

    expected = finite_difference(f, 0.0, 1.0)
    np.testing.assert_allclose(funcad.jvp(f, (0.0,), (1.0,))[1], expected, rtol=1e-7)
    np.testing.assert_allclose(
        funcad.vjp(f, 0.0)[1](np.array([1.0, 0.0]))[0], expected[0], rtol=1e-7
    )


def test_what_lstsq_returns_beside_the_solution():
    b = np.array([1.0, 2.0, -1.0])
    full, deficient, wide = B, np.ones((3, 2)), B.T
    for a in (full, deficient, wide):
        right = b[: len(a)]
        _, (x, residuals, rank, s) = funcad.grad(
            lambda a, right=right: (np.sum(a), np.linalg.lstsq(a, right)), has_aux=True
        )(a)
        expected = np.linalg.lstsq(a, right)
        np.testing.assert_allclose(x, expected[0])
        np.testing.assert_allclose(residuals, expected[1])
        assert rank == expected[2]
        np.testing.assert_allclose(s, expected[3], atol=1e-15)


@pytest.mark.parametrize(
    ("f", "x"),
    [
        (np.linalg.inv, np.zeros((2, 2))),
        (np.linalg.inv, np.ones((2, 3))),
        (np.linalg.inv, np.ones(3)),
        (lambda a: np.linalg.solve(a, np.ones(2)), np.zeros((2, 2))),
        (np.linalg.cholesky, -np.eye(2)),
        (np.linalg.cholesky, np.ones((2, 3))),
        (np.linalg.det, np.ones((2, 3))),
        (np.linalg.eigh, np.ones((2, 3))),
        (np.linalg.eig, np.ones((2, 3))),
        (np.linalg.eigvals, np.array([[np.nan, 1.0], [1.0, 1.0]])),
        (np.linalg.qr, np.ones(3)),
        (np.linalg.svd, np.ones(3)),
        (lambda a: np.linalg.matrix_power(a, -1), np.zeros((2, 2))),
        (lambda a: np.linalg.matrix_power(a, 2), np.ones((2, 3))),
        (lambda a: np.linalg.matrix_power(a, 0.5), np.eye(2)),
        (lambda a: np.linalg.lstsq(a, np.ones(2)), np.ones((3, 2))),
        (lambda a: np.linalg.eigh(a, "X"), np.eye(2)),
        (lambda a: np.linalg.qr(a, "spam"), np.eye(2)),
        (lambda a: np.linalg.norm(a, "spam"), np.eye(2)),
        (lambda a: np.linalg.norm(a, 3), np.eye(2)),
        (lambda a: np.linalg.norm(a, axis=2), np.eye(2)),
        (lambda a: np.linalg.norm(a, 1), np.ones((2, 2, 2))),
        (lambda a: np.linalg.norm(a, axis=(0, 0)), np.eye(2)),
        (lambda a: np.linalg.cond(a), np.ones((0, 0))),
        (lambda a: np.linalg.tensorinv(a, 0), np.eye(2)),
    ],
)
def test_errors_are_those_of_numpy(f, x):
    with pytest.raises(Exception) as expected:  # noqa: PT011 - whichever NumPy raises
        f(x)
    with pytest.raises(type(expected.value)) as found:
        funcad.vjp(f, x)
    assert str(found.value) == str(expected.value)


def test_matrices_of_traced_numbers():
    b = np.array([1.0, 2.0])

    def f(x):
        a = np.array([[x[0], 1.0], [0.0, x[1]]])
        return np.sum(np.linalg.solve(a, b * x)) + np.linalg.norm([x[0], x[1]])

    x = np.array([3.0, 4.0])
    np.testing.assert_allclose(funcad.jvp(f, (x,), (b,))[1], finite_difference(f, x, b), rtol=1e-8)
    with pytest.raises(TypeError, match="Cannot cast ufunc 'inv'"):  # NumPy does not ask us
        funcad.jvp(lambda x: np.linalg.inv(np.array([[x[0], 1.0], [0.0, x[1]]])), (x,), (b,))


def test_what_is_not_determined_is_refused():
    with pytest.raises(UnsupportedOperationError, match="mode='reduced'"):
        funcad.vjp(lambda a: np.linalg.qr(a, "raw"), B)


def test_singular_matrices_have_the_values_of_numpy():
    values = funcad.vjp(
        lambda a: (np.linalg.slogdet(a)[1], np.linalg.cond(a, 1)), np.zeros((2, 2))
    )[0]
    assert values == (-np.inf, np.inf)
    assert funcad.jvp(np.linalg.slogdet, (np.zeros((2, 2)),), (np.eye(2),))[0] == (0, -np.inf)
    assert np.isnan(funcad.grad(lambda a: np.linalg.slogdet(a)[1])(np.zeros((2, 2)))).all()


def test_a_singular_matrix_in_a_stack_does_not_stop_slogdet():
    a = np.stack([2 * np.eye(2), np.ones((2, 2)), np.diag([1.0, -4.0])])
    (sign, log), (dsign, dlog) = funcad.jvp(np.linalg.slogdet, (a,), (a,))
    np.testing.assert_array_equal(sign, [1, 0, -1])
    np.testing.assert_allclose(log, [np.log(4), -np.inf, np.log(4)])
    np.testing.assert_array_equal(dsign, 0)
    np.testing.assert_allclose(dlog, [2, np.nan, 2])
    expected = [np.eye(2) / 2, np.full((2, 2), np.nan), np.diag([1, -0.25])]
    np.testing.assert_allclose(
        funcad.grad(lambda a: np.sum(np.linalg.slogdet(a)[1]))(a), expected, atol=0
    )
    np.testing.assert_allclose(
        funcad.vmap(funcad.grad(lambda a: np.linalg.slogdet(a)[1]))(a), expected
    )


def test_results_are_the_named_tuples_of_numpy():
    def f(a):
        for function in (
            np.linalg.eigh,
            np.linalg.eig,
            np.linalg.svd,
            np.linalg.qr,
            np.linalg.slogdet,
        ):
            assert type(function(a)) is type(function(A))
        return np.linalg.slogdet(a).logabsdet + np.sum(np.linalg.svd(a).S)

    assert funcad.grad(f)(A).shape == (3, 3)


def test_the_rank_is_a_number():
    def f(a):
        assert np.linalg.matrix_rank(a) == 2
        return np.sum(a * np.linalg.matrix_rank(a))

    assert funcad.grad(f)(B).tolist() == [[2.0, 2.0]] * 3
    ranks = funcad.vmap(np.linalg.matrix_rank)(np.stack([np.eye(2), np.ones((2, 2))]))
    assert ranks.tolist() == [2, 1]


SINGLE = {
    "solve": lambda a: np.linalg.solve(a, a[0]),
    "inv": np.linalg.inv,
    "det": np.linalg.det,
    "slogdet": lambda a: np.linalg.slogdet(a)[1],
    "cholesky": np.linalg.cholesky,
    "eigh": lambda a: np.linalg.eigh(a),
    "eig": lambda a: np.linalg.eig(a),
    "svd": lambda a: np.linalg.svd(a),
    "svd, hermitian": lambda a: np.linalg.svd(a, hermitian=True),
    "qr": lambda a: np.linalg.qr(a),
    "pinv": np.linalg.pinv,
    "lstsq": lambda a: np.linalg.lstsq(a, a[0])[0],
    "norm": np.linalg.norm,
    "norm 3": lambda a: np.linalg.norm(a, 3, axis=0),
    "matrix_power": lambda a: np.linalg.matrix_power(a, -2),
    "cond": np.linalg.cond,
}


@pytest.mark.parametrize("f", SINGLE.values(), ids=SINGLE)
def test_single_precision_stays_single(f):
    a = A.astype("f4")
    expected = f(a)
    value, pullback = funcad.vjp(f, a)
    tangents = funcad.jvp(f, (a,), (a,))[1]
    pairs = zip(*map(tree_leaves, (value, expected, tangents)), strict=True)
    for y, e, dy in pairs:
        assert y.dtype == e.dtype == dy.dtype
        np.testing.assert_allclose(y, e, rtol=1e-6)
    (ct,) = pullback(value)
    assert ct.dtype == np.float32
    assert np.all(np.isfinite(ct))


@pytest.mark.parametrize("f", [np.linalg.cholesky, lambda a: np.linalg.qr(a)[1].T])
def test_factors_of_larger_matrices(f):
    """Their reverse rules invert a triangle by halves."""
    rng = np.random.default_rng(0)
    a = rng.normal(size=(2, 130, 130))
    a, da = a @ a.mT + 130 * np.eye(130), a + a.mT
    y, pullback = funcad.vjp(f, a)
    ct = rng.normal(size=y.shape)
    dy = funcad.jvp(f, (a,), (da,))[1]
    np.testing.assert_allclose(dy, finite_difference(f, a, da), rtol=1e-6, atol=1e-6)
    np.testing.assert_allclose(np.sum(pullback(ct)[0] * da), np.sum(ct * dy), rtol=1e-9)


def test_many_right_hand_sides_need_one_factorization(monkeypatch):
    calls = []
    solve = np.linalg.solve
    monkeypatch.setattr(np.linalg, "solve", lambda a, b: calls.append(b.shape) or solve(a, b))
    xs = funcad.vmap(lambda b: np.linalg.solve(A, b))(W)
    np.testing.assert_allclose(xs, solve(A, W.T).T)
    assert calls[-1:] == [(3, 3)]


def test_the_rank_of_least_squares_is_numpys_type():
    b = np.ones(3)
    for f in (lambda a: np.linalg.lstsq(a, b, None)[2], lambda a: np.linalg.lstsq(a, b)[2]):
        assert funcad.vjp(f, B)[0].dtype == f(B).dtype
