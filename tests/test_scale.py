"""Long chains, wide fans, deep nesting; and that memory comes back without the cycle collector."""

import gc
import tracemalloc
import weakref

import numpy as np
import pytest

import funcad


def test_a_chain_of_a_million_operations():
    def f(x):
        for _ in range(500_000):
            x = x * 1.000001 + 1e-9
        return x

    value, gradient = funcad.value_and_grad(f)(1.0)
    assert gradient == pytest.approx(1.000001**500_000, rel=1e-9)
    assert value > gradient


def test_a_fan_of_100_000():
    def f(x):
        total = 0.0
        for k in range(100_000):
            total = total + x * float(k)
        return total

    assert funcad.grad(f)(2.0) == 99_999 * 100_000 / 2


def test_six_nested_gradients():
    def f(x):
        return x**7

    g = f
    for _ in range(6):
        g = funcad.grad(g)
    assert g(1.5) == pytest.approx(5040 * 1.5)

    h = np.exp
    for k in range(6):
        h = funcad.grad(h) if k % 2 else (lambda x, h=h: funcad.jvp(h, (x,), (1.0,))[1])
    assert h(0.3) == pytest.approx(np.exp(0.3))


def test_reading_entries_in_a_loop_allocates_one_buffer():
    """The cotangent of x is one array, however many entries are read: counted in bytes."""
    n = 20_000

    def f(x):
        total = 0.0
        for i in range(200):
            total = total + x[i] * x[i + 1]
        return total

    x = np.ones(n)
    funcad.grad(f)(x)
    tracemalloc.start()
    funcad.grad(f)(x)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 10 * x.nbytes


def test_a_finished_gradient_is_freed_without_the_cycle_collector():
    seen = []

    def f(x):
        y = x * x
        seen.append(weakref.ref(y))
        return np.sum(y * y)

    gc.collect()
    gc.disable()
    try:
        funcad.grad(f)(np.ones(3))
        value, pullback = funcad.vjp(f, np.ones(3))
        pullback(1.0)
        del value, pullback
        funcad.jvp(f, (np.ones(3),), (np.ones(3),))
        funcad.grad(lambda x: funcad.grad(f)(x)[0])(np.ones(3))
        assert [r() for r in seen] == [None] * len(seen)
    finally:
        gc.enable()


def test_the_memory_of_the_tape_is_freed_during_the_walk():
    n, steps = 100_000, 20

    def f(x):
        for _ in range(steps):
            x = np.exp(x * -0.5)
        return np.sum(x)

    x = np.full(n, 0.1)
    funcad.grad(f)(x)
    gc.collect()
    tracemalloc.start()
    funcad.grad(f)(x)
    current, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert current < 2 * x.nbytes
    assert peak < (2 * steps + 5) * x.nbytes  # two arrays a step, and a few cotangents
