"""checkpoint: fewer nodes kept, one more evaluation, the same derivatives."""

import gc
import tracemalloc
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

import funcad
from funcad import errors

X = np.array([0.1, 0.2, 0.3])


def segment(x):
    y = x
    for _ in range(5):
        y = np.sin(y) * 1.5 + x
    return {"a": y, "b": (y[0] * 2.0, 3.0)}


def loss(f):
    def of(x):
        first = f(x * 2.0)
        second = f(first["a"])
        return np.sum(second["a"] ** 2) * first["b"][0] * second["b"][1]

    return of


PLAIN, SAVED = loss(segment), loss(funcad.checkpoint(segment))


@pytest.mark.parametrize(
    "derive",
    [
        funcad.grad,
        funcad.hessian,
        funcad.jacfwd,
        funcad.jacrev,
        lambda f: lambda x: funcad.jvp(f, (x,), (x,))[1],
        lambda f: funcad.grad(lambda x: funcad.jvp(f, (x,), (x,))[1]),
        lambda f: funcad.grad(lambda x: np.sum(funcad.grad(f)(x) ** 2)),
        lambda f: lambda x: funcad.linearize(f, x)[1](x),
        lambda f: lambda x: funcad.hvp(f, (x,), (x,)),
        lambda f: lambda x: funcad.vmap(funcad.grad(f))(np.stack([x, 2 * x])),
        lambda f: lambda x: funcad.grad(lambda xs: np.sum(funcad.vmap(f)(xs)))(np.stack([x, x])),
    ],
)
def test_every_transform_gives_the_same(derive):
    np.testing.assert_allclose(derive(SAVED)(X), derive(PLAIN)(X), rtol=1e-10, atol=1e-12)


def test_evaluations_are_counted_and_nodes_are_not_kept():
    calls, kept = [], []

    def counted(x):
        calls.append(1)
        y = x
        for _ in range(50):
            y = np.sin(y)
        return y

    def nodes_of(f):
        def g(x):
            y = f(f(x * 1.0))
            kept.append(sum(node[3] is not None for node in x.trace.nodes.values()))
            return np.sum(y)

        return funcad.grad(g)(X)

    plain = nodes_of(counted)
    assert len(calls) == 2
    calls.clear()
    saved = nodes_of(funcad.checkpoint(counted))
    assert len(calls) == 4  # twice forward, twice again
    np.testing.assert_array_equal(plain, saved)
    assert kept[0] == 101
    assert kept[1] == 5  # x * 1.0, and for each segment its node and its result


def test_memory():
    n = 100_000

    def f(x):
        for _ in range(20):
            x = np.exp(x * -0.5)
        return x

    def peak(f):
        g = funcad.grad(lambda x: np.sum(f(f(f(f(x))))))
        x = np.full(n, 0.1)
        g(x)
        gc.collect()
        tracemalloc.start()
        g(x)
        result = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return result

    assert peak(funcad.checkpoint(f)) < peak(f) / 2


def test_closed_over_traced_values_keep_their_gradient():
    def model(wrap):
        def f(x, w):
            layer = wrap(lambda h: np.tanh(h * w) * x[0])
            return np.sum(layer(layer(x * 1.0)))

        return f

    plain, saved = model(lambda f: f), model(funcad.checkpoint)
    for argnum in (0, 1):
        expected = funcad.grad(plain, argnum)(X, X + 1)
        np.testing.assert_allclose(funcad.grad(saved, argnum)(X, X + 1), expected)
    expected = funcad.hessian(plain, (0, 1))(X, X + 1)
    found = funcad.hessian(saved, (0, 1))(X, X + 1)
    for i in (0, 1):
        for j in (0, 1):
            np.testing.assert_allclose(found[i][j], expected[i][j], atol=1e-12)
    of_grad = lambda f: funcad.grad(lambda w: np.sum(funcad.grad(f)(X, w) ** 2))(X + 1)
    np.testing.assert_allclose(of_grad(saved), of_grad(plain))


def test_nesting():
    nested = funcad.checkpoint(lambda x: funcad.checkpoint(lambda y: np.sin(y) * x)(x * 2.0) * x)
    plain = lambda x: np.sin(x * 2.0) * x * x
    for derive in (funcad.grad, funcad.hessian):
        found = derive(lambda x: np.sum(nested(nested(x))))(X)
        np.testing.assert_allclose(found, derive(lambda x: np.sum(plain(plain(x))))(X))


def test_results_of_any_structure():
    f = funcad.checkpoint(lambda x: (x, x, None, 2.0, {"s": np.sum(x)}, np.argmax(x)))

    def g(x):
        a, b, none, two, d, index = f(x * 1.0)
        assert none is None
        return np.sum(a * b) * two * d["s"] + index

    plain = lambda x: np.sum(x * x) * 2.0 * np.sum(x)
    np.testing.assert_allclose(funcad.grad(g)(X), funcad.grad(plain)(X))


def test_pullbacks_many_times_and_from_many_threads():
    _y, pullback = funcad.vjp(lambda x: funcad.checkpoint(segment)(x)["a"], X)
    jac = funcad.jacobian(lambda x: segment(x)["a"])(X)
    cts = [np.full(3, float(k)) for k in range(40)]
    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(lambda ct: pullback(ct)[0], cts))
    for ct, g in zip(cts, results, strict=True):
        np.testing.assert_allclose(g, ct @ jac)


def test_a_function_that_does_something_else_the_second_time_is_refused():
    rng = np.random.default_rng(0)
    f = funcad.checkpoint(lambda x: x * rng.normal(size=3))
    with pytest.raises(errors.ChangedResultError, match="draw them outside"):
        funcad.grad(lambda x: np.sum(f(x)))(X)
    np.testing.assert_array_equal(funcad.grad(lambda x: np.sum(x))(X), 1.0)


def test_a_value_that_leaks_is_refused():
    leaked = []

    def f(x):
        y = np.sin(x)
        leaked.append(y)
        return y * 2

    g = lambda x: np.sum(funcad.checkpoint(f)(x * 1.0) * leaked[-1])
    with pytest.raises(errors.LeakedFromCheckpointError, match="return it"):
        funcad.grad(g)(X)
    with pytest.raises(errors.LeakedFromCheckpointError, match="return it"):
        funcad.linearize(g, X)[1](X)


def test_the_traces_are_closed_again():
    kept = []
    f = funcad.checkpoint(lambda x: kept.append(x) or x * 2)
    funcad.grad(lambda x: np.sum(f(x * 1.0)))(X)
    for x in kept:
        with pytest.raises(errors.EscapedTracerError):
            x * 2


def test_plain_arguments_and_the_other_name():
    assert funcad.remat is funcad.checkpoint
    np.testing.assert_array_equal(funcad.checkpoint(np.sin)(X), np.sin(X))
    with pytest.raises(errors.ArgumentError, match="needs a function"):
        funcad.checkpoint(3)
