"""python -m examples.autograd_tutorial [FOLDER]: run every step; pictures go to FOLDER."""

from __future__ import annotations

import doctest
import inspect
import sys
from pathlib import Path

from examples.autograd_tutorial.plots import draw
from examples.autograd_tutorial.steps import NAMES, STEPS


def run(quiet: bool = False) -> int:
    """Print each step and run its code; the number of lines that came out otherwise."""
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.IGNORE_EXCEPTION_DETAIL)
    parser = doctest.DocTestParser()
    for number, step in enumerate(STEPS, 1):
        text = inspect.getdoc(step) or ""
        if not quiet:
            print(f"{number}. {step.__name__.replace('_', ' ')}\n\n{text}\n")
        runner.run(parser.get_doctest(text, dict(NAMES), step.__name__, None, None))
    return runner.failures


def main(arguments: list[str] | None = None) -> int:
    """Run the tutorial; 0 if everything came out as it is written."""
    given = sys.argv[1:] if arguments is None else arguments
    failures = run()
    if given:
        folder = Path(given[0])
        folder.mkdir(parents=True, exist_ok=True)
        print("pictures:", ", ".join(str(p) for p in draw(folder)))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
