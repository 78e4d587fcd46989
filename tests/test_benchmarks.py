"""The benchmark problems are differentiated rightly, and the runners run."""

import numpy as np
import pytest

import funcad
from benchmarks import against, checkpoints, compare, problems, scaling
from benchmarks.timing import interleaved

SMALL = {
    "rosenbrock": (problems.rosenbrock, (np.linspace(-1, 1, 5),), (0,)),
    "chain": (problems.chain, (np.linspace(-1, 1, 3),), (0,)),
    "elementwise": (problems.elementwise, (np.linspace(0.5, 2, 7),), (0,)),
    "logistic": (problems.logistic, problems.make_logistic(20, 3), (0,)),
    "mlp": (problems.mlp, problems.make_mlp(5, 4, 3, 2), (0, 1, 2, 3)),
    "gmm": (problems.gmm, problems.make_gmm(6, 3, 2), (0, 1, 2, 3)),
    "lstm": (problems.lstm, problems.make_lstm(3, 5), (0, 1)),
    "lotka": (problems.lotka, (np.array([1.0, 1.0, 0.3, 0.9]),), (0,)),
}


@pytest.mark.parametrize("name", SMALL)
def test_gradients_agree_with_central_differences(name):
    f, args, argnums = SMALL[name]
    value, gradients = funcad.value_and_grad(lambda *a: f(np, *a), argnums)(*args)
    assert value == pytest.approx(f(np, *args), rel=1e-12)
    for i, gradient in zip(argnums, gradients, strict=True):
        dx = np.random.default_rng(i).normal(size=np.shape(args[i]))

        def along(t, i=i, dx=dx):
            return f(np, *args[:i], args[i] + t * dx, *args[i + 1 :])

        difference = (along(1e-5) - along(-1e-5)) / 2e-5
        assert np.sum(gradient * dx) == pytest.approx(difference, rel=1e-6, abs=1e-7)


def test_every_problem_has_an_aim():
    assert {p.name for p in problems.PROBLEMS} == set(compare.AGAINST)


def test_compare_prints_a_table(capsys):
    options = ["--only", "rosenbrock10", "--with", "funcad", "--rounds", "2", "--budget", "0.001"]
    compare.main(options)
    out = capsys.readouterr().out
    assert "| problem | numpy f | funcad |" in out
    assert "| rosenbrock10 |" in out


def test_cases_against_another_checkout_are_differentiated_rightly():
    x, W = np.linspace(0.5, 1.5, 6), np.arange(36.0).reshape(6, 6) % 5
    bent, net = (lambda x: against.bent(x, 2)), (lambda x: against.relu_net(W, x))
    for f in (against.filled, bent, against.neighbours, net):
        funcad.testing.check_grads(f, (x,))


def test_against_prints_a_table(capsys):
    against.main([str(against.HERE), "--only", "relu net", "hessian", "--rounds", "1"])
    out = capsys.readouterr().out
    assert "| case | there, µs | here, µs | ratio |" in out
    assert "| hessian |" in out


def test_reading_elements_in_a_loop_has_the_right_gradient():
    np.testing.assert_allclose(funcad.grad(scaling.indexed)(np.arange(4.0)), [0, 2, 4, 6])


def test_interleaved_times_every_function():
    calls = []
    times = interleaved({"a": lambda: calls.append("a"), "b": lambda: calls.append("b")}, 2, 0.0)
    assert calls.count("a") == calls.count("b") == 4
    assert all(0 < t.best <= t.median for t in times.values())


def test_checkpoints_keep_a_quarter_at_most():
    layers = checkpoints.stack(64, 16)
    _, kept = checkpoints.measured(checkpoints.in_order(layers), 1024, 16)
    _, peak = checkpoints.measured(checkpoints.in_checkpoints(layers, 8), 1024, 16)
    assert kept > 4 * peak
