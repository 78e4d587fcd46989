"""SciPy's names on traced values; each of its packages is loaded when it is first met."""

import importlib as _importlib
from typing import Any as _Any

_MODULES = ("special",)  # loaded when first asked for: funcad.scipy.special.polygamma


def __getattr__(name: str) -> _Any:
    if name in _MODULES:
        return _importlib.import_module(f"funcad.scipy.{name}")
    raise AttributeError(f"module 'funcad.scipy' has no attribute {name!r}")
