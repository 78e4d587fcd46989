"""NEP 13 and NEP 18: where NumPy hands its calls over to us."""

from __future__ import annotations

from typing import Any

import numpy as np

from funcad.core.lift import lift
from funcad.core.tracer import Tracer, settle
from funcad.errors import ReadOnlyError, UnsupportedOperationError
from funcad.numpy_dispatch.core_axes import along_core_axes
from funcad.numpy_dispatch.operands import cast, operand, store
from funcad.numpy_dispatch.tables import FUNCTIONS, NO_DERIVATIVE, UFUNCS, UNSUPPORTED, load_late

NONE_KNOWN = ("funcad has no derivative for it", "a rule of your own: funcad.custom_vjp")


def array_ufunc(self: Tracer, ufunc: np.ufunc, method: str, *inputs: Any, **kwargs: Any) -> Any:
    """Called by NumPy for every ufunc with a traced value among its arguments."""
    f = UFUNCS.get(ufunc)
    if f is not None and method == "__call__" and not kwargs:
        return f(*inputs)
    return _full_ufunc(ufunc, f, method, inputs, kwargs)


def _full_ufunc(ufunc: np.ufunc, f: Any, method: str, inputs: Any, kwargs: dict[str, Any]) -> Any:
    name = ufunc.__name__ if method == "__call__" else f"{ufunc.__name__}.{method}"
    if f is None:
        load_late()
        f = UFUNCS.get(ufunc)
    if f is None and set("".join(ufunc.types)) == set("O->"):
        f = _of_entries(ufunc)
    if f is None:
        reason, remedy = UNSUPPORTED.get(ufunc, NONE_KNOWN)
        raise UnsupportedOperationError(name, reason, remedy)
    out = kwargs.pop("out", None)
    if method in ("__call__", "outer"):
        where = kwargs.pop("where", True)
        y = _called(ufunc, f, method, inputs, **kwargs)
    else:
        where = True
        special = REDUCTIONS.get((ufunc, method))
        y = special(*inputs, **kwargs) if special else GENERIC[method](ufunc, f, *inputs, **kwargs)
    if where is not True and (out is None or any(o is None for o in out)):
        raise UnsupportedOperationError(
            name, "where= without out= leaves entries undefined", "np.where(condition, f(x), other)"
        )
    if out is None:
        return y
    if not isinstance(y, tuple):
        return _write_out(name, y, out[0], where)
    pairs = zip(y, out, strict=True)
    return tuple(v if o is None else _write_out(name, v, o, where) for v, o in pairs)


def _called(
    ufunc: np.ufunc,
    f: Any,
    method: str,
    inputs: Any,
    *,
    dtype: Any = None,
    signature: Any = None,
    casting: Any = "same_kind",
    order: Any = "K",
    subok: bool = True,
    **core: Any,
) -> Any:
    """One result per output, after the options that choose types and axes.

    `order` and `subok` say nothing about the numbers: how they lie in memory is not seen.
    """
    if method == "outer":
        inputs = _crossed(*inputs)
    if dtype is not None or signature is not None or casting != "same_kind":
        inputs = _in_types(ufunc, inputs, dtype, signature, casting)
    return along_core_axes(ufunc, f, inputs, **core) if core else f(*inputs)


def _crossed(x: Any, y: Any) -> tuple[Any, Any]:
    """The arguments of ufunc.outer, such that they broadcast to every pair of entries."""
    x, y = operand(x), operand(y)
    return np.reshape(x, (*x.shape, *(1,) * y.ndim)), y


def _in_types(ufunc: np.ufunc, inputs: Any, dtype: Any, signature: Any, casting: Any) -> Any:
    """The arguments in the types that NumPy computes in; Python numbers adapt by themselves."""
    options: dict[str, Any] = {"casting": casting}
    if dtype is not None:
        if signature is not None:
            raise TypeError("cannot specify both 'signature' and 'dtype'")
        is_class = isinstance(dtype, type) and issubclass(dtype, np.dtype)  # Float64DType
        result: Any = dtype() if is_class else np.dtype(dtype)
        signature = (*(None,) * ufunc.nin, *(result,) * ufunc.nout)
    if isinstance(signature, tuple):
        signature = tuple(None if t is None else np.dtype(t) for t in signature)
    if signature is not None:
        options["signature"] = signature
    inputs = [lift(x) for x in inputs]
    given: Any = [x.dtype if hasattr(x, "dtype") else type(x) for x in inputs]
    types = ufunc.resolve_dtypes((*given, *(None,) * ufunc.nout), **options)
    return [cast(x, t) if hasattr(x, "dtype") else x for x, t in zip(inputs, types, strict=False)]


def _of_entries(ufunc: np.ufunc) -> Any:
    """What np.frompyfunc makes of the user's function: it is called with 0-d traced values."""

    def f(*inputs: Any) -> Any:
        y = ufunc(*(np.array(x, dtype=object) for x in inputs))
        return tuple(map(lift, y)) if type(y) is tuple else lift(y)

    return f


# special[np.add, "reduce"] and what does for every other ufunc, by method: see ufunc_methods.py
REDUCTIONS: dict[tuple[np.ufunc, str], Any] = {}
GENERIC: dict[str, Any] = {}


def _write_out(name: str, y: Any, target: Any, where: Any) -> Any:
    """The result of a ufunc, written into out= where `where` holds."""
    shape = np.broadcast_shapes(np.shape(y), np.shape(target))
    if shape != np.shape(target):
        raise ValueError(
            f"non-broadcastable output operand with shape {np.shape(target)} "
            f"doesn't match the broadcast shape {np.shape(y)}"
        )
    if not isinstance(target, Tracer):
        y, where = lift(y), where if where is True else lift(where)
        if target.dtype.hasobject and isinstance(y, Tracer):
            y = np.array(y, dtype=object)  # of 0-d traced values, which such an array can hold
        if isinstance(y, Tracer) or isinstance(where, Tracer):
            raise ReadOnlyError.plain_array(f"{name}(..., out=array)")
        np.copyto(target, y, where=where)
        return target
    if type(target.state) is tuple:
        settle(target)
    target[...] = y if where is True else np.where(where, y, target)  # type: ignore[index, call-overload]
    return target


def array_function(self: Tracer, func: Any, types: Any, args: Any, kwargs: Any) -> Any:
    """Called by NumPy for every function with a traced value among its relevant arguments."""
    f = FUNCTIONS.get(func) or NO_DERIVATIVE.get(func)
    if f is None:
        load_late()
        f = FUNCTIONS.get(func)
    if f is None:
        name = f"{func.__module__}.{func.__name__}".replace("numpy", "np", 1)
        reason, remedy = UNSUPPORTED.get(func, ("not supported on traced values", ""))
        raise UnsupportedOperationError(name, reason, remedy)
    out = kwargs.get("out")
    if out is None:
        return f(*args, **kwargs)
    kwargs = {k: v for k, v in kwargs.items() if k != "out"}
    return store(f"np.{func.__name__}", f(*args, **kwargs), out)
