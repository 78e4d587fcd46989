"""Constants are the user's buffers: their contents at the time of use are what counts."""

import numpy as np
import pytest

import funcad
from funcad.core.constants import COMPARED_WHOLE, fingerprint
from funcad.errors import ChangedConstantError


@pytest.mark.parametrize("n", [3, 8000])
def test_a_small_buffer_may_be_reused(n):
    def f(x):
        buffer, y = np.zeros(n), x * 0.0
        for k in range(1, 4):
            buffer[:] = k
            y = y + x * buffer
        return np.sum(y)

    np.testing.assert_array_equal(funcad.grad(f)(np.ones(n)), np.full(n, 6.0))


@pytest.mark.parametrize("n", [20_000, 600_000])
def test_a_large_buffer_that_changes_is_noticed(n):
    buffer = np.zeros(n)

    def f(x):
        buffer[:] = 1.0
        y = x * buffer
        buffer[:] = 2.0
        return np.sum(y * buffer)

    with pytest.raises(ChangedConstantError, match=r"float64\[\d+\] was written to"):
        funcad.grad(f)(np.ones(n))


def test_an_input_changed_between_vjp_and_pullback():
    x = np.array([1.0, 2.0])
    _, pullback = funcad.vjp(lambda x: x * x, x)
    x[:] = 100.0
    np.testing.assert_array_equal(pullback(np.ones(2))[0], [2.0, 4.0])

    big = np.ones(20_000)
    _, pullback = funcad.vjp(lambda x: x * x, big)
    big[7] = 5.0
    with pytest.raises(ChangedConstantError):
        pullback(np.ones(20_000))


def test_index_arrays_may_be_reused():
    def f(x):
        index, y = np.array([0, 1]), 0.0
        for k in range(2):
            index[:] = [k, k + 1]
            y = y + np.sum(x[index] * x[index])
        return y

    np.testing.assert_array_equal(funcad.grad(f)(np.array([1.0, 2.0, 3.0])), [2.0, 8.0, 6.0])


def test_the_fingerprint_sees_one_entry_and_any_order():
    x = np.random.default_rng(0).normal(size=50_000)
    before = fingerprint(x)
    x[12_345] += 1.0
    assert fingerprint(x) != before
    x[12_345] -= 1.0
    shuffled = x[::-1].copy()
    assert fingerprint(shuffled) != fingerprint(x)
    large = np.zeros(COMPARED_WHOLE // 4)
    before = fingerprint(large)
    large[40_000:50_000] = 1.0
    assert fingerprint(large) != before
    columns = np.zeros((3000, 400))[:, ::2]
    before = fingerprint(columns)
    columns[:, 17] = 1.0
    assert fingerprint(columns) != before


def test_results_share_memory_with_nothing():
    x = np.ones(3)
    gx, gy = funcad.grad(lambda x, y: np.sum(x + y), (0, 1))(x, x)
    gx[:] = 7.0
    np.testing.assert_array_equal(gy, np.ones(3))
    ct = np.ones(3)
    (g,) = funcad.vjp(lambda x: x + 1.0, x)[1](ct)
    g[:] = 7.0
    np.testing.assert_array_equal(ct, np.ones(3))
