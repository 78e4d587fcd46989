"""The files of NIST's Statistical Reference Datasets, read.

Parameters are in the order b1, b2, … of the file.  `x` is (n,), or (k, n) for k predictors.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

DATA = Path(__file__).parent / "data"

_PARAMETER = re.compile(r"^\s*b\d+\s*=\s*(.+)$", re.MULTILINE)
_RSS = re.compile(r"^Residual Sum of Squares:\s*(\S+)", re.MULTILINE)
_LEVEL = re.compile(r"^\s*(Lower|Average|Higher) Level of Difficulty", re.MULTILINE)
_TABLE = re.compile(r"^Data:\s+y\s+x.*$", re.MULTILINE)


@dataclass(frozen=True)
class Problem:
    """One regression problem, and what NIST certifies about its solution."""

    name: str
    level: str
    starts: tuple[Any, Any]
    certified: Any
    deviations: Any
    rss: float
    x: Any
    y: Any

    @property
    def degrees_of_freedom(self) -> int:
        return len(self.y) - len(self.certified)


def read(path: Path) -> Problem:
    """Read one file as NIST publishes it.

    >>> misra = read(DATA / "Misra1a.dat")
    >>> misra.name, misra.level, misra.rss
    ('Misra1a', 'Lower', 0.12455138894)
    >>> misra.starts[1]
    array([2.5e+02, 5.0e-04])

    Raises:  ValueError, naming the file, if a part is missing or a row is short.
    """
    text = path.read_text(encoding="ascii")
    rows = [_numbers(path, row, 4) for row in _PARAMETER.findall(text)]
    start1, start2, certified, deviations = np.array(rows).T if rows else _missing(path, "b1 =")
    header = _TABLE.search(text) or _missing(path, "Data: y x")
    columns = len(header.group().split()) - 1
    lines = [line for line in text[header.end() :].splitlines() if line.strip()]
    y, *x = np.array([_numbers(path, line, columns) for line in lines]).T
    return Problem(
        name=path.stem,
        level=_found(path, _LEVEL, text),
        starts=(start1, start2),
        certified=certified,
        deviations=deviations,
        rss=float(_found(path, _RSS, text)),
        x=x[0] if len(x) == 1 else np.array(x),
        y=y,
    )


def read_all(folder: Path = DATA) -> list[Problem]:
    """Read every file of a folder, in the order of their names."""
    return [read(path) for path in sorted(folder.glob("*.dat"), key=lambda p: p.name.lower())]


def _numbers(path: Path, row: str, columns: int) -> list[float]:
    try:
        numbers = [float(word) for word in row.split()]
    except ValueError:
        numbers = []
    if len(numbers) != columns:
        raise ValueError(f"{path.name}: expected {columns} numbers in the row {row.strip()!r}")
    return numbers


def _found(path: Path, pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    return match.group(1) if match else _missing(path, pattern.pattern)


def _missing(path: Path, what: str) -> Any:
    raise ValueError(f"{path.name}: found no line like {what!r}; is it a file of NIST StRD?")
