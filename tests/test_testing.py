"""check_grads: it passes what is right, and catches what is wrong, in both modes and orders."""

import numpy as np
import pytest

import funcad
from funcad import errors
from funcad.testing import check_grads

X = np.array([[0.5, -1.0], [2.0, 0.3]])


def test_right_functions_pass():
    check_grads(lambda x, y: np.sin(x) * y, (1.0, np.array([2.0, 3.0])), order=2)
    check_grads(lambda p: {"a": np.exp(p["w"]) * p["k"], "n": 3.0}, ({"w": X, "k": 2},), order=2)
    check_grads(lambda z: z * np.conjugate(z) * z, (np.array([1 + 2j, 0.5]),), order=2)
    check_grads(lambda x: np.sum(x**3), (np.ones(3, np.float32),))
    check_grads(lambda x: x**3, (1.5,), order=3)
    check_grads(lambda x: np.sum(x**2), (np.linspace(0, 1, 200),))


def wrong_jvp(x):
    f = funcad.custom_jvp(np.sin)
    f.defjvp(lambda p, t: (f(*p), t[0] * np.where(p[0] > 1.0, np.sin(p[0]), np.cos(p[0]))))
    return f(x)


def wrong_vjp(x):
    f = funcad.custom_vjp(np.sin)
    f.defvjp(
        lambda x: (np.sin(x), x), lambda x, ct: (ct * np.where(x > 1.0, np.sin(x), np.cos(x)),)
    )
    return f(x)


@pytest.mark.parametrize("f", [wrong_jvp, wrong_vjp])
@pytest.mark.parametrize(("mode", "how"), [("fwd", "forward mode"), ("rev", "reverse mode")])
def test_wrong_rules_are_caught(f, mode, how):
    def loss(params):
        return f(params["w"])

    with pytest.raises(errors.GradientMismatchError) as caught:
        check_grads(loss, ({"w": X},), modes=(mode,))
    text = str(caught.value)
    of = " of result[1, 0]" if mode == "fwd" else ""
    assert text.startswith(
        f"loss: the derivative{of} by params['w'][1, 0] is wrong in {how}, order 1"
    )
    assert "expected" in text
    assert "got" in text
    if mode == "fwd":
        assert f"{np.cos(2.0):.7g}" in text
        assert f"{np.sin(2.0):.10g}" in text
    assert isinstance(caught.value, AssertionError)


def wrong_second(x):
    f = funcad.custom_jvp(np.sin)
    f.defjvp(lambda p, t: (f(*p), t[0] * wrong_cos(p[0])))
    return f(x)


@funcad.custom_jvp
def wrong_cos(x):
    return np.cos(x)


wrong_cos.defjvp(lambda p, t: (np.cos(p[0]), t[0] * np.sin(p[0])))  # the sign is wrong


@pytest.mark.parametrize("mode", ["fwd", "rev"])
def test_a_wrong_second_derivative_is_caught_at_order_two(mode):
    check_grads(wrong_second, (1.0,), order=1, modes=mode)
    with pytest.raises(errors.GradientMismatchError, match="order 2"):
        check_grads(wrong_second, (1.0,), order=2, modes=mode)


def test_the_argument_is_named():
    def f(a, b):
        return a * wrong_jvp(b)

    with pytest.raises(errors.GradientMismatchError, match="by b is wrong in forward mode"):
        check_grads(f, (1.0, 2.0))


def test_tolerances_and_options():
    f = lambda x: x * 1.0
    check_grads(wrong_jvp, (np.array([2.0]),), atol=10.0)
    check_grads(f, (1.0,), eps=1e-2, rtol=1e-9, atol=0.0)
    with pytest.raises(errors.ArgumentError, match="modes are"):
        check_grads(f, (1.0,), modes=("sideways",))
    with pytest.raises(errors.ArgumentError, match="needs a tuple of arguments"):
        check_grads(f, 1.0)
    with pytest.raises(errors.ArgumentError, match="order must be at least 1"):
        check_grads(f, (1.0,), order=0)
