"""Every exception of funcad.  Each class phrases its own message.

The first line is the fact, in the user's own names and shapes; the next lines say what to do.
Each class also derives from the built-in exception that NumPy or Python would have raised.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

_NUMPY = os.path.dirname(os.path.abspath(np.__file__))
_LIBRARIES = (
    os.path.dirname(os.path.abspath(__file__)) + os.sep,
    _NUMPY + os.sep,
    os.path.join(os.path.dirname(_NUMPY), "scipy") + os.sep,
)


def in_library(filename: str) -> bool:
    """Whether code of this file is ours, NumPy's or SciPy's, and not the user's."""
    return filename.startswith(_LIBRARIES)


class FuncadError(Exception):
    """The base of every exception that funcad raises on purpose."""


def name_of(fun: Callable[..., Any] | None) -> str:
    """The user's name of a function."""
    return getattr(fun, "__name__", None) or type(fun).__name__


def place_of(fun: Callable[..., Any] | None) -> str:
    """Where a function is defined: "fit.py, line 12", or "" where that is not known."""
    code = getattr(fun, "__code__", None)
    if code is None:
        return ""
    return f"{code.co_filename}, line {code.co_firstlineno}"


def place_of_user() -> str:
    """The line of the user's code that is being run: "fit.py, line 12"."""
    frame = sys._getframe()
    while frame.f_back is not None and in_library(frame.f_code.co_filename):
        frame = frame.f_back
    return f"{frame.f_code.co_filename}, line {frame.f_lineno}"


def _defined(fun: Callable[..., Any] | None) -> list[tuple[str, str]]:
    place = place_of(fun)
    return [("defined in", place)] if place else []


def message(fact: str, remedies: Sequence[tuple[str, str]] = ()) -> str:
    """The fact, then one aligned line per remedy.

    >>> print(message("a fact", [("to do this", "write that"), ("or", "this")]))
    a fact
      to do this    write that
      or            this
    """
    width = max((len(label) for label, _ in remedies), default=0)
    return "\n".join([fact, *(f"  {label:<{width}}    {text}" for label, text in remedies)])


def described(x: Any) -> str:
    """The dtype and shape of an array, as messages say it: float64[3, 2]."""
    shape = getattr(x, "shape", None)
    if shape is None:
        return type(x).__name__
    dtype = getattr(x, "dtype", "?")
    return f"{dtype}[{', '.join(map(str, shape))}]" if shape else f"{dtype}"


class EscapedTracerError(FuncadError, RuntimeError):
    """A traced value was used after its transform had ended."""

    def __init__(self, transform: str, fun: Callable[..., Any] | None) -> None:
        super().__init__(
            message(
                f"a value traced by {transform} of {name_of(fun)} was used after {transform} "
                "had ended",
                [
                    *_defined(fun),
                    (
                        "to use it outside",
                        f"return it from {name_of(fun)}, with has_aux=True beside a result",
                    ),
                    ("to keep its number", "store funcad.stop_gradient(x)"),
                ],
            )
        )


class NotDifferentiableError(FuncadError, TypeError):
    """A derivative was asked for where there is none: an integer, a string, an unsupported name."""

    @classmethod
    def not_an_array(cls, transform: str, where: str, kind: type) -> NotDifferentiableError:
        return cls(
            message(
                f"{transform} needs numbers or arrays; {where} is of type {kind.__name__}",
                [
                    ("to leave it out", "choose the other arguments with argnums"),
                    ("to let it hold arrays", "funcad.register_pytree_node"),
                ],
            )
        )

    @classmethod
    def result(cls, transform: str, y: Any) -> NotDifferentiableError:
        return cls(f"{transform} needs real or complex results; one is {described(y)}")


class IntegerInputError(NotDifferentiableError):
    """A derivative with respect to integers or booleans was asked for."""

    def __init__(self, transform: str, where: str, x: Any) -> None:
        super().__init__(
            message(
                f"{transform} needs real or complex numbers; {where} is {described(x)}",
                [
                    ("to differentiate it", "pass floats: 3.0 for 3, x.astype(float) for an array"),
                    ("to leave it out", "choose the other arguments with argnums"),
                ],
            )
        )


class NoDerivativeError(NotDifferentiableError):
    """A primitive has no derivative in an argument that is being differentiated."""


class NotScalarError(FuncadError, TypeError):
    """A gradient of something that is not one real number was asked for."""

    def __init__(self, transform: str, fun: Callable[..., Any], result: Any) -> None:
        name = name_of(fun)
        dtype = getattr(result, "dtype", None)
        if getattr(dtype, "kind", "") == "c" and not result.shape:
            remedies = [
                ("to choose a part", f"{transform}(lambda x: np.real({name}(x)))"),
                ("for a complex derivative", f"{transform}({name}, holomorphic=True)"),
            ]
        elif getattr(result, "shape", None) == ():
            remedies = [("to have a derivative", "compute with floats")]
        else:
            remedies = [
                ("to reduce it first", f"{transform}(lambda x: np.sum({name}(x)))"),
                ("to keep every entry", f"jacobian({name})"),
            ]
        super().__init__(
            message(
                f"{transform} needs a function that returns one real number; "
                f"{name} returned {described(result)}",
                [*_defined(fun), *remedies],
            )
        )


class ChangedConstantError(FuncadError, RuntimeError):
    """An array that a function used was written to before its derivative was taken."""

    def __init__(self, shape: tuple[int, ...], dtype: Any) -> None:
        super().__init__(
            message(
                f"an array {dtype}[{', '.join(map(str, shape))}] was written to after it was used "
                "in a differentiated function and before the backward pass",
                [("to reuse a buffer", "pass a copy: x * buffer.copy()")],
            )
        )


class UnsupportedArgumentError(FuncadError, TypeError):
    """Something that is not an array stands where an array is needed."""

    def __init__(self, kind: type) -> None:
        super().__init__(
            message(
                f"{kind.__module__}.{kind.__qualname__} cannot take part in a differentiated "
                "operation",
                [("to use its numbers", "convert it first: np.asarray(x, dtype=float)")],
            )
        )


class UnsupportedOperationError(FuncadError, TypeError):
    """A NumPy name, or an option of one, that funcad does not support on traced values."""

    def __init__(self, name: str, reason: str, remedy: str = "") -> None:
        super().__init__(message(f"{name}: {reason}", [("instead", remedy)] if remedy else []))


class UnsupportedAttributeError(UnsupportedOperationError, AttributeError):
    """An attribute of an ndarray that a traced value does not have: hasattr says no."""


class ConversionError(FuncadError, TypeError, ValueError):
    """A conversion of a traced value to a plain one, which would lose its gradient."""

    def __init__(self, conversion: str, remedies: Sequence[tuple[str, str]]) -> None:
        super().__init__(
            message(
                f"{conversion} of a traced value would lose its gradient",
                [
                    *remedies,
                    ("to drop it on purpose", conversion.replace("x", "funcad.stop_gradient(x)")),
                ],
            )
        )


class BatchedValueError(FuncadError, TypeError):
    """Python asked for one value where vmap carries a whole batch."""

    def __init__(self, asked: str, fun: Callable[..., Any] | None) -> None:
        super().__init__(
            message(
                f"{asked} in {name_of(fun)} has one answer per example of the batch, not one",
                [
                    *_defined(fun),
                    ("to choose by example", "np.where(condition, x, y)"),
                    ("to look at one by one", f"call {name_of(fun)} in a Python loop"),
                ],
            )
        )


class StructureError(FuncadError, ValueError):
    """Two pytrees that must correspond do not: the message gives the path where they part."""


class ShapeError(FuncadError, ValueError):
    """An array has another shape than its place requires."""


class DtypeError(FuncadError, TypeError):
    """An array has another dtype than its place requires."""

    @classmethod
    def holomorphic(cls, transform: str, fun: Callable[..., Any]) -> DtypeError:
        return cls(
            message(
                f"{transform} with holomorphic=True needs complex arguments of {name_of(fun)}",
                [("to make one complex", "x + 0j"), ("for real arguments", "holomorphic=False")],
            )
        )

    @classmethod
    def holomorphic_result(cls, transform: str, y: Any) -> DtypeError:
        return cls(
            f"{transform} with holomorphic=True needs complex results; one is {described(y)}"
        )

    @classmethod
    def complex_result(cls, transform: str, y: Any) -> DtypeError:
        return cls(
            message(
                f"{transform} goes back and needs real results; one is {described(y)}",
                [
                    ("if the function is holomorphic", "holomorphic=True"),
                    ("of real arguments", "jacfwd"),
                ],
            )
        )

    @classmethod
    def complex_input(cls, transform: str, where: str, x: Any) -> DtypeError:
        return cls(
            message(
                f"{transform} goes forward and needs real arguments; {where} is {described(x)}",
                [
                    ("if the function is holomorphic", "holomorphic=True"),
                    ("of a real result", "jacrev, or grad for a single number"),
                ],
            )
        )

    @classmethod
    def assignment(cls, v: Any, x: Any) -> DtypeError:
        return cls(
            message(
                f"assigning {described(v)} into {described(x)} would lose its fraction or its "
                "imaginary part",
                [("to have room for it", "make the array with dtype=float or dtype=complex")],
            )
        )


class ArgumentError(FuncadError, TypeError):
    """An option or argument that makes no sense: argnums out of range, an axis that is missing."""

    @classmethod
    def not_callable(cls, transform: str, fun: Any) -> ArgumentError:
        return cls(
            message(
                f"{transform} needs a function; it was given {described(fun)}",
                [("to differentiate at x", f"{transform}(f)(x)")],
            )
        )

    @classmethod
    def mapped_result(cls, fun: Callable[..., Any]) -> ArgumentError:
        return cls(
            message(
                f"vmap with out_axes=None: a result of {name_of(fun)} differs between examples",
                [*_defined(fun), ("to have it for every example", "out_axes=0 in its place")],
            )
        )

    @classmethod
    def no_rule(cls, fun: Callable[..., Any], method: str) -> ArgumentError:
        return cls(
            message(
                f"{name_of(fun)} was called before its derivative rule was set",
                [*_defined(fun), ("to set it", f"{name_of(fun)}.{method}(...)")],
            )
        )

    @classmethod
    def missing(cls, transform: str, fun: Callable[..., Any], n: int, count: int) -> ArgumentError:
        plural = "" if count == 1 else "s"
        return cls(
            message(
                f"{transform} was asked for argument {n} of {name_of(fun)}, "
                f"which was called with {count} positional argument{plural}",
                [("to name a keyword", f"{transform}({name_of(fun)}, argnames='...')")],
            )
        )


class NotLinearError(FuncadError, ValueError):
    """A function that must be linear is not."""

    @classmethod
    def operation(
        cls, transform: str, fun: Callable[..., Any] | None, operation: str
    ) -> NotLinearError:
        return cls._at(transform, fun, f"{operation} is not linear in its argument")

    @classmethod
    def product(
        cls, transform: str, fun: Callable[..., Any] | None, operation: str
    ) -> NotLinearError:
        return cls._at(
            transform, fun, f"{operation} combines two values that both depend on the argument"
        )

    @classmethod
    def constant(
        cls, transform: str, fun: Callable[..., Any] | None, operation: str
    ) -> NotLinearError:
        return cls._at(transform, fun, f"{operation} with a constant that is not zero is affine")

    @classmethod
    def looked_at(
        cls, transform: str, fun: Callable[..., Any] | None, asked: str
    ) -> NotLinearError:
        return cls._at(transform, fun, f"{asked} depends on the argument")

    @classmethod
    def constant_result(cls, fun: Callable[..., Any]) -> NotLinearError:
        return cls(
            message(
                f"linear_transpose needs a linear function; {name_of(fun)} is not: its result "
                "holds a constant that is not zero",
                _defined(fun),
            )
        )

    @classmethod
    def _at(cls, transform: str, fun: Callable[..., Any] | None, why: str) -> NotLinearError:
        return cls(
            message(
                f"{transform} needs a linear function; {name_of(fun)} is not: {why}",
                [("at", place_of_user()), *_defined(fun)],
            )
        )


class UnusedInputError(FuncadError, ValueError):
    """An input that strict=True requires to be used does not influence the result."""

    def __init__(self, transform: str, fun: Callable[..., Any], unused: Sequence[str]) -> None:
        do = "does" if len(unused) == 1 else "do"
        super().__init__(
            message(
                f"{transform} with strict=True: {', '.join(unused)} {do} not influence the result "
                f"of {name_of(fun)}",
                [*_defined(fun), ("to get zeros instead", "strict=False")],
            )
        )


class ClosedOverTracerError(FuncadError, RuntimeError):
    """A function with a custom rule used a traced value that it was not given as an argument."""

    def __init__(self, fun: Callable[..., Any], transform: str, of: Any = None) -> None:
        whose = f"{transform} of {name_of(of)}" if of is not None else transform
        super().__init__(
            message(
                f"{name_of(fun)} has a custom rule and uses a value traced by {whose} that is "
                "not one of its arguments: the rule would lose its derivative",
                [
                    *_defined(fun),
                    ("to have its derivative", f"pass it to {name_of(fun)} as an argument"),
                    ("to hold it constant", "use funcad.stop_gradient(w) of it"),
                ],
            )
        )

    @classmethod
    def in_rule(cls, fun: Callable[..., Any]) -> ClosedOverTracerError:
        return cls(fun, "a transform around it")


class ChangedResultError(FuncadError, RuntimeError):
    """A checkpointed function gave another result when it was run again."""

    def __init__(self, fun: Callable[..., Any]) -> None:
        super().__init__(
            message(
                f"{name_of(fun)}, run again by checkpoint in the backward pass, returned something "
                "else than the first time",
                [
                    *_defined(fun),
                    ("if it draws random numbers", "draw them outside and pass them as arguments"),
                    ("if it changes a variable", "return the new value instead"),
                ],
            )
        )


class LeakedFromCheckpointError(FuncadError, RuntimeError):
    """A value made inside a checkpointed function was used outside without being returned."""

    def __init__(self) -> None:
        super().__init__(
            message(
                "a value traced inside a checkpointed function was used outside it, and its "
                "derivative was not kept",
                [("to use it outside", "return it from the checkpointed function")],
            )
        )


class ReadOnlyError(FuncadError, ValueError):
    """An in-place write that cannot be honoured."""

    @classmethod
    def argument(cls, transform: str, fun: Callable[..., Any] | None) -> ReadOnlyError:
        return cls(
            message(
                f"{name_of(fun)} writes into its argument, which {transform} cannot change for the "
                "caller",
                [
                    *_defined(fun),
                    ("to work on a copy", "x = x.copy()"),
                    ("for x += y", "x = x + y"),
                ],
            )
        )

    @classmethod
    def view(cls, operation: str) -> ReadOnlyError:
        return cls(
            message(
                f"writing into the result of {operation} would not reach the array it is a view of",
                [
                    ("to write into the array", "index it: y[i] = v"),
                    ("to work on a copy", "y.copy()"),
                ],
            )
        )

    @classmethod
    def plain_array(cls, operation: str) -> ReadOnlyError:
        return cls(
            message(
                f"{operation} would write a traced value into a plain ndarray, which cannot keep "
                "its gradient",
                [
                    (
                        "to have an array that can",
                        "np.zeros_like(x) of a traced x, or funcad.numpy.zeros",
                    ),
                    ("to make a new array", "np.stack([...]), or y = y + x for y += x"),
                ],
            )
        )


class GradientMismatchError(FuncadError, AssertionError):
    """A derivative differs from finite differences."""

    def __init__(
        self,
        fun: Callable[..., Any],
        how: str,
        order: int,
        entry: str,
        at: tuple[int, ...],
        expected: Any,
        got: Any,
    ) -> None:
        of = f" of result[{', '.join(map(str, at))}]" if at else ""
        super().__init__(
            message(
                f"{name_of(fun)}: the derivative{of} by {entry} is wrong in {how}, order {order}",
                [
                    ("expected", f"{expected:.10g}, by finite differences"),
                    ("got", f"{got:.10g}"),
                    *_defined(fun),
                ],
            )
        )

    @classmethod
    def shape(
        cls, fun: Callable[..., Any], how: str, entry: str, expected: Any, got: Any
    ) -> GradientMismatchError:
        error = cls.__new__(cls)
        text = f"{name_of(fun)}: the derivative by {entry} has the wrong shape in {how}"
        AssertionError.__init__(
            error, message(text, [("expected", f"{expected}"), ("got", f"{got}"), *_defined(fun)])
        )
        return error
