"""`import funcad.numpy as np`: NumPy's names, and arrays that take traced values."""

import asyncio
import threading
import timeit

import numpy
import pytest

import funcad
import funcad.numpy as np
import funcad.numpy.linalg
from funcad import grad, jvp, vmap
from funcad.core.context import TRANSFORMING
from funcad.core.tracer import Buffer


def test_every_name_of_numpy_is_there():
    names = [n for n in dir(numpy) if not n.startswith("_")]
    assert [n for n in names if not hasattr(np, n)] == []
    assert set(names) <= set(dir(np))
    assert np.linalg.norm is numpy.linalg.norm is funcad.numpy.linalg.norm
    assert np.float64 is numpy.float64
    with pytest.raises(AttributeError):
        _ = np.nonsense


def test_plain_arrays_outside_of_transforms():
    for x in (
        np.zeros(3),
        np.ones((2, 2)),
        np.empty(1),
        np.full(2, 3.0),
        np.eye(2),
        np.array([1.0]),
    ):
        assert type(x) is numpy.ndarray
    numpy.testing.assert_array_equal(np.array([[1, 2]], float, ndmin=3), [[[1.0, 2.0]]])


MAKERS = {
    "zeros": lambda: np.zeros(3),
    "ones": lambda: np.ones(3),
    "empty": lambda: np.empty(3),
    "full": lambda: np.full(3, 2.0),
    "array": lambda: np.array([1.0, 2.0, 3.0]),
    "copy": lambda: np.copy(numpy.ones(3)),
    "eye": lambda: np.eye(3)[0],
    "identity": lambda: np.identity(3)[0],
    "zeros_like": lambda: np.zeros_like(np.zeros(3)),
}


@pytest.mark.parametrize("make", MAKERS.values(), ids=list(MAKERS))
def test_assigning_traced_values(make):
    def f(x):
        y = make()
        y[:] = 1.0
        y[1] = x * x
        return np.sum(y * y)

    assert grad(f)(2.0) == 32
    assert jvp(f, (2.0,), (1.0,)) == (18.0, 32.0)
    numpy.testing.assert_array_equal(vmap(f)(numpy.array([1.0, 2.0])), [3, 18])
    assert grad(grad(f))(2.0) == 48


def test_integers_stay_plain():
    def f(x):
        assert type(np.zeros(3, int)) is numpy.ndarray
        assert type(np.array([1, 2])) is numpy.ndarray
        return x[np.array([0, 1])].sum()

    numpy.testing.assert_array_equal(grad(f)(numpy.ones(3)), [1, 1, 0])


def test_array_of_traced_values():
    def f(x):
        a = np.array([x[0], 1.0, x[1] ** 2])
        b = np.array([[x[0], 2], [a[2], 3.0]])
        c = np.array([x, [1.0, x[0]], (2, 3)])
        d = np.asarray([x[0]], dtype=complex)
        assert (a.shape, b.shape, c.shape, d.dtype) == ((3,), (2, 2), (3, 2), complex)
        assert np.asarray(x) is x
        assert np.array(x, ndmin=2).shape == (1, 2)
        return np.sum(a) + np.sum(b) + np.sum(c) + np.real(d[0])

    numpy.testing.assert_array_equal(grad(f)(numpy.array([2.0, 3.0])), [5, 13])
    with pytest.raises(ValueError, match="inhomogeneous"):
        grad(lambda x: np.array([[x, 1.0], [x]]))(1.0)


def test_array_of_a_traced_value_is_a_copy():
    def f(x):
        y = x * 2.0
        z = np.array(y)
        z[0] = 0.0
        w = np.asarray(y)
        w[1] = 0.0
        return np.sum(y)

    numpy.testing.assert_array_equal(grad(f)(numpy.ones(3)), [2, 0, 2])


def test_traced_fill_values_and_bounds():
    assert grad(lambda x: np.sum(np.full((2, 3), x)))(1.0) == 6
    assert grad(lambda x: np.sum(np.full_like(numpy.ones(3), x)))(1.0) == 3
    assert grad(lambda x: np.sum(np.linspace(0, x, 3)))(1.0) == 1.5
    y, dy = jvp(lambda d: np.arange(1.0, 2.0, d), (0.25,), (1.0,))
    numpy.testing.assert_array_equal(y, numpy.arange(1.0, 2.0, 0.25))
    numpy.testing.assert_array_equal(dy, [0, 1, 2, 3])
    numpy.testing.assert_array_equal(np.arange(3), numpy.arange(3))
    numpy.testing.assert_array_equal(np.arange(start=1, stop=3), [1, 2])
    assert jvp(lambda d: np.arange(d), (2.5,), (1.0,))[0].dtype == float
    with pytest.raises(funcad.errors.BatchedValueError, match="arange"):
        vmap(lambda d: np.arange(d))(numpy.ones(2))


def test_joining_lists_of_traced_values():
    for f in (
        lambda x: np.stack([[x, 1.0], [x, 2.0]]),
        lambda x: np.concatenate([[x, 1.0], [x]]),
        lambda x: np.hstack([[x, 1.0], [x]]),
        lambda x: np.vstack([[x, 1.0], [x, 2.0]]),
        lambda x: np.dstack([[x, 1.0], [x, 2.0]]),
        lambda x: np.column_stack([[x, 1.0], [x, 2.0]]),
    ):
        assert grad(lambda x, f=f: np.sum(f(x)))(3.0) == 2


def test_buffers_leave_transforms_as_arrays():
    _, y = jvp(lambda x: (x, np.zeros(2)), (1.0,), (1.0,))[0]
    assert type(y) is numpy.ndarray
    y[0] = 1.0


def test_open_only_while_a_transform_runs():
    seen = []

    def f(x):
        seen.append(TRANSFORMING.get())
        thread = threading.Thread(target=lambda: seen.append(type(np.zeros(2)) is numpy.ndarray))
        thread.start()
        thread.join()
        return x * 1.0

    assert not TRANSFORMING.get()
    grad(f)(1.0)
    assert seen == [True, True]
    assert not TRANSFORMING.get()
    with pytest.raises(ZeroDivisionError):
        grad(lambda x: 1 // 0)(1.0)
    assert not TRANSFORMING.get()


def test_open_in_one_task_only():
    def f(x):
        y = np.zeros(1)
        y[0] = x
        return y[0]

    async def work(k):
        await asyncio.sleep(0)
        g = grad(f)(float(k))
        await asyncio.sleep(0)
        return g, type(np.zeros(1))

    async def main():
        return await asyncio.gather(*(work(k) for k in range(5)))

    assert asyncio.run(main()) == [(1.0, numpy.ndarray)] * 5


def test_the_flag_costs_little():
    def open_and_close():
        TRANSFORMING.reset(TRANSFORMING.set(True))

    assert min(timeit.repeat(open_and_close, number=1000, repeat=5)) / 1000 < 2e-6


def test_buffer_is_what_is_made():
    def f(x):
        assert type(np.zeros(3)) is Buffer
        numpy.testing.assert_array_equal(numpy.asarray(np.ones(3)), [1, 1, 1])
        return x

    grad(f)(1.0)


def test_buffers_where_functions_run_again():
    def f(x):
        y = np.zeros(2)
        y[0], y[1] = x * x, np.sin(x)
        return np.sum(y * y)

    @funcad.custom_vjp
    def h(x):
        return np.sin(x)

    def backward(x, ct):
        g = np.zeros(1)
        g[0] = np.cos(x) * ct
        return (g[0],)

    h.defvjp(lambda x: (np.sin(x), x), backward)
    assert grad(funcad.checkpoint(f))(2.0) == pytest.approx(grad(f)(2.0))
    assert grad(h)(1.0) == numpy.cos(1.0)
    assert grad(grad(h))(1.0) == -numpy.sin(1.0)
    assert funcad.linearize(f, 2.0)[1](1.0) == pytest.approx(grad(f)(2.0))
