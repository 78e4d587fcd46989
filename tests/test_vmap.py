"""vmap: axes in and out, sizes, chunks, nesting, refusals."""

from typing import NamedTuple

import numpy as np
import pytest

import funcad
import funcad.numpy as fnp
from funcad import errors

X = np.arange(6.0).reshape(3, 2)
B = np.array([1.0, 2.0, 4.0])


def test_axes_in_and_out():
    np.testing.assert_array_equal(funcad.vmap(np.sum)(X), X.sum(1))
    np.testing.assert_array_equal(funcad.vmap(np.sum, in_axes=1)(X), X.sum(0))
    np.testing.assert_array_equal(funcad.vmap(np.sum, in_axes=-1)(X), X.sum(0))
    assert funcad.vmap(lambda x: x, out_axes=1)(X).shape == (2, 3)
    assert funcad.vmap(lambda x: x, out_axes=-1)(X).shape == (2, 3)
    f = lambda a, b: a * b
    np.testing.assert_array_equal(funcad.vmap(f, (0, None))(X, 2.0), 2 * X)
    np.testing.assert_array_equal(funcad.vmap(f, [0, 1])(X, X.T), X * X)


def test_trees_of_axes():
    f = lambda p, q: {"s": p["a"] + p["b"], "t": (q.x, q.y)}
    p = {"b": 1.0, "a": X}
    q = Pair(np.arange(3.0), np.ones((2, 3)))
    v = funcad.vmap(f, ({"a": 0, "b": None}, Pair(0, 1)), {"s": 1, "t": (0, -1)})
    result = v(p, q)
    np.testing.assert_array_equal(result["s"], (X + 1.0).T)
    np.testing.assert_array_equal(result["t"][0], np.arange(3.0))
    assert result["t"][1].shape == (2, 3)


class Pair(NamedTuple):
    x: object
    y: object


def test_nesting():
    f = lambda a, b: np.dot(a, b)
    table = funcad.vmap(funcad.vmap(f, (None, 0)), (0, None))(X, X)
    np.testing.assert_array_equal(table, X @ X.T)
    per_example = funcad.vmap(funcad.grad(lambda x: np.sum(x**2)))(X)
    np.testing.assert_array_equal(per_example, 2 * X)
    g = funcad.grad(lambda x: np.sum(funcad.vmap(np.prod)(x)))(X)
    np.testing.assert_allclose(g, X[:, ::-1])


def test_keyword_arguments_are_mapped_over_axis_zero():
    f = lambda x, *, k: x + k
    np.testing.assert_array_equal(funcad.vmap(f)(X, k=np.arange(3.0)), X + np.arange(3.0)[:, None])


def test_results_that_do_not_differ():
    y, _z = funcad.vmap(lambda x: (1.0, x), out_axes=(0, 0))(X)
    np.testing.assert_array_equal(y, np.ones(3))
    y[0] = 5.0  # an array of one's own
    shared, _ = funcad.vmap(lambda x: ("text", x), out_axes=(None, 0))(X)
    assert shared == "text"
    with pytest.raises(errors.ArgumentError, match="a result of <lambda> differs"):
        funcad.vmap(lambda x: x, out_axes=None)(X)


@pytest.mark.parametrize("chunk_size", [1, 2, 3, 10])
def test_chunks(chunk_size):
    f = lambda x, w: (np.exp(x) * w, w)
    y, w = funcad.vmap(f, (0, None), (1, None), chunk_size=chunk_size)(X, 2.0)
    np.testing.assert_array_equal(y, (np.exp(X) * 2.0).T)
    assert w == 2.0


def test_sizes():
    np.testing.assert_array_equal(funcad.vmap(lambda: 2.0, axis_size=3)(), np.full(3, 2.0))
    assert funcad.vmap(lambda x: np.exp(x) * x[0])(np.zeros((0, 2))).shape == (0, 2)
    assert funcad.vmap(lambda x: 1.0, None, axis_size=0)(1.0).shape == (0,)
    assert funcad.vmap(np.sum, chunk_size=2)(np.zeros((0, 2))).shape == (0,)
    with pytest.raises(errors.ArgumentError, match="no mapped argument"):
        funcad.vmap(lambda x: x, None)(X)
    with pytest.raises(errors.ArgumentError, match="a has 3, b has 2"):
        funcad.vmap(lambda a, b: a)(X, X[:2])
    with pytest.raises(errors.ArgumentError, match="axis_size is 4, x has 3"):
        funcad.vmap(lambda x: x, axis_size=4)(X)
    with pytest.raises(errors.ArgumentError, match="chunk_size must be at least 1"):
        funcad.vmap(lambda x: x, chunk_size=0)


def test_axes_that_do_not_exist():
    with pytest.raises(errors.ArgumentError, match=r"axis 2 of x, which has shape \(3, 2\)"):
        funcad.vmap(lambda x: x, in_axes=2)(X)
    with pytest.raises(errors.ArgumentError, match="out_axes=3 for a result of 1 axes"):
        funcad.vmap(lambda x: x, out_axes=3)(X)
    with pytest.raises(errors.ArgumentError, match="in_axes for 2 arguments"):
        funcad.vmap(lambda x: x, in_axes=(0, 0))(X)
    with pytest.raises(errors.ArgumentError, match="must hold integers and None"):
        funcad.vmap(lambda x: x, in_axes=("a",))(X)
    with pytest.raises(errors.ArgumentError, match=r"has keys \['a'\]"):
        funcad.vmap(lambda x: x, in_axes=({"a": 0},))({"b": X})
    with pytest.raises(errors.ArgumentError, match="needs a function"):
        funcad.vmap(X)


@pytest.mark.parametrize("f", [np.copy, lambda x: x, lambda x: x[::2], lambda x: (x, x)])
def test_the_results_of_vmap_are_the_caller_s_own(f):
    x = np.ones((3, 4))
    for y in funcad.vmap(f)(x), funcad.vmap(f, out_axes=1)(x):
        first = y[0] if isinstance(y, tuple) else y
        first += 5.0
        np.testing.assert_array_equal(x, 1.0)
        if isinstance(y, tuple):
            np.testing.assert_array_equal(y[1], 1.0)


def test_one_value_of_a_batch_cannot_be_asked_for():
    with pytest.raises(errors.BatchedValueError, match="a condition in <lambda>"):
        funcad.vmap(lambda x: x if x > 0 else -x)(X[0])


def test_a_traced_index_into_a_plain_array_is_explained():
    table = np.arange(5.0)
    with pytest.raises(IndexError) as caught:
        funcad.vmap(lambda i: table[i])(np.array([0, 2]))
    assert "funcad.numpy.array(x)[i]" in "".join(caught.value.__notes__)
    y = funcad.vmap(lambda i: fnp.array(table)[i])(np.array([0, 2]))
    np.testing.assert_array_equal(y, [0, 2])
    y = funcad.vmap(lambda i: np.take_along_axis(table, i, 0))(np.array([[0, 2]]))
    np.testing.assert_array_equal(y, [[0, 2]])


def test_integers_and_booleans_are_mapped_too():
    np.testing.assert_array_equal(funcad.vmap(lambda n: n + 1)(np.arange(3)), [1, 2, 3])


def test_indices_of_each_example_under_two_vmaps():
    x = np.array([[3.0, 1.0, 2.0], [1.0, 2.0, 3.0]])

    def sorted_cubes(x):
        return np.sum(np.arange(3) * np.take_along_axis(x, np.argsort(x), -1) ** 3)

    rank = np.array([[2, 0, 1], [0, 1, 2]])
    expected = np.stack([np.diag(r) for r in 6.0 * rank * x])
    np.testing.assert_array_equal(funcad.vmap(funcad.hessian(sorted_cubes))(x), expected)

    def put(x):
        y = x * 1.0
        y[np.argmax(x)] = 0.0
        y[np.argsort(x)[:2]] *= x[1]
        return np.sum(y**2)

    one_by_one = [funcad.hessian(put)(row) for row in x]
    np.testing.assert_allclose(funcad.vmap(funcad.hessian(put))(x), one_by_one)
    at = np.argsort(x, axis=1)
    rows = funcad.vmap(lambda x, i: funcad.vmap(lambda k: x[k])(i))(x, at)
    np.testing.assert_array_equal(rows, np.sort(x, axis=1))


@pytest.mark.parametrize("dtype", ["f4", "f8"])
def test_writing_one_value_where_a_batched_mask_says(dtype):
    xs = np.random.default_rng(3).normal(size=(3, 2, 4)).astype(dtype)

    def f(x):
        y = np.zeros_like(x, dtype=dtype)
        y[x > 0] = np.max(x)  # one mask per example
        y[x[:, 0] < 0] = x[1]  # of rows
        y[x < -1] = 0.5
        return y * x

    got = funcad.vmap(f)(xs)
    np.testing.assert_array_equal(got, np.stack([f(x) for x in xs]))
    assert got.dtype == dtype
    whole = funcad.grad(lambda xs: np.sum(funcad.vmap(f)(xs)))(xs)
    each = [funcad.grad(lambda x: np.sum(f(x)))(x) for x in xs]
    np.testing.assert_allclose(whole, np.stack(each), rtol=1e-5)

    def several(x):
        y = x * 1
        y[x > 0] = x[x > 0]
        return y

    with pytest.raises(funcad.errors.UnsupportedOperationError, match=r"np\.where"):
        funcad.vmap(several)(xs)


WHERE = {
    **{f.__name__: lambda v, f=f: f(B, where=v > 0) for f in (np.sum, np.prod, np.all, np.var)},
    **{f.__name__: lambda v, f=f: f(B, where=v > 0, initial=0.5) for f in (np.max, np.nansum)},
    "add.reduce": lambda v: np.add.reduce(B, where=v > 0),
    "minimum.reduce": lambda v: np.minimum.reduce(B, where=v > 0, initial=9.0),
}


@pytest.mark.parametrize("name", WHERE)
def test_a_batched_mask_over_a_plain_array(name):
    vs = np.array([[1.0, -1.0, 2.0], [-1.0, 3.0, -2.0]])
    expected = np.stack([WHERE[name](v) for v in vs])
    np.testing.assert_allclose(funcad.vmap(WHERE[name])(vs), expected)


def test_conversions_in_a_batch_say_that_it_is_one():
    for f in (lambda v: int(np.argmax(v)), lambda v: float(v[0]), lambda v: complex(v[0])):
        with pytest.raises(errors.BatchedValueError, match="one answer per example"):
            funcad.vmap(f)(X)


def scattered(x):
    y = np.zeros_like(x)
    y[np.argsort(x)] = x**2
    np.add.at(y, np.argsort(-x)[:2], x[:2])
    return y


BY_POSITIONS = {
    "sorted by hand": lambda x: x[np.argsort(x)] ** 2,
    "the largest": lambda x: x[np.argmax(x)] ** 2,
    "take_along_axis": lambda x: np.take_along_axis(x, np.argsort(x), 0) ** 2,
    "maximum.accumulate": lambda x: np.maximum.accumulate(x) ** 2,
    "interp": lambda x: np.interp(x * 0.7, np.sort(x), x**2),
    "histogram": lambda x: np.histogram(x, [-3.0, 0.0, 3.0], weights=x**2)[0],
    "written": scattered,
}


@pytest.mark.parametrize("derivative", [funcad.jacrev, funcad.jacfwd, funcad.hessian])
@pytest.mark.parametrize("name", BY_POSITIONS)
def test_positions_that_are_batched_outside_of_a_jacobian(name, derivative):
    f = BY_POSITIONS[name]
    if derivative is funcad.hessian:
        f = lambda x: np.sum(np.cos(BY_POSITIONS[name](x)))
    xs = np.random.default_rng(2).normal(size=(3, 4))
    each = np.stack([derivative(f)(x) for x in xs])
    np.testing.assert_allclose(funcad.vmap(derivative(f))(xs), each, atol=1e-12)
