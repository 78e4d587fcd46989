"""python -m benchmarks.against CHECKOUT: time over that of another checkout of funcad.

Each case runs in two processes, one per checkout, in turns: a slow moment hits both.  Compared is
processor time, the least of some rounds.  On Linux memory is not handed back between the calls, so
that page faults do not decide about large arrays, and BLAS has one thread, which waits for none.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

import funcad
from benchmarks.frameworks import with_funcad
from benchmarks.problems import PROBLEMS, draw

HERE = Path(__file__).parent.parent

WORKER = (
    "import sys; sys.path.insert(0, {checkout!r}); import funcad; sys.path[0] = {here!r}; "
    "from benchmarks.against import serve; serve()"
)

STEADY = {
    "MALLOC_TRIM_THRESHOLD_": "4000000000",
    "MALLOC_MMAP_THRESHOLD_": "4000000000",
    "OPENBLAS_NUM_THREADS": "1",
}


def relu_net(W: Any, x: Any) -> Any:
    """Two small layers: the result of a selection goes on into a product."""
    return np.sum(np.maximum(W @ np.maximum(W @ x - 5, 0) - 5, 0) ** 2)


def filled(x: Any) -> Any:
    """A buffer that is written entry by entry."""
    y = np.zeros_like(x)
    y[0] = x[0]
    for i in range(1, len(x)):
        y[i] = y[i - 1] * x[i] + x[i - 1]
    return np.sum(y * y)


def bent(x: Any, rounds: int = 6) -> Any:
    """A chain of selections by a condition."""
    y = x
    for _ in range(rounds):
        y = np.where(y > 0, y * y, -y) * 0.9
    return np.sum(y)


def neighbours(x: Any, rounds: int = 6) -> Any:
    """A chain of selections by size, between slices."""
    y = x
    for _ in range(rounds):
        y = np.maximum(y[1:], y[:-1]) * 0.9
    return np.sum(y * y)


def smooth(W: Any, x: Any) -> Any:
    return np.tanh(W @ x) ** 2 / (1 + x * x)


def cases() -> dict[str, Callable[[], Any]]:
    """Derivatives to be timed, by name."""
    runs = {p.name: with_funcad(p, p.make()) for p in PROBLEMS}
    x, W = draw(0).uniform(0.5, 1.5, 20), draw(1).uniform(size=(20, 20))
    large = draw(2).normal(size=1_000_000)
    runs["relu net"] = _of(funcad.value_and_grad(lambda x: relu_net(W, x)), x)
    runs["filling"] = _of(funcad.value_and_grad(filled), x)
    runs["filling, jvp"] = lambda: funcad.jvp(filled, (x,), (x,))
    for name, f, at in (
        ("where, 1e3", bent, large[:1000]),
        ("where, 1e6", bent, large),
        ("maximum of slices, 1e3", neighbours, large[:1000]),
        ("maximum of slices, 1e6", neighbours, large),
    ):
        runs[name] = _of(funcad.value_and_grad(f), at)
        runs[f"{name}, jvp"] = lambda f=f, at=at: funcad.jvp(f, (at,), (at + 1,))  # type: ignore[misc]
    runs["jacfwd"] = _of(funcad.jacfwd(lambda x: smooth(W, x)), x)
    runs["jacrev"] = _of(funcad.jacrev(lambda x: smooth(W, x)), x)
    runs["hessian"] = _of(funcad.hessian(lambda x: np.sum(smooth(W, x))), x)
    runs["hessian of a relu net"] = _of(funcad.hessian(lambda x: relu_net(W, x)), x)
    runs["hvp"] = lambda: funcad.hvp(lambda x: np.sum(smooth(W, x)), (x,), (x,))
    return runs


def _of(g: Callable[[Any], Any], x: Any) -> Callable[[], Any]:
    return lambda: g(x)


def serve() -> None:
    """Answer each name on standard input with the seconds that a call takes."""
    runs = cases()
    counts: dict[str, int] = {}
    for line in sys.stdin:
        name = line.strip()
        if name not in counts:
            runs[name]()
            counts[name] = max(1, int(0.02 / max(_seconds(runs[name], 1), 1e-6)))
        print(_seconds(runs[name], counts[name]), flush=True)


def _seconds(run: Callable[[], Any], count: int) -> float:
    began = time.thread_time()
    for _ in range(count):
        run()
    return (time.thread_time() - began) / count


class Worker:
    """A process with the funcad of one checkout."""

    def __init__(self, checkout: Path) -> None:
        code = WORKER.format(checkout=str(checkout.resolve()), here=str(HERE.resolve()))
        self.process = subprocess.Popen(
            [sys.executable, "-c", code],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, **STEADY},
        )

    def seconds(self, name: str) -> float:
        reader, writer = self.process.stdout, self.process.stdin
        if reader is None or writer is None:
            raise AssertionError("the worker was started with pipes")
        print(name, file=writer, flush=True)
        return float(reader.readline())

    def end(self) -> None:
        self.process.communicate()


def main(arguments: list[str] | None = None) -> None:
    """Print the table in Markdown."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.against", description=__doc__)
    parser.add_argument("checkout", type=Path)
    known = [*cases()]
    parser.add_argument("--only", nargs="+", choices=known, default=known, metavar="CASE")
    parser.add_argument("--rounds", type=int, default=15)
    options = parser.parse_args(arguments)
    workers = [Worker(options.checkout), Worker(HERE)]
    print("| case | there, µs | here, µs | ratio |\n|---|---|---|---|")
    for name in options.only:
        times: dict[Worker, list[float]] = {w: [] for w in workers}
        for k in range(options.rounds):
            for w in workers[:: 1 - 2 * (k % 2)]:
                times[w].append(w.seconds(name))
        there, here = (min(times[w]) for w in workers)
        print(
            f"| {name} | {1e6 * there:,.1f} | {1e6 * here:,.1f} | {here / there:.2f} |", flush=True
        )
    for worker in workers:
        worker.end()


if __name__ == "__main__":
    main()
