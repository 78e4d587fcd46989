"""Peak memory of a stack of layers with and without torch.utils.checkpoint, and its price in time.

python -m benchmarks.checkpoints
"""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from typing import Any

import funcad.torch as torch
from benchmarks.timing import interleaved
from funcad.torch.utils.checkpoint import checkpoint

Layer = Callable[[Any], Any]

LAYERS, ROWS, WIDTH = 64, 1024, 64


def stack(n: int = LAYERS, width: int = WIDTH) -> list[Layer]:
    """n layers, each of a product with a matrix and two elementwise functions."""
    torch.manual_seed(0)
    weights = [torch.randn(width, width, requires_grad=True) for _ in range(n)]

    def layer(w: Any) -> Layer:
        return lambda x: torch.tanh(x @ w / width**0.5) + torch.sin(x)

    return [layer(w) for w in weights]


def in_order(layers: list[Layer]) -> Layer:
    def run(x: Any) -> Any:
        for layer in layers:
            x = layer(x)
        return x

    return run


def in_checkpoints(layers: list[Layer], size: int, use_reentrant: bool = False) -> Layer:
    """The layers, `size` at a time in a checkpoint."""
    parts = [in_order(layers[i : i + size]) for i in range(0, len(layers), size)]

    def run(x: Any) -> Any:
        for part in parts:
            x = checkpoint(part, x, use_reentrant=use_reentrant)
        return x

    return run


def measured(run: Layer, rows: int = ROWS, width: int = WIDTH) -> tuple[float, float]:
    """(seconds of a forward and backward pass, bytes at the peak of another)."""
    x = torch.ones(rows, width, requires_grad=True)
    run(x).sum().backward()
    seconds = interleaved({"": lambda: run(x).sum().backward()}, rounds=5)[""].best
    tracemalloc.start()
    run(x).sum().backward()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return seconds, float(peak)


def main() -> None:
    layers = stack()
    runs = {
        "kept": in_order(layers),
        "checkpoints of 8": in_checkpoints(layers, 8),
        "checkpoints of 8, reentrant": in_checkpoints(layers, 8, use_reentrant=True),
    }
    found = {name: measured(run) for name, run in runs.items()}
    plain_seconds, plain_peak = found["kept"]
    for name, (seconds, peak) in found.items():
        print(
            f"{name:30} {peak / 1e6:7.1f} MB  1/{plain_peak / peak:.1f}"
            f"  {seconds * 1e3:7.1f} ms  {seconds / plain_seconds:.2f} times"
        )


if __name__ == "__main__":
    main()
