"""What is wrong with a function, its arguments or its result, seen when it is transformed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from funcad.errors.phrasing import (
    FuncadError,
    defined,
    described,
    is_derivative,
    message,
    name_of,
    place_of_user,
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
        elif getattr(result, "shape", None) == () or isinstance(result, int | str | bytes):
            remedies = [("to have a derivative", "compute with floats")]
        elif result is None:
            remedies = [("to return a number", "end the function with `return y`")]
        elif isinstance(result, tuple | list | dict):
            remedies = [
                ("to choose one", f"{transform}(lambda x: {name}(x)[...])"),
                ("to return more beside it", f"return y, more and {transform}(..., has_aux=True)"),
                ("to keep every entry", f"jacobian({name})"),
            ]
        elif is_derivative(fun):
            name = f"the gradient of {name}"
            remedies = [
                ("for second derivatives", f"hessian({name_of(fun)})"),
                ("in one direction", f"hvp({name_of(fun)}, (x,), (dx,))"),
            ]
        else:
            remedies = [
                ("to reduce it first", f"{transform}(lambda x: np.sum({name}(x)))"),
                ("to keep every entry", f"jacobian({name})"),
            ]
        super().__init__(
            message(
                f"{transform} needs a function that returns one real number; "
                f"{name} returned {described(result)}",
                [*defined(fun), *remedies],
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
                [*defined(fun), ("to have it for every example", "out_axes=0 in its place")],
            )
        )

    @classmethod
    def no_rule(cls, fun: Callable[..., Any], method: str) -> ArgumentError:
        return cls(
            message(
                f"{name_of(fun)} was called before its derivative rule was set",
                [*defined(fun), ("to set it", f"{name_of(fun)}.{method}(...)")],
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
                defined(fun),
            )
        )

    @classmethod
    def _at(cls, transform: str, fun: Callable[..., Any] | None, why: str) -> NotLinearError:
        return cls(
            message(
                f"{transform} needs a linear function; {name_of(fun)} is not: {why}",
                [("at", place_of_user()), *defined(fun)],
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
                [*defined(fun), ("to get zeros instead", "strict=False")],
            )
        )
