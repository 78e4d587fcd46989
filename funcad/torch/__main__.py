"""python -m funcad.torch program.py [arguments]: run a program with funcad.torch as its torch."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

from funcad.torch.imports import as_torch


def main() -> None:
    if len(sys.argv) < 2:
        raise SystemExit(__doc__)
    program = sys.argv[1]
    if not Path(program).is_file():
        raise SystemExit(f"python -m funcad.torch: no such file: {program}")
    sys.argv = sys.argv[1:]
    sys.path[0] = str(Path(program).resolve().parent)
    with as_torch():
        runpy.run_path(program, run_name="__main__")


if __name__ == "__main__":
    main()
