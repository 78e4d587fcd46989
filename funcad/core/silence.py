"""Floating-point warnings off, from `silence()` to `restore(before)`.

`np.errstate` takes a microsecond, as long as a small operation itself.  What it sets is a context
variable of NumPy's; where that is found under its name, it is set to a value that is made once.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any

import numpy as np


def _enter() -> Any:
    state = np.errstate(all="ignore")
    state.__enter__()
    return state


def _exit(state: Any) -> None:
    state.__exit__(None, None, None)


def _pair() -> tuple[Callable[[], Any], Callable[[Any], None]]:
    try:
        umath = importlib.import_module("numpy._core.umath")
        variable, no_warnings = umath._extobj_contextvar, umath._make_extobj(all="ignore")
    except (ImportError, AttributeError, TypeError):
        return _enter, _exit
    return (lambda: variable.set(no_warnings)), variable.reset


silence, restore = _pair()
