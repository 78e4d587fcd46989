"""NumPy's elementwise functions that are not ufuncs: complex parts, rounding, tests, dtypes."""

from __future__ import annotations

import operator
from typing import Any

import numpy as np

from funcad.core.tracer import Tracer
from funcad.numpy_dispatch.conversion import look
from funcad.numpy_dispatch.operands import cast, operand, store
from funcad.numpy_dispatch.tables import METHODS, answers, implements
from funcad.primitives import bessel, comparison, rounding, trigonometric
from funcad.primitives import complex as parts
from funcad.primitives.views import as_view


def _is_complex(x: Any) -> bool:
    return bool(x.dtype.kind == "c")


@implements(np.real)
def real(val: Any) -> Any:
    x = operand(val)
    return as_view(parts.real, x) if _is_complex(x) else x


@implements(np.imag)
def imag(val: Any) -> Any:
    x = operand(val)
    return as_view(parts.imag, x) if _is_complex(x) else np.zeros(x.shape, x.dtype)[()]


@implements(np.angle)
def angle(z: Any, deg: bool = False) -> Any:
    z = operand(z)
    y = np.arctan2(imag(z), real(z))
    return np.degrees(y) if deg else y


@implements(np.real_if_close)
def real_if_close(a: Any, tol: float = 100) -> Any:
    a = operand(a)
    if not _is_complex(a):
        return a
    limit = tol * np.finfo(a.dtype).eps if tol > 1 else tol
    return real(a) if bool(np.all(np.abs(imag(a)) < limit)) else a


@answers(np.iscomplex)
def iscomplex(x: Any) -> Any:
    return imag(x) != 0


@answers(np.isreal)
def isreal(x: Any) -> Any:
    return imag(x) == 0


@answers(np.isposinf)
def isposinf(x: Any, out: Any = None) -> Any:
    return store("np.isposinf", np.isinf(x) & ~np.signbit(x), out)


@answers(np.isneginf)
def isneginf(x: Any, out: Any = None) -> Any:
    return store("np.isneginf", np.isinf(x) & np.signbit(x), out)


@answers(np.round, np.around)
def round(a: Any, decimals: Any = 0, out: Any = None) -> Any:
    return store("np.round", rounding.around(operand(a), decimals=decimals), out)


@answers(np.fix)
def fix(x: Any, out: Any = None) -> Any:
    return store("np.fix", np.trunc(x), out)


@implements(np.sinc)
def sinc(x: Any) -> Any:
    return trigonometric.sinc(operand(x), order=0)


@implements(np.i0)
def i0(x: Any) -> Any:
    x = operand(x)
    if _is_complex(x):
        raise TypeError("i0 not supported for complex values")
    return bessel.bessel_i(x if x.dtype.kind == "f" else cast(x, np.float64), order=0)


@answers(np.isclose)
def isclose(a: Any, b: Any, rtol: Any = 1e-05, atol: Any = 1e-08, equal_nan: bool = False) -> Any:
    if not isinstance(rtol, Tracer | np.ndarray) and not isinstance(atol, Tracer | np.ndarray):
        return comparison.isclose(a, b, rtol=rtol, atol=atol, equal_nan=equal_nan)
    a, b = operand(a), operand(b)
    with np.errstate(invalid="ignore"):
        near = np.abs(a - b) <= atol + rtol * np.abs(b)
    close = near & np.isfinite(b) | (a == b)
    return close | np.isnan(a) & np.isnan(b) if equal_nan else close


@answers(np.allclose)
def allclose(a: Any, b: Any, rtol: Any = 1e-05, atol: Any = 1e-08, equal_nan: bool = False) -> bool:
    return bool(np.all(isclose(a, b, rtol, atol, equal_nan)))


def _all_equal(x: Any, y: Any, equal_nan: bool) -> bool:
    same = x == y
    return bool(np.all(same | (np.isnan(x) & np.isnan(y)) if equal_nan else same))


def _dtype_or_value(x: Any) -> Any:
    return operand(x).dtype if isinstance(x, Tracer) else x


@answers(np.result_type)
def result_type(*arrays_and_dtypes: Any) -> Any:
    return np.result_type(*map(_dtype_or_value, arrays_and_dtypes))


@answers(np.can_cast)
def can_cast(from_: Any, to: Any, casting: Any = "safe") -> bool:
    return np.can_cast(_dtype_or_value(from_), to, casting)


def _whole(name: str, f: Any) -> Any:
    """math.floor(x) and the like: a whole Python number, on which nothing depends smoothly."""

    def method(x: Tracer) -> int:
        return int(f(look(x, name)))

    return method


METHODS["__floor__"] = _whole("math.floor", np.floor)
METHODS["__ceil__"] = _whole("math.ceil", np.ceil)
METHODS["__trunc__"] = _whole("math.trunc", np.trunc)


@implements(method="__round__")
def round_(x: Any, ndigits: Any = None) -> Any:
    if ndigits is None:
        return int(np.rint(look(x, "round")))
    return round(x, operator.index(ndigits))
