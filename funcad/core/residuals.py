"""Which values the backward pass will read, so that a tape holds on to no large array it need not.

What a rule reads is found in the rule itself: its code either loads a parameter or does not.  Of an
argument that a primitive is linear in, and of a linear primitive's result, only shape and dtype are
looked at; the tape then keeps a `Like` in the array's place.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from funcad.core.primitive import Primitive

LARGE = 8192  # entries; holding on to a smaller array costs less than letting go of it


class Like:
    """The shape and dtype of an array that is gone."""

    __slots__ = ("dtype", "ndim", "shape", "size")

    __array_ufunc__ = None  # any other use is an error, never an object array

    def __init__(self, x: Any) -> None:
        self.shape, self.dtype, self.ndim, self.size = x.shape, x.dtype, x.ndim, x.size

    def __array__(self, *args: Any, **kwargs: Any) -> Any:
        raise AssertionError("a rule reads a value that it does not name as read")


def kept(
    primitive: Primitive, parents: tuple[int, ...], values: tuple[Any, ...], y: Any
) -> tuple[tuple[Any, ...], Any]:
    """The arguments and the result, with a `Like` for each large array that no rule will read."""
    y_is_read, args_are_read = read_by(primitive, parents)
    values = tuple(
        v if read or type(v) is not np.ndarray or v.size < LARGE else Like(v)
        for v, read in zip(values, args_are_read, strict=True)
    )
    if not y_is_read and type(y) is np.ndarray and y.size >= LARGE:
        y = Like(y)
    return values, y


def read_by(primitive: Primitive, parents: tuple[int, ...]) -> tuple[bool, list[bool]]:
    """(is the result read, is each argument read) by the rules of these parents."""
    traced = tuple([p >= 0 for p in parents])
    found = primitive.reads.get(traced)
    if found is None:
        found = primitive.reads[traced] = _reads(primitive, traced)
    return found


def _reads(primitive: Primitive, traced: tuple[bool, ...]) -> tuple[bool, list[bool]]:
    """(is the result read, is each argument read) when these arguments are traced."""
    n = len(traced)
    if callable(primitive.pull):  # it has none, and is swept
        return True, [True] * n
    if primitive.linear:
        linear_in = [primitive.is_linear_in(i) for i in range(n)]
        if primitive.linear == "jointly":
            return False, [not is_linear for is_linear in linear_in]
        if all(linear_in[i] for i in range(n) if traced[i]):
            alone = sum(traced) == 1
            return False, [not (alone and traced[i]) for i in range(n)]
    y_is_read, args_are_read = False, [False] * n
    for i in range(n):
        if not traced[i]:
            continue
        for rule in (primitive.jvp[i], primitive.pull[i]):
            loaded = _loaded(rule, n + 2)
            y_is_read |= loaded[1]
            args_are_read = [a or b for a, b in zip(args_are_read, loaded[2:], strict=True)]
    return y_is_read, args_are_read


def _loaded(rule: Callable[..., Any], n: int) -> list[bool]:
    """Whether each of the rule's first `n` parameters is read; True where that cannot be seen.

    A rule that hands all of them to another one, and only that, says so by `__wrapped__`.
    """
    import dis  # 10 ms, and only large arrays need it

    code = getattr(getattr(rule, "__wrapped__", rule), "__code__", None)
    if code is None or code.co_cellvars:
        return [True] * n
    names: set[str] = set()
    for instruction in dis.get_instructions(code):
        if "LOAD_FAST" in instruction.opname or "STORE_FAST_LOAD" in instruction.opname:
            at = instruction.argval
            names.update(at if isinstance(at, tuple) else (at,))
    takes_rest = bool(code.co_flags & 0x04)  # inspect.CO_VARARGS
    parameters = code.co_varnames[: min(code.co_argcount, n)]  # then come options
    return [p in names for p in parameters] + [takes_rest] * max(0, n - len(parameters))
