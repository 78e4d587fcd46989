"""SciPy's choice of a namespace, where one of its arguments is traced.

SciPy's functions written for arrays in general ask `array_namespace(*arguments)` for the module
whose functions they call.  It answers "NumPy" while SCIPY_ARRAY_API is unset, and with it set it
refuses arguments of two kinds: a traced value and a constant array.  A traced value may stand
wherever an array may, so here the answer is funcad's namespace as soon as one argument is traced,
or is a list of traced numbers, and SciPy's own answer otherwise.

SciPy has no hook for that, and its modules import the function by name, before or after this one:
so the function stays the same object and gets other code, in one assignment, which no thread sees
half done.  What it ran before is `chosen_by_scipy`.  Nothing is changed where SciPy's function is
not the one we know, and of the rest of SciPy only `logsumexp`, in sums.py.

Loaded when a transform opens in a program that has imported SciPy.
"""

from __future__ import annotations

import importlib
from types import FunctionType
from typing import Any

import numpy as np

from funcad.core.context import TRANSFORMING
from funcad.core.tracer import Tracer
from funcad.numpy_dispatch.namespace import array_namespace as of_traced
from funcad.numpy_dispatch.tables import load_late
from funcad.scipy.explaining import note_of
from funcad.transforms.frames import EXPLAINERS

HOMES = ("scipy._lib._array_api_override", "scipy._lib._array_api")  # since 1.17, and before


def is_traced(x: Any) -> bool:
    """Whether `x` is a traced value or, while one may be about, holds one."""
    if isinstance(x, Tracer):
        return True
    if not isinstance(x, list | tuple | np.ndarray) or not TRANSFORMING.get():
        return False
    if isinstance(x, np.ndarray):
        return x.dtype.hasobject and any(isinstance(v, Tracer) for v in x.flat)
    return any(map(is_traced, x))


def choose(chosen_by_scipy: Any, arrays: tuple[Any, ...], options: dict[str, Any]) -> Any:
    if not any(map(is_traced, arrays)):
        return chosen_by_scipy(*arrays, **options)
    load_late()
    return of_traced()


def _function() -> Any:
    """SciPy's array_namespace(*arrays), or None where there is none of that form."""
    for home in HOMES:
        try:
            found = getattr(importlib.import_module(home), "array_namespace", None)
        except ImportError:
            continue
        if isinstance(found, FunctionType) and not found.__closure__:
            variadic = found.__code__.co_flags & 0x04 and not found.__code__.co_argcount
            return found if variadic else None
    return None


def _replacement(*arrays: Any, **options: Any) -> Any:
    """Run with the globals of SciPy's module, where `install` puts these two."""
    return _funcad_choose(_funcad_chosen_by_scipy, arrays, options)  # type: ignore[name-defined]  # noqa: F821


def give_code(function: FunctionType, like: Any, kept_as: str, **names: Any) -> None:
    """Let `function` run the code of `like`, which finds in its globals `names`, and as `kept_as`
    what `function` ran before; once is enough."""
    if kept_as in function.__globals__:
        return
    before = FunctionType(
        function.__code__, function.__globals__, function.__name__, function.__defaults__
    )
    before.__kwdefaults__ = function.__kwdefaults__
    function.__globals__.update(names, **{kept_as: before})
    function.__code__ = like.__code__


def install() -> None:
    """Let SciPy's array_namespace know traced values."""
    function: Any = _function()
    if function is not None:
        give_code(function, _replacement, "_funcad_chosen_by_scipy", _funcad_choose=choose)


install()
EXPLAINERS.append(note_of)
