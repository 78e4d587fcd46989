"""python -m benchmarks.scaling: how time and memory grow, and what importing and `jvp` cost."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import numpy as np

import funcad
from benchmarks.problems import PROBLEMS
from benchmarks.timing import interleaved, loop


def indexed(x: Any) -> Any:
    """One element at a time: its gradient should cost O(n), not O(n²)."""
    total = 0.0
    for i in range(len(x)):
        total = total + x[i] * x[i]
    return total


def long_chain(x: Any, n: int) -> Any:
    y = x
    for _ in range(n):
        y = y * 0.999999
    return y


def index_loop() -> Iterator[str]:
    """Microseconds per step of a loop that reads one element: constant if the total is O(n)."""
    g = funcad.grad(indexed)
    steps = {n: best(partial(g, np.ones(n)), 5) / n for n in (1000, 4000, 16000)}
    shown = ", ".join(f"n = {n}: {1e6 * t:.2f}" for n, t in steps.items())
    growth = steps[16000] / steps[1000]
    yield f"one element read in a loop, µs a step: {shown}  (growth ×{growth:.2f})"


def million() -> Iterator[str]:
    """A chain of a million operations."""
    n = 1_000_000
    g = funcad.grad(lambda x: long_chain(x, n))
    began = time.perf_counter()
    value = g(1.0)
    seconds = time.perf_counter() - began
    if not np.isclose(value, 0.999999**n):
        sys.exit("the gradient of a long chain is wrong")
    yield f"a chain of 1,000,000 multiplications: {seconds:.2f} s, {1e6 * seconds / n:.2f} µs each"
    m = 100_000
    tracemalloc.start()
    funcad.grad(lambda x: long_chain(x, m))(1.0)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    yield f"memory of such a chain: {peak / m:.0f} bytes an operation"


def memory() -> Iterator[str]:
    """Peak memory of value and gradient of `elementwise1e6`, in arrays of its argument's size."""
    problem = next(p for p in PROBLEMS if p.name == "elementwise1e6")
    (s,) = problem.make()
    peaks = []
    f: Callable[..., Any]
    for f in (lambda v: problem.f(np, v), funcad.value_and_grad(lambda v: problem.f(np, v))):
        tracemalloc.start()
        f(s)
        peaks.append(tracemalloc.get_traced_memory()[1] / s.nbytes)
        tracemalloc.stop()
    value, gradient = peaks
    yield f"peak memory of elementwise1e6, in arrays: value {value:.1f}, gradient {gradient:.1f}"


def jvp_ratio() -> Iterator[str]:
    """The cost of a jvp over that of the function, on large arrays; the aim is at most 2.5."""
    for problem in PROBLEMS:
        if problem.name not in ("elementwise1e6", "logistic100k", "mlp256", "gmm_1k_d10_K25"):
            continue
        args = problem.make()

        def f(x: Any, problem: Any = problem, args: Any = args) -> Any:
            return problem.f(np, x, *args[1:])

        x, dx = args[0], np.ones_like(args[0])
        runs: dict[str, Callable[[], Any]] = {
            "f": partial(f, x),
            "jvp": partial(funcad.jvp, f, (x,), (dx,)),
        }
        times = interleaved(runs, rounds=5)
        yield f"jvp over function, {problem.name}: ×{times['jvp'].best / times['f'].best:.2f}"


def importing() -> Iterator[str]:
    """Milliseconds of `import funcad` over `import numpy`, compiled; the aim is at most 30."""
    with tempfile.TemporaryDirectory() as cache:
        environment = {**os.environ, "PYTHONPYCACHEPREFIX": cache}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)

        def fresh(code: str) -> Callable[[], Any]:
            command = [sys.executable, "-c", code]
            return lambda: subprocess.run(command, check=True, env=environment)

        runs = {"numpy": fresh("import numpy"), "funcad": fresh("import numpy, funcad")}
        times = interleaved(runs, rounds=15, budget=0.0)
    over = {k: getattr(times["funcad"], k) - getattr(times["numpy"], k) for k in ("best", "median")}
    yield (
        f"import funcad over import numpy: {1e3 * over['best']:.1f} ms (best), "
        f"{1e3 * over['median']:.1f} ms (median)"
    )


def best(run: Callable[[], Any], repeats: int) -> float:
    return min(loop(run, 1) for _ in range(repeats))


def main() -> None:
    """Print one line per measurement."""
    for part in (index_loop, million, memory, jvp_ratio, importing):
        for line in part():
            print(line, flush=True)


if __name__ == "__main__":
    main()
