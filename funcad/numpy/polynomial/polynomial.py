"""`numpy.polynomial.polynomial`, with the functions that NumPy keeps from traced values.

NumPy's own polyval, polyder, polymul and so on carry derivatives as they are and are handed
through.  Of the ones below NumPy's raise, since they call LAPACK, or go entry by entry.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from numpy.polynomial import polynomial as theirs

from funcad.core.tracer import Tracer
from funcad.numpy.creation import traced
from funcad.numpy_dispatch.functions import series

__all__ = ["polycompanion", "polydiv", "polyfit", "polyroots"]


def _for_traced(own: Callable[..., Any], plain: Callable[..., Any]) -> Callable[..., Any]:
    """`own` where an argument is traced, or a list with traced values in it; else NumPy's."""

    @wraps(plain)
    def f(*args: Any, **options: Any) -> Any:
        given = [x if (y := traced(x)) is None else y for x in args]
        named = {k: x if (y := traced(x)) is None else y for k, x in options.items()}
        if any(isinstance(x, Tracer) for x in (*given, *named.values())):
            return own(*given, **named)
        return plain(*args, **options)

    return f


polycompanion = _for_traced(series.polycompanion, theirs.polycompanion)
polydiv = _for_traced(series.polydiv, theirs.polydiv)
polyfit = _for_traced(series.polyfit, theirs.polyfit)
polyroots = _for_traced(series.polyroots, theirs.polyroots)


def __getattr__(name: str) -> Any:
    return getattr(theirs, name)


def __dir__() -> list[str]:
    return dir(theirs)
