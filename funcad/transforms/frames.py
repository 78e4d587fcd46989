"""Tracebacks that end in the user's line: our own frames are cut from their end."""

from __future__ import annotations

import os
from types import TracebackType

from funcad.errors import FuncadError

_HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__))) + os.sep


class user_frames:  # noqa: N801 - reads as a phrase: with user_frames()
    """Cut our frames from the end of the traceback of an exception that passes.

    Set FUNCAD_FULL_TRACEBACK=1 in the environment to see them.
    """

    __slots__ = ()

    def __enter__(self) -> None:
        return

    def __exit__(self, kind: object, error: BaseException | None, where: object) -> None:
        if error is None:
            return
        if not os.environ.get("FUNCAD_FULL_TRACEBACK"):
            error.__traceback__ = _cut(error.__traceback__)
        cause = error.__cause__
        if isinstance(cause, FuncadError) and not isinstance(error, FuncadError):
            # NumPy answers our refusal of float(x) with "setting an array element with a sequence"
            raise cause.with_traceback(error.__traceback__) from None


def _cut(traceback: TracebackType | None) -> TracebackType | None:
    """Drop every frame after the last one that is not ours."""
    frames = []
    while traceback is not None:
        frames.append(traceback)
        traceback = traceback.tb_next
    last = max((i for i, f in enumerate(frames) if not _ours(f)), default=None)
    if last is None:
        return frames[0] if frames else None
    frames[last].tb_next = None
    return frames[0]


def _ours(frame: TracebackType) -> bool:
    return frame.tb_frame.f_code.co_filename.startswith(_HERE)
