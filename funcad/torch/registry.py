"""The names of functions on tensors: each is in the namespace, most are methods as well."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from funcad.torch.tensor import Tensor

FUNCTIONS: dict[str, Callable[..., Any]] = {}  # torch.exp

F = TypeVar("F", bound=Callable[..., Any])


def define(*aliases: str, method: bool = True, function: bool = True) -> Callable[[F], F]:
    """Put a function into the namespace, and on Tensor; under its own name and `aliases`."""

    def put(f: F) -> F:
        for name in (f.__name__.rstrip("_") if function and method else f.__name__, *aliases):
            add(name, f, method=method, function=function)
        return f

    return put


def add(name: str, f: Callable[..., Any], *, method: bool = True, function: bool = True) -> None:
    """Put a function into the namespace, or on Tensor, under a name."""
    if function:
        FUNCTIONS[name] = f
    if method:
        setattr(Tensor, name, f)
