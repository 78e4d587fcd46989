"""Every case, gathered from the modules of this folder: each has a list `CASES`."""

import importlib
import pkgutil

from tests.cases.case import Case

ALL: list[Case] = [
    c
    for module in sorted(m.name for m in pkgutil.walk_packages(__path__, f"{__name__}."))
    for c in getattr(importlib.import_module(module), "CASES", [])
    if c.is_due
]
