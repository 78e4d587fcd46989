"""Where a transform opens its trace and closes it again; tracebacks that end in the user's line."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Callable
from types import TracebackType

from funcad.core.context import KINKS, TRANSFORMING
from funcad.core.tracer import Trace
from funcad.errors import FuncadError
from funcad.errors.phrasing import in_library

# "scipy": the module of ours that is loaded when a transform opens where SciPy has been imported
PACKAGES: dict[str, str] = {}

LOADED = sys.modules.keys()

# a note for an error of another package's, or None: filled by the modules above
EXPLAINERS: list[Callable[[BaseException], str | None]] = []

_OF_OBJECTS = (
    "np.array([0.0, x]) of a traced x is an array of objects; np.stack([0.0, x]), "
    "or np.array of `import funcad.numpy as np`, makes an array of numbers"
)
# the kind of an error, a part of its text, and what it means
NOTES = (
    (
        IndexError,
        "only integers, slices",
        "to index a plain array with a traced value under vmap: funcad.numpy.array(x)[i]",
    ),
    (TypeError, "loop of ufunc does not support argument", _OF_OBJECTS),
    (TypeError, "from dtype('O') to dtype(", _OF_OBJECTS),
    (TypeError, "not supported for the input types, and the inputs could", _OF_OBJECTS),
    (
        TypeError,
        "unhashable type: 'Tracer'",
        "a traced value is no key of a dict, a set or functools.lru_cache; "
        "funcad.stop_gradient(x) is the number, without its derivative",
    ),
    (
        ValueError,
        "Error setting single item of array",
        "a traced value does not fit into a plain array: make y with np.zeros_like(x) or "
        "funcad.numpy.zeros, then y.flat[i] = x",
    ),
    (
        TypeError,
        "argument 1 must be numpy.ndarray, not Tracer",
        "this is compiled code, without a derivative; state one with funcad.custom_vjp",
    ),
    (
        TypeError,
        "Iterator operand or requested dtype holds references",
        "np.nditer cannot run over a traced value; `for entry in np.ravel(x)` can",
    ),
)


class opened:
    """While the body runs, the user's function, `trace` is open.

    Of an exception that passes, our frames and NumPy's are cut from the end of the traceback.  Set
    FUNCAD_FULL_TRACEBACK=1 in the environment to see them.
    """

    __slots__ = ("token", "trace")

    def __init__(self, trace: Trace) -> None:
        self.trace = trace

    def __enter__(self) -> None:
        if PACKAGES and not LOADED.isdisjoint(PACKAGES):
            _meet_packages()
        if not TRANSFORMING.get():
            KINKS.set({})
        self.token = TRANSFORMING.set(True)

    def __exit__(self, kind: object, error: BaseException | None, where: object) -> None:
        self.trace.close()
        TRANSFORMING.reset(self.token)
        if error is not None:
            _explain(error)
            _shorten(error)


def _meet_packages() -> None:
    for theirs in [name for name in PACKAGES if name in sys.modules]:
        importlib.import_module(PACKAGES[theirs])  # a second thread waits here
        PACKAGES.pop(theirs, None)


def _explain(error: BaseException) -> None:
    """NumPy hides why a traced index into a plain array fails, and what an array of objects is."""
    _meet_packages()
    notes = [*(explain(error) for explain in EXPLAINERS), *_of_numpy(error)]
    note = next((note for note in notes if note), None)
    told = _cause(error) or error
    if note and not hasattr(told, "__notes__"):  # else an inner transform has explained it
        told.add_note(note)


def _of_numpy(error: BaseException) -> list[str]:
    return [note for kind, part, note in NOTES if _says(error, kind, part)]


def _says(error: BaseException, kind: type, part: str) -> bool:
    return isinstance(error, kind) and not isinstance(error, FuncadError) and part in str(error)


def _shorten(error: BaseException) -> None:
    if not os.environ.get("FUNCAD_FULL_TRACEBACK"):
        error.__traceback__ = _cut(error.__traceback__)
    cause = _cause(error)
    if cause is not None:
        raise cause.with_traceback(error.__traceback__) from None


def _cause(error: BaseException) -> FuncadError | None:
    """Our refusal of float(x): NumPy answers it with "setting an array element with a sequence"."""
    cause = error.__cause__
    return cause if isinstance(cause, FuncadError) and not isinstance(error, FuncadError) else None


def _cut(traceback: TracebackType | None) -> TracebackType | None:
    """Drop every frame after the last one of the user."""
    frames = []
    while traceback is not None:
        frames.append(traceback)
        traceback = traceback.tb_next
    last = max(
        (i for i, f in enumerate(frames) if not in_library(f.tb_frame.f_code.co_filename)),
        default=None,
    )
    if last is None:
        return frames[0] if frames else None
    frames[last].tb_next = None
    return frames[0]
