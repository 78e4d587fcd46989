"""Lengths know their squares: what they remember, and when they must forget it."""

import itertools

import numpy as np
import pytest

import funcad
from tests.test_hard_points import SECOND

X = np.array([0.0, -3.0, 0.0, 2.0])


def hessians(f, x):
    """The second derivative in every combination of modes, which agree."""
    found = [outer(inner(f))(x) for outer, inner in SECOND.values()]
    for a, b in itertools.pairwise(found):
        np.testing.assert_allclose(a, b, rtol=1e-12 if x.itemsize == 8 else 1e-6, atol=1e-14)
    return found[0]


def check(f, expected, x=X):
    h = hessians(f, x)
    assert h.dtype == np.asarray(f(x)).dtype
    np.testing.assert_allclose(h, expected, rtol=1e-6 if h.itemsize < 8 else 1e-12, atol=1e-14)


def itself(product):
    """The sum of a length's products with itself, of one object."""

    def f(x):
        r = np.abs(x)
        return np.sum(product(r, r))

    return f


SQUARES = {
    "r ** 2": lambda x: np.sum(np.abs(x) ** 2),
    "r ** 2.0": lambda x: np.sum(abs(x) ** 2.0),
    "r ** np.float64(2)": lambda x: np.sum(np.abs(x) ** np.float64(2)),
    "r ** np.int64(2)": lambda x: np.sum(np.abs(x) ** np.int64(2)),
    "r ** [2, 2, 2, 2]": lambda x: np.sum(np.abs(x) ** np.full(4, 2)),
    "np.power": lambda x: np.sum(np.power(np.abs(x), 2)),
    "np.float_power": lambda x: np.sum(np.float_power(np.abs(x), 2)),
    "np.square": lambda x: np.sum(np.square(np.abs(x))),
    "r * r": itself(lambda r, s: r * s),
    "np.multiply": itself(np.multiply),
    "r @ r": itself(lambda r, s: r @ s),
    "np.matmul": itself(np.matmul),
    "np.dot": itself(np.dot),
    "r.dot": itself(lambda r, s: r.dot(s)),
    "np.inner": itself(np.inner),
    "np.vdot": itself(np.vdot),
    "np.vdot of a matrix": lambda x: np.vdot(r := np.abs(x.reshape(2, 2)), r),
    "np.vecdot": itself(np.vecdot),
    "np.tensordot": itself(lambda r, s: np.tensordot(r, s, 1)),
    "np.einsum i,i->i": itself(lambda r, s: np.einsum("i,i->i", r, s)),
    "np.einsum i,i": itself(lambda r, s: np.einsum("i,i", r, s)),
    "np.dot of numbers": lambda x: sum(np.dot(r, r) for r in np.abs(x)),
    "abs * abs": lambda x: np.sum(np.abs(x) * np.abs(x)),
    "fabs": lambda x: np.sum(np.fabs(x) ** 2),
    "abs of abs": lambda x: np.sum(np.abs(abs(x)) ** 2),
    "hypot with 0": lambda x: np.sum(np.hypot(x, np.zeros(4)) ** 2),
    "hypot of abs and another": lambda x: np.sum(np.hypot(abs(x), x[::-1]) ** 2) / 2,
    "hypot of abs": lambda x: np.sum(np.hypot(abs(x), x) ** 2) / 2,
    "abs of complex": lambda x: np.sum(np.abs(x * (0.6 - 0.8j)) ** 2),
    "power spectrum": lambda x: np.sum(np.abs(np.fft.fft(x)) ** 2) / 4,
    "entries": lambda x: sum(r**2 for r in np.abs(x)),
    "views": lambda x: np.sum(np.abs(x)[:2] ** 2) + np.sum(np.abs(x).reshape(2, 2)[1].T ** 2),
    "gathered": lambda x: np.sum(np.abs(x)[[3, 2, 0, 1]] ** 2),
    "masked": lambda x: np.sum(np.abs(x)[x < 5] ** 2),
    "r **= 2": lambda x: np.sum(raised_in_place(np.abs(x))),
    "vmap": lambda x: np.sum(funcad.vmap(lambda t: np.abs(t) ** 2)(x)),
    "vmap of r @ r": lambda x: np.sum(funcad.vmap(itself(lambda r, s: r @ s))(x.reshape(2, 2))),
    "2 * r": lambda x: np.sum((2 * np.abs(x)) ** 2) / 4,
    "r * 2": lambda x: np.sum((np.abs(x) * 2) ** 2) / 4,
    "r / 2": lambda x: np.sum((np.abs(x) / 2) ** 2) * 4,
    "w * r": lambda x: np.sum((np.full(4, 2, x.dtype) * np.abs(x)) ** 2) / 4,
    "r / w": lambda x: np.sum((np.abs(x) / np.full(4, 2, x.dtype)) ** 2) * 4,
    "np.multiply(w, r)": lambda x: np.sum(np.multiply([2, 2, 2, 2], np.abs(x)) ** 2) / 4,
    "np.float32(2) * r": lambda x: np.sum((np.float32(2) * np.abs(x)) ** 2) / 4,
    "scaled twice": lambda x: np.sum(np.square(6 * (np.abs(x) / 3))) / 4,
    "abs of a scaled length": lambda x: np.sum(np.abs(-2 * np.abs(x)) ** 2) / 4,
    "a view of a scaled length": lambda x: np.sum((np.abs(x) / 2).reshape(2, 2).T ** 2) * 4,
    "norm of abs": lambda x: np.linalg.norm(np.abs(x)) ** 2,
    "a list": lambda x: np.sum(np.abs([x[0], x[1], x[2], x[3]]) ** 2),
}


def raised_in_place(r):
    r **= 2
    return r


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
@pytest.mark.parametrize("name", SQUARES)
def test_second_derivatives_of_a_square(name, dtype):
    check(SQUARES[name], 2 * np.eye(4), X.astype(dtype))


@pytest.mark.parametrize("x", [0.0, -0.0])
def test_of_a_number(x):
    assert [outer(inner(lambda x: abs(x) ** 2))(x) for outer, inner in SECOND.values()] == [2.0] * 4


def test_higher_powers():
    check(lambda x: np.sum(np.abs(x) ** 4), np.diag(12 * X**2))
    check(lambda x: np.sum(np.abs(x) ** 3), np.diag(6 * np.abs(X)))
    check(lambda x: np.sum(np.abs(x) ** np.arange(1, 5)), np.diag([0.0, 2.0, 0.0, 48.0]))
    fourth = funcad.grad(funcad.grad(funcad.grad(funcad.grad(lambda x: np.abs(x) ** 4))))
    assert fourth(0.0) == 24.0


@pytest.mark.parametrize(
    "std",
    [
        np.std,
        lambda x: x.std(),
        np.nanstd,
        lambda x: np.std(x, mean=np.mean(x, keepdims=True)),
        lambda x: np.std(x, where=np.ones(3, bool)),
        lambda x: np.std(x, axis=0, keepdims=True)[0],
    ],
)
@pytest.mark.parametrize("x", [[0.0, 0.0, 0.0], [0.1, 0.1, 0.1], [1.0, 2.0, 4.0]])
def test_deviations(std, x):
    var = (np.eye(3) - 1 / 3) * 2 / 3
    check(lambda x: std(x) ** 2, var, np.array(x))
    check(lambda x: np.square(std(x)), var, np.array(x))
    check(lambda x: np.std(x) * np.std(x), var, np.array(x))


def test_deviations_of_rows():
    x = np.array([[1.0, 1.0], [1.0, 2.0]])
    expected = np.einsum("ij,kl->ikjl", np.eye(2), [[0.5, -0.5], [-0.5, 0.5]])
    check(lambda x: np.sum(np.std(x, axis=1) ** 2), expected, x)
    check(lambda x: np.sum(funcad.vmap(np.std)(x) ** 2), np.zeros((2, 2, 2, 2)), x[:1].repeat(2, 0))
    check(lambda x: np.sum(funcad.vmap(lambda row: np.std(row) ** 2)(x)), expected, x)


def test_a_length_of_what_is_traced_outside():
    """d²/dxdy of hypot(x, y)**2 z: the levels are different ones."""

    def f(x):
        return funcad.grad(lambda y: np.hypot(x, y) ** 2 * (1 + x))(0.0)

    assert funcad.jvp(funcad.grad(f), (0.0,), (1.0,)) == (0.0, 0.0)

    def g(x):
        r = np.abs(x)
        return funcad.grad(lambda y: r**2 * y)(3.0)

    assert funcad.grad(funcad.grad(g))(0.0) == 2.0


# what is written to, or is made of a length, is none


def test_a_length_that_is_written_to_forgets():
    def added(x):
        r = np.abs(x)
        r += 1
        return np.sum(r**2)

    check(added, np.diag([2.0, 2.0, 2.0, 2.0]))

    def assigned(x):
        r = np.abs(x)
        r[0] = 5.0
        r[2] = x[1]
        return np.sum(r**2)

    check(assigned, np.diag([0.0, 4.0, 0.0, 2.0]))

    def through_a_view(x):
        r = np.abs(x)
        v = r[::2]
        v[...] = x[1]
        return np.sum(r**2) + np.sum(v**2)

    check(through_a_view, np.diag([0.0, 10.0, 0.0, 2.0]))

    def as_out(x):
        r = np.abs(x)
        np.add(r, x, out=r)
        return np.sum(r**2)

    check(as_out, np.diag([4.0, 0.0, 4.0, 8.0]))  # of (|x| + x)²: the mean of 8 and 0


def test_a_view_taken_before_a_write_sees_it():
    def f(x):
        r = np.abs(x)
        v = r[:2]
        r[0] = x[3]
        return np.sum(v**2)

    check(f, np.diag([0.0, 2.0, 0.0, 2.0]))


def test_an_argument_that_is_written_to_afterwards():
    def f(x):
        y = x * 1.0
        r = np.abs(y)
        y[0] = x[3]
        y *= 7
        return np.sum(r**2)

    check(f, 2 * np.eye(4))

    def with_a_constant(x):
        buffer = np.zeros(4)
        r = np.hypot(x, buffer)
        buffer[:] = 9.0
        return np.sum(r**2)

    check(with_a_constant, 2 * np.eye(4))


def test_abs_twice_of_what_changed_between():
    def f(x):
        y = x * 1.0
        r = np.abs(y)
        y[0] = x[1]
        return np.sum(r * np.abs(y))

    h = hessians(f, X)
    np.testing.assert_array_equal(h, np.diag([0.0, 2.0, np.nan, 2.0]))  # not known to be one


def test_a_factor_that_is_traced():
    # (w r)², w = 1 + x: (1 + x)² x² has 2 (1 + 6x + 6x²)
    expected = np.diag(2 * (1 + 6 * X + 6 * X**2))
    check(lambda x: np.sum(((1 + x) * np.abs(x)) ** 2), expected)
    check(lambda x: np.sum((np.abs(x) / (1 / (1 + x))) ** 2), expected)

    def f(x):  # the factor is written to before the square is wanted
        w = 1 + x
        r = np.abs(x) * w
        w[0] = 9.0
        return np.sum(r**2)

    check(f, expected)


def test_products_of_two_lengths():
    """(|x| |y|)² = x² y²"""
    h = hessians(lambda x: (np.abs(x[0]) * np.abs(x[1])) ** 2, np.array([0.0, 3.0]))
    np.testing.assert_array_equal(h, [[18.0, 0.0], [0.0, 0.0]])


def test_a_product_with_another_sign_is_no_square():
    def f(x):
        r = -2 * np.abs(x)
        return np.sum(r * np.abs(r)) + np.sum(r * (-r))

    h = hessians(f, X)
    np.testing.assert_array_equal(h[[1, 3], [1, 3]], -16.0)
    assert set(h[[0, 2], [0, 2]]) <= {0.0, -8.0, -16.0}


@pytest.mark.parametrize("w", [0.0, np.inf])
def test_a_factor_that_makes_zeros(w):
    x = np.array([1.0, 0.0])
    expected = 2 * w**2 * np.eye(2) if not w else np.zeros((2, 2))
    with np.errstate(invalid="ignore"):
        check(lambda x: np.sum((np.abs(x) * w if not w else np.abs(x) / w) ** 2), expected, x)


@pytest.mark.parametrize("same", [np.real, lambda r: r.astype(r.dtype), np.copy, lambda r: r[...]])
def test_what_is_made_of_a_length(same):
    """Whether it remembers or not, it is right elsewhere, and at 0 the square or the convention."""
    h = np.diag(hessians(lambda x: np.sum(same(np.abs(x)) ** 2), X))
    np.testing.assert_array_equal(h[[1, 3]], 2.0)
    assert set(h[[0, 2]]) <= {0.0, 2.0}


def test_values_are_those_of_numpy():
    x = np.random.default_rng(0).normal(size=20)
    x[::4] = 0
    for f in (
        lambda x: np.abs(x) ** 2,
        lambda x: np.abs(x) ** 6,
        lambda x: np.hypot(x, 3 * x) ** 2,
        lambda x: np.abs(np.fft.fft(x)) ** 2,
        itself(lambda r, s: r @ s),
    ):
        seen = []

        def g(x, f=f, seen=seen):
            y = f(x)
            seen.append(funcad.stop_gradient(y))
            return np.sum(y)

        funcad.hessian(g)(x)
        plain = seen[-1]
        while hasattr(plain, "trace") and hasattr(plain, "companion"):
            plain = plain.value
        np.testing.assert_array_equal(np.asarray(plain).ravel()[: np.size(f(x))], np.ravel(f(x)))


def test_nan_and_infinity_beside_a_zero():
    h = hessians(lambda x: np.abs(x) ** 2, np.array([0.0, np.nan, np.inf]))
    np.testing.assert_array_equal(h[0], [[2.0, 0.0, 0.0], [0.0] * 3, [0.0] * 3])
    assert np.isnan(h[1, 1, 1])


# random programs: a length and, beside it, its square written out

STARTS = {
    "abs": (np.abs, lambda x: x * x),
    "fabs": (np.fabs, lambda x: x * x),
    "hypot": (lambda x: np.hypot(x, x[::-1]), lambda x: x * x + x[::-1] ** 2),
    "abs of complex": (lambda x: np.abs(x + 2j * x[::-1]), lambda x: x * x + 4 * x[::-1] ** 2),
    "abs of fft": (
        lambda x: np.abs(np.fft.fft(x)),
        lambda x: np.real(np.conj(np.fft.fft(x)) * np.fft.fft(x)),
    ),
    "std": (
        lambda x: np.std(x.reshape(2, 2), axis=1),
        lambda x: np.var(x.reshape(2, 2), axis=1),
    ),
}
W = np.array([0.5, -2.0, 3.0, 1.5])
STEPS = {  # of a length, and of its square
    "r * w": (lambda r, x: r * W[: len(r)], lambda s, x: s * W[: len(s)] ** 2),
    "w * r": (lambda r, x: W[: len(r)] * r, lambda s, x: s * W[: len(s)] ** 2),
    "r / w": (lambda r, x: r / W[: len(r)], lambda s, x: s / W[: len(s)] ** 2),
    "3 * r": (lambda r, x: 3 * r, lambda s, x: 9 * s),
    "r / 2": (lambda r, x: r / 2.0, lambda s, x: s / 4),
    "r * exp(x)": (lambda r, x: r * np.exp(x[: len(r)]), lambda s, x: s * np.exp(2 * x[: len(s)])),
    "abs": (lambda r, x: np.abs(r), lambda s, x: s),
    "hypot": (lambda r, x: np.hypot(r, x[: len(r)]), lambda s, x: s + x[: len(s)] ** 2),
    "reversed": (lambda r, x: r[::-1], lambda s, x: s[::-1]),
    "slice": (lambda r, x: r[:2], lambda s, x: s[:2]),
    "reshaped": (lambda r, x: r.reshape(-1, 1).T[0], lambda s, x: s),
    "taken": (lambda r, x: r[[0, 1, 1]], lambda s, x: s[[0, 1, 1]]),
}
ENDS = {
    "r**2": (lambda r: r**2, lambda s: s),
    "square": (np.square, lambda s: s),
    "r * r": (lambda r: r * r, lambda s: s),
    "r**4": (lambda r: r**4, lambda s: s * s),
    "r @ r": (lambda r: r @ r, np.sum),
    "einsum": (lambda r: np.einsum("i,i->i", r, r), lambda s: s),
    "cos r**2": (lambda r: np.cos(r * r), np.cos),
    "where": (
        lambda r: np.where(np.abs(r) < 1, r**2 / 2, 1.0),
        lambda s: np.where(s < 1, s / 2, 1.0),
    ),
}


@pytest.mark.parametrize("seed", range(40))
def test_random_programs(seed):
    rng = np.random.default_rng(seed)
    start, end = STARTS[rng.choice([*STARTS])], ENDS[rng.choice([*ENDS])]
    steps = [STEPS[rng.choice([*STEPS])] for _ in range(rng.integers(0, 4))]

    def run(which):
        def f(x):
            y = start[which](x)
            for step in steps:
                y = step[which](y, x)
            return np.sum(end[which](y))

        return f

    x = rng.choice([0.0, 0.0, -0.0, 0.3, -0.2], size=4)
    for found in (funcad.hessian, *(lambda f, m=m: m[0](m[1](f)) for m in SECOND.values())):
        actual, expected = found(run(0))(x), found(run(1))(x)
        np.testing.assert_allclose(actual, expected, rtol=1e-11, atol=1e-11)
