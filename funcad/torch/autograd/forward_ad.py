"""torch.autograd.forward_ad: tensors that carry a tangent, while a dual level is open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any, NamedTuple

from funcad.core.liveness import settled
from funcad.core.tracer import Tracer
from funcad.torch.creation import zeros_like
from funcad.torch.level import Level, is_dual
from funcad.torch.tensor import Tensor, handle_of, made, node_of, tensor_of

_open: list[Level] = []


def enter_dual_level() -> int:
    """Open the level; `exit_dual_level` ends it."""
    if _open:
        raise RuntimeError("Nested forward mode AD is not supported at the moment")
    _open.append(Level("a dual level"))
    return 0


def exit_dual_level(*, level: int | None = None) -> None:
    """Leave the level: the tangents of it vanish."""
    if not _open or level not in (None, 0):
        raise RuntimeError(
            "Trying to exit a forward AD level that was not the last one that was created. "
            "This is not supported."
        )
    _open.pop().close()


class dual_level:
    """A context (or decorator) in which tensors may carry tangents.

    >>> import funcad.torch.autograd.forward_ad as fwAD
    >>> with fwAD.dual_level():
    ...     x = fwAD.make_dual(torch.tensor([2.0]), torch.tensor([1.0]))
    ...     fwAD.unpack_dual(x**3).tangent
    tensor([12.])
    """

    def __enter__(self) -> int:
        return enter_dual_level()

    def __exit__(self, *exception: object) -> None:
        exit_dual_level()

    def __call__(self, fun: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(fun)
        def call(*args: Any, **kwargs: Any) -> Any:
            with self:
                return fun(*args, **kwargs)

        return call


class UnpackedDualTensor(NamedTuple):
    """A tensor without its tangent, and the tangent, or None."""

    primal: Tensor
    tangent: Tensor | None


def make_dual(tensor: Tensor, tangent: Tensor, *, level: int | None = None) -> Tensor:
    """The tensor with a tangent, which what is computed from it will have as well."""
    if not _open:
        raise RuntimeError(
            "Trying to create a dual Tensor for forward AD but no level exists, make sure to "
            "enter_dual_level() first."
        )
    for what, x in (("primal", tensor), ("tangent", tangent)):
        if x._value.dtype.kind not in "fc":
            raise ValueError(f"Expected {what} to be floating point or complex, but got: {x.dtype}")
    if tensor.shape != tangent.shape:
        raise RuntimeError(
            "Trying to set a forward gradient that has a different size than that of the original "
            f"Tensor, this is not supported. Tensor is of size {list(tensor.shape)} while the "
            f"given forward gradient is of size {list(tangent.shape)}."
        )
    if tensor.dtype != tangent.dtype:
        raise RuntimeError(
            "Trying to set a forward gradient that has a different dtype than that of the "
            f"original Tensor, this is not supported: {tangent.dtype} for {tensor.dtype}."
        )
    if any(x._value.trace is _open[-1] for x in (tensor, tangent) if is_dual(x._value)):
        raise RuntimeError(
            "Making a dual Tensor based on a Tensor that already has a forward gradient at the "
            "same level is not supported: unpack_dual it first."
        )
    return paired(_open[-1], tensor, tangent)


def paired(level: Level, x: Tensor, dx: Tensor) -> Tensor:
    """A dual number: a view of `x` for the graph, its parts handles on the graph themselves."""
    y = x.view_as(x) if x.requires_grad else made(x._value)
    y._counter = x._counter
    y._value = Tracer(handle_of(x), handle_of(dx), level)
    y._view = None
    return y


def unpack_dual(tensor: Tensor, *, level: int | None = None) -> UnpackedDualTensor:
    """(primal, tangent) of a tensor; tangent is None where it carries none."""
    node_of(tensor)  # a view may have to follow what was written
    value = tensor._value
    if not _open or not is_dual(value) or value.trace is not _open[-1]:
        return UnpackedDualTensor(tensor, None)
    return UnpackedDualTensor(tensor_of(value.value), tensor_of(settled(value.companion)))


def pushed(
    func: Callable[..., Any], xs: Sequence[Tensor], dxs: Sequence[Tensor]
) -> tuple[Any, tuple[Tensor, ...]]:
    """func(*xs) and the tangents of its outputs."""
    level = Level("a Jacobian")
    try:
        out = func(*(paired(level, x, dx) for x, dx in zip(xs, dxs, strict=True)))
        ys = out if isinstance(out, tuple | list) else (out,)
        found = []
        for y in ys:
            v: Any = y._value if isinstance(y, Tensor) else None
            mine = is_dual(v) and v.trace is level
            found.append(tensor_of(settled(v.companion)).detach() if mine else zeros_like(y))
    finally:
        level.close()
    return out, tuple(found)


__all__ = [
    "UnpackedDualTensor",
    "dual_level",
    "enter_dual_level",
    "exit_dual_level",
    "make_dual",
    "unpack_dual",
]
