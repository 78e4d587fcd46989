"""What NumPy's own errors mean where a list of traced values caused them: a note that they carry.

A function of NumPy that makes an array of its arguments makes an array of objects of traced values,
and what then fails says little of that.  NumPy's code on the way to the error is searched for such
an array, and the note names the function that was called and what to write instead.
"""

from __future__ import annotations

from types import FrameType
from typing import Any

import numpy as np

from funcad.core.tracer import Tracer
from funcad.errors import FuncadError
from funcad.transforms.frames import EXPLAINERS

SERIES = "numpy.polynomial"
PREFIXES = {"T": "cheb", "P": "leg", "H": "herm", "He": "herme", "L": "lag"}  # by basis_name


def note_of(error: BaseException) -> str | None:
    """The note for an error that NumPy raised over a traced value, else None."""
    frames = [] if isinstance(error, FuncadError) else frames_of("numpy.", error)
    if not any(holds_traced(v) for f in frames for v in f.f_locals.values()):
        return None
    module, name = str(frames[0].f_globals["__name__"]), frames[0].f_code.co_name
    if module.startswith(SERIES):
        return _of_series(module, name, frames[0])
    if module.startswith("numpy.ma."):
        return (
            f"np.ma.{name} makes an array of objects of a traced value: "
            "np.where(mask, 0.0, x) chooses by a mask"
        )
    if hasattr(np, name):
        return (
            f"np.{name} makes an array of objects of a list of traced values: "
            "np.stack([x, y]) makes an array of numbers of them"
        )
    return None


def frames_of(package: str, error: BaseException) -> list[FrameType]:
    """The frames of a package's code from the user's last call of it to where it raised."""
    frames: list[FrameType] = []
    traceback = error.__traceback__
    while traceback is not None:
        module = str(traceback.tb_frame.f_globals.get("__name__"))
        if module.startswith(package):
            frames.append(traceback.tb_frame)
        elif not module.startswith(("numpy.", "funcad.")):
            frames = []  # the user's
        traceback = traceback.tb_next
    return frames


def holds_traced(x: Any) -> bool:
    """Whether it is an array of objects with a traced value in it, or a list of such arrays."""
    if isinstance(x, list | tuple):
        return any(isinstance(v, np.ndarray) and holds_traced(v) for v in x)
    return (
        isinstance(x, np.ndarray)
        and x.dtype.hasobject
        and any(isinstance(v, Tracer) for v in x.flat)
    )


def _of_series(module: str, name: str, frame: FrameType) -> str:
    """What to write for a function of numpy.polynomial, or a method of its classes."""
    owner = frame.f_locals.get("self", frame.f_locals.get("cls"))
    if owner is not None:
        kind: Any = owner if isinstance(owner, type) else type(owner)
        module, name = kind.__module__, f"{kind.__name__}.{name}"
        prefix = PREFIXES.get(kind.basis_name, "poly")
    else:
        prefix = name.removesuffix("fit").removesuffix("roots")
    home = module.replace("numpy", "np", 1)
    if name.endswith("fit"):
        instead = f"np.linalg.lstsq({home}.{prefix}vander(x, deg), y)[0] differentiates"
    elif name.endswith("roots"):
        c = "c" if prefix == "poly" else f"{home}.{prefix}2poly(c)"
        instead = f"np.roots({c}[::-1]) differentiates"
    else:
        instead = "np.stack([x, y]) makes an array of numbers of traced ones"
    return f"{home}.{name} makes an array of objects of a traced value: {instead}"


EXPLAINERS.append(note_of)
