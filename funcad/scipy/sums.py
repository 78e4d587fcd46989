"""SciPy's sums of exponentials, for traced values too; SciPy's own wherever nothing is traced.

The derivative of log Σ exp is each entry's share of the sum, also at infinite entries and among
equals.  SciPy's own code sets equal largest entries apart, which loses their second derivatives;
so `scipy.special.logsumexp` itself, where something is traced, runs the code here.  It stays the
same object and gets other code, as in namespaces.py.

Loaded when a transform opens in a program that has imported scipy.special.
"""

from __future__ import annotations

from types import FunctionType
from typing import Any

import numpy as np
from scipy import special

from funcad.errors import UnsupportedOperationError
from funcad.numpy_dispatch.operands import axes_of, operand
from funcad.primitives.log_sums import leading
from funcad.primitives.special.log_sums import log_of_sum
from funcad.scipy import namespaces
from funcad.transforms.stop_gradient import stop_gradient


def is_traced(*args: Any) -> bool:
    """Whether an argument is traced, or a list or an array of traced numbers."""
    return any(map(namespaces.is_traced, args))


def _shifted(x: Any, axes: tuple[int, ...]) -> tuple[Any, Any]:
    """x less its largest entry, and that."""
    top = stop_gradient(np.max(x, axis=axes, keepdims=True))
    top = np.where(np.isfinite(top), top, 0)
    return x - top, top


def logsumexp(
    a: Any, axis: Any = None, b: Any = None, keepdims: bool = False, return_sign: bool = False
) -> Any:
    if not is_traced(a, b):
        return special.logsumexp(a, axis=axis, b=b, keepdims=keepdims, return_sign=return_sign)
    a = np.atleast_1d(operand(a))
    if b is not None:
        b = operand(b)
        shape = np.broadcast_shapes(a.shape, b.shape)
        a, b = np.broadcast_to(a, shape), np.broadcast_to(b, shape)
    if a.dtype.kind == "c" or (b is not None and b.dtype.kind == "c"):
        raise UnsupportedOperationError(
            "scipy.special.logsumexp", "of complex traced values", "np.log(np.sum(np.exp(a)))"
        )
    axes = axes_of(axis, a.ndim)
    if b is None:
        out = log_of_sum(a, axes=axes, keepdims=keepdims)
        sign = np.where(np.isneginf(out), 0, np.ones(out.shape, out.dtype))[()]
    else:
        out, sign = _weighted(a, b, axes, return_sign)
        if not keepdims:
            out, sign = np.squeeze(out, axes)[()], np.squeeze(sign, axes)[()]
    return (out, sign) if return_sign else out


def _weighted(a: Any, b: Any, axes: tuple[int, ...], return_sign: bool) -> Any:
    """log Σ b exp(a) and the sign of the sum, from the entries less the largest.

    Where the largest is most of the sum, that is 1 + rest, of which the logarithm keeps the digits.
    """
    counted = np.where(np.equal(b, 0), -np.inf, a)
    share = leading(counted, axes=axes)
    top = np.sum(np.where(share > 0, a, 0) * share, axis=axes, keepdims=True)
    terms = a if namespaces.is_traced(b) else counted  # what has no weight may be given some
    shifted = terms - np.where(np.isneginf(top), 0, top)
    shifted = np.where((terms == top) & np.isinf(top), 0, shifted)  # they share evenly
    with np.errstate(over="ignore"):
        beyond = np.equal(b, 0) & np.isinf(np.exp(shifted))  # 0, and its slope in b is infinite
    parts = np.where(beyond, np.cbrt(b), b * np.exp(np.where(beyond, 0, shifted)))
    total = np.sum(parts, axis=axes, keepdims=True)
    rest = np.sum(parts - share, axis=axes, keepdims=True)
    size = np.where(return_sign | np.isneginf(top), np.abs(total), total)
    with np.errstate(divide="ignore", invalid="ignore"):
        out = np.where(np.abs(rest) < 0.5, np.log1p(rest), np.log(size)) + top
    return out, np.where(np.isneginf(out), 0, np.sign(total))


def softmax(x: Any, axis: Any = None) -> Any:
    if not is_traced(x):
        return special.softmax(x, axis=axis)
    x = operand(x)
    axes = axes_of(axis, x.ndim)
    terms = np.exp(_shifted(x, axes)[0])
    return terms / np.sum(terms, axis=axes, keepdims=True)


def log_softmax(x: Any, axis: Any = None) -> Any:
    if not is_traced(x):
        return special.log_softmax(x, axis=axis)
    x = operand(x)
    axes = axes_of(axis, x.ndim)
    return x - log_of_sum(x, axes=axes, keepdims=True)


def _of_scipy(a: Any, axis: Any, b: Any, keepdims: Any, return_sign: Any) -> Any:
    """The code that scipy.special.logsumexp gets, with the globals of its module."""
    f = _funcad_logsumexp if _funcad_is_traced(a, b) else _scipy_logsumexp  # type: ignore[name-defined]  # noqa: F821
    return f(a, axis, b, keepdims, return_sign)


def install() -> None:
    """Let scipy.special.logsumexp be ours where something is traced."""
    function: Any = special.logsumexp
    if not isinstance(function, FunctionType) or function.__closure__:
        return  # with SCIPY_ARRAY_API set it may be a wrapper
    names = function.__code__.co_varnames[: function.__code__.co_argcount]
    if names == _of_scipy.__code__.co_varnames[:5]:
        ours = {"_funcad_logsumexp": logsumexp, "_funcad_is_traced": is_traced}
        namespaces.give_code(function, _of_scipy, "_scipy_logsumexp", **ours)


install()
