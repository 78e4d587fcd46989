"""grad and value_and_grad: which arguments, structures, auxiliary results, refusals."""

from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

import numpy as np
import pytest

import funcad
from funcad import errors


def f(x, y, *, z=3.0):
    return x * x * y + z * y


def test_argument_zero_is_the_default():
    assert funcad.grad(f)(2.0, 5.0) == 20.0


@pytest.mark.parametrize(
    ("argnums", "expected"),
    [(0, 20.0), (1, 7.0), (-1, 7.0), (-2, 20.0), (np.int64(1), 7.0)],
)
def test_one_argnum_gives_one_gradient(argnums, expected):
    assert funcad.grad(f, argnums)(2.0, 5.0) == expected


def test_several_argnums_give_a_tuple():
    assert funcad.grad(f, (1, 0))(2.0, 5.0) == (7.0, 20.0)
    assert funcad.grad(f, (0,))(2.0, 5.0) == (20.0,)
    assert funcad.grad(f, [0, -1])(2.0, 5.0) == (20.0, 7.0)


def test_argnames_name_keywords_and_positional_arguments():
    assert funcad.grad(f, argnames="z")(2.0, 5.0, z=1.0) == 5.0
    assert funcad.grad(f, argnames="y")(2.0, 5.0) == 7.0
    assert funcad.grad(f, argnames=("z", "x"))(2.0, 5.0, z=1.0) == (5.0, 20.0)
    assert funcad.grad(f, 0, argnames="z")(2.0, 5.0, z=1.0) == (20.0, 5.0)


def test_keyword_arguments_are_passed_through():
    assert funcad.grad(f, 1)(2.0, 5.0, z=10.0) == 14.0


def test_the_value_comes_along():
    value, gradient = funcad.value_and_grad(f)(2.0, 5.0)
    assert (value, gradient) == (35.0, 20.0)
    assert type(value) is type(gradient) is np.float64


def test_auxiliary_results():
    def g(x):
        return np.sum(x * x), {"twice": 2 * x, "name": "aux"}

    x = np.array([1.0, 2.0])
    gradient, aux = funcad.grad(g, has_aux=True)(x)
    np.testing.assert_array_equal(gradient, [2.0, 4.0])
    np.testing.assert_array_equal(aux["twice"], [2.0, 4.0])
    assert aux["name"] == "aux"
    assert type(aux["twice"]) is np.ndarray
    (value, aux), gradient = funcad.value_and_grad(g, has_aux=True)(x)
    assert value == 5.0
    with pytest.raises(errors.ArgumentError, match=r"returns a pair \(result, aux\)"):
        funcad.grad(lambda x: x, has_aux=True)(1.0)


class Point(NamedTuple):
    x: float
    y: float


@dataclass
class Model:
    w: np.ndarray
    b: float


def test_pytrees_in_pytrees_out():
    def loss(p):
        return np.sum(p["m"].w * p["p"].x) + p["l"][1] * p["m"].b + p["p"].y

    p = {"m": Model(np.ones(2), 2.0), "p": Point(3.0, 4.0), "l": [1.0, 5.0], "none": None}
    g = funcad.grad(loss)(p)
    assert list(g) == list(p)
    assert type(g["m"]) is Model
    np.testing.assert_array_equal(g["m"].w, [3.0, 3.0])
    assert g["m"].b == 5.0
    assert g["p"] == Point(2.0, 1.0)
    assert g["l"] == [0.0, 2.0]
    assert g["none"] is None


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64, np.longdouble])
def test_a_gradient_has_the_dtype_and_shape_of_its_argument(dtype):
    x = np.ones((2, 3), dtype)
    g = funcad.grad(lambda x: np.sum(x * x))(x)
    assert g.dtype == dtype
    assert g.shape == (2, 3)
    s = funcad.grad(lambda x: x * x)(dtype(2))
    assert s.dtype == dtype


def test_zero_d_and_empty_arrays():
    assert funcad.grad(lambda x: x * x)(np.array(3.0)) == 6.0
    assert funcad.grad(np.sum)(np.zeros((0, 2))).shape == (0, 2)


def test_complex_arguments_of_a_real_function():
    z = 1.0 + 2.0j
    g = funcad.grad(lambda z: np.real(z * np.conjugate(z)))(z)
    assert g == pytest.approx(2 * np.conjugate(z))  # ∂f/∂x - i ∂f/∂y


def test_the_holomorphic_derivative():
    z = 1.0 + 2.0j
    assert funcad.grad(lambda z: z * z * z, holomorphic=True)(z) == pytest.approx(3 * z * z)
    with pytest.raises(errors.DtypeError, match="needs complex arguments"):
        funcad.grad(lambda z: z * z, holomorphic=True)(1.0)


def test_a_result_must_be_one_real_number():
    for result in (lambda x: x * np.ones(1), lambda x: (x,), lambda x: x + 0j, lambda x: 3):
        with pytest.raises(errors.NotScalarError):
            funcad.grad(result)(1.0)


def test_strict_refuses_an_unused_input():
    def g(p, y):
        return p["a"] * 2.0

    p = {"a": 1.0, "b": np.ones(2)}
    np.testing.assert_array_equal(funcad.grad(g)(p, 1.0)["b"], [0.0, 0.0])
    with pytest.raises(errors.UnusedInputError, match=r"p\['b'\], y do not influence"):
        funcad.grad(g, (0, 1), strict=True)(p, 1.0)
    assert funcad.grad(lambda x: x, strict=True)(1.0) == 1.0


def test_integers_carry_no_derivative():
    for x in (3, True, np.arange(3), np.int32(1)):
        with pytest.raises(errors.IntegerInputError):
            funcad.grad(lambda x: np.sum(x * 1.0))(x)
    with pytest.raises(errors.NotDifferentiableError, match="of type str"):
        funcad.grad(lambda x: 1.0)("text")


def test_arguments_of_the_transform_are_checked():
    with pytest.raises(errors.ArgumentError, match="needs a function"):
        funcad.grad(3.0)
    with pytest.raises(errors.ArgumentError, match="must be integers"):
        funcad.grad(f, 1.0)
    with pytest.raises(errors.ArgumentError, match="must be integers"):
        funcad.grad(f, True)
    with pytest.raises(errors.ArgumentError, match="must be strings"):
        funcad.grad(f, argnames=(1,))
    with pytest.raises(errors.ArgumentError, match="no argument to differentiate"):
        funcad.grad(f, ())
    with pytest.raises(errors.ArgumentError, match="argument 2 of f"):
        funcad.grad(f, 2)(1.0, 2.0)
    with pytest.raises(errors.ArgumentError, match="without an argument named 'q'"):
        funcad.grad(f, argnames="q")(1.0, 2.0)
    for twice in ({"argnums": (0, 0)}, {"argnums": (0, -2)}, {"argnums": 0, "argnames": "x"}):
        with pytest.raises(errors.ArgumentError, match="x of f more than once"):
            funcad.grad(f, **twice)(1.0, 2.0)


def test_any_callable_will_do():
    class Square:
        __slots__ = ()

        def __call__(self, x):
            return x * x

    assert funcad.grad(Square())(3.0) == 6.0
    assert funcad.grad(partial(f, y=2.0))(3.0) == 12.0
    assert funcad.grad(np.exp)(0.0) == 1.0
    assert funcad.grad(Square().__call__)(1.0) == 2.0
    assert funcad.grad(f).__name__ == "f"
    assert funcad.grad(f).__wrapped__ is f


def test_the_gradient_is_the_caller_s_own():
    x = np.ones(3)
    g = funcad.grad(lambda x: np.sum(x))(x)
    g += 1.0
    np.testing.assert_array_equal(x, 1.0)
    a, b = funcad.grad(lambda a, b: np.sum(a + b), (0, 1))(x, x)
    a[:] = 7.0
    np.testing.assert_array_equal(b, 1.0)


def test_a_constant_function():
    np.testing.assert_array_equal(funcad.grad(lambda x: 2.0)(np.ones(2)), [0.0, 0.0])
    assert funcad.grad(lambda x: np.float64(2.0))(1.0) == 0.0
    assert funcad.grad(lambda x: x)(1.0) == 1.0


def test_the_argument_may_change_after_the_call():
    x = np.ones(3)
    _, pullback = funcad.vjp(lambda x: x * x, x)
    x[:] = 5.0
    np.testing.assert_array_equal(pullback(np.ones(3))[0], [2.0, 2.0, 2.0])
