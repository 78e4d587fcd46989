"""Every case, gathered from the modules of this folder: each has a list `CASES`."""

import importlib
import pkgutil

from tests.cases.case import Case

ALL: list[Case] = [
    c
    for module in sorted(m.name for m in pkgutil.iter_modules(__path__))
    for c in getattr(importlib.import_module(f"{__name__}.{module}"), "CASES", [])
]
