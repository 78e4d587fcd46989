"""Where a transform opens its trace and closes it again; tracebacks that end in the user's line."""

from __future__ import annotations

import os
from types import TracebackType

import numpy as np

from funcad.core.tracer import Trace
from funcad.errors import FuncadError

_NUMPY = os.path.dirname(os.path.abspath(np.__file__))
_LIBRARIES = (
    os.path.dirname(os.path.dirname(os.path.abspath(__file__))) + os.sep,
    _NUMPY + os.sep,
    os.path.join(os.path.dirname(_NUMPY), "scipy") + os.sep,
)


class opened:  # noqa: N801 - reads as a phrase: with opened(trace)
    """While the body runs, the user's function, `trace` is open.

    Of an exception that passes, our frames and NumPy's are cut from the end of the traceback.  Set
    FUNCAD_FULL_TRACEBACK=1 in the environment to see them.
    """

    __slots__ = ("trace",)

    def __init__(self, trace: Trace) -> None:
        self.trace = trace

    def __enter__(self) -> None:
        return

    def __exit__(self, kind: object, error: BaseException | None, where: object) -> None:
        self.trace.close()
        if error is not None:
            _shorten(error)


def _shorten(error: BaseException) -> None:
    if not os.environ.get("FUNCAD_FULL_TRACEBACK"):
        error.__traceback__ = _cut(error.__traceback__)
    cause = error.__cause__
    if isinstance(cause, FuncadError) and not isinstance(error, FuncadError):
        # NumPy answers our refusal of float(x) with "setting an array element with a sequence"
        raise cause.with_traceback(error.__traceback__) from None


def _cut(traceback: TracebackType | None) -> TracebackType | None:
    """Drop every frame after the last one of the user."""
    frames = []
    while traceback is not None:
        frames.append(traceback)
        traceback = traceback.tb_next
    last = max((i for i, f in enumerate(frames) if not _in_library(f)), default=None)
    if last is None:
        return frames[0] if frames else None
    frames[last].tb_next = None
    return frames[0]


def _in_library(frame: TracebackType) -> bool:
    return frame.tb_frame.f_code.co_filename.startswith(_LIBRARIES)
