"""What a traced value answers when code asks, by isinstance, which class it is of.

It is no ndarray, so that nobody goes through its memory.  A few functions of NumPy do something
else with what is none, and are told what makes them do the right thing; who asks is found out.
"""

from __future__ import annotations

import sys
from abc import ABCMeta
from collections.abc import Sequence
from types import FrameType

import numpy as np

from funcad.core.tracer import Tracer
from funcad.errors import UnsupportedOperationError
from funcad.numpy_dispatch.memory import TESTING
from funcad.numpy_dispatch.trimming import EVALUATING

_OF_ABSTRACT = ABCMeta.__instancecheck__.__code__


def class_of(x: Tracer) -> type:
    """The class that `x.__class__` names, two frames up."""
    frame = sys._getframe(2)
    code = frame.f_code
    if code.co_name in EVALUATING and "polynomial" in code.co_filename:
        return np.ndarray  # of points, which a series is evaluated at one by one
    if frame.f_globals.get("__name__") == TESTING:
        return np.ndarray
    if code is _OF_ABSTRACT and _shuffles(frame):
        return _shuffled(x)
    return type(x)


def _shuffles(frame: FrameType) -> bool:
    """Whether rng.shuffle(x), which is no Python code, asks if x is a Sequence."""
    user = frame.f_back
    return (
        frame.f_locals.get("cls") is Sequence
        and user is not None
        and "shuffle" in user.f_code.co_names
    )


def _shuffled(x: Tracer) -> type:
    """It exchanges x[i] and x[j]: right for numbers, but rows are views, of which it loses some."""
    if len(x.shape) > 1:
        raise UnsupportedOperationError(
            "rng.shuffle(x)",
            "it would exchange rows of a traced value through views of them",
            "x = rng.permutation(x)",
        )
    return list
