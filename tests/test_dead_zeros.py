"""Patterns of live entries (core/liveness.py): whose they are, and what they hold on to."""

import tracemalloc
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

import funcad
from funcad.core import silence
from funcad.core.liveness import Live

pytestmark = pytest.mark.filterwarnings("ignore::RuntimeWarning")


def of_both_modes(f, x):
    forward, reverse = funcad.jacfwd(f)(x), funcad.jacrev(f)(x)
    np.testing.assert_allclose(forward, reverse, rtol=1e-12)
    if not np.shape(f(x)):
        np.testing.assert_allclose(funcad.grad(f)(x), forward, rtol=1e-12)
    return reverse


def test_a_read_does_not_change_the_pattern_of_another_value():
    def f(x):
        root = np.sqrt(x)
        a = x * 3.0
        read = a[0]
        total = (a + a) + root
        return total[1] + read

    np.testing.assert_allclose(of_both_modes(f, np.array([0.0, 4.0])), [3.0, 6.25])


def test_a_write_does_not_change_the_pattern_of_another_value():
    def f(x):
        root = np.sqrt(x)
        a = x * 3.0
        a[1] = 5.0
        total = (a + a) + root
        return total[1] + total[2]

    np.testing.assert_allclose(of_both_modes(f, np.array([0.0, 4.0, 9.0])), [0, 0.25, 6 + 1 / 6])


@pytest.mark.parametrize(
    "step",
    [
        lambda y: np.where(y > 1, y, 1.0)[::-1],
        lambda y: np.maximum(y[[2, 1, 0]], 1.0),
        lambda y: np.clip(y.reshape(3, 1)[:, 0], 1.0, 5.0),
        lambda y: np.maximum(y, 1.0)[None, ::-1][0],
        lambda y: np.maximum(y, 1.0),
    ],
)
def test_patterns_of_a_long_chain_wait_for_few_others(step):
    def f(x):
        y = np.sqrt(x)
        for _ in range(3000):
            y = step(y)
        return np.sum(y)

    x = np.array([0.0, 4.0, 9.0])
    np.testing.assert_allclose(of_both_modes(f, x), [0.0, 1 / 4, 1 / 6])


def test_patterns_pass_through_a_checkpoint():
    def f(x):
        root, log = funcad.checkpoint(lambda z: (np.sqrt(z), np.log(z)))(x * 1.0)
        return np.where(x > 0, root, 0.0) + np.where(x > 0, log, 0.0)

    x = np.array([0.0, 4.0])
    np.testing.assert_allclose(of_both_modes(f, x), [[0.0, 0.0], [0.0, 0.5]])
    np.testing.assert_allclose(funcad.linearize(f, x)[1](np.ones(2)), [0.0, 0.5])
    hessian = funcad.hessian(lambda x: np.sum(f(x)))(x)
    np.testing.assert_allclose(hessian, [[0.0, 0.0], [0.0, -1 / 32 - 1 / 16]])


def test_patterns_pass_through_nested_checkpoints():
    def f(x):
        return funcad.checkpoint(
            lambda z: np.where(z > 0, funcad.checkpoint(np.sqrt)(z * 1.0), 0.0)
        )(x * 2.0)

    np.testing.assert_allclose(of_both_modes(f, np.array([0.0, 2.0])), [[0, 0], [0, 0.5]])


def test_threads_may_ask_for_one_pattern():
    for _ in range(20):
        live = Live(lambda: np.ones(3000, bool).copy())
        with ThreadPoolExecutor(8) as pool:
            assert all(np.all(mask) for mask in pool.map(lambda _, live=live: live.get(), range(8)))


def test_a_pullback_with_patterns_is_called_from_many_threads():
    x = np.linspace(0.0, 1.0, 500)
    _, pullback = funcad.vjp(lambda x: np.where(x[::-1] > 0, np.sqrt(x)[::-1], 0.0)[:250], x)
    directions = [np.eye(250)[k] for k in range(64)]
    expected = [pullback(ct)[0] for ct in directions]
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda ct: pullback(ct)[0], directions))
    np.testing.assert_array_equal(found, expected)


def test_patterns_of_sums_do_not_hold_on_to_what_was_summed():
    def f(x):
        total = 0.0
        for i in range(40):
            part = x[i : i + 100_000]
            total = total + np.sum(np.where(part > 0, part, 0.0))
        return total

    x = np.linspace(-1.0, 1.0, 100_040)
    tracemalloc.start()
    funcad.jvp(f, (x,), (x + 2.0,))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 20 * x.nbytes


@pytest.mark.parametrize("n", [2, 20_000])
def test_zeros_that_are_dead_are_silent(n):
    x = np.arange(n) * 1.0
    with np.errstate(all="raise"):
        for f in (
            lambda x: np.sum(np.where(x > 0, np.sqrt(x * 1.0), 0.0)),
            lambda x: np.sum(np.sqrt(x * 1.0)[1:]),
            lambda x: np.sum(np.maximum(np.sqrt(x * 1.0), 0.5)),
        ):
            assert funcad.grad(f)(x)[0] == 0
            assert funcad.vjp(f, x)[1](1.0)[0][0] == 0
            assert funcad.jvp(f, (x,), (x,))[1] > 0


def test_a_rule_of_the_users_meets_no_nan():
    seen = []

    @funcad.custom_vjp
    def same(x):
        return x

    def back(_, ct):
        assert np.all(np.isfinite(ct))
        seen.append(ct)
        return (ct,)

    same.defvjp(lambda x: (x, None), back)
    f = lambda x: np.sum(np.where(x > 0, np.sqrt(same(x)), 0.0))
    np.testing.assert_array_equal(funcad.grad(f)(np.array([0.0, 4.0])), [0.0, 0.25])
    assert len(seen) == 1


def test_one_result_of_a_function_is_dead_with_all_that_it_depends_on():
    def f(x):
        return 2 * x[0] + np.prod(np.log(x[1:]))

    x = np.array([1.0, 0.0, 0.0])
    assert funcad.jvp(f, (x,), (np.array([1.0, 0.0, 0.0]),))[1] == 2.0
    assert funcad.grad(f)(x)[0] == 2.0


@pytest.mark.parametrize(
    "pair", [(silence.silence, silence.restore), (silence._enter, silence._exit)]
)
def test_warnings_are_off_between_two_calls(pair):
    start, end = pair
    with np.errstate(all="raise"):
        before = start()
        assert np.isnan(np.float64(0.0) * np.inf)
        end(before)
        with pytest.raises(FloatingPointError):
            np.float64(0.0) * np.inf


def test_a_choice_between_values_of_one_pattern_has_that_pattern():
    def f(x):
        y = np.where(x > 0, np.sqrt(x), 0.0)
        y = np.where(x > 2, y * y, -y)
        return np.maximum(y, -y)[::-1] + np.fmax(y * 2.0, y * 3.0)

    x = np.array([0.0, 1.0, 4.0])
    expected = [[0, 0, 1], [0, -1, 0], [0, 0, 3]]
    expected[1][1] = 0.5 - 1.0
    np.testing.assert_allclose(of_both_modes(f, x), expected)
