"""Threads, asyncio tasks, generators and exceptions leave nothing broken."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

import funcad


def cube(x):
    return np.sum(x * x * x)


def test_many_threads_each_get_their_own_gradient():
    def one(k):
        x = np.arange(1.0, 4.0) * k
        return np.array_equal(funcad.grad(cube)(x), 3 * x * x)

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(one, range(1, 200)))


def test_threads_may_share_one_tape():
    def f(x):
        with ThreadPoolExecutor(8) as pool:
            parts = list(pool.map(lambda k: np.exp(x * 0.01) * float(k) * x, range(64)))
        return np.sum(sum(parts))

    x = np.linspace(0.1, 1.0, 5)
    expected = 2016.0 * np.exp(x * 0.01) * (1 + 0.01 * x)
    np.testing.assert_allclose(funcad.grad(f)(x), expected, rtol=1e-12)


def test_a_pullback_works_in_another_thread_and_many_times():
    x = np.arange(3.0)
    _, pullback = funcad.vjp(lambda x: x * x, x)
    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(lambda k: pullback(np.full(3, float(k)))[0], range(50)))
    for k, g in enumerate(results):
        np.testing.assert_array_equal(g, 2 * x * k)


def test_asyncio_tasks_interleave():
    async def one(k):
        y, pullback = funcad.vjp(lambda x: x * x * float(k), 3.0)
        await asyncio.sleep(0)
        return y, pullback(1.0)[0]

    async def main():
        return await asyncio.gather(*(one(k) for k in range(20)))

    assert asyncio.run(main()) == [(9.0 * k, 6.0 * k) for k in range(20)]


def test_generators_suspend_inside_a_transform():
    def steps(x):
        for k in range(3):
            yield funcad.grad(lambda t, k=k: t**2 * x * k)(1.0)

    def f(x):
        a, b = steps(x), steps(x * x)
        return sum(u * v for u, v in zip(a, b, strict=True))

    # Σ (2 k x)(2 k x²) = 20 x³
    assert funcad.grad(f)(2.0) == pytest.approx(60.0 * 4.0)


def test_after_an_exception_the_next_call_works():
    def fails(x):
        y = x * x
        raise KeyError("in the middle")
        return y

    for transform in (
        lambda: funcad.grad(fails)(1.0),
        lambda: funcad.jvp(fails, (1.0,), (1.0,)),
        lambda: funcad.vmap(fails)(np.ones(2)),
        lambda: funcad.grad(lambda x: funcad.grad(fails)(x))(1.0),
    ):
        with pytest.raises(KeyError):
            transform()
        np.testing.assert_array_equal(funcad.grad(cube)(np.ones(2)), [3.0, 3.0])
