"""Statistics: covariance, quantiles, extremes with their places, running extremes."""

from __future__ import annotations

from typing import Any

import numpy as np

from funcad.torch.dtypes import DEFAULT
from funcad.torch.reductions import (
    VALUES,
    at_indices,
    mean,
    return_type,
    shared,
    sort,
    squeezed,
)
from funcad.torch.registry import add, define
from funcad.torch.shapes import in_dtype, normalized, reshape
from funcad.torch.tensor import Tensor, applied, look, made

AMINMAX = return_type("aminmax", "min", "max")


@define()
def aminmax(x: Tensor, *, dim: int | None = None, keepdim: bool = False) -> Any:
    """The least and the largest entry."""
    return AMINMAX(
        applied(
            lambda h: (np.min(h, dim, keepdims=keepdim), np.max(h, dim, keepdims=keepdim)),
            (x,),
            "AminmaxBackward0",
        )
    )


def _with_mean(name: str) -> None:
    def both(x: Tensor, dim: Any = None, *args: Any, keepdim: bool = False, **options: Any) -> Any:
        of_spread = getattr(x, name)(dim, *args, keepdim=keepdim, **options)
        of_mean = mean(x, None if isinstance(dim, bool) else dim, keepdim)
        for y in (of_spread, of_mean):
            if y._node is not None:
                y._node.label = f"{name.capitalize()}MeanBackward0"
        return of_spread, of_mean

    both.__doc__ = f"({name}, mean) of the entries, or over dimensions."
    add(f"{name}_mean", both, method=False)


_with_mean("std")
_with_mean("var")


@define()
def cov(
    x: Tensor, *, correction: int = 1, fweights: Tensor | None = None, aweights: Any = None
) -> Any:
    """The covariance matrix of variables, one in each row."""
    if x._value.dtype.kind in "iu":
        x = in_dtype(x, DEFAULT.floating)
    f, a = (None if w is None else look(w) for w in (fweights, aweights))
    return applied(
        lambda h: np.cov(h, ddof=correction, fweights=f, aweights=a).astype(h.dtype),
        (x,),
        "SqueezeBackward0",
    )


@define()
def corrcoef(x: Tensor) -> Any:
    """The correlations of variables, one in each row."""
    if x._value.dtype.kind in "iu":
        x = in_dtype(x, DEFAULT.floating)
    label = "DivBackward0" if len(x.shape) < 2 else "ClampBackward1"
    return applied(lambda h: np.corrcoef(h).astype(h.dtype), (x,), label)


ROUNDED: dict[str, Any] = {
    "lower": np.floor,
    "higher": np.ceil,
    "nearest": np.round,
    "midpoint": lambda at: np.floor(at) + np.where(at > np.floor(at), 0.5, 0.0),
}


def _quantiles(name: str) -> None:
    def quantile(
        x: Tensor,
        q: Any,
        dim: int | None = None,
        keepdim: bool = False,
        *,
        interpolation: str = "linear",
    ) -> Any:
        if x._value.dtype.kind != "f":
            raise RuntimeError(f"{name}() input tensor must be either float or double dtype")
        at = q if isinstance(q, Tensor) else made(np.asarray(q, x._value.dtype))
        if at._value.dtype != x._value.dtype:
            raise RuntimeError(f"{name}() q tensor must be same dtype as the input tensor")
        if ((look(at) < 0) | (look(at) > 1)).any():
            raise RuntimeError(f"{name}() q must be in the range [0, 1] but got {q}")
        if interpolation != "linear" and interpolation not in ROUNDED:
            raise RuntimeError(
                f"{name}() interpolation must be one of linear, lower, higher, midpoint or "
                f"nearest, but got {interpolation}"
            )
        flat = reshape(x, -1) if dim is None else x
        axis = normalized(0 if dim is None else dim, len(flat.shape))
        order = np.moveaxis(np.argsort(look(flat), axis=axis, kind="stable"), axis, -1)
        v = np.moveaxis(look(flat), axis, -1)
        gaps = np.isnan(v)
        n = np.sum(~gaps, axis=-1) if name == "nanquantile" else np.full(v.shape[:-1], v.shape[-1])
        d = x._value.dtype

        def f(h: Any, p: Any) -> Any:
            h = np.take_along_axis(np.moveaxis(h, axis, -1), order, -1)
            place = np.reshape(p, (*p.shape, *(1,) * n.ndim)) * np.maximum(n - 1, 0).astype(d)
            if interpolation != "linear":
                place = ROUNDED[interpolation](place)
            low = np.floor(look(made(place))).astype(int)
            high = np.minimum(low + 1, np.maximum(n - 1, 0))
            below, above = (
                np.take_along_axis(np.broadcast_to(h, (*i.shape, h.shape[-1])), i[..., None], -1)
                for i in (low, np.broadcast_to(high, low.shape))
            )
            y = below[..., 0] + (place - low.astype(d)) * (above[..., 0] - below[..., 0])
            lost = gaps.all(axis=-1) if name == "nanquantile" else gaps.any(axis=-1)
            y = np.where(lost, d.type(np.nan), y)
            if keepdim:
                dims = range(len(x.shape)) if dim is None else [axis]
                y = np.expand_dims(y, tuple(a + len(p.shape) for a in dims))
            return y

        return applied(f, (flat, at), "SqueezeBackward4")

    quantile.__name__ = name
    quantile.__doc__ = "What a share q of the entries is below, interpolated."
    add(name, quantile)


_quantiles("quantile")
_quantiles("nanquantile")


@define()
def kthvalue(x: Tensor, k: int, dim: int = -1, keepdim: bool = False) -> Any:
    """The k-th smallest entry along a dimension, and its index."""
    axis = normalized(dim, len(x.shape))
    if not 1 <= k <= (x.shape[axis] if x.shape else 1):
        raise RuntimeError("kthvalue(): selected number k out of range for dimension " + str(axis))
    order = np.argsort(look(x), axis=axis, kind="stable")
    return _chosen(x, np.take(order, [k - 1], axis=axis), axis, keepdim, "kthvalue", "Kthvalue")


def _chosen(x: Tensor, i: Any, axis: int, keepdim: bool, name: str, node: str) -> Any:
    values = at_indices(x, i, axis, f"{node}Backward0")
    if keepdim:
        return VALUES[name]((values, made(i)))
    return VALUES[name]((squeezed(values, axis, f"{node}Backward0"), made(i.squeeze(axis))))


@define()
def mode(x: Tensor, dim: int = -1, keepdim: bool = False) -> Any:
    """The most frequent entry along a dimension, the least of these, and the last index of it."""
    axis = normalized(dim, len(x.shape))

    def last_of_most(v: Any) -> Any:
        values, counts = np.unique(v, return_counts=True)
        return np.flatnonzero(v == values[np.argmax(counts)])[-1]

    i = np.expand_dims(np.apply_along_axis(last_of_most, axis, look(x)), axis)
    return _chosen(x, i, axis, keepdim, "mode", "Mode")


@define()
def nanmedian(x: Tensor, dim: int | None = None, keepdim: bool = False) -> Any:
    """The lower median of the entries that are not NaN."""
    flat = reshape(x, -1) if dim is None else x
    axis = normalized(0 if dim is None else dim, len(flat.shape))
    h = look(flat)
    order = np.argsort(h, axis=axis, kind="stable")
    n = np.sum(~np.isnan(h), axis=axis, keepdims=True)
    i = np.take_along_axis(order, np.maximum(n - 1, 0) // 2, axis=axis)
    if dim is None:
        return shared(flat, np.take_along_axis(h, i, 0)[0], "Nanmedian")
    values = at_indices(x, i, axis, "NanmedianBackward1")
    if keepdim:
        return NANMEDIAN((values, made(i)))
    return NANMEDIAN((squeezed(values, axis, "NanmedianBackward1"), made(i.squeeze(axis))))


NANMEDIAN = return_type("nanmedian", "values", "indices")


def _running(name: str, f: Any) -> None:
    def extreme(x: Tensor, dim: int) -> Any:
        axis = normalized(dim, len(x.shape))
        h = look(x)
        best = f.accumulate(h, axis=axis)
        n = h.shape[axis]
        shape = [1] * h.ndim
        shape[axis] = n
        at = np.where((h == best) | np.isnan(h), np.arange(n).reshape(shape), 0)
        i = np.maximum.accumulate(at, axis=axis)
        return VALUES[name]((at_indices(x, i, axis, f"{name.capitalize()}Backward0"), made(i)))

    extreme.__name__ = name
    extreme.__doc__ = f"The running {name[3:]}imum along a dimension, and its last indices."
    add(name, extreme)


_running("cummax", np.maximum)
_running("cummin", np.minimum)


@define()
def logcumsumexp(x: Tensor, dim: int) -> Any:
    """The logarithms of running sums of exponentials."""
    axis = normalized(dim, len(x.shape))
    h = look(x)
    top = np.max(h, axis=axis, keepdims=True)
    top = np.where(np.isfinite(top), top, 0).astype(h.dtype)
    return applied(_log_of_running_sums(axis), (x,), "LogcumsumexpBackward0")


def _log_of_running_sums(axis: int) -> Any:
    """One entry at a time, so that none is lost beside a larger one after it."""

    def f(h: Any) -> Any:
        at: tuple[Any, ...] = (*(slice(None),) * axis,)
        n = h.shape[axis] if h.shape else 0
        if n < 2:
            return h + 0
        found = [h[(*at, 0)]]
        for k in range(1, n):
            found.append(np.logaddexp(found[-1], h[(*at, k)]))
        return np.stack(found, axis=axis)

    return f


@define()
def msort(x: Tensor) -> Any:
    """The entries in order along the first dimension."""
    return sort(x, 0)[0]


@define()
def histc(x: Tensor, bins: int = 100, min: float = 0, max: float = 0) -> Tensor:
    """How many entries are in each of equal intervals."""
    h = look(x)
    low, high = (h.min(), h.max()) if min == max == 0 and h.size else (min, max)
    if low == high:
        low, high = low - 1, high + 1
    return made(np.histogram(h, bins, (float(low), float(high)))[0].astype(h.dtype))


@define()
def histogram(
    x: Tensor, bins: Any, *, range: Any = None, weight: Any = None, density: bool = False
) -> Any:
    """How many entries are in each interval, and the ends of these."""
    h = look(x)
    edges = look(bins) if isinstance(bins, Tensor) else bins
    w = None if weight is None else look(weight).ravel()
    found, ends = np.histogram(h.ravel(), edges, range, weights=w, density=density)
    return HISTOGRAM((made(found.astype(h.dtype)), made(ends.astype(h.dtype))))


HISTOGRAM = return_type("histogram", "hist", "bin_edges")


@define()
def bincount(x: Tensor, weights: Tensor | None = None, minlength: int = 0) -> Any:
    """How often each integer from 0 on is there, or the sum of its weights."""
    i = look(x)
    if i.dtype.kind not in "iu" or i.ndim != 1 or (i.size and i.min() < 0):
        raise RuntimeError("bincount only supports 1-d non-negative integral inputs.")
    if weights is None:
        return made(np.bincount(i, minlength=minlength))
    w = look(weights)
    d = w.dtype if w.dtype.kind == "f" else np.dtype(np.float64)
    return made(np.bincount(i, w, minlength).astype(d))


@define()
def renorm(x: Tensor, p: float, dim: int, maxnorm: float) -> Any:
    """Slices along a dimension scaled down to a norm, where theirs is larger."""
    axes = tuple(i for i in range(len(x.shape)) if i != normalized(dim, len(x.shape)))

    def f(h: Any) -> Any:
        n = np.linalg.vector_norm(np.moveaxis(h, dim, 0).reshape(h.shape[dim], -1), ord=p, axis=1)
        n = np.expand_dims(n, tuple(a for a in axes)) if len(axes) else n
        return h * np.where(n > maxnorm, maxnorm / (n + 1e-7), 1.0).astype(h.dtype)

    return applied(f, (x,), "RenormBackward0")
