"""Squares of lengths: where abs(x) is 0, abs(x)**2 has the derivatives of x * x.

The square of what remembers that it is a length (core/lengths.py) is

    where(length == 0, x * x, length**2)

with NumPy's values.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from funcad.core.context import numbered
from funcad.core.edges import has_no_zero
from funcad.core.lengths import Length, length_of, length_of_both
from funcad.core.lift import lift
from funcad.core.primitive import Primitive
from funcad.core.series import has_series
from funcad.core.tracer import Tracer, innermost, snapshot
from funcad.numpy_dispatch.operands import cast
from funcad.primitives.arithmetic import divide, multiply
from funcad.primitives.contraction import matmul
from funcad.primitives.einsum import contract
from funcad.primitives.linalg.norms import euclidean


def has_zero(r: Any) -> bool:
    """Whether an entry is 0, of any example."""
    return not has_no_zero(r)


def first_kink(x: Any, *of: Any) -> int:
    """1 more than the number of the first of the lengths of `x` that may be zero: see norms.py.

    `of` is what it was made from, if not from `x` itself.
    """
    values = innermost(x)
    n = int(values.size - np.count_nonzero(values))
    return 1 + numbered(n, *map(innermost, of or (x,)))


def of_sides(r: Any, x: Any, axes: tuple[int, ...], *of: Any) -> Any:
    """r, the length of `x` over axes, and where it is zero as its sides have it on the mean.

    Not of what is a length itself, or made from one: that is on one side only.
    """
    if any(has_series(v) or (type(v) is Tracer and length_of(v)) for v in of or (x,)):
        return r
    return np.where(np.equal(r, 0), euclidean(x, axes=axes, split=first_kink(x, *of)), r)


def remember(
    r: Any,
    square: Callable[..., Any],
    args: tuple[Any, ...],
    zero: Any = None,
    *,
    unsided: Any = None,
    **params: Any,
) -> None:
    """Let `r`, a length of `args`, know its square(*args, **params).

    It is used where r is 0, and where `zero` holds.
    """
    where = np.equal(r, 0)
    where = where if zero is None else where | zero
    r.state = Length(where, square, tuple(map(_kept, args)), params, unsided)


def _kept(x: Any) -> Any:
    """An argument as it is now: it may be written to before its square is wanted."""
    x = lift(x)
    if type(x) is Tracer:
        y = snapshot(x)
        y.state = length_of(x)
        return y
    return x.copy() if type(x) is np.ndarray else x


def zeros_of(args: tuple[Any, ...]) -> Any:
    """Where an argument is a length that is zero; None if none is a length."""
    zero = None
    for x in args:
        r = length_of(x) if type(x) is Tracer and x.state is not None else None
        if r is not None:
            zero = r.zero if zero is None else zero | r.zero
    return zero


def square_of_real(x: Any) -> Any:
    return x * x


def square_of_complex(z: Any) -> Any:
    return np.real(z) ** 2 + np.imag(z) ** 2


def sum_of_squares(x: Any, y: Any) -> Any:
    return x * x + y * y


def raised(r: Length, y: Any, n: Any) -> Any:
    """y, the power n of a length, with the true derivatives where that is 0."""
    n = lift(n)
    if type(n) is Tracer or np.asarray(n).dtype.kind not in "iuf":
        return y
    even = np.logical_and(np.greater(n, 0), np.equal(np.remainder(n, 2), 0))
    if not np.any(even):
        return y
    square = r.squared()
    if r.plain is not None:
        y = cast(r.plain, y.dtype) ** n
    if np.any(np.not_equal(n, 2)):
        square = square ** (np.where(even, n, 2)[()] / 2)
    return np.where(r.zero & even, cast(square, y.dtype), y)


def times_itself(r: Length, y: Any) -> Any:
    """y, a length times itself, with the true derivatives where that is 0."""
    if r.plain is not None:
        y = r.plain * r.plain
    return np.where(r.zero, cast(r.squared(), y.dtype), y)


def summed(r: Length, y: Any, subscripts: str) -> Any:
    """The same of a sum of such squares."""
    return y + np.einsum(subscripts, np.where(r.zero, cast(r.squared(), y.dtype), 0))


def scaled(f: Primitive, z: Any, *args: Any) -> Any:
    """z = f(*args), a product or a quotient, with what is known if one of `args` is a length.

    Its square is the product, or the quotient, of their squares.
    """
    zero = zeros_of(args)
    if zero is not None and z.dtype.kind == "f":
        sided = any(type(x) is Tracer and has_sides(x) for x in args)
        unsided = f(*map(without_sides, args)) if sided else None
        remember(z, lambda *args: f(*map(np.square, args)), args, zero, unsided=unsided)
    return z


def has_sides(x: Tracer) -> bool:
    r = length_of(x)
    return r is not None and r.plain is not None


def without_sides(x: Any) -> Any:
    """A factor, and if it is a length with sides at 0, the same without them."""
    r = length_of(x) if type(x) is Tracer else None
    return x if r is None or r.plain is None else r.plain


def times(x: Any, y: Any, z: Any) -> Any:
    """z = x y, entry by entry, with what is known of lengths."""
    r = length_of_both(x, y) if type(x) is Tracer and type(y) is Tracer else None
    return scaled(multiply, z, x, y) if r is None else times_itself(r, z)


def dotted(x: Any, y: Any, z: Any) -> Any:
    """z = x @ y."""
    r = length_of_both(x, y) if type(x) is Tracer and type(y) is Tracer else None
    if r is None or r.zero.ndim != 1:
        return z
    return summed(r, z if r.plain is None else r.plain @ r.plain, "i->")


# what is known of the result of a binary operator, called with (x, y, z) where one is a length
OF_LENGTHS: dict[Primitive, Callable[[Any, Any, Any], Any]] = {
    multiply: times,
    divide: lambda x, y, z: scaled(divide, z, x, y),
    matmul: dotted,
}


def product(f: Primitive, x: Any, y: Any) -> Any:
    """x y, where the factors may be one length: `f` is multiply or matmul."""
    z = f(x, y)
    if type(x) is Tracer and x.state is not None and type(y) is Tracer:
        return OF_LENGTHS[f](x, y, z)
    return z


def sum_of_products(x: Any, y: Any, xs: str, ys: str, out: str) -> Any:
    """A contraction, where the factors may be one length."""
    z = contract(x, y, xs=xs, ys=ys, out=out)
    if xs == ys and type(x) is Tracer and x.state is not None and type(y) is Tracer:
        r = length_of_both(x, y)
        if r is not None:
            if r.plain is not None:
                z = contract(r.plain, r.plain, xs=xs, ys=ys, out=out)
            return summed(r, z, f"{xs}->{out}")
    return z
