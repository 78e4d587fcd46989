"""np.where, np.clip and their kin, and the small functions of numbers."""

import warnings

import numpy as np
import pytest

import funcad
from funcad.errors import UnsupportedOperationError
from tests.agreement import agrees, raises_alike


def d(f, x):
    x = np.asarray(x, float)
    g = funcad.vjp(f, x)[1](np.ones_like(f(x)))[0]
    np.testing.assert_array_equal(funcad.jvp(f, (x,), (np.ones_like(x),))[1], g)
    return g.tolist()


def test_where_lets_nothing_through_to_the_branch_not_taken():
    x = np.array([-1.0, 4.0, 9.0])
    _, pullback = funcad.vjp(lambda x: np.where(x > 0, x, 2.0), x)
    ct = np.array([np.nan, 1.0, np.inf])
    np.testing.assert_array_equal(pullback(ct)[0], [0.0, 1.0, np.inf])
    big = np.linspace(-1.0, 1.0, 20_001)
    _, pullback = funcad.vjp(lambda x: np.where(x > 0, x, 2.0), big)
    expected = np.where(big > 0, big, 0.0)
    np.testing.assert_array_equal(pullback(np.where(big > 0, big, np.nan))[0], expected)


@pytest.mark.parametrize("dtype", ["f2", "f4", "f8", "c8"])
@pytest.mark.parametrize("other", [0, 1.5, np.float64(1.5), np.arange(2), np.array([1, 2], "f4")])
def test_where_has_the_values_and_dtypes_of_numpy(dtype, other):
    x = np.array([1.0, -2.0], dtype)
    c = np.array([[True, False], [False, True]])
    for f in (lambda x: np.where(c, x, other), lambda x: np.where(c, other, x)):
        y, pullback = funcad.vjp(f, x)
        assert y.dtype == f(x).dtype
        np.testing.assert_array_equal(y, f(x))
        (g,) = pullback(np.ones_like(y))
        assert g.dtype == x.dtype
        assert g.tolist() == [1.0, 1.0]


def test_where_of_one_argument_is_nonzero():
    x = np.array([0.0, 3.0, 0.0, 2.0])
    assert funcad.grad(lambda x: np.sum(x[np.where(x)] ** 2))(x).tolist() == [0.0, 6.0, 0.0, 4.0]
    with pytest.raises(ValueError, match="either both or neither"):
        funcad.grad(lambda x: np.where(x > 0, x))(x)


def test_clip_lets_its_edges_pass():
    x = [-2.0, -1.0, 0.0, 1.0, 2.0]
    assert d(lambda x: np.clip(x, -1, 1), x) == [0, 1, 1, 1, 0]
    assert d(lambda x: np.clip(x, -1, None), x) == [0, 1, 1, 1, 1]
    assert d(lambda x: np.clip(x, None, 1), x) == [1, 1, 1, 1, 0]
    assert d(lambda x: x.clip(0), x) == [0, 0, 1, 1, 1]


@pytest.mark.skipif(np.lib.NumpyVersion(np.__version__) < "2.1.0", reason="needs NumPy 2.1")
def test_clip_with_the_limits_of_the_array_api():
    x = [-2.0, -1.0, 0.0, 1.0, 2.0]
    assert d(lambda x: np.clip(x, min=-1), x) == [0, 1, 1, 1, 1]
    assert d(lambda x: np.clip(x, None, None), x) == [1, 1, 1, 1, 1]


def test_limits_get_what_x_does_not():
    x = np.array([-2.0, 0.5, 3.0])
    limits = funcad.grad(lambda a, b: np.sum(np.clip(x, a, b)), (0, 1))
    assert limits(-1.0, 1.0) == (1.0, 1.0)
    assert limits(1.0, -1.0) == (0.0, 3.0)  # crossed: the upper limit everywhere


def test_clip_of_numbers_that_are_not_numbers():
    x = np.array([np.nan, np.inf, -np.inf])
    np.testing.assert_array_equal(funcad.vjp(lambda x: np.clip(x, -1, 1), x)[0], [np.nan, 1, -1])
    assert d(lambda x: np.clip(x, -1, 1), x) == [1, 0, 0]


def test_clip_refuses_what_it_cannot_do():
    x = np.ones(2)
    with pytest.raises(TypeError, match="a_max"):
        funcad.vjp(lambda x: np.clip(x, 1), x)
    with pytest.raises(ValueError, match="forbidden"):
        funcad.vjp(lambda x: np.clip(x, 1, 2, min=1), x)
    with pytest.raises(UnsupportedOperationError, match="dtype="):
        funcad.vjp(lambda x: np.clip(x, 1, 2, dtype="f4"), x)


@pytest.mark.parametrize("dtype", ["f2", "f4", "f8"])
@pytest.mark.parametrize(
    "limits", [(0, 1), (0.25, 1.5), (None, 1), (np.float64(0.1), None), (np.arange(3), 2)]
)
def test_clip_has_the_values_and_dtypes_of_numpy(dtype, limits):
    x = np.array([-1.0, 0.5, 4.0], dtype)
    expected = np.clip(x, *limits)
    y = funcad.vjp(lambda x: np.clip(x, *limits), x)[0]
    assert y.dtype == expected.dtype
    np.testing.assert_array_equal(y, expected)


def test_select_takes_the_first_that_holds():
    x = np.array([-1.0, 0.5, 2.0])
    f = lambda x: np.select([x > 1, x > 0, x < -5], [x * x, 3 * x, [9, 9, 9]], x - 1)
    np.testing.assert_array_equal(funcad.vjp(f, x)[0], f(x))
    assert d(f, x) == [1.0, 3.0, 4.0]
    y = funcad.vjp(lambda x: (x, np.select([x > 1], [x * x])), x)[0][1]
    np.testing.assert_array_equal(y, [0.0, 0.0, 4.0])


@pytest.mark.parametrize("other", [-1.0, 1.0, 3.0])
def test_a_batch_of_cotangents_of_a_number(other):
    _, pullback = funcad.vjp(lambda x: np.maximum(x, other), 1.0)
    weight = funcad.grad(lambda x: np.maximum(x, other))(1.0)
    cts = np.array([1.0, 2.0])
    np.testing.assert_array_equal(funcad.vmap(pullback)(cts)[0], weight * cts)


def test_choose_takes_entries_by_number():
    x = np.array([1.0, 2.0, 3.0])
    a = np.array([0, 2, 1])
    f = lambda x: np.choose(a, [x, x * x, np.full(3, 7)])
    np.testing.assert_array_equal(funcad.vjp(f, x)[0], f(x))
    assert d(f, x) == [1.0, 0.0, 6.0]
    for mode in ("wrap", "clip"):
        g = lambda x, mode=mode: np.choose(a * 2 - 1, [x, x * x], mode=mode)
        np.testing.assert_array_equal(funcad.vjp(g, x)[0], g(x))
    with pytest.raises(ValueError, match="invalid entry"):
        funcad.vjp(lambda x: np.choose(a, [x, x]), x)


def test_nan_to_num_passes_where_x_is_a_number():
    x = np.array([np.nan, 1.0, np.inf, -np.inf])
    f = lambda x: np.nan_to_num(x, nan=7.0, posinf=8.0)
    np.testing.assert_array_equal(funcad.vjp(f, x)[0], f(x))
    assert d(f, x) == [0.0, 1.0, 0.0, 0.0]
    with pytest.raises(UnsupportedOperationError, match="copy=False"):
        funcad.vjp(lambda x: np.nan_to_num(x, copy=False), x)


def fix(x):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # NumPy 2.5 says: np.trunc
        return np.fix(x)


QUESTIONS = [
    np.isreal,
    np.iscomplex,
    np.isrealobj,
    np.iscomplexobj,
    np.isposinf,
    np.isneginf,
    np.isfinite,
    np.isnan,
    np.result_type,
    np.common_type,
    lambda x: np.isclose(x, 1.0 + 1e-9),
    lambda x: np.isclose(x, x, equal_nan=True),
    lambda x: np.allclose(x, 1.0, atol=10.0),
    lambda x: np.array_equal(x, np.array([1.0, np.inf])),
    lambda x: np.array_equal(x, x, equal_nan=True),
    lambda x: np.array_equal(x, [1.0]),
    lambda x: np.array_equiv(x, x[None]),
    lambda x: np.array_equiv(x, np.ones(3)),
    lambda x: np.can_cast(x.dtype, "f4"),
    lambda x: np.round(x, 2),
    np.trunc,
    lambda x: fix(x),
]


@pytest.mark.parametrize("f", QUESTIONS)
@pytest.mark.parametrize("x", [np.array([1.0, np.inf]), np.array([1.0 + 2j, -1.0])])
def test_questions_have_the_answers_of_numpy(f, x):
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            expected = f(x)
    except (TypeError, RuntimeWarning) as error:
        with pytest.raises(type(error)):
            funcad.vjp(f, x)
        return
    answers = []
    funcad.jvp(lambda x: [x, answers.append(f(x))][0], (x,), (x,))
    assert type(answers[0]) is type(expected)
    np.testing.assert_array_equal(answers[0], expected)


def test_parts_of_complex_numbers_are_views():
    def f(x, y):
        z = x + 1j * y
        np.real(z)[0] = 5.0 * y[0]
        z.imag[1] = x[1] * x[1]
        return np.real(z * z)

    x, y = np.array([1.0, 2.0]), np.array([3.0, 4.0])
    value, pullback = funcad.vjp(f, x, y)
    np.testing.assert_array_equal(value, [(15 + 3j).real ** 2 - 9, 4 - 16])
    gx, gy = pullback(np.ones(2))
    np.testing.assert_allclose(gx, [0.0, 4.0 - 32.0])
    np.testing.assert_allclose(gy, [2 * 15 * 5 - 6, 0.0])


def test_real_parts_of_real_arrays():
    x = np.array([1.0, 2.0])
    assert funcad.vjp(lambda x: (np.real(x), np.imag(x)), x)[0][1].tolist() == [0.0, 0.0]
    assert funcad.grad(lambda x: np.sum(np.angle(x) * x))(-x).tolist() == [np.pi, np.pi]
    assert funcad.vjp(lambda x: np.real_if_close(x + 0j), x)[0].dtype == np.float64
    assert funcad.vjp(lambda x: np.real_if_close(x + 1j), x)[0].dtype == np.complex128


def test_choose_as_numpy():
    x = np.arange(12.0, dtype=np.float32).reshape(3, 4)
    for f in (
        lambda x: np.choose([0, 2, 1, 0], x),
        lambda x: np.choose([5, 1, -2, 1], x, mode="wrap"),
        lambda x: np.choose([5, 1, -2, 1], x, mode="clip"),
        lambda x: np.choose([[0], [1]], [x[0], 2.0]),
    ):
        agrees(f, x)
    raises_alike(lambda x: np.choose([9, 0, 0, 0], x), x)
    raises_alike(lambda x: np.choose(x, [x, x]), x)
    index = np.array([[0, 1], [1, 0]])
    got = funcad.vmap(lambda i: np.choose(i, [-1.0, 1.0]))(index)
    np.testing.assert_array_equal(got, [[-1, 1], [1, -1]])


def test_what_replaces_may_be_traced():
    x = np.array([1.0, np.nan, np.inf, -np.inf, 2.0])

    def f(x, s):
        return np.nan_to_num(x, nan=s, posinf=s * s, neginf=-s), np.nan_to_num(x, nan=s)[:2]

    agrees(f, x, 3.0)
    dx, ds = funcad.grad(lambda x, s: np.sum(f(x, s)[0]), (0, 1))(x, 3.0)
    np.testing.assert_array_equal(dx, [1, 0, 0, 0, 1])
    assert ds == 1 + 6 - 1


def test_tolerances_may_be_traced():
    x = np.array([1.0, 1.1, np.nan, np.inf])
    for f in (
        lambda x: np.isclose(x, 1.05, rtol=x[0] * 0.06),
        lambda x: np.isclose(x, x, atol=np.abs(x[0]), equal_nan=True),
        lambda x: np.isclose(x, x + 0.1, atol=np.array([0.2, 0.05, 1.0, 1.0])),
        lambda x: np.allclose(x[:2], x[:2] + 0.1, atol=x[0]),
        lambda x: np.isclose(1.0, np.array([1.0, 2.0]), rtol=x[0]),
    ):
        agrees(f, x)
