"""NumPy's ufuncs, and the operators that are ufuncs: which primitive, or function, is each.

Where real and complex numbers differ (absolute, sign) a function here chooses by dtype.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from funcad.core.dual import Dual
from funcad.core.lengths import Length, length_of
from funcad.core.lift import lift
from funcad.core.primitive import Primitive
from funcad.core.tape import Tape
from funcad.core.tracer import Tracer, settle, snapshot
from funcad.numpy_dispatch.lengths import (
    has_zero,
    of_sides,
    raised,
    remember,
    square_of_complex,
    square_of_real,
    sum_of_squares,
    zeros_of,
)
from funcad.numpy_dispatch.operands import cast
from funcad.numpy_dispatch.operators import binary, generic, is_one_step, reflected
from funcad.numpy_dispatch.tables import UFUNCS, UNSUPPORTED
from funcad.numpy_dispatch.trimming import asks_for_zero
from funcad.primitives import arithmetic as ar
from funcad.primitives import comparison as co
from funcad.primitives import complex as cx
from funcad.primitives import exponential as ex
from funcad.primitives import hyperbolic as hy
from funcad.primitives import powers as po
from funcad.primitives import rounding as ro
from funcad.primitives import selection as se
from funcad.primitives import trigonometric as tr
from funcad.primitives.contraction import matmul


def _by_dtype(real: Any, complex_: Any) -> Callable[[Any], Any]:
    """One of two primitives."""

    def choose(x: Any) -> Any:
        if type(x) is not Tracer:
            return (complex_ if np.iscomplexobj(lift(x)) else real)(x)
        f = complex_ if x.value.dtype.kind == "c" else real
        return f(x) if f.constant else x.trace.unary(f, _settled(x))

    return choose


sign = _by_dtype(ro.sign, cx.sign)


def absolute(x: Any) -> Any:
    if type(x) is not Tracer:
        x = lift(x)
        if type(x) is not Tracer:
            return (cx.absolute if np.iscomplexobj(x) else ar.absolute)(x)
    if x.state is not None:
        settle(x)
    is_complex = x.value.dtype.kind == "c"
    r = x.trace.unary(cx.absolute if is_complex else ar.absolute, x)
    if type(r) is Tracer and type(r.value) is Tracer:
        zero = None if x.state is None else zeros_of((x,))
        if zero is not None or has_zero(r):
            sided = of_sides(r, x, ())
            square = square_of_complex if is_complex else square_of_real
            remember(sided, square, (x,), zero, unsided=None if sided is r else r)
            return sided
    return r


def fabs(x: Any) -> Any:
    r = _fabs(x)
    if type(r) is Tracer and type(r.value) is Tracer and has_zero(r):
        remember(r, square_of_real, (x,))
    return r


def hypot(x: Any, y: Any) -> Any:
    r = _hypot(x, y) if type(x) is Tracer else tr.hypot(x, y)
    if type(r) is Tracer and type(r.value) is Tracer:
        zero = zeros_of((x, y))
        if zero is not None or has_zero(r):
            sided = of_sides(r, np.stack(np.broadcast_arrays(x, y)), (0,), x, y)
            remember(sided, sum_of_squares, (x, y), zero, unsided=None if sided is r else r)
            return sided
    return r


_hypot = binary(tr.hypot)


def sqrt(x: Any) -> Any:
    if type(x) is not Tracer:
        return po.sqrt(x)
    if x.state is not None:
        settle(x)
    r = x.trace.unary(po.sqrt, x)
    if has_zero(r):  # its first derivative is infinite, and that of its square is not
        remember(r, ar.positive, (x,))
    return r


def square(x: Any) -> Any:
    if type(x) is not Tracer:
        return po.square(x)
    if x.state is not None:
        settle(x)
        r = length_of(x) if type(x.value) is Tracer or type(x.state) is Length else None
        if r is not None:
            return raised(r, x.trace.unary(po.square, x), 2)
    return x.trace.unary(po.square, x)


def power(x: Any, y: Any) -> Any:
    """x ** y; the usual numbers y have primitives of their own."""
    if type(x) is Tracer and x.state is not None:
        settle(x)
        r = length_of(x) if type(x.value) is Tracer or type(x.state) is Length else None
        if r is not None:
            return raised(r, power(snapshot(x), y), y)
    if type(x) is Tracer and (type(y) is int or type(y) is float):
        if y == 2:
            f = po.square
        elif y == 0.5:
            return sqrt(x)
        elif y == -1 and x.value.dtype.kind in "fc":
            f = po.reciprocal
        else:
            return x.trace.with_number(po.power, x, y)
        return x.trace.unary(f, x)
    return _general_power(x, y) if type(x) is Tracer else po.power(x, y)


_general_power = binary(po.power)


def _settled(x: Tracer) -> Tracer:
    if x.state is not None:
        settle(x)
    return x


def float_power(x: Any, y: Any) -> Any:
    """x ** y in double precision at least."""
    x, y = lift(x), lift(y)
    dtype = np.result_type(*(getattr(v, "dtype", v) for v in (x, y)), np.float64)
    z = power(*(cast(v, dtype) if hasattr(v, "dtype") else v for v in (x, y)))
    r = length_of(x) if type(x) is Tracer and x.dtype != dtype else None
    return z if r is None else raised(r, z, y)


def divmod_(x: Any, y: Any) -> tuple[Any, Any]:
    return ro.floor_divide(x, y), ro.remainder(x, y)


def modf(x: Any) -> tuple[Any, Any]:
    return ro.fraction(x), ro.whole(x)


def frexp(x: Any) -> tuple[Any, Any]:
    n = ro.exponent(x)
    return ro.ldexp(x, -n), n


UNARY_OPERATORS: dict[str, Any] = {
    "neg": ar.negative,
    "pos": ar.positive,
    "abs": absolute,
    "invert": co.invert,
}
COMPARISONS: dict[str, Primitive] = {
    "lt": co.less,
    "le": co.less_equal,
    "eq": co.equal,
    "ne": co.not_equal,
    "gt": co.greater,
    "ge": co.greater_equal,
}
BINARY_OPERATORS: dict[str, Any] = {
    **COMPARISONS,
    "add": ar.add,
    "sub": ar.subtract,
    "mul": ar.multiply,
    "truediv": ar.divide,
    "matmul": matmul,
    "pow": po.power,
    "floordiv": ro.floor_divide,
    "mod": ro.remainder,
    "divmod": divmod_,
    "and": co.bitwise_and,
    "or": co.bitwise_or,
    "xor": co.bitwise_xor,
    "lshift": co.left_shift,
    "rshift": co.right_shift,
}


def _compare(f: Primitive) -> Callable[[Any, Any], Any]:
    """The operator of a comparison: with a number, one look at the value is all there is to it."""
    compare, slow = f.impl, generic(f)

    def method(x: Tracer, y: Any) -> Any:
        if type(y) is float or type(y) is int:
            trace = x.trace
            if (type(trace) is Tape or type(trace) is Dual) and trace.alive:
                return compare(x.value if x.state is None else _settled(x).value, y)
        return slow(x, y)

    return method


_not_equal = _compare(co.not_equal)


def differs(x: Tracer, y: Any) -> Any:
    """x != y, but for a coefficient that is only 0 here."""
    if type(y) in (int, float) and y == 0 and asks_for_zero():
        return True
    return _not_equal(x, y)


OPERATOR_FORMS: dict[str, Any] = {
    "pow": power,
    **{name: _compare(f) for name, f in COMPARISONS.items()},
    "ne": differs,
}

UNARY: dict[np.ufunc, Any] = {
    np.negative: ar.negative,
    np.positive: ar.positive,
    np.absolute: absolute,
    np.fabs: fabs,
    np.sign: sign,
    np.conjugate: cx.conjugate,
    np.square: square,
    np.sqrt: sqrt,
    np.cbrt: po.cbrt,
    np.reciprocal: po.reciprocal,
    np.exp: ex.exp,
    np.exp2: ex.exp2,
    np.expm1: ex.expm1,
    np.log: ex.log,
    np.log2: ex.log2,
    np.log10: ex.log10,
    np.log1p: ex.log1p,
    np.sin: tr.sin,
    np.cos: tr.cos,
    np.tan: tr.tan,
    np.arcsin: tr.arcsin,
    np.arccos: tr.arccos,
    np.arctan: tr.arctan,
    np.degrees: tr.degrees,
    np.rad2deg: tr.degrees,
    np.radians: tr.radians,
    np.deg2rad: tr.radians,
    np.sinh: hy.sinh,
    np.cosh: hy.cosh,
    np.tanh: hy.tanh,
    np.arcsinh: hy.arcsinh,
    np.arccosh: hy.arccosh,
    np.arctanh: hy.arctanh,
    np.floor: ro.floor,
    np.ceil: ro.ceil,
    np.trunc: ro.trunc,
    np.rint: ro.rint,
    np.spacing: ro.spacing,
    np.modf: modf,
    np.frexp: frexp,
    np.logical_not: co.logical_not,
    np.isfinite: co.isfinite,
    np.isinf: co.isinf,
    np.isnan: co.isnan,
    np.signbit: co.signbit,
    np.invert: co.invert,
    np.bitwise_count: co.bitwise_count,
}
BINARY: dict[np.ufunc, Any] = {
    np.add: ar.add,
    np.subtract: ar.subtract,
    np.multiply: ar.multiply,
    np.divide: ar.divide,
    np.copysign: ar.copysign,
    np.power: power,
    np.float_power: float_power,
    np.logaddexp: ex.logaddexp,
    np.logaddexp2: ex.logaddexp2,
    np.hypot: hypot,
    np.arctan2: tr.arctan2,
    np.maximum: se.maximum,
    np.minimum: se.minimum,
    np.fmax: se.fmax,
    np.fmin: se.fmin,
    np.floor_divide: ro.floor_divide,
    np.remainder: ro.remainder,
    np.fmod: ro.fmod,
    np.divmod: divmod_,
    np.ldexp: ro.ldexp,
    np.nextafter: ro.nextafter,
    np.heaviside: ro.heaviside,
    np.less: co.less,
    np.less_equal: co.less_equal,
    np.equal: co.equal,
    np.not_equal: co.not_equal,
    np.greater: co.greater,
    np.greater_equal: co.greater_equal,
    np.logical_and: co.logical_and,
    np.logical_or: co.logical_or,
    np.logical_xor: co.logical_xor,
    np.bitwise_and: co.bitwise_and,
    np.bitwise_or: co.bitwise_or,
    np.bitwise_xor: co.bitwise_xor,
    np.left_shift: co.left_shift,
    np.right_shift: co.right_shift,
    np.gcd: co.gcd,
    np.lcm: co.lcm,
}


def _direct(f: Any) -> Any:
    """A unary primitive by the hot path: no search for the highest level."""
    if not is_one_step(f):
        return f

    def apply(x: Any) -> Any:
        if type(x) is not Tracer:
            return f(x)
        return x.trace.unary(f, x if x.state is None else _settled(x))

    return apply


def _direct_binary(f: Any) -> Any:
    """A binary primitive by the hot path, where the first argument is traced."""
    if not is_one_step(f):
        return f
    method, swapped = binary(f), reflected(f)

    def apply(x: Any, y: Any) -> Any:
        if type(x) is Tracer:
            return method(x, y)
        return f(x, y) if type(y) is not Tracer or y.state is None else swapped(y, x)

    return apply


_fabs = _direct(ar.fabs)

UFUNCS.update({ufunc: _direct(f) for ufunc, f in UNARY.items()})
UFUNCS.update({ufunc: _direct_binary(f) for ufunc, f in BINARY.items()})
UFUNCS[np.matmul] = _direct_binary(matmul)

UNSUPPORTED[np.isnat] = ("a traced value is a number, never a date", "np.isnan(x)")

# NumPy's loops over object arrays call a method of this name on each entry
OBJECT_LOOPS: dict[str, np.ufunc] = {
    u.__name__: u
    for u in (
        *(np.sin, np.cos, np.tan, np.arcsin, np.arccos, np.arctan, np.arctan2, np.hypot),
        *(np.sinh, np.cosh, np.tanh, np.arcsinh, np.arccosh, np.arctanh),
        *(np.exp, np.exp2, np.expm1, np.log, np.log2, np.log10, np.log1p, np.sqrt, np.cbrt),
        *(np.degrees, np.radians, np.deg2rad, np.rad2deg, np.fabs, np.fmod, np.rint),
        *(np.conjugate, np.logical_not),
    )
}
