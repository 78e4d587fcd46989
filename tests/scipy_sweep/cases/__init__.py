"""One call of each function of SciPy that takes arrays of numbers, as an expression.

A line is `name(arguments)`, or `name: expression` where that is more than one call; the names of
the arguments are those of samples.py, the functions those of the module.
"""

import re

from tests.scipy_sweep.cases.fields import FIELDS
from tests.scipy_sweep.cases.functions import FUNCTIONS
from tests.scipy_sweep.cases.rotations import ROTATIONS
from tests.scipy_sweep.cases.signals import SIGNALS
from tests.scipy_sweep.cases.statistics import STATISTICS


def _lines(module: str, text: str) -> list[tuple[str, str, str]]:
    cases = []
    for line in filter(None, map(str.strip, text.splitlines())):
        named = re.match(r"([\w.]+): (.*)", line)
        name, expression = named.groups() if named else (line.split("(")[0], line)
        cases.append((module, name, expression))
    return cases


CASES = [
    case
    for table in (FUNCTIONS, ROTATIONS, STATISTICS, SIGNALS, FIELDS)
    for module, text in table.items()
    for case in _lines(module, text)
]
