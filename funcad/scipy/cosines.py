"""scipy.fft's cosine and sine transforms of traced values; SciPy's own wherever nothing is traced.

SciPy computes dct, idct, dst, idst and those of several axes in one function, which makes a NumPy
array of its argument.  It stays the same object and gets other code, as in namespaces.py.  (A
backend of ours would have to be the global one, of which there is one, and users set theirs.)

Loaded when a transform opens in a program that has imported scipy.fft.
"""

from __future__ import annotations

import importlib
from types import FunctionType
from typing import Any

import numpy as np
from numpy.lib.array_utils import normalize_axis_index, normalize_axis_tuple
from scipy import fft

from funcad.numpy_dispatch.operands import cast, operand
from funcad.primitives import cosines
from funcad.primitives.apply import apply
from funcad.primitives.cosines import TRANSPOSED
from funcad.primitives.fourier import SWAPPED
from funcad.scipy import namespaces

HOME = "scipy.fft._realtransforms_backend"

# SciPy 1.17 does not look at `orthogonalize` where the argument is complex
_HALF: Any = fft.dct(np.ones(2) + 0j, 2, orthogonalize=True)[0]
HEEDED = bool(np.isclose(_HALF, fft.dct(np.ones(2), 2, orthogonalize=True)[0]))


def transformed(
    name: str, x: Any, type: int, n: Any, axes: Any, norm: Any, orthogonalize: Any
) -> Any:
    """dct(x, type, n, axes, ...) and the others by name; `n` and `axes` of dctn are sequences."""
    if norm not in SWAPPED or type not in TRANSPOSED:
        getattr(fft, name)(np.ones(3), type, norm=norm)  # raises SciPy's error
    x = operand(x)
    if x.dtype.kind not in "fc" or x.dtype == np.float16:
        x = cast(x, np.float32 if x.dtype == np.float16 else np.float64)
    if orthogonalize is None or (x.dtype.kind == "c" and not HEEDED):
        orthogonalize = norm == "ortho"
    if name.startswith("i"):
        type, norm = TRANSPOSED[type], SWAPPED[norm]
    primitive = cosines.dct if "dct" in name else cosines.dst
    options = {"norm": norm, "orthogonalize": bool(orthogonalize)}
    lengths = _of_axes(x, n, axes) if name.endswith("n") else _of_axis(x, n, axes)
    for axis, length in lengths:
        x = apply(primitive, x, {"type": type, "n": length, "axis": axis, **options})
    return x


def _of_axis(x: Any, n: Any, axis: Any) -> list[tuple[int, int]]:
    """The axis, and the number of points along it."""
    axis = normalize_axis_index(axis, x.ndim)
    return [(axis, x.shape[axis] if n is None else n)]


def _of_axes(x: Any, s: Any, axes: Any) -> list[tuple[int, int]]:
    if s is not None and not np.iterable(s):
        s = (s,)
    if axes is None:
        axes = range(x.ndim) if s is None else range(-len(s), 0)
    axes = normalize_axis_tuple(axes, x.ndim)
    if s is None:
        s = (-1,) * len(axes)
    if len(s) != len(axes):
        raise ValueError("when given, axes and shape arguments have to be of the same length")
    return [(i, x.shape[i] if n == -1 else n) for i, n in zip(axes, s, strict=True)]


def _execute(
    backend: Any,
    x: Any,
    type: Any,
    s: Any,
    axes: Any,
    norm: Any,
    overwrite_x: Any,
    workers: Any,
    orthogonalize: Any,
) -> Any:
    """The code that SciPy's function gets, with the globals of its module."""
    if _funcad_is_traced(x):  # type: ignore[name-defined]  # noqa: F821
        name = backend.__name__
        return _funcad_transformed(name, x, type, s, axes, norm, orthogonalize)  # type: ignore[name-defined]  # noqa: F821
    options = {"overwrite_x": overwrite_x, "workers": workers, "orthogonalize": orthogonalize}
    return _scipy_execute(backend, x, type, s, axes, norm, **options)  # type: ignore[name-defined]  # noqa: F821


def _parameters(function: Any) -> tuple[str, ...]:
    """Their names, but for the first, which is another one since SciPy 1.18."""
    code = function.__code__
    names: tuple[str, ...] = code.co_varnames[1 : code.co_argcount]
    return names


def install() -> None:
    """Let scipy.fft's cosine and sine transforms be ours where something is traced."""
    function = getattr(importlib.import_module(HOME), "_execute", None)
    if not isinstance(function, FunctionType) or function.__closure__:
        return
    if _parameters(function) == _parameters(_execute):
        ours = {"_funcad_transformed": transformed, "_funcad_is_traced": namespaces.is_traced}
        namespaces.give_code(function, _execute, "_scipy_execute", **ours)


install()
