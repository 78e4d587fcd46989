"""Eight objectives, each written once against a namespace `xp` that looks like NumPy.

`Problem.make()` draws the arguments; `argnums` are those that are differentiated.  All are float64
and every result is a scalar.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.special import multigammaln


@dataclass(frozen=True)
class Problem:
    """A scalar function f(xp, *args), and how to draw its arguments."""

    name: str
    f: Callable[..., Any]
    make: Callable[[], tuple[Any, ...]]
    argnums: tuple[int, ...] = (0,)


def draw(seed: int) -> np.random.Generator:
    return np.random.default_rng(seed)


def largest(xp: Any, x: Any, axis: int) -> Any:
    """The maximum along an axis, which is kept; PyTorch's `max` also returns where it is."""
    reduce = xp.amax if xp.__name__ == "torch" else xp.max
    return reduce(x, axis)[:, None]


def logsumexp(xp: Any, x: Any) -> Any:
    """Over the last axis of a matrix.   (n, k) -> (n,)"""
    top = largest(xp, x, 1)
    return xp.log(xp.sum(xp.exp(x - top), 1)) + top[:, 0]


def rosenbrock(xp: Any, x: Any) -> Any:
    """The curved valley, in as many dimensions as x has entries."""
    rise = x[1:] - x[:-1] ** 2
    return xp.sum(100.0 * rise**2 + (1 - x[:-1]) ** 2)


def chain(xp: Any, x: Any, rounds: int = 50) -> Any:
    """Three small operations, `rounds` times: nothing but the overhead of an operation."""
    y = x
    for _ in range(rounds):
        y = xp.exp(y * 0.1) - x
    return xp.sum(y)


def elementwise(xp: Any, s: Any) -> Any:
    """Five elementary functions of a long vector: nothing but memory traffic and arithmetic."""
    d = xp.log(s / 1.1) + 0.5 * s
    return xp.sum(xp.exp(-d * d) * xp.tanh(s) + xp.sqrt(s) * d)


def logistic(xp: Any, w: Any, X: Any, y: Any) -> Any:
    """Logistic regression with labels ±1 and a ridge: one tall matrix-vector product."""
    margin = y * (X @ w)
    return xp.mean(xp.log1p(xp.exp(-margin))) + 0.01 * xp.sum(w * w)


def mlp(xp: Any, W1: Any, b1: Any, W2: Any, b2: Any, X: Any, labels: Any) -> Any:
    """Cross entropy of a network with one hidden layer; `labels` are one-hot rows."""
    z = xp.tanh(X @ W1 + b1) @ W2 + b2
    return xp.mean(logsumexp(xp, z) - xp.sum(labels * z, 1))


def gmm(
    xp: Any, alphas: Any, means: Any, log_diagonal: Any, lower: Any, x: Any, scatter: Any
) -> Any:
    """Log posterior of a Gaussian mixture with full precision factors and a Wishart prior.

    The objective of ADBench (Šrajer, Kukelova and Fitzgibbon, 2018), with γ = 1 and m = 0.
    """
    K, d = means.shape
    n = x.shape[0]
    diagonal = xp.exp(log_diagonal)
    factors = (lower @ scatter).reshape((K, d, d))  # strictly lower triangular
    centred = x[:, None, :] - means[None, :, :]  # (n, K, d)
    scaled = diagonal * centred + xp.einsum("kij,nkj->nki", factors, centred)
    exponents = alphas + xp.sum(log_diagonal, 1) - 0.5 * xp.sum(scaled**2, 2)
    likelihood = xp.sum(logsumexp(xp, exponents)) - n * logsumexp(xp, alphas[None, :])[0]
    prior = 0.5 * (xp.sum(diagonal**2) + xp.sum(lower**2))
    degrees = d + 1
    wishart = K * (degrees * d * np.log(1 / np.sqrt(2)) - multigammaln(0.5 * degrees, d))
    return likelihood - 0.5 * n * d * np.log(2 * np.pi) + prior - wishart


def lstm(xp: Any, main: Any, extra: Any, state: Any, sequence: Any) -> Any:
    """Character prediction by stacked cells with diagonal weights, a Python loop over time.

    The objective of ADBench.  main: (layers, 2, 4, width), extra: (3, width)
    """

    def sigmoid(v: Any) -> Any:
        return 1.0 / (1.0 + xp.exp(-v))

    layers = range(main.shape[0])
    hidden = [state[k, 0] for k in layers]
    cell = [state[k, 1] for k in layers]
    total = 0.0
    for t in range(sequence.shape[0] - 1):
        signal = sequence[t] * extra[0]
        for k in layers:
            weight, bias = main[k, 0], main[k, 1]
            forget = sigmoid(signal * weight[0] + bias[0])
            admit = sigmoid(hidden[k] * weight[1] + bias[1])
            release = sigmoid(signal * weight[2] + bias[2])
            change = xp.tanh(hidden[k] * weight[3] + bias[3])
            cell[k] = cell[k] * forget + admit * change
            hidden[k] = xp.tanh(cell[k]) * release
            signal = hidden[k]
        y = signal * extra[1] + extra[2]
        total = total + xp.sum(sequence[t + 1] * (y - xp.log(xp.sum(xp.exp(y)) + 2)))
    return -total / ((sequence.shape[0] - 1) * sequence.shape[1])


def lotka(xp: Any, p: Any, steps: int = 200, h: float = 0.02) -> Any:
    """Least squares through Runge-Kutta steps of the Lotka-Volterra equations, scalar by scalar."""

    def slope(x: Any, y: Any) -> Any:
        return p[0] * x - 0.1 * p[1] * x * y, 0.1 * p[2] * x * y - p[3] * y

    x, y, loss = 10.0 * p[0] / p[0], 5.0 * p[1] / p[1], 0.0
    for _ in range(steps):
        x1, y1 = slope(x, y)
        x2, y2 = slope(x + 0.5 * h * x1, y + 0.5 * h * y1)
        x3, y3 = slope(x + 0.5 * h * x2, y + 0.5 * h * y2)
        x4, y4 = slope(x + h * x3, y + h * y3)
        x = x + h / 6 * (x1 + 2 * x2 + 2 * x3 + x4)
        y = y + h / 6 * (y1 + 2 * y2 + 2 * y3 + y4)
        loss = loss + (x - 8.0) ** 2 + (y - 4.0) ** 2
    return loss


def make_logistic(n: int = 100_000, k: int = 100) -> tuple[Any, ...]:
    labels = np.where(draw(3).uniform(size=n) < 0.5, 1.0, -1.0)
    return draw(1).normal(size=k) * 0.1, draw(2).normal(size=(n, k)), labels


def make_mlp(
    n: int = 256, inputs: int = 784, width: int = 256, classes: int = 10
) -> tuple[Any, ...]:
    labels = np.eye(classes)[draw(3).integers(0, classes, n)]
    W1 = draw(0).normal(size=(inputs, width)) * 0.05
    W2 = draw(1).normal(size=(width, classes)) * 0.05
    X = draw(2).normal(size=(n, inputs))
    return W1, np.zeros(width), W2, np.zeros(classes), X, labels


def make_gmm(n: int = 1000, d: int = 10, K: int = 25) -> tuple[Any, ...]:
    r = draw(0)
    rows, columns = np.tril_indices(d, -1)
    scatter = np.zeros((len(rows), d * d))
    scatter[np.arange(len(rows)), rows * d + columns] = 1.0
    alphas = r.normal(size=K)
    means = r.normal(size=(K, d))
    log_diagonal = r.normal(size=(K, d)) * 0.1
    lower = r.normal(size=(K, len(rows))) * 0.1
    return alphas, means, log_diagonal, lower, r.normal(size=(n, d)), scatter


def make_lstm(characters: int = 14, length: int = 64, layers: int = 2) -> tuple[Any, ...]:
    r = draw(0)
    main = r.normal(size=(layers, 2, 4, characters)) * 0.3
    extra = r.normal(size=(3, characters)) * 0.3
    state = r.normal(size=(layers, 2, characters)) * 0.3
    return main, extra, state, r.normal(size=(length, characters))


PROBLEMS = [
    Problem("rosenbrock10", rosenbrock, lambda: (draw(0).normal(size=10),)),
    Problem("chain150", chain, lambda: (draw(0).normal(size=3),)),
    Problem("elementwise1e6", elementwise, lambda: (draw(0).uniform(0.5, 2, size=1_000_000),)),
    Problem("logistic100k", logistic, make_logistic),
    Problem("mlp256", mlp, make_mlp, (0, 1, 2, 3)),
    Problem("gmm_1k_d10_K25", gmm, make_gmm, (0, 1, 2, 3)),
    Problem("lstm_l2_T64", lstm, make_lstm, (0, 1)),
    Problem("lotka_rk4_200", lotka, lambda: (np.array([1.0, 1.0, 0.3, 0.9]),)),
]
