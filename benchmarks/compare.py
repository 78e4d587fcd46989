"""python -m benchmarks.compare: value and gradient of the eight problems, under each framework."""

from __future__ import annotations

import argparse
import platform
import sys
from datetime import date
from typing import Any

import numpy as np

from benchmarks.frameworks import FRAMEWORKS, flat, installed, numpy_alone
from benchmarks.problems import PROBLEMS, Problem
from benchmarks.timing import Timing, interleaved

# Aims, as funcad's time over the other's.
AGAINST = {
    "rosenbrock10": {"autograd": 0.25, "torch": 0.6},
    "chain150": {"autograd": 0.25, "torch": 0.6},
    "lstm_l2_T64": {"autograd": 0.25, "torch": 0.6},
    "lotka_rk4_200": {"autograd": 0.25, "torch": 0.6},
    "elementwise1e6": {"autograd": 0.9},
    "logistic100k": {"autograd": 0.9},
    "mlp256": {"autograd": 0.9},
    "gmm_1k_d10_K25": {"autograd": 0.9},
}


def measure(problem: Problem, names: list[str], rounds: int, budget: float) -> dict[str, Timing]:
    """Time NumPy's evaluation and each framework's value and gradient, in turns."""
    args = problem.make()
    runs = {"numpy": numpy_alone(problem, args)}
    expected: list[Any] | None = None
    for name in names:
        run = FRAMEWORKS[name](problem, args)
        result = flat(run())
        expected = expected or result
        _require_equal(problem.name, name, result, expected)
        runs[name] = run
    return interleaved(runs, rounds, budget)


def _require_equal(problem: str, name: str, result: list[Any], expected: list[Any]) -> None:
    for a, b in zip(result, expected, strict=True):
        if not np.max(np.abs(a - b)) <= 1e-7 * (np.max(np.abs(b)) + 1e-12):
            sys.exit(f"{name} disagrees with the others on {problem}")


def row(problem: str, times: dict[str, Timing], names: list[str]) -> str:
    """A line of the table: microseconds (best) and the ratio to NumPy's evaluation."""
    base = times["numpy"].best
    cells = [f"{1e6 * times[n].best:,.1f} (×{times[n].best / base:.1f})" for n in names]
    aims = AGAINST[problem].items()
    reached = [
        f"{times['funcad'].best / times[n].best:.2f} of {n}, aim {wanted}"
        for n, wanted in aims
        if n in names and "funcad" in names
    ]
    median = times[names[0]].median / times["numpy"].median
    columns = [problem, f"{1e6 * base:,.1f}", *cells, f"×{median:.1f}", "; ".join(reached) or "-"]
    return "| " + " | ".join(columns) + " |"


def main(arguments: list[str] | None = None) -> None:
    """Print the table in Markdown."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.compare", description=__doc__)
    known = [p.name for p in PROBLEMS]
    parser.add_argument("--only", nargs="+", choices=known, default=known, metavar="PROBLEM")
    parser.add_argument("--with", dest="names", nargs="+", choices=FRAMEWORKS, default=installed())
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--budget", type=float, default=0.2, help="seconds per function and round")
    options = parser.parse_args(arguments)
    names = options.names
    print(f"{date.today()}, {platform.machine()}, Python {platform.python_version()}, ", end="")
    print(f"NumPy {np.__version__}; µs, best of {options.rounds} rounds, in turns\n")
    header = ["problem", "numpy f", *names, f"{names[0]}, median", "funcad's time"]
    print("| " + " | ".join(header) + " |\n|" + "---|" * len(header))
    for problem in PROBLEMS:
        if problem.name in options.only:
            times = measure(problem, names, options.rounds, options.budget)
            print(row(problem.name, times, names), flush=True)


if __name__ == "__main__":
    main()
