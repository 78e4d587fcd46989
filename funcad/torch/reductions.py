"""Sums, means and other reductions over dimensions."""

from __future__ import annotations

from operator import itemgetter
from typing import Any

import numpy as np

from funcad.pytree import register_pytree_node
from funcad.scipy import special
from funcad.torch.dtypes import BY_NP, DEFAULT, np_dtype
from funcad.torch.graph import Derived
from funcad.torch.operators import div, ordered, promoting, total
from funcad.torch.registry import add, define
from funcad.torch.shapes import in_dtype, normalized
from funcad.torch.tensor import Tensor, applied, look, made


def axes_of(dim: Any, x: Tensor) -> Any:
    """Dimensions as NumPy takes axes: None for all."""
    if dim is None or (not isinstance(dim, int) and not len(dim)):
        return None
    n = len(x.shape)
    if isinstance(dim, int):
        return normalized(dim, n) if n else None
    axes = tuple(normalized(d, n) for d in dim)
    if len(set(axes)) < len(axes):
        twice = next(a for a in axes if axes.count(a) > 1)
        raise RuntimeError(f"dim {twice} appears multiple times in the list of dims")
    return axes


@define()
def sum(x: Tensor, dim: Any = None, keepdim: bool = False, *, dtype: Any = None) -> Tensor:
    """The sum of the entries, or over dimensions."""
    if dim is None and dtype is None and not keepdim and x._value.dtype.kind == "f":
        return total(x)  # type: ignore[no-any-return]
    axes = axes_of(dim, x)
    if dtype is not None:
        x = in_dtype(x, np_dtype(dtype))
    elif x._value.dtype.kind in "iub":
        x = in_dtype(x, np.dtype(np.int64))
    label = "SumBackward0" if dim is None else "SumBackward1"
    return applied(lambda h: np.sum(h, axis=axes, keepdims=keepdim), (x,), label)  # type: ignore[no-any-return]


@define()
def mean(x: Tensor, dim: Any = None, keepdim: bool = False, *, dtype: Any = None) -> Tensor:
    """The mean of the entries, or over dimensions."""
    if dtype is not None:
        x = in_dtype(x, np_dtype(dtype))
    if x._value.dtype.kind not in "fc":
        raise RuntimeError(
            "mean(): could not infer output dtype. Input dtype must be either a floating point or "
            f"complex dtype. Got: {BY_NP[x._value.dtype].title}"
        )
    if dim is None and not keepdim and x._value.dtype.kind == "f" and x._value.size:
        s = total(x)
        y: Tensor = div(s, x._value.size)
        if y._node is not None:
            s._node.label = Derived(s._node.label)
            y._node.label = "MeanBackward0"
        return y
    axes = axes_of(dim, x)
    label = "MeanBackward0" if dim is None else "MeanBackward1"
    return applied(lambda h: np.mean(h, axis=axes, keepdims=keepdim), (x,), label)  # type: ignore[no-any-return]


class _Named(tuple[Any, ...]):
    """(values, indices), as PyTorch's torch.return_types."""

    kind = ""
    fields: tuple[str, ...] = ("values", "indices")

    def __repr__(self) -> str:
        parts = ",\n".join(f"{k}={v!r}" for k, v in zip(self.fields, self, strict=True))
        return f"torch.return_types.{self.kind}(\n{parts})"


def return_type(kind: str, *fields: str) -> type:
    """A tuple with names, as PyTorch's torch.return_types."""
    members: dict[str, Any] = {"kind": kind, "fields": fields}
    members.update({k: property(itemgetter(i)) for i, k in enumerate(fields)})
    found: Any = type(kind, (_Named,), members)
    register_pytree_node(found, lambda y: (tuple(y), None), lambda aux, parts: found(parts))
    return found  # type: ignore[no-any-return]


VALUES = {
    name: return_type(name, "values", "indices")
    for name in ("max", "min", "median", "mode", "sort", "topk", "kthvalue", "cummax", "cummin")
}


def at_indices(x: Tensor, i: np.ndarray, dim: int, label: str) -> Tensor:
    """The entries at indices along a dimension."""
    return applied(lambda h: np.take_along_axis(h, i, dim), (x,), label)  # type: ignore[no-any-return]


def require_order(x: Tensor, kernel: str) -> None:
    """Refuse complex numbers, of which none is the larger."""
    if x._value.dtype.kind == "c":
        raise NotImplementedError(f"\"{kernel}\" not implemented for '{x.dtype.title}'")


def _extreme(name: str, whole: Any, index: Any, pairwise: Any) -> Any:
    title = name.capitalize()

    def extreme(x: Tensor, dim: Any = None, keepdim: bool = False) -> Any:
        require_order(x, f"{name}_all")
        if isinstance(dim, Tensor):
            return pairwise(x, dim)
        if dim is None:
            if not x._value.size:
                raise RuntimeError(
                    f"{name}(): Expected reduction dim to be specified for input.numel() == 0. "
                    "Specify the reduction dim with the 'dim' argument."
                )
            return applied(whole, (x,), f"{title}Backward1")
        if not x.shape:
            return VALUES[name]((x.clone(), made(np.zeros((), np.int64))))
        axis = normalized(dim, len(x.shape))
        i = np.expand_dims(index(look(x), axis=axis), axis)
        values = at_indices(x, i, axis, f"{title}Backward0")
        indices = made(i)
        if not keepdim:
            values, indices = squeezed(values, axis, f"{title}Backward0"), made(i.squeeze(axis))
        return VALUES[name]((values, indices))

    extreme.__name__ = name
    extreme.__doc__ = f"The {name}imum of the entries; along a dimension with its indices."
    return extreme


def squeezed(x: Tensor, axis: int, label: str) -> Tensor:
    y: Tensor = applied(lambda h: np.squeeze(h, axis), (x,), label)
    return y


maximum = ordered(promoting(np.maximum, "MaximumBackward0"), "maximum")
minimum = ordered(promoting(np.minimum, "MinimumBackward0"), "minimum")
for _name, _parts in {
    "max": (np.max, np.argmax, maximum),
    "min": (np.min, np.argmin, minimum),
}.items():
    add(_name, _extreme(_name, *_parts))
add("maximum", maximum)
add("minimum", minimum)


def _truth(f: Any, h: Any, axis: Any, keepdims: bool) -> Any:
    """all or any, a bool; of uint8, as PyTorch has it, one of these."""
    y = f(h, axis=axis, keepdims=keepdims)
    return y.astype(h.dtype) if h.dtype == np.uint8 else y


def _simple(name: str, f: Any, label: str) -> None:
    def reduce(x: Tensor, dim: Any = None, keepdim: bool = False) -> Tensor:
        axes = axes_of(dim, x)
        if name in ("amax", "amin"):
            require_order(x, f"{name}_cpu")
        if x._value.dtype.kind in "iub" and name in ("logsumexp", "nanmean"):
            x = in_dtype(x, DEFAULT.floating)
        elif x._value.dtype.kind in "iub" and name == "nansum":
            x = in_dtype(x, np.dtype(np.int64))
        return applied(lambda h: f(h, axis=axes, keepdims=keepdim), (x,), label)  # type: ignore[no-any-return]

    reduce.__name__ = name
    reduce.__doc__ = f"{name} of the entries, or over dimensions."
    add(name, reduce)


_simple("amax", np.max, "AmaxBackward0")
_simple("amin", np.min, "AminBackward0")
_simple(
    "logsumexp",
    lambda h, axis, keepdims: special.logsumexp(h, axis=axis, keepdims=keepdims),
    "LogsumexpBackward0",
)
_simple("all", lambda h, axis, keepdims: _truth(np.all, h, axis, keepdims), "")
_simple("any", lambda h, axis, keepdims: _truth(np.any, h, axis, keepdims), "")
_simple("count_nonzero", lambda h, axis, keepdims: np.sum(h != 0, axis=axis, dtype=np.int64), "")
_simple("nansum", np.nansum, "NansumBackward0")
_simple("nanmean", np.nanmean, "DivBackward0")


@define()
def prod(x: Tensor, dim: int | None = None, keepdim: bool = False, *, dtype: Any = None) -> Tensor:
    """The product of the entries, or along a dimension."""
    if dtype is not None:
        x = in_dtype(x, np_dtype(dtype))
    elif x._value.dtype.kind in "iub":
        x = in_dtype(x, np.dtype(np.int64))
    label = "ProdBackward0" if dim is None else "ProdBackward1"
    axes = axes_of(dim, x)
    return applied(lambda h: np.prod(h, axis=axes, keepdims=keepdim), (x,), label)  # type: ignore[no-any-return]


def _spread(f: Any, name: str) -> Any:
    def spread(
        x: Tensor,
        dim: Any = None,
        unbiased: bool | None = None,
        keepdim: bool = False,
        *,
        correction: float | None = None,
    ) -> Tensor:
        if x._value.dtype.kind not in "fc":
            raise RuntimeError("std and var only support floating point and complex dtypes")
        if isinstance(dim, bool):
            dim, unbiased = None, dim
        if correction is None:
            correction = 1 if unbiased is None or unbiased else 0
        axes = axes_of(dim, x)
        ddof = correction
        return applied(  # type: ignore[no-any-return]
            lambda h: f(h, axis=axes, ddof=ddof, keepdims=keepdim), (x,), f"{name}Backward0"
        )

    spread.__name__ = name.lower()
    spread.__doc__ = (
        "The variance of the entries or its root; divided by n - 1 unless said otherwise."
    )
    return spread


add("var", _spread(np.var, "Var"))
add("std", _spread(np.std, "Std"))


def _index(name: str, f: Any) -> None:
    def reduce(x: Tensor, dim: int | None = None, keepdim: bool = False) -> Tensor:
        if x._value.dtype.kind in "bc":
            kind = "bool" if x._value.dtype.kind == "b" else "complex"
            raise RuntimeError(f"{name}(): does not support {kind} input")
        return made(f(look(x), axis=dim, keepdims=keepdim))

    reduce.__name__ = name
    reduce.__doc__ = f"Where the {name[3:]}imum is."
    add(name, reduce)


_index("argmax", np.argmax)
_index("argmin", np.argmin)


def _ordered(x: Tensor, axis: int, descending: bool) -> np.ndarray:
    values = look(x)
    if descending:
        n = values.shape[axis]
        flipped = np.argsort(np.flip(values, axis), axis=axis, kind="stable")
        return np.flip(n - 1 - flipped, axis)
    return np.argsort(values, axis=axis, kind="stable")


@define()
def sort(x: Tensor, dim: int = -1, descending: bool = False, stable: bool = False) -> Any:
    """The entries in order along a dimension, and the indices that they had."""
    if x.is_complex():
        raise RuntimeError(" Sort does not support complex dtypes on CPU")
    if not x.shape:
        return VALUES["sort"]((x.clone(), made(np.zeros((), np.int64))))
    axis = normalized(dim, len(x.shape))
    i = _ordered(x, axis, descending)
    return VALUES["sort"]((at_indices(x, i, axis, "SortBackward0"), made(i)))


@define()
def argsort(x: Tensor, dim: int = -1, descending: bool = False, stable: bool = False) -> Tensor:
    """The indices that put a dimension in order."""
    return made(_ordered(x, normalized(dim, len(x.shape)), descending))


@define()
def topk(x: Tensor, k: int, dim: int = -1, largest: bool = True, sorted: bool = True) -> Any:
    """The k largest entries along a dimension, and their indices."""
    axis = normalized(dim, len(x.shape))
    i = np.take(_ordered(x, axis, largest), np.arange(k), axis=axis)
    return VALUES["topk"]((at_indices(x, i, axis, "TopkBackward0"), made(i)))


def shared(x: Tensor, value: Any, node: str) -> Any:
    """The one value that several entries may have, to which all of them belong; NaN may be."""
    flat = np.reshape(look(x), -1)
    if flat.dtype.kind not in "fc":
        return made(value)
    chosen = np.where(np.isnan(value), np.isnan(flat), flat == value)
    n = np.sum(chosen, dtype=flat.dtype)

    def f(h: Any) -> Any:
        return np.sum(np.where(chosen, np.reshape(h, -1), flat.dtype.type(0))) / n

    return applied(f, (x,), f"{node}Backward0")


@define()
def median(x: Tensor, dim: int | None = None, keepdim: bool = False) -> Any:
    """The lower median of the entries; along a dimension with its indices."""
    require_order(x, "median_cpu")
    if dim is None:
        flat = np.sort(np.reshape(look(x), -1))
        middle, last = flat[(flat.size - 1) // 2], flat[-1]
        return shared(x, np.where(np.isnan(last), last, middle), "Median")
    axis = normalized(dim, len(x.shape))
    order = np.argsort(look(x), axis=axis, kind="stable")
    i = np.take(order, [(order.shape[axis] - 1) // 2], axis=axis)
    values = at_indices(x, i, axis, "MedianBackward1")
    if keepdim:
        return VALUES["median"]((values, made(i)))
    return VALUES["median"]((squeezed(values, axis, "MedianBackward1"), made(i.squeeze(axis))))


def _require_floats(name: str, x: Tensor) -> None:
    if x._value.dtype.kind not in "fc":
        raise NotImplementedError(f"\"{name}_kernel\" not implemented for '{x.dtype.title}'")


@define()
def softmax(x: Tensor, dim: int, dtype: Any = None) -> Tensor:
    """Exponentials along a dimension, divided by their sum."""
    x = x if dtype is None else in_dtype(x, np_dtype(dtype))
    _require_floats("softmax", x)
    return applied(lambda h: special.softmax(h, axis=dim), (x,), "SoftmaxBackward0")  # type: ignore[no-any-return]


@define()
def log_softmax(x: Tensor, dim: int, dtype: Any = None) -> Tensor:
    """The logarithm of the softmax."""
    x = x if dtype is None else in_dtype(x, np_dtype(dtype))
    _require_floats("log_softmax", x)
    return applied(lambda h: special.log_softmax(h, axis=dim), (x,), "LogSoftmaxBackward0")  # type: ignore[no-any-return]


@define()
def cumsum(x: Tensor, dim: int, *, dtype: Any = None) -> Tensor:
    """Running sums along a dimension."""
    if not x.shape:
        return sum(x, dtype=dtype)
    if x._value.dtype.kind in "iub":
        x = in_dtype(x, np.dtype(np.int64))
    return applied(lambda h: np.cumsum(h, axis=dim), (x,), "CumsumBackward0")  # type: ignore[no-any-return]


@define()
def cumprod(x: Tensor, dim: int, *, dtype: Any = None) -> Tensor:
    """Running products along a dimension."""
    if not x.shape:
        return prod(x, dtype=dtype)
    if x._value.dtype.kind in "iub":
        x = in_dtype(x, np.dtype(np.int64))
    return applied(lambda h: np.cumprod(h, axis=dim), (x,), "CumprodBackward0")  # type: ignore[no-any-return]
