"""NEP 13 and NEP 18: where NumPy hands its calls over to us."""

from __future__ import annotations

from typing import Any

import numpy as np

from funcad.core.lift import lift
from funcad.core.tracer import Tracer, settle
from funcad.errors import ReadOnlyError, UnsupportedOperationError
from funcad.numpy_dispatch.tables import FUNCTIONS, NO_DERIVATIVE, UFUNCS, UNSUPPORTED, load_late


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
        reason, remedy = UNSUPPORTED.get(ufunc, ("funcad has no derivative for it", ""))
        raise UnsupportedOperationError(name, reason, remedy)
    out = kwargs.pop("out", None)
    where = kwargs.pop("where", True)
    dtype = kwargs.pop("dtype", None)
    casting = kwargs.pop("casting", "same_kind")
    kwargs.pop("subok", None)
    kwargs.pop("order", None)
    if method == "__call__":
        if kwargs:
            raise UnsupportedOperationError(name, f"{', '.join(kwargs)} on a traced value")
        y = f(*(inputs if dtype is None else [_cast(x, dtype, casting) for x in inputs]))
    else:
        f = REDUCTIONS.get((ufunc, method))
        if f is None:
            raise UnsupportedOperationError(name, "on a traced value")
        if dtype is not None:
            kwargs["dtype"] = dtype
        if where is not True:
            kwargs["where"], where = where, True
        y = f(*inputs, **kwargs)
    if out is None and where is not True:
        raise UnsupportedOperationError(
            name, "where= without out= leaves entries undefined", "np.where(condition, f(x), other)"
        )
    return y if out is None else _write_out(name, y, out, where)


def _of_entries(ufunc: np.ufunc) -> Any:
    """What np.frompyfunc makes of the user's function: it is called with 0-d traced values."""

    def f(*inputs: Any) -> Any:
        y = ufunc(*(np.array(x, dtype=object) for x in inputs))
        return tuple(map(lift, y)) if type(y) is tuple else lift(y)

    return f


def _cast(x: Any, dtype: Any, casting: str) -> Any:
    """An argument in the dtype that dtype= asks for; a Python number adapts by itself."""
    x = lift(x)
    return x.astype(dtype, casting=casting, copy=False) if hasattr(x, "dtype") else x


REDUCTIONS: dict[tuple[np.ufunc, str], Any] = {}


def _write_out(name: str, y: Any, out: Any, where: Any) -> Any:
    target = out[0] if isinstance(out, tuple) else out
    if isinstance(out, tuple) and len(out) > 1:
        raise UnsupportedOperationError(name, "several out= arrays on traced values")
    if not isinstance(target, Tracer):
        raise ReadOnlyError.plain_array(f"{name}(..., out=array)")
    if type(target.state) is tuple:
        settle(target)
    chosen = y if where is True else np.where(where, y, target)  # type: ignore[call-overload]
    target[...] = chosen  # type: ignore[index]
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
    return _write_out(f"np.{func.__name__}", f(*args, **kwargs), out, True)
