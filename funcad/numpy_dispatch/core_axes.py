"""axes=, axis= and keepdims= of the ufuncs that work on rows or matrices: np.matmul, np.vecdot.

The axes that such a ufunc works on are its core axes, by default the last ones.  Here they are
moved there, and those of the result to where the caller wants them.
"""

from __future__ import annotations

import operator
import re
from typing import Any

import numpy as np

from funcad.numpy_dispatch.operands import operand


def along_core_axes(
    ufunc: np.ufunc,
    f: Any,
    inputs: Any,
    *,
    axes: Any = None,
    axis: Any = None,
    keepdims: bool = False,
) -> Any:
    """f(*inputs) with the core axes that the caller names."""
    inputs = [operand(x) for x in inputs]
    _let_numpy_check(ufunc, inputs, axes=axes, axis=axis, keepdims=keepdims or None)
    *cores, last = _core_axes(ufunc, inputs, axes, axis, keepdims)
    y = f(*(_moved(x, core) for x, core in zip(inputs, cores, strict=True)))
    if keepdims:
        y = np.reshape(y, (*y.shape, *(1,) * len(last)))
    return np.moveaxis(y, tuple(range(-len(last), 0)), last) if last else y


def _let_numpy_check(ufunc: np.ufunc, inputs: list[Any], **options: Any) -> None:
    """Raise what NumPy raises for options that make no sense."""
    like = [np.broadcast_to(np.zeros((), x.dtype), x.shape) for x in inputs]
    ufunc(*like, **{name: value for name, value in options.items() if value is not None})


def _core_axes(
    ufunc: np.ufunc, inputs: list[Any], axes: Any, axis: Any, keepdims: bool
) -> list[tuple[int, ...]]:
    """The core axes of each argument and, last, of the result."""
    groups = [
        [name for name in group.split(",") if name]
        for group in re.findall(r"\(([^)]*)\)", ufunc.signature or "")
    ]
    counts = [min(len(names), x.ndim) for names, x in zip(groups, inputs, strict=False)]
    missing = sum(len(names) - n for names, n in zip(groups, counts, strict=False))
    counts.append(counts[0] if keepdims else len(groups[-1]) - missing)
    if axis is not None:
        axes = [axis if n else () for n in counts]
    if axes is None:
        return [tuple(range(-n, 0)) for n in counts]
    given = [tuple(a) if isinstance(a, tuple | list) else (operator.index(a),) for a in axes]
    return given if len(given) == len(counts) else [*given, ()]


def _moved(x: Any, core: tuple[int, ...]) -> Any:
    return np.moveaxis(x, core, tuple(range(-len(core), 0)))
