"""SciPy's sums of exponentials, for traced values too; SciPy's own wherever nothing is traced.

The largest term is taken out as a number, and its exponential entered as exp - 1, so that log1p
sees the rest in full accuracy.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from functools import wraps
from typing import Any

import numpy as np
from scipy import special

from funcad.core.tracer import Tracer
from funcad.errors import UnsupportedOperationError
from funcad.numpy_dispatch.operands import axes_of, operand
from funcad.transforms.stop_gradient import stop_gradient


def is_traced(*args: Any) -> bool:
    """Whether an argument is traced, or a list or an array of traced numbers."""
    return any(
        isinstance(x, Tracer)
        or (isinstance(x, list | tuple | np.ndarray) and isinstance(operand(x), Tracer))
        for x in args
    )


def _shifted(x: Any, axes: tuple[int, ...]) -> tuple[Any, Any]:
    """x less its largest entry, and that."""
    top = stop_gradient(np.max(np.real(x), axis=axes, keepdims=True))
    top = np.where(np.isfinite(top), top, 0)
    return x - top, top


def _is_first_largest(shifted: Any, axes: tuple[int, ...]) -> Any:
    """A mask with one entry along `axes`."""
    largest = np.equal(shifted, np.max(shifted, axis=axes, keepdims=True))
    rest = [i for i in range(shifted.ndim) if i not in axes]
    flat = np.reshape(
        np.transpose(largest, (*rest, *axes)), (*(shifted.shape[i] for i in rest), -1)
    )
    first = np.logical_and(flat, np.equal(np.cumsum(flat, axis=-1), 1))
    back = np.reshape(first, [shifted.shape[i] for i in (*rest, *axes)])
    return np.transpose(back, np.argsort((*rest, *axes)))


def _log_of_sum(shifted: Any, axes: tuple[int, ...]) -> Any:
    """log Σ exp, where the largest entry is 0."""
    first = stop_gradient(_is_first_largest(shifted, axes))
    terms = np.where(
        first, np.expm1(np.where(first, shifted, 0)), np.exp(np.where(first, 0, shifted))
    )
    with np.errstate(divide="ignore"):  # every entry may be -∞
        return np.log1p(np.sum(terms, axis=axes, keepdims=True))


def logsumexp(
    a: Any, axis: Any = None, b: Any = None, keepdims: bool = False, return_sign: bool = False
) -> Any:
    if not is_traced(a, b):
        return special.logsumexp(a, axis=axis, b=b, keepdims=keepdims, return_sign=return_sign)
    a = operand(a)
    if b is not None:
        b = operand(b)
        shape = np.broadcast_shapes(a.shape, b.shape)
        a, b = np.broadcast_to(a, shape), np.broadcast_to(b, shape)
    if a.dtype.kind == "c" or (b is not None and b.dtype.kind == "c"):
        raise UnsupportedOperationError(
            "scipy.special.logsumexp", "of complex traced values", "np.log(np.sum(np.exp(a)))"
        )
    axes = axes_of(axis, a.ndim)
    sign: Any
    if b is None:
        shifted, top = _shifted(a, axes)
        out = _log_of_sum(shifted, axes) + top
        sign = np.ones(out.shape, out.dtype)
    else:
        shifted, top = _shifted(np.where(np.equal(b, 0), -np.inf, a), axes)
        total = np.sum(b * np.exp(shifted), axis=axes, keepdims=True)
        sign = np.sign(total)
        size = np.abs(total) if return_sign else total
        with np.errstate(divide="ignore", invalid="ignore"):
            out = np.log(size) + top
    if not keepdims:
        out, sign = np.squeeze(out, axes), np.squeeze(sign, axes)
    return (out, sign) if return_sign else out


def of_traced(by_scipy: Callable[..., Any]) -> Callable[..., Any]:
    """The inner part of SciPy's logsumexp, with ours for real traced values.

    SciPy's takes every largest entry out of the sum: where two are equal, what is left depends on
    them through their maximum alone, which has no second derivative.
    """

    @wraps(by_scipy)
    def inner(a: Any, b: Any, **options: Any) -> Any:
        if not is_traced(a, b) or any(x is not None and x.dtype.kind == "c" for x in (a, b)):
            return by_scipy(a, b, **options)
        axis, signed = options["axis"], options["return_sign"]
        y = logsumexp(a, axis=axis, b=b, keepdims=True, return_sign=signed)
        return y if signed else (y, None)

    return inner


def install() -> None:
    """Let SciPy's own logsumexp do what ours does; the function is private and may go."""
    theirs = importlib.import_module("scipy.special._logsumexp")
    if hasattr(theirs, "_logsumexp"):
        vars(theirs)["_logsumexp"] = of_traced(vars(theirs)["_logsumexp"])


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
    shifted, _ = _shifted(x, axes)
    return shifted - _log_of_sum(shifted, axes)


install()
