"""linear_transpose: transposes, and functions that are not linear."""

import numpy as np
import pytest

import funcad
from funcad import errors

A = np.arange(6.0).reshape(2, 3)


def test_transposes():
    x = np.zeros(3)
    (g,) = funcad.linear_transpose(lambda x: A @ x, x)(np.array([1.0, 2.0]))
    np.testing.assert_array_equal(g, A.T @ [1.0, 2.0])
    (g,) = funcad.linear_transpose(lambda x: x[::-1] / 2 - 3 * x, x)(np.arange(3.0))
    np.testing.assert_array_equal(g, np.arange(3.0)[::-1] / 2 - 3 * np.arange(3.0))
    (g,) = funcad.linear_transpose(lambda x: np.where(A[0] > 0, x, 0.0), x)(np.ones(3))
    np.testing.assert_array_equal(g, [0.0, 1.0, 1.0])


def test_linear_in_one_of_two_arguments():
    m, b = np.array([[2.0, 1.0], [0.0, 4.0]]), np.array([1.0, 2.0])
    (g,) = funcad.linear_transpose(lambda b: np.linalg.solve(m, b), b)(b)
    np.testing.assert_allclose(g, np.linalg.solve(m.T, b))
    with pytest.raises(errors.NotLinearError, match="solve is not linear in its argument"):
        funcad.linear_transpose(lambda m: np.linalg.solve(m, b), m)


def test_several_arguments_and_trees():
    f = lambda p, y: {"a": p["x"] + 2 * y, "b": y}
    transpose = funcad.linear_transpose(f, {"x": 0.0}, 0.0)
    assert transpose({"a": 1.0, "b": 10.0}) == ({"x": 1.0}, 12.0)


def test_only_shapes_of_the_primals_matter():
    (g,) = funcad.linear_transpose(lambda x: 3 * x, np.full(2, np.nan))(np.ones(2))
    np.testing.assert_array_equal(g, [3.0, 3.0])


@pytest.mark.parametrize(
    ("f", "why"),
    [
        (lambda x: np.exp(x), "exp is not linear"),
        (lambda x: x * x, "multiply combines two values"),
        (lambda x: 1.0 / x, "divide is not linear"),
        (lambda x: x + 1.0, "add with a constant that is not zero is affine"),
        (lambda x: x if x[0] > 0 else -x, "greater is not linear"),
        (lambda x: x if x[0] else -x, "a condition depends on the argument"),
        (lambda x: np.ones(2), "its result holds a constant that is not zero"),
    ],
)
def test_a_function_that_is_not_linear_is_refused(f, why):
    with pytest.raises(errors.NotLinearError, match=why):
        funcad.linear_transpose(f, np.zeros(2))


def test_the_line_is_named():
    def f(x):
        y = 2 * x
        return np.exp(y)  # the line

    line = f.__code__.co_firstlineno + 2
    with pytest.raises(errors.NotLinearError) as caught:
        funcad.linear_transpose(f, 1.0)
    assert f"{__file__}, line {line}" in str(caught.value)
