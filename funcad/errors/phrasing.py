"""How messages are phrased: the fact, then what to do; and where in the user's code it was."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

_NUMPY = os.path.dirname(os.path.abspath(np.__file__))
_LIBRARIES = (
    os.path.dirname(os.path.dirname(os.path.abspath(__file__))) + os.sep,
    _NUMPY + os.sep,
    os.path.join(os.path.dirname(_NUMPY), "scipy") + os.sep,
)
_GRAD = os.path.join("funcad", "transforms", "grad.py")


def in_library(filename: str) -> bool:
    """Whether code of this file is ours, NumPy's or SciPy's, and not the user's."""
    return filename.startswith(_LIBRARIES)


class FuncadError(Exception):
    """The base of every exception that funcad raises on purpose."""

    def __init_subclass__(cls, **options: Any) -> None:
        """Let tracebacks name the door, funcad.errors, not the file behind it."""
        super().__init_subclass__(**options)
        if cls.__module__.startswith("funcad.errors."):
            cls.__module__ = "funcad.errors"


def name_of(fun: Callable[..., Any] | None) -> str:
    """The user's name of a function."""
    return getattr(fun, "__name__", None) or type(fun).__name__


def place_of_code(fun: Any) -> str:
    code = getattr(fun, "__code__", None)
    return code.co_filename if code is not None else ""


def is_derivative(fun: Any) -> bool:
    """Whether a function is what `grad` made of another one."""
    return hasattr(fun, "__wrapped__") and place_of_code(fun).endswith(_GRAD)


def place_of(fun: Callable[..., Any] | None) -> str:
    """Where a function is defined: "fit.py, line 12", or "" where that is not known."""
    while hasattr(fun, "__wrapped__") and in_library(place_of_code(fun)):
        fun = getattr(fun, "__wrapped__", None)  # the user's, of which a transform made this one
    code = getattr(fun, "__code__", None)
    if code is None:
        return ""
    return f"{code.co_filename}, line {code.co_firstlineno}"


def place_of_user() -> str:
    """The line of the user's code that is being run: "fit.py, line 12"."""
    frame = sys._getframe()
    while frame.f_back is not None and in_library(frame.f_code.co_filename):
        frame = frame.f_back
    return f"{frame.f_code.co_filename}, line {frame.f_lineno}"


def defined(fun: Callable[..., Any] | None) -> list[tuple[str, str]]:
    place = place_of(fun)
    return [("defined in", place)] if place else []


def message(fact: str, remedies: Sequence[tuple[str, str]] = ()) -> str:
    """The fact, then one aligned line per remedy.

    >>> print(message("a fact", [("to do this", "write that"), ("or", "this")]))
    a fact
      to do this    write that
      or            this
    """
    width = max((len(label) for label, _ in remedies), default=0)
    return "\n".join([fact, *(f"  {label:<{width}}    {text}" for label, text in remedies)])


def described(x: Any) -> str:
    """The dtype and shape of an array, as messages say it: float64[3, 2]."""
    shape = getattr(x, "shape", None)
    if shape is None:
        return type(x).__name__
    dtype = getattr(x, "dtype", "?")
    return f"{dtype}[{', '.join(map(str, shape))}]" if shape else f"{dtype}"
