"""What is wrong with something done to a traced value, or to an array beside it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from funcad.errors.phrasing import (
    FuncadError,
    defined,
    message,
    name_of,
)


class EscapedTracerError(FuncadError, RuntimeError):
    """A traced value was used after its transform had ended."""

    def __init__(self, transform: str, fun: Callable[..., Any] | None) -> None:
        super().__init__(
            message(
                f"a value traced by {transform} of {name_of(fun)} was used after {transform} "
                "had ended",
                [
                    *defined(fun),
                    (
                        "to use it outside",
                        f"return it from {name_of(fun)}, with has_aux=True beside a result",
                    ),
                    ("to keep its number", "store funcad.stop_gradient(x)"),
                ],
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

    def __init__(self, kind: type, holds_traced: bool = False) -> None:
        """`holds_traced`: it is an array of objects, of which some are traced values."""
        remedies = [("to use its numbers", "convert it first: np.asarray(x, dtype=float)")]
        if kind.__module__.startswith("scipy.sparse"):
            remedies = [
                ("to multiply", "A @ x and x @ A"),
                ("to scale", "(A @ x) * y for (A * y) @ x"),
                ("to use its numbers", "A.toarray()"),
            ]
        elif holds_traced and issubclass(kind, np.ma.MaskedArray):
            remedies = [("to choose by a mask", "np.where(mask, 0.0, x), or x.filled(0.0) of it")]
        elif holds_traced:
            remedies = [("to use its numbers", "convert it first: np.asarray(x)")]
        super().__init__(
            message(
                f"{kind.__module__}.{kind.__qualname__} cannot take part in a differentiated "
                "operation",
                remedies,
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
                    (
                        "to drop it on purpose",
                        re.sub(r"\bx\b", "funcad.stop_gradient(x)", conversion),
                    ),
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
                    *defined(fun),
                    ("to choose by example", "np.where(condition, x, y)"),
                    ("to look at one by one", f"call {name_of(fun)} in a Python loop"),
                ],
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
                    *defined(fun),
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
                    *defined(fun),
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
                    *defined(fun),
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
                    *defined(fun),
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
            error, message(text, [("expected", f"{expected}"), ("got", f"{got}"), *defined(fun)])
        )
        return error
