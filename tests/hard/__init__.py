"""Every hard point, gathered from the modules of this folder: each has a list `POINTS`."""

import importlib
import pkgutil

from tests.hard.point import Point

ALL: list[Point] = [
    p
    for module in sorted(m.name for m in pkgutil.walk_packages(__path__, f"{__name__}."))
    for p in getattr(importlib.import_module(module), "POINTS", [])
]
