"""jvp: values and tangents, and tangents that do not fit."""

import numpy as np
import pytest

import funcad
from funcad import errors


def test_value_and_tangent():
    y, dy = funcad.jvp(lambda x, w: x * w, (np.arange(3.0), 2.0), (np.ones(3), 10.0))
    np.testing.assert_array_equal(y, [0.0, 2.0, 4.0])
    np.testing.assert_array_equal(dy, [2.0, 12.0, 22.0])


def test_trees_and_auxiliary_results():
    def f(p):
        return {"y": p["a"] * p["b"]}, ("aux", p["a"])

    y, dy, aux = funcad.jvp(f, ({"a": 2.0, "b": 3.0},), ({"b": 1.0, "a": 0.0},), has_aux=True)
    assert (y, dy, aux) == ({"y": 6.0}, {"y": 2.0}, ("aux", 2.0))


def test_results_that_do_not_depend_have_zero_tangents():
    y, dy = funcad.jvp(lambda x: (3.0, np.arange(2), x > 0), (1.0,), (1.0,))
    assert dy[0] == 0.0
    np.testing.assert_array_equal(dy[1], [0, 0])
    assert y[2]
    assert not dy[2]


def test_a_tangent_must_fit():
    x = np.ones(2)
    with pytest.raises(errors.ShapeError, match=r"the tangent of x has shape \(3,\)"):
        funcad.jvp(lambda x: x, (x,), (np.ones(3),))
    with pytest.raises(errors.DtypeError, match="the tangent of x has dtype float32"):
        funcad.jvp(lambda x: x, (x,), (np.ones(2, np.float32),))
    with pytest.raises(errors.StructureError, match="tangents is a tuple of 2 where 1"):
        funcad.jvp(lambda x: x, (x,), (x, x))
    with pytest.raises(errors.StructureError, match=r"tangents\[0\] is a tuple where a list"):
        funcad.jvp(lambda x: x[0], ([1.0],), ((1.0,),))
    with pytest.raises(errors.ArgumentError, match="needs a tuple of primals"):
        funcad.jvp(lambda x: x, x, x)
    with pytest.raises(errors.IntegerInputError, match="x is int64"):
        funcad.jvp(lambda x: x, (np.arange(2),), (np.ones(2),))
    with pytest.raises(errors.ArgumentError, match="needs a function"):
        funcad.jvp(1.0, (x,), (x,))


def test_a_tangent_is_the_caller_s_own():
    dx = np.ones(2)
    _, dy = funcad.jvp(lambda x: x + 1.0, (np.ones(2),), (dx,))
    dy += 5.0
    np.testing.assert_array_equal(dx, 1.0)


@pytest.mark.parametrize("f", [np.copy, lambda x: x, lambda x: x[::2], np.ravel])
def test_a_value_is_the_caller_s_own(f):
    x = np.ones(3)
    y, dy = funcad.jvp(f, (x,), (x,))
    y += 5.0
    dy += 7.0
    np.testing.assert_array_equal(x, 1.0)
    a, b = funcad.jvp(lambda x: (x, x), (x,), (x,))[0]
    a += 5.0
    np.testing.assert_array_equal(b, 1.0)


def test_complex_tangents():
    y, dy = funcad.jvp(np.conjugate, (1 + 2j,), (1j,))
    assert (y, dy) == (1 - 2j, -1j)
