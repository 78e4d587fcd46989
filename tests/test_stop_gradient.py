"""stop_gradient: values without derivatives, at every level."""

import numpy as np

import funcad

stop = funcad.stop_gradient


def test_both_modes_see_a_constant():
    assert funcad.grad(lambda x: x * stop(x))(3.0) == 3.0
    assert funcad.jvp(lambda x: x * stop(x), (3.0,), (1.0,)) == (9.0, 3.0)


def test_every_level_is_stopped():
    assert funcad.grad(funcad.grad(lambda x: x**2 * stop(x)))(3.0) == 6.0
    assert funcad.grad(lambda x: funcad.jvp(lambda y: y * stop(x * y), (x,), (1.0,))[1])(3.0) == 0.0


def test_batches_stay_batched():
    x = np.arange(3.0)
    np.testing.assert_array_equal(funcad.vmap(stop)(x), x)
    g = funcad.grad(lambda x: np.sum(funcad.vmap(lambda v: v * stop(v))(x)))(x)
    np.testing.assert_array_equal(g, x)
    np.testing.assert_array_equal(funcad.vmap(funcad.grad(lambda v: v * stop(v)))(x), x)


def test_trees_and_plain_values():
    assert stop({"a": 1.0, "b": [2, "text"]}) == {"a": 1.0, "b": [2, "text"]}
    g = funcad.grad(lambda p: stop(p)["a"] * p["a"])({"a": 3.0})
    assert g == {"a": 3.0}


def test_the_value_is_a_copy():
    def f(x):
        y = x * x
        v = stop(y)
        v[:] = 100.0
        return np.sum(y * y)

    x = np.array([1.0, 2.0])
    np.testing.assert_array_equal(funcad.grad(f)(x), 4 * x**3)


def test_numbers_can_be_taken_out():
    seen = []

    def f(x):
        seen.append(float(stop(x)))
        return x * x

    assert funcad.grad(f)(3.0) == 6.0
    assert seen == [3.0]
