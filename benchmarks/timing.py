"""Timing several functions against each other: in turns, so that a slow moment hits all of them."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Run = Callable[[], Any]


@dataclass(frozen=True)
class Timing:
    """Seconds per call: the best and the median of the rounds."""

    best: float
    median: float


def loop(run: Run, n: int) -> float:
    """Seconds per call, over n calls."""
    began = time.perf_counter()
    for _ in range(n):
        run()
    return (time.perf_counter() - began) / n


def interleaved(runs: dict[str, Run], rounds: int = 7, budget: float = 0.2) -> dict[str, Timing]:
    """Time each function in each round, for about `budget` seconds at a time."""
    calls = {name: max(1, int(budget / max(loop(run, 2), 1e-9))) for name, run in runs.items()}
    taken: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(rounds):
        for name, run in runs.items():
            gc.collect()
            taken[name].append(loop(run, calls[name]))
    return {name: Timing(min(t), statistics.median(t)) for name, t in taken.items()}
