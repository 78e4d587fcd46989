"""What the functions of `torch.autograd.functional` are given, and what they give back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from funcad.torch.autograd.gradients import grad
from funcad.torch.creation import ones_like, zeros_like
from funcad.torch.level import is_dual
from funcad.torch.modes import enable_grad
from funcad.torch.tensor import Tensor, made

Tensors = tuple[Tensor, ...]


class Call:
    """A function that was called with inputs that require grad, and its outputs."""

    def __init__(self, name: str, func: Callable[..., Any], inputs: Any, create: bool) -> None:
        self.name, self.create = name, create
        self.many_in, given = as_tuple(inputs, "inputs", name)
        self.inputs = prepared(given, create)
        with enable_grad():
            out = func(*self.inputs)
        self.many_out, self.outputs = as_tuple(
            out, "outputs of the user-provided function", f"{name}"
        )

    def result(self, gs: Sequence[Tensor], many: bool) -> Any:
        """In the structure of the inputs or the outputs."""
        ready = tuple(finished(g, self.create) for g in gs)
        return ready if many else ready[0]

    def require_connected(self) -> None:
        for i, y in enumerate(self.outputs):
            if not y.requires_grad:
                raise RuntimeError(
                    f"Output {i} of the user-provided function does not require gradients."
                    " In strict mode all of them are computed from the inputs, by operations that"
                    " have derivatives."
                )

    def single_output(self) -> Tensor:
        """The output of a function that must have one, of one entry."""
        if self.many_out:
            raise RuntimeError(f"The function given to {self.name} should return a single Tensor")
        y = self.outputs[0]
        if y.numel() != 1:
            raise RuntimeError(
                f"The Tensor returned by the function given to {self.name} should contain a single "
                "element"
            )
        return y


def as_tuple(x: Any, what: str, name: str) -> tuple[bool, Tensors]:
    """(is it a tuple, the tensors)."""
    if isinstance(x, Tensor):
        return False, (x,)
    if not isinstance(x, tuple | list):
        raise TypeError(
            f"The {what} given to {name} must be either a Tensor or a tuple of Tensors but the"
            f" given {what} has type {type(x)}."
        )
    for i, y in enumerate(x):
        if not isinstance(y, Tensor):
            raise TypeError(
                f"The {what} given to {name} must be either a Tensor or a tuple of Tensors but the"
                f" value at index {i} has type {type(y)}."
            )
    return True, tuple(x)


def prepared(xs: Sequence[Tensor], create: bool) -> Tensors:
    """Tensors of the same values to differentiate by: those of the user's are left alone."""
    return tuple(x.view_as(x) if create and x.requires_grad else _copy(x) for x in xs)


def _copy(x: Tensor) -> Tensor:
    y = made(x._value) if is_dual(x._value) else x.detach()
    return y.requires_grad_()


def finished(g: Tensor, create: bool) -> Tensor:
    return g if create or not g.requires_grad else g.detach()


def vector(v: Any, like: Tensors, is_tuple: bool, missing: str, create: bool) -> Tensors:
    """The tensors to multiply by, which have the shapes of `like`; ones for a single number."""
    if v is None:
        if len(like) != 1 or like[0].numel() != 1:
            raise RuntimeError(f"The vector v can only be None if {missing}")
        return (ones_like(like[0]),)
    _, given = as_tuple(v, "v", "the function")
    vs = given if create else tuple(g.detach() for g in given)
    if len(vs) != len(like):
        if is_tuple:
            raise RuntimeError(
                f"v is a tuple of invalid length: should be {len(like)} but got {len(vs)}."
            )
        raise RuntimeError("The given v should contain a single Tensor.")
    for i, (g, x) in enumerate(zip(vs, like, strict=True)):
        if g.shape != x.shape:
            where = f"Entry {i} in " if is_tuple else ""
            raise RuntimeError(f"{where}v has invalid size: should be {x.shape} but got {g.shape}.")
    return vs


def gradients(
    ys: Sequence[Tensor], xs: Sequence[Tensor], vs: Sequence[Any] | None, create: bool
) -> list[Tensor | None]:
    """The gradients by `xs` of those of the outputs that have some."""
    vs = [None] * len(ys) if vs is None else vs
    pairs = [(y, v) for y, v in zip(ys, vs, strict=True) if y.requires_grad]
    if not pairs:
        return [None] * len(xs)
    return list(
        grad(
            [y for y, _ in pairs],
            xs,
            [v for _, v in pairs],
            create_graph=create,
            retain_graph=True,
            allow_unused=True,
        )
    )


def filled(gs: Sequence[Tensor | None], like: Tensors, strict: str | None) -> Tensors:
    """Zeros where there is no gradient, which is an error in strict mode."""
    found = []
    for i, (g, x) in enumerate(zip(gs, like, strict=True)):
        if g is None and strict is not None:
            raise RuntimeError(f"{strict.format(i)} This is not allowed in strict mode.")
        found.append(zeros_like(x) if g is None else g)
    return tuple(found)


def require_dependent(gs: Sequence[Tensor], what: str) -> None:
    """In strict mode with create_graph, results depend on the inputs themselves."""
    for i, g in enumerate(gs):
        if not g.requires_grad:
            raise RuntimeError(
                what.format(i) + " This is not allowed in strict mode when create_graph=True."
            )
