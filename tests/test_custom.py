"""custom_jvp and custom_vjp: both modes, any order, vmap; and rules that are wrong."""

import numpy as np
import pytest

import funcad
from funcad import errors


@funcad.custom_jvp
def by_jvp(x, y):
    return np.sin(x) * y


@by_jvp.defjvp
def by_jvp_rule(primals, tangents):
    (x, y), (dx, dy) = primals, tangents
    return by_jvp(x, y), 2 * np.cos(x) * dx * y + np.sin(x) * dy  # twice the truth, to be seen


@funcad.custom_vjp
def by_vjp(x, y):
    return np.sin(x) * y


def by_vjp_fwd(x, y):
    return by_vjp(x, y), (np.cos(x), np.sin(x), y)


def by_vjp_bwd(res, ct):
    c, s, y = res
    return 2 * c * y * ct, s * ct


by_vjp.defvjp(by_vjp_fwd, by_vjp_bwd)

BOTH = pytest.mark.parametrize("f", [by_jvp, by_vjp], ids=["jvp", "vjp"])


@BOTH
def test_both_modes_use_the_rule(f):
    assert f(1.0, 2.0) == np.sin(1.0) * 2.0
    for argnum, expected in [(0, 4 * np.cos(1.0)), (1, np.sin(1.0))]:
        assert funcad.grad(f, argnum)(1.0, 2.0) == pytest.approx(expected)
        by_name = lambda x, y: f(x, y=y)
        assert funcad.grad(by_name, argnum)(1.0, 2.0) == pytest.approx(expected)
        dx = (1.0, 0.0) if argnum == 0 else (0.0, 1.0)
        assert funcad.jvp(f, (1.0, 2.0), dx)[1] == pytest.approx(expected)
        _, derivative = funcad.linearize(f, 1.0, 2.0)
        assert derivative(*dx) == pytest.approx(expected)


@BOTH
def test_any_order_in_any_combination_of_modes(f):
    def forward(g):
        return lambda x: funcad.jvp(g, (x,), (1.0,))[1]

    g = lambda x: f(x, 2.0)
    for outer in (forward, funcad.grad):
        for inner in (forward, funcad.grad):
            assert outer(inner(g))(1.0) == pytest.approx(-4 * np.sin(1.0))
            for outermost in (forward, funcad.grad):
                third = outermost(outer(inner(g)))(1.0)
                assert third == pytest.approx(-4 * np.cos(1.0))


@BOTH
def test_vmap_inside_and_outside(f):
    x = np.arange(3.0)
    expected = 4 * np.cos(x)
    np.testing.assert_allclose(funcad.vmap(f, (0, None))(x, 2.0), np.sin(x) * 2)
    np.testing.assert_allclose(funcad.vmap(funcad.grad(f), (0, None))(x, 2.0), expected)
    total = lambda x, y: np.sum(funcad.vmap(f, (0, None))(x, y))
    np.testing.assert_allclose(funcad.grad(total)(x, 2.0), expected)
    assert funcad.grad(total, 1)(x, 2.0) == pytest.approx(np.sum(np.sin(x)))
    np.testing.assert_allclose(funcad.jvp(total, (x, 2.0), (np.ones(3), 0.0))[1], expected.sum())
    h = funcad.hessian(total)(x, 2.0)
    np.testing.assert_allclose(h, np.diag(-4 * np.sin(x)), atol=1e-12)
    jac = funcad.jacobian(lambda x: f(x, x))(x)
    np.testing.assert_allclose(jac, np.diag(2 * np.cos(x) * x + np.sin(x)), atol=1e-12)


def test_trees_and_arguments_that_are_no_arrays():
    @funcad.custom_jvp
    def f(p, name, n):
        return {"y": p["a"] * n, "name": np.float64(len(name))}

    @f.defjvp
    def rule(primals, tangents):
        _p, name, n = primals
        assert (name, n) == ("text", 3)
        return f(*primals), {"y": tangents[0]["a"] * 30.0, "name": 0.0}

    g = lambda a: f({"a": a, "b": None}, "text", 3)["y"]
    assert funcad.grad(g)(2.0) == 30.0
    assert funcad.jvp(g, (2.0,), (1.0,)) == (6.0, 30.0)

    @funcad.custom_vjp
    def h(p, n):
        return p["a"] * n

    h.defvjp(
        lambda p, n: (h(p, n), ("static", n)), lambda res, ct: ({"a": ct * 10.0 * res[1]}, None)
    )
    assert funcad.grad(lambda a: h({"a": a}, 3))(2.0) == 30.0
    assert funcad.jvp(lambda a: h({"a": a}, 3), (2.0,), (1.0,)) == (6.0, 30.0)


def test_nondiff_argnums():
    def jvp_of(f, x):
        return f(x)

    f = funcad.custom_jvp(jvp_of, nondiff_argnums=(0,))
    f.defjvp(lambda g, primals, tangents: (g(*primals), 7.0 * tangents[0]))
    assert funcad.grad(f, 1)(np.sin, 1.0) == 7.0
    assert f(np.sin, 1.0) == np.sin(1.0)

    h = funcad.custom_vjp(jvp_of, nondiff_argnums=0)
    h.defvjp(lambda g, x: (g(x), x), lambda g, x, ct: (ct * g(x),))
    assert funcad.grad(h, 1)(np.exp, 0.5) == pytest.approx(np.exp(0.5))
    assert funcad.jvp(lambda x: h(np.exp, x), (0.5,), (1.0,))[1] == pytest.approx(np.exp(0.5))


def test_defjvps():
    f = funcad.custom_jvp(lambda x, y: x * y)
    f.defjvps(lambda dx, z, x, y: dx * 100.0, None)
    assert funcad.grad(f, (0, 1))(2.0, 3.0) == (100.0, 0.0)


def test_methods():
    class Model:
        @funcad.custom_jvp
        def twice(self, x):
            return 2 * x

        @twice.defjvp
        def rule(primals, tangents):
            return 2 * primals[1], 5.0 * tangents[1]

    assert funcad.grad(lambda x: Model().twice(x))(1.0) == 5.0


def test_closed_over_constants_of_other_levels():
    @funcad.custom_vjp
    def inner(x):
        return x * x

    inner.defvjp(lambda x: (x * x, x), lambda x, ct: (ct * 2 * x,))

    def outer(w):  # the rule's function closes over a value of a lower level
        f = funcad.custom_jvp(lambda x: x * w)
        f.defjvp(lambda p, t: (f(*p), t[0] * w))
        return funcad.grad(lambda x: f(x) * inner(x))(2.0)

    # d/dx (w x³) = 3 w x²
    assert outer(5.0) == pytest.approx(60.0)
    assert funcad.grad(outer)(5.0) == pytest.approx(12.0)
    assert funcad.jvp(outer, (5.0,), (1.0,))[1] == pytest.approx(12.0)


@pytest.mark.parametrize("where", ["function", "rule"])
@pytest.mark.parametrize("custom", ["jvp", "vjp"])
def test_a_closed_over_traced_value_is_refused(custom, where):
    def outer(w):
        inside, in_rule = (w, 1.0) if where == "function" else (1.0, w)
        if custom == "jvp":
            f = funcad.custom_jvp(lambda x: x * inside)
            f.defjvp(lambda p, t: (f(*p), t[0] * in_rule))
        else:
            f = funcad.custom_vjp(lambda x: x * inside)
            f.defvjp(lambda x: (x * inside, None), lambda res, ct: (ct * in_rule,))
        return f(w)

    for transform in (funcad.grad(outer), lambda x: funcad.jvp(outer, (x,), (1.0,))):
        with pytest.raises(errors.ClosedOverTracerError, match="as an argument"):
            transform(2.0)


def test_a_backward_rule_that_is_not_linear():
    f = funcad.custom_vjp(lambda x: x)
    f.defvjp(lambda x: (x, None), lambda res, ct: (np.clip(ct, -1.0, 1.0),))
    assert funcad.grad(lambda x: 10.0 * f(x))(1.0) == 1.0
    with pytest.raises(errors.NotLinearError, match="clip"):
        funcad.jvp(f, (1.0,), (1.0,))


def broken_jvp(rule):
    f = funcad.custom_jvp(lambda x: {"y": x})
    f.defjvp(rule)
    return lambda x: f(x)["y"]


def test_wrong_forward_rules_are_named():
    x = np.ones(2)

    def no_pair(primals, tangents):
        return 1.0

    def wrong_structure(primals, tangents):
        return {"y": primals[0]}, [tangents[0]]

    def wrong_shape(primals, tangents):
        return {"y": primals[0]}, {"y": tangents[0][0]}

    def wrong_dtype(primals, tangents):
        return {"y": primals[0]}, {"y": tangents[0] * 1j}

    for rule, error, text in [
        (no_pair, errors.ArgumentError, "no_pair, the jvp rule of <lambda>, must return a pair"),
        (wrong_structure, errors.StructureError, "the tangent that wrong_structure returned is a"),
        (wrong_shape, errors.ShapeError, r"wrong_shape returned a tangent of shape \(\)"),
        (wrong_dtype, errors.DtypeError, "wrong_dtype returned a complex tangent"),
    ]:
        f = broken_jvp(rule)
        with pytest.raises(error, match=text):
            funcad.jvp(f, (x,), (x,))
        with pytest.raises(error, match=text):
            funcad.vjp(f, x)[1](x)


def test_wrong_backward_rules_are_named():
    def bwd_none(res, ct):
        return ct

    def bwd_count(res, ct):
        return ct, ct

    def bwd_shape(res, ct):
        return (ct[0],)

    def bwd_structure(res, ct):
        return ({"a": ct},)

    for bwd, error, text in [
        (bwd_none, errors.StructureError, "bwd_none, the bwd rule of f, must return a tuple of 1"),
        (bwd_count, errors.StructureError, "it returned 2 of them"),
        (bwd_shape, errors.ShapeError, r"bwd_shape returned a cotangent of shape \(\) for x"),
        (bwd_structure, errors.StructureError, "a cotangent that bwd_structure returned is a dict"),
    ]:

        @funcad.custom_vjp
        def f(x):
            return x

        f.defvjp(lambda x: (x, None), bwd)
        with pytest.raises(error, match=text):
            funcad.vjp(f, np.ones(2))[1](np.ones(2))

    f.defvjp(lambda x: x, bwd_shape)
    with pytest.raises(errors.ArgumentError, match=r"must return a pair \(value, residuals\)"):
        funcad.grad(f)(1.0)


def test_a_rule_must_be_set():
    with pytest.raises(errors.ArgumentError, match="before its derivative rule was set"):
        funcad.custom_jvp(lambda x: x)(1.0)
    with pytest.raises(errors.ArgumentError, match="before its derivative rule was set"):
        funcad.custom_vjp(lambda x: x)(1.0)


def test_a_straight_through_estimator_at_every_level():
    @funcad.custom_vjp
    def rounded(x):
        return np.round(x)

    rounded.defvjp(lambda x: (np.round(x), None), lambda res, ct: (ct,))
    assert funcad.grad(lambda x: rounded(x) ** 2)(1.4) == 2.0
    # value_and_grad inside grad: the value must keep the rule at the outer level
    outer = funcad.grad(lambda x: np.sum(funcad.value_and_grad(lambda v: rounded(v) * v)(x)[0]))
    assert outer(1.4) == pytest.approx(1.0 + 1.4)
