"""Python's operators on traced values: powers at hard points, weak numbers, comparisons."""

import math
import operator

import numpy as np
import pytest

import funcad
from funcad.core.tape import Tape
from funcad.core.tracer import Tracer

BINARY = [
    operator.add,
    operator.sub,
    operator.mul,
    operator.truediv,
    operator.pow,
    operator.mod,
    operator.floordiv,
]
COMPARISONS = [operator.lt, operator.le, operator.eq, operator.ne, operator.gt, operator.ge]


def d(f, x):
    """The derivative of f at x, the same in both modes."""
    g = funcad.grad(f)(x)
    np.testing.assert_array_equal(funcad.jvp(f, (x,), (np.ones_like(x),))[1], g)
    return g


def nth(f, n):
    return f if n == 0 else lambda x: d(nth(f, n - 1), x)


@pytest.mark.parametrize("f", BINARY)
@pytest.mark.parametrize("dtype", ["f2", "f4", "f8", "c8"])
@pytest.mark.parametrize("other", [2, 0.5, np.array([2, 3]), np.array([1.5, 2.5], "f4")])
def test_operators_have_the_values_and_dtypes_of_numpy(f, dtype, other):
    x = np.array([1.25, 3.5], dtype)
    if dtype == "c8" and f in (operator.mod, operator.floordiv):
        with pytest.raises(TypeError):
            funcad.vjp(lambda x: f(x, other), x)
        return
    for g in (lambda x: f(x, other), lambda x: f(other, x)):
        y, expected = funcad.vjp(g, x)[0], g(x)
        assert y.dtype == expected.dtype
        np.testing.assert_array_equal(y, expected)


@pytest.mark.parametrize("f", COMPARISONS)
def test_comparisons_are_plain_arrays_in_both_modes_and_nested(f):
    x = np.array([1.0, 2.0, 3.0])
    seen = []

    def g(x):
        for other in (2, 2.0, np.full(3, 2.0), x * 0 + 2):
            seen.extend([f(x, other), f(other, x)])
        return np.sum(x)

    funcad.grad(g)(x)
    funcad.jvp(g, (x,), (x,))
    funcad.grad(lambda x: funcad.jvp(g, (x,), (x,))[1])(x)
    expected = [f(x, 2.0).tolist(), f(2.0, x).tolist()]
    assert all(type(s) is np.ndarray for s in seen)
    assert [s.tolist() for s in seen] == expected * (len(seen) // 2)


def test_comparison_with_none_and_text_is_pythons():
    assert funcad.grad(lambda x: x * (2.0 if x == None else 3.0))(1.0) == 3.0  # noqa: E711
    assert funcad.grad(lambda x: x * (2.0 if x == "a" else 3.0))(1.0) == 3.0
    with pytest.raises(TypeError):
        funcad.grad(lambda x: x + None)(1.0)
    with pytest.raises(TypeError):
        funcad.grad(lambda x: x ** "2")(1.0)


def test_masks_combine_under_vmap():
    x = np.array([-1.0, 0.5, 2.0])
    f = lambda x: np.where((x > 0) & ~(x > 1) | (x == 2), x, 0.0)
    np.testing.assert_array_equal(funcad.vmap(f)(x), [0.0, 0.5, 2.0])


def test_divmod_and_its_reflection():
    q, r = funcad.vjp(lambda x: divmod(x, 2.0), 7.5)[0]
    assert (q, r) == divmod(7.5, 2.0)
    assert funcad.grad(lambda x: divmod(7.5, x)[1])(2.0) == -3.0


@pytest.mark.parametrize(
    ("f", "x", "derivatives"),
    [
        (lambda x: x**0, 0.0, [0.0, 0.0]),
        (lambda x: x**0.0, 0.0, [0.0]),
        (lambda x: x**1, 0.0, [1.0, 0.0, 0.0]),
        (lambda x: x**2, 0.0, [0.0, 2.0, 0.0, 0.0]),
        (lambda x: x**2.0, 0.0, [0.0, 2.0, 0.0]),
        (lambda x: x**3, 0.0, [0.0, 0.0, 6.0, 0.0]),
        (lambda x: x**4, -2.0, [-32.0, 48.0, -48.0, 24.0, 0.0]),
        (lambda x: x**-1, -2.0, [-0.25, -0.25]),
        (lambda x: x**-2, -2.0, [0.25, 0.375]),
        (lambda x: x ** np.float64(3.0), -2.0, [12.0, -12.0, 6.0, 0.0]),
        (lambda x: x ** np.array(2), 0.0, [0.0, 2.0, 0.0]),
        (lambda x: x ** np.array(0.0), 0.0, [0.0, 0.0]),
        (lambda x: x ** np.array(1.0), 0.0, [1.0, 0.0]),
        (lambda x: np.power(x, 2), 0.0, [0.0, 2.0]),
        (lambda y: 0.0**y, 2.0, [0.0, 0.0]),
        (lambda y: 0**y, 2.0, [0.0]),
        (lambda y: np.array(0.0) ** y, 1.5, [0.0]),
        (lambda y: 2**y, 3.0, [8 * math.log(2), 8 * math.log(2) ** 2]),
        (lambda x: x**x, 2.0, [4 * (math.log(2) + 1)]),
    ],
)
def test_powers_at_hard_points(f, x, derivatives):
    for n, expected in enumerate(derivatives, 1):
        assert nth(f, n)(x) == pytest.approx(expected, rel=1e-14), n


def test_power_of_both_arguments_at_zero_exponent():
    """∂²(x**y)/∂x∂y = 1/x at y = 0: the convention at x = 0 changes nothing elsewhere."""
    by_x = funcad.grad(lambda x, y: x**y)
    assert by_x(2.0, 0.0) == 0.0
    assert funcad.grad(by_x, 1)(2.0, 0.0) == pytest.approx(0.5)
    assert funcad.grad(lambda x, y: x**y, (0, 1))(0.0, 2.0) == (0.0, 0.0)
    assert funcad.grad(lambda x, y: x**y, (0, 1))(0.0, 0.0) == (0.0, 0.0)


def test_exponent_is_differentiated_only_where_it_is_traced():
    x = np.array([-2.0, 3.0])
    g = funcad.grad(lambda x: np.sum(x ** np.array([3.0, 2.0])))(x)  # no warning, no logarithm
    np.testing.assert_array_equal(g, [12.0, 6.0])
    with pytest.warns(RuntimeWarning, match="log"):
        g = funcad.grad(lambda y: np.sum(x**y))(np.array([2.0, 2.0]))
    assert np.isnan(g[0])
    assert g[1] == pytest.approx(9 * math.log(3))


@pytest.mark.parametrize(
    ("exponent", "name"),
    [(2, "square"), (2.0, "square"), (0.5, "sqrt"), (-1, "reciprocal"), (3, "power")],
)
def test_usual_powers_take_the_short_way(exponent, name):
    tape = Tape("a test")
    x = tape.source(np.float64(1.5))
    y = x**exponent
    assert type(y) is Tracer
    assert [node[0].name for node in tape.nodes.values()] == [name]


def test_in_place_operators_on_an_array():
    def f(x):
        y = x * 1.0
        y **= 2
        y //= 0.5
        y += x
        y %= 10.0
        return y

    x = np.array([1.3, 2.2])
    np.testing.assert_allclose(funcad.vjp(f, x)[0], (x**2 // 0.5 + x) % 10)
    np.testing.assert_array_equal(funcad.vjp(f, x)[1](np.ones(2))[0], [1.0, 1.0])


def test_python_rounding_gives_whole_numbers():
    def f(x):
        return x * (math.floor(x) + 10 * math.ceil(x) + 100 * math.trunc(x) + 1000 * round(x))

    assert funcad.value_and_grad(f)(2.7) == (2.7 * 3232, 3232.0)
    assert funcad.vjp(lambda x: (x, round(x, 1)), 2.74)[0][1] == 2.7


class Vector:
    """A user's class that says itself what a number times it is."""

    def __init__(self, *entries):
        self.entries = entries

    def __rmul__(self, k):
        return Vector(*(k * v for v in self.entries))

    def __radd__(self, k):
        return NotImplemented


def test_a_number_times_an_object_that_knows_how():
    assert d(lambda x: sum((x * Vector(x, 2.0, 1)).entries), 3.0) == 9
    with pytest.raises(funcad.errors.UnsupportedArgumentError, match="Vector"):
        funcad.grad(lambda x: x + Vector(1.0))(3.0)
    with pytest.raises(funcad.errors.UnsupportedArgumentError, match="Vector"):
        funcad.grad(lambda x: x - Vector(1.0))(3.0)


def test_a_number_and_a_polynomial():
    from numpy.polynomial import Chebyshev, Polynomial

    p = Polynomial([1.0, 2.0, 3.0])
    assert d(lambda x: (x * p)(2.0), 3.0) == 17
    assert d(lambda x: (x - p)(2.0), 3.0) == 1
    assert d(lambda x: (p * x)(x), 1.0) == 14
    both = lambda x: Chebyshev(np.stack([x, x * x, 1.0])).convert(kind=Polynomial)(2.0)
    np.testing.assert_allclose(d(both, 3.0), 13)
    np.testing.assert_allclose(d(lambda x: Polynomial(np.stack([x, x]))(p).coef[1], 3.0), 2)
