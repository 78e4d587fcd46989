"""python -m benchmarks.training: steps of training and small backward passes, against PyTorch."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

import funcad.torch
from benchmarks.problems import PROBLEMS
from benchmarks.timing import Run, interleaved

THREADS = 2
SMALL = ("rosenbrock10", "chain150", "lotka_rk4_200")
AIMS = {"step": 1.2, "backward": 0.8}  # funcad's time over PyTorch's
OPTIMIZERS: list[tuple[str, dict[str, float]]] = [
    ("SGD", {"lr": 0.1}),
    ("SGD", {"lr": 0.1, "momentum": 0.9}),
    ("Adam", {"lr": 1e-3}),
]


def training(torch: Any, name: str, options: dict[str, float]) -> Run:
    """One step of a perceptron with 256 hidden units on 256 pictures of 784 values."""
    torch.manual_seed(0)
    nn = torch.nn
    model = nn.Sequential(nn.Linear(784, 256), nn.ReLU(), nn.Linear(256, 10))
    rng = np.random.default_rng(0)
    x = torch.tensor(rng.normal(size=(256, 784)).astype(np.float32))
    y = torch.tensor(rng.integers(0, 10, 256))
    optimizer = getattr(torch.optim, name)(model.parameters(), **options)
    criterion = nn.CrossEntropyLoss()

    def step() -> None:
        optimizer.zero_grad()
        criterion(model(x), y).backward()
        optimizer.step()

    return step


class _Functions:
    """The names that the problems use, of tensors."""

    __name__ = "torch"

    def __init__(self, torch: Any) -> None:
        self.exp, self.sum = torch.exp, torch.sum


def small(torch: Any, name: str) -> Run:
    """Value and backward pass of a small problem in double precision."""
    problem = next(p for p in PROBLEMS if p.name == name)
    (argument,) = problem.make()
    x = torch.tensor(argument, requires_grad=True)
    xp = _Functions(torch)

    def run() -> None:
        x.grad = None
        problem.f(xp, x).backward()

    return run


def compare(title: str, make: Callable[[Any], Run], peers: dict[str, Any], aim: float) -> str:
    """A line: milliseconds of each, and funcad's over PyTorch's."""
    times = interleaved({name: make(torch) for name, torch in peers.items()}, rounds=9)
    cells = "  ".join(f"{name} {1e3 * t.best:8.3f} ms" for name, t in times.items())
    if len(times) == 1:
        return f"{title:<34} {cells}"
    best = times["funcad"].best / times["torch"].best
    median = times["funcad"].median / times["torch"].median
    return f"{title:<34} {cells}  ×{best:.2f} (median ×{median:.2f}, aim {aim})"


def main() -> None:
    """Print all lines."""
    peers: dict[str, Any] = {"funcad": funcad.torch}
    if importlib.util.find_spec("torch") is not None:
        import torch

        torch.set_num_threads(THREADS)
        peers["torch"] = torch
    for name, options in OPTIMIZERS:
        make = partial(training, name=name, options=options)
        print(compare(f"{name} {options}", make, peers, AIMS["step"]))
    for name in SMALL:
        print(compare(name, partial(small, name=name), peers, AIMS["backward"]))


if __name__ == "__main__":
    main()
