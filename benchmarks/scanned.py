"""The two objectives with long Python loops as a JAX user writes them: with `lax.scan`.

Unrolled, XLA compiles them for minutes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def lstm(jax: Any, main: Any, extra: Any, state: Any, sequence: Any) -> Any:
    jnp, sigmoid = jax.numpy, jax.nn.sigmoid

    def step(carry: Any, pair: Any) -> Any:
        hidden, cell = carry
        signal = pair[0] * extra[0]
        hidden_new, cell_new = [], []
        for k in range(main.shape[0]):
            weight, bias = main[k, 0], main[k, 1]
            forget = sigmoid(signal * weight[0] + bias[0])
            admit = sigmoid(hidden[k] * weight[1] + bias[1])
            release = sigmoid(signal * weight[2] + bias[2])
            change = jnp.tanh(hidden[k] * weight[3] + bias[3])
            cell_new.append(cell[k] * forget + admit * change)
            hidden_new.append(jnp.tanh(cell_new[k]) * release)
            signal = hidden_new[k]
        y = signal * extra[1] + extra[2]
        loss = jnp.sum(pair[1] * (y - jnp.log(jnp.sum(jnp.exp(y)) + 2)))
        return (jnp.stack(hidden_new), jnp.stack(cell_new)), loss

    pairs = (sequence[:-1], sequence[1:])
    losses = jax.lax.scan(step, (state[:, 0], state[:, 1]), pairs)[1]
    return -jnp.sum(losses) / ((sequence.shape[0] - 1) * sequence.shape[1])


def lotka(jax: Any, p: Any, steps: int = 200, h: float = 0.02) -> Any:
    def slope(z: Any) -> Any:
        x, y = z
        return jax.numpy.stack([p[0] * x - 0.1 * p[1] * x * y, 0.1 * p[2] * x * y - p[3] * y])

    def step(z: Any, _: Any) -> Any:
        z1 = slope(z)
        z2 = slope(z + 0.5 * h * z1)
        z3 = slope(z + 0.5 * h * z2)
        z4 = slope(z + h * z3)
        z = z + h / 6 * (z1 + 2 * z2 + 2 * z3 + z4)
        return z, (z[0] - 8.0) ** 2 + (z[1] - 4.0) ** 2

    start = jax.numpy.stack([10.0 * p[0] / p[0], 5.0 * p[1] / p[1]])
    return jax.numpy.sum(jax.lax.scan(step, start, None, steps)[1])


SCANNED: dict[str, Callable[..., Any]] = {"lstm_l2_T64": lstm, "lotka_rk4_200": lotka}
