"""What SciPy's own errors mean where a traced value caused them: a note that the error carries.

A function of SciPy that makes a NumPy array of its arguments makes an array of objects of a traced
value, and what then fails says "object", in many words.  SciPy's code on the way to the error is
searched for such an array, and the note names the function that was called.
"""

from __future__ import annotations

import importlib
import sys
from types import FrameType
from typing import Any

import numpy as np

from funcad.core.tracer import Tracer
from funcad.errors import FuncadError

SPECIAL = "funcad.scipy.special"


def note_of(error: BaseException) -> str | None:
    """The note for an error that SciPy raised over a traced value, else None."""
    frames = [] if isinstance(error, FuncadError) else _of_scipy(error)
    if not frames:
        return None
    if "is only supported for numpy arrays" in str(error):
        return "it is an option about speed: leave it out where a value is traced"
    values = [v for f in frames for v in f.f_locals.values()]
    if not any(map(_holds_traced, values)) and "Tracer" not in str(error):
        return None
    package, name = _called(frames)
    return (
        f"{package}.{name} makes an array of objects of a traced value: {_instead(package, name)}"
    )


def _of_scipy(error: BaseException) -> list[FrameType]:
    """The frames of SciPy's code from the user's last call of it to where the error was raised."""
    frames: list[FrameType] = []
    traceback = error.__traceback__
    while traceback is not None:
        module = str(traceback.tb_frame.f_globals.get("__name__"))
        if module.startswith("scipy."):
            frames.append(traceback.tb_frame)
        elif not module.startswith(("numpy.", "funcad.")):
            frames = []  # the user's
        traceback = traceback.tb_next
    return frames


def _holds_traced(x: Any) -> bool:
    if isinstance(x, list | tuple):
        return any(isinstance(v, np.ndarray) and _holds_traced(v) for v in x)
    return (
        isinstance(x, np.ndarray)
        and x.dtype.hasobject
        and any(isinstance(v, Tracer) for v in x.flat)
    )


def _called(frames: list[FrameType]) -> tuple[str, str]:
    """The public name of what the user called of SciPy, as far as it is known."""
    named = [(".".join(str(f.f_globals["__name__"]).split(".")[:2]), _name(f)) for f in frames]
    public = (n for n in named if callable(getattr(sys.modules.get(n[0]), n[1], None)))
    return next(public, named[0])


def _name(frame: FrameType) -> str:
    """The function's, or where it is a method of an object with a name, the object's."""
    name, owner = frame.f_code.co_name, frame.f_locals.get("self")
    if not name.startswith("__") or owner is None:
        return name
    return str(getattr(owner, "__name__", type(owner).__name__))


def _instead(package: str, name: str) -> str:
    if package == "scipy.special" and name in importlib.import_module(SPECIAL).FUNCTIONS:
        return f"call {SPECIAL}.{name}"
    home = getattr(np, package.removeprefix("scipy."), None)
    if package in ("scipy.linalg", "scipy.fft") and hasattr(home, name):
        return f"{package.replace('scipy', 'np')}.{name} differentiates"
    return "it has no derivative here; state one with funcad.custom_vjp"
