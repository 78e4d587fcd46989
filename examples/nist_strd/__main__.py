"""python -m examples.nist_strd: fit NIST's 27 problems and compare with the certified solutions.

Ends with exit status 0 only if the aim is met: see `report.aim`.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import sys
import time
from pathlib import Path

from examples.nist_strd.agreement import Agreement, compare
from examples.nist_strd.fit import fit
from examples.nist_strd.problem import Problem, read_all
from examples.nist_strd.report import HEADER, aim, details, row, summary


def main(arguments: list[str] | None = None) -> int:
    """Run the command line and return its exit status: 0 if the aim is met, 1 if not."""
    began = time.perf_counter()
    problems = read_all()
    options = _parser([p.name for p in problems]).parse_args(arguments)
    _require_folder(options.output)
    chosen = [p for p in problems if options.problem in (None, p.name)]
    starts = [options.start] if options.start else [1, 2]

    print(HEADER, end="")
    agreements = list(_run(chosen, starts))
    if options.problem or options.details:
        for a in agreements:
            print("\n".join(details(a)))
    complete = len(chosen) == len(problems)
    print("\n".join(summary(agreements, complete, time.perf_counter() - began)))
    if not options.no_plot:
        _draw(agreements, options.output)
    met = all(reached >= wanted for reached, wanted, _ in aim(agreements, complete).values())
    return 0 if met else 1


def _run(problems: list[Problem], starts: list[int]) -> list[Agreement]:
    agreements = []
    for problem in problems:
        for start in starts:
            agreements.append(compare(problem, start, fit(problem, start)))
            print(row(agreements[-1]), flush=True)
    return agreements


def _draw(agreements: list[Agreement], path: Path) -> None:
    if importlib.util.find_spec("matplotlib") is None:
        print("no picture: matplotlib is not installed (pip install matplotlib)")
        return
    importlib.import_module("examples.nist_strd.plot").draw(agreements, path)
    print(f"picture: {path}")


def _parser(names: list[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m examples.nist_strd",
        description="Fit NIST's nonlinear regression problems with exact derivatives.",
    )
    parser.add_argument(
        "--problem", choices=names, metavar="NAME", help="one of: " + ", ".join(names)
    )
    parser.add_argument(
        "--start", type=int, choices=(1, 2), help="one starting point; default both"
    )
    parser.add_argument("--details", action="store_true", help="print every parameter")
    parser.add_argument("--no-plot", action="store_true", help="draw no picture")
    parser.add_argument(
        "--output",
        type=Path,
        default=Path("nist_strd.png"),
        metavar="FILE",
        help="the PNG to write",
    )
    return parser


def _require_folder(path: Path) -> None:
    if not path.parent.is_dir():
        sys.exit(f"--output {path}: there is no folder {path.parent}")
    if path.is_dir():
        sys.exit(f"--output {path}: is a folder; give the name of a file")


if __name__ == "__main__":
    sys.exit(main())
