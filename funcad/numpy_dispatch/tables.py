"""NumPy's names and what stands for each on traced values.  Every name is in one table.

UFUNCS[np.sin]            the primitive, or the function, of one ufunc
FUNCTIONS[np.sum]         a function with NumPy's own signature
NO_DERIVATIVE[np.argmax]  the same, of a function whose result carries no derivative
METHODS["sum"]            the ndarray method: called with the traced value first
UNSUPPORTED[np.save]      (reason, what to do instead) of a name that is refused; methods by name

What NumPy does not hand over is listed in undispatched.py, and census.py says which name is where.
The names of a package that only some programs import, SciPy's, are added when one of them is met.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable
from typing import Any, TypeVar

import numpy as np

F = TypeVar("F", bound=Callable[..., Any])

UFUNCS: dict[Any, Callable[..., Any]] = {}
FUNCTIONS: dict[Callable[..., Any], Callable[..., Any]] = {}
NO_DERIVATIVE: dict[Callable[..., Any], Callable[..., Any]] = {}
METHODS: dict[str, Callable[..., Any]] = {}
UNSUPPORTED: dict[Any, tuple[str, str]] = {}

LATE: dict[str, str] = {}  # "scipy.special": the module of ours that adds its names to the tables


def load_late() -> None:
    """Complete the tables for the packages that the program has imported by now."""
    for theirs in [name for name in LATE if name in sys.modules]:
        importlib.import_module(LATE[theirs])  # a second thread waits here
        LATE.pop(theirs, None)


def newer(name: str) -> tuple[Callable[..., Any], ...]:
    """NumPy's function of this name, or none where this NumPy is too old to have it."""
    return (getattr(np, name),) if hasattr(np, name) else ()


def implements(*names: Callable[..., Any], method: str | None = None) -> Callable[[F], F]:
    """Let the decorated function stand for these NumPy functions, and for an ndarray method."""
    return _into(FUNCTIONS, names, method)


def answers(*names: Callable[..., Any], method: str | None = None) -> Callable[[F], F]:
    """The same for functions whose result carries no derivative: positions, truths, texts."""
    return _into(NO_DERIVATIVE, names, method)


def _into(
    table: dict[Callable[..., Any], Callable[..., Any]],
    names: tuple[Callable[..., Any], ...],
    method: str | None,
) -> Callable[[F], F]:
    def add(f: F) -> F:
        for name in names:
            table[name] = f
        if method:
            METHODS[method] = f
        return f

    return add
