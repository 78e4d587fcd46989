"""Plain arrays beside traced values, where SciPy asks its arguments for one namespace.

With SCIPY_ARRAY_API set SciPy takes the functions that it calls from the namespace of its
arguments, and refuses arguments of two: a traced value and a constant array.  A constant may stand
beside a traced value everywhere else, so here too, and the namespace is that of the traced value.
SciPy has no hook for that; the one function that chooses is wrapped, and answers as before where
nothing is traced.  Loaded when SciPy first looks for the namespace of a traced value.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from scipy._lib import array_api_compat

from funcad.core.tracer import Tracer


def of_the_traced(choose: Callable[..., Any]) -> Callable[..., Any]:
    """Make a choice of a namespace look at the traced values only, where there are some."""

    @wraps(choose)
    def array_namespace(*arrays: Any, **options: Any) -> Any:
        traced = [x for x in arrays if isinstance(x, Tracer)]
        return choose(*(traced or arrays), **options)

    return array_namespace


if hasattr(array_api_compat, "array_namespace"):  # private to SciPy: it may go
    array_api_compat.array_namespace = of_the_traced(array_api_compat.array_namespace)
