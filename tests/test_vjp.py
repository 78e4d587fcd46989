"""vjp: pullbacks, and cotangents that do not fit."""

import numpy as np
import pytest

import funcad
from funcad import errors


def test_a_pullback_can_be_called_many_times():
    y, pullback = funcad.vjp(lambda x: np.sin(x), np.arange(3.0))
    np.testing.assert_array_equal(y, np.sin(np.arange(3.0)))
    for k in range(3):
        np.testing.assert_allclose(pullback(np.full(3, float(k)))[0], k * np.cos(np.arange(3.0)))


def test_trees_of_results_and_arguments():
    def f(p, x):
        return {"a": p[0] * x, "b": (x, None)}

    y, pullback = funcad.vjp(f, [2.0, 3.0], 4.0)
    assert y == {"a": 8.0, "b": (4.0, None)}
    assert pullback({"a": 1.0, "b": (10.0, None)}) == ([4.0, 0.0], 12.0)
    assert pullback({"b": (10.0, None), "a": 1.0}) == ([4.0, 0.0], 12.0)


def test_auxiliary_results():
    y, pullback, aux = funcad.vjp(lambda x: (x * x, {"x": x}), 3.0, has_aux=True)
    assert (y, pullback(1.0), aux) == (9.0, (6.0,), {"x": 3.0})


def test_a_cotangent_must_fit():
    _, pullback = funcad.vjp(lambda x: {"y": x * x}, np.ones(2))
    with pytest.raises(errors.StructureError, match="the cotangent lacks 'y' and has 'z' too many"):
        pullback({"z": np.ones(2)})
    with pytest.raises(errors.StructureError, match="the cotangent is a list where a dict"):
        pullback([np.ones(2)])
    with pytest.raises(errors.ShapeError, match=r"\['y'\] has shape \(3,\); its result has shape"):
        pullback({"y": np.ones(3)})
    with pytest.raises(errors.DtypeError, match="has dtype float32; its result has dtype float64"):
        pullback({"y": np.ones(2, np.float32)})
    with pytest.raises(errors.DtypeError, match="is of type str"):
        pullback({"y": "text"})
    with pytest.raises(errors.DtypeError, match="complex"):
        funcad.vjp(lambda x: x, 1.0)[1](1j)


def test_a_pullback_is_linear_and_differentiable():
    x = np.array([0.3, 0.4])
    _, pullback = funcad.vjp(lambda x: np.sin(x) * x[0], x)
    ct, other = np.array([1.0, -2.0]), np.array([0.5, 3.0])
    np.testing.assert_allclose(
        pullback(ct + 2 * other)[0], pullback(ct)[0] + 2 * pullback(other)[0]
    )
    jac = funcad.jacobian(lambda ct: pullback(ct)[0])(ct)
    np.testing.assert_allclose(jac.T, funcad.jacobian(lambda x: np.sin(x) * x[0])(x))


def test_a_result_that_appears_twice():
    _y, pullback = funcad.vjp(lambda x: (x, x), 2.0)
    assert pullback((1.0, 10.0)) == (11.0,)


def test_an_integer_result_has_no_effect():
    _y, pullback = funcad.vjp(lambda x: (x * 2, np.argmax(x)), np.array([1.0, 3.0]))
    np.testing.assert_array_equal(pullback((np.ones(2), 5.0))[0], [2.0, 2.0])


def test_cotangents_share_no_memory():
    _, pullback = funcad.vjp(lambda x, y: x + y, np.ones(2), np.ones(2))
    ct = np.ones(2)
    a, b = pullback(ct)
    a[:] = 9.0
    np.testing.assert_array_equal(b, 1.0)
    np.testing.assert_array_equal(ct, 1.0)


def test_the_results_may_be_written_to_before_going_back():
    x = np.array([0.5, 1.0])
    for start in (funcad.vjp, funcad.linearize):
        y, derivative, aux = start(lambda x: (np.exp(x), [np.exp(2 * x)]), x, has_aux=True)
        y *= 100.0
        aux[0][:] = 0.0
        dy = derivative(np.ones(2))
        np.testing.assert_allclose(dy[0] if start is funcad.vjp else dy, np.exp(x))
