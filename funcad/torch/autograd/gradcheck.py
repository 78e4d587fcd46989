"""torch.autograd.gradcheck: derivatives of a function of the user's, against differences.

A complex tensor counts as two real ones, so a Jacobian here is a real matrix: a row for each real
number in the input, a column for each in the output.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from funcad.torch.autograd.forward_ad import pushed
from funcad.torch.autograd.gradients import grad
from funcad.torch.creation import zeros_like
from funcad.torch.tensor import Tensor, made, settled_value


class GradcheckError(RuntimeError):
    """What `gradcheck` raises for a wrong derivative."""


def gradcheck(
    func: Callable[..., Any],
    inputs: Any,
    *,
    eps: float = 1e-6,
    atol: float = 1e-5,
    rtol: float = 1e-3,
    raise_exception: bool = True,
    nondet_tol: float = 0.0,
    check_undefined_grad: bool = True,
    check_grad_dtypes: bool = False,
    check_batched_grad: bool = False,
    check_batched_forward_ad: bool = False,
    check_forward_ad: bool = False,
    check_backward_ad: bool = True,
    fast_mode: bool = False,
    masked: bool | None = None,
) -> bool:
    """Compare the Jacobian with central differences; True, or GradcheckError.

    >>> x = torch.tensor([1.0, 2.0], dtype=torch.float64, requires_grad=True)
    >>> torch.autograd.gradcheck(torch.sin, (x,))
    True

    All entries are compared, also with `fast_mode`.
    """
    xs = (inputs,) if isinstance(inputs, Tensor) else tuple(inputs)
    require_inputs(xs)
    try:
        ys = outputs_of(func, xs)
        kept = [y for y in ys if y.requires_grad]
        if not kept:
            require_constant(func, xs, ys, eps)
            return True
        for i, j, numeric in numerical(func, xs, eps):
            if check_backward_ad:
                found = analytical(kept[i], xs[j], nondet_tol, check_grad_dtypes)
                require_close("Jacobian mismatch", found, numeric, (i, j), atol, rtol)
            if check_forward_ad:
                found = forward(func, xs, j, i)
                name = "Jacobian computed with forward mode mismatch"
                require_close(name, found, numeric, (i, j), atol, rtol)
    except GradcheckError:
        if raise_exception:
            raise
        return False
    return True


def gradgradcheck(
    func: Callable[..., Any],
    inputs: Any,
    grad_outputs: Any = None,
    *,
    eps: float = 1e-6,
    atol: float = 1e-5,
    rtol: float = 1e-3,
    gen_non_contig_grad_outputs: bool = False,
    raise_exception: bool = True,
    nondet_tol: float = 0.0,
    check_undefined_grad: bool = True,
    check_grad_dtypes: bool = False,
    check_batched_grad: bool = False,
    check_fwd_over_rev: bool = False,
    check_rev_over_rev: bool = True,
    fast_mode: bool = False,
    masked: bool = False,
) -> bool:
    """`gradcheck` of the gradient, as a function of the inputs and of the gradient it starts from.

    >>> x = torch.tensor([1.0, 2.0], dtype=torch.float64, requires_grad=True)
    >>> torch.autograd.gradgradcheck(torch.sin, (x,))
    True
    """
    xs = (inputs,) if isinstance(inputs, Tensor) else tuple(inputs)
    if grad_outputs is None:
        starts = tuple(_random_like(y) for y in outputs_of(func, xs) if y.requires_grad)
    else:
        starts = (grad_outputs,) if isinstance(grad_outputs, Tensor) else tuple(grad_outputs)
        starts = tuple(g if g.requires_grad else g.detach().requires_grad_() for g in starts)
    n = len(xs)

    def gradient(*args: Any) -> tuple[Tensor, ...]:
        ys = [y for y in outputs_of(func, args[:n]) if y.requires_grad]
        wanted = [x for x in args[:n] if isinstance(x, Tensor) and x.requires_grad]
        gs = grad(ys, wanted, args[n:], create_graph=True, allow_unused=True)
        return tuple(g for g in gs if g is not None)

    return gradcheck(
        gradient,
        (*xs, *starts),
        eps=eps,
        atol=atol,
        rtol=rtol,
        raise_exception=raise_exception,
        nondet_tol=nondet_tol,
        check_grad_dtypes=check_grad_dtypes,
        check_forward_ad=check_fwd_over_rev,
        check_backward_ad=check_rev_over_rev,
    )


def require_inputs(xs: Sequence[Any]) -> None:
    if not any(isinstance(x, Tensor) and x.requires_grad for x in xs):
        raise ValueError(
            "gradcheck expects at least one input tensor to require gradient, but none of them "
            "have requires_grad=True."
        )
    for i, x in enumerate(xs):
        if isinstance(x, Tensor) and x.requires_grad and x._value.dtype.char not in "dD":
            warnings.warn(
                f"Input #{i} requires gradient and is not a double precision floating point or "
                "complex. This check will likely fail: use .double().",
                UserWarning,
                stacklevel=3,
            )


def outputs_of(func: Callable[..., Any], xs: Sequence[Any]) -> list[Tensor]:
    out = func(*xs)
    ys = out if isinstance(out, tuple | list) else (out,)
    return [y for y in ys if isinstance(y, Tensor)]


def require_constant(func: Any, xs: Sequence[Any], ys: list[Tensor], eps: float) -> None:
    """Of outputs that do not require grad, differences are zero."""
    for j, _ in perturbed(xs):
        for column in differences(func, xs, j, eps, lambda y: True):
            if any(np.any(d != 0) for d in column):
                raise GradcheckError("Numerical gradient for function expected to be zero")


def perturbed(xs: Sequence[Any]) -> list[tuple[int, Tensor]]:
    return [(j, x) for j, x in enumerate(xs) if isinstance(x, Tensor) and x.requires_grad]


def differences(func: Any, xs: Sequence[Any], j: int, eps: float, wanted: Any) -> Any:
    """For each real number in input `j`: the differences of the outputs, as real vectors."""
    a = settled_value(xs[j])
    steps = (eps, eps * 1j) if a.dtype.kind == "c" else (eps,)
    for index in np.ndindex(a.shape):
        before = a[index]
        for step in steps:
            ends = []
            try:
                for sign in (1, -1):
                    a[index] = before + sign * step
                    ends.append([reals(y) for y in outputs_of(func, xs)])
            finally:
                a[index] = before
            yield [
                (above - below) / (2 * eps)
                for k, (above, below) in enumerate(zip(*ends, strict=True))
                if wanted(k)
            ]


def reals(y: Tensor) -> Any:
    """The entries as a vector of real numbers, all real parts first; a copy."""
    a = np.array(settled_value(y.detach())).reshape(-1)
    parts = (a.real, a.imag) if a.dtype.kind == "c" else (a,)
    return np.concatenate(parts).astype(np.float64)


def numerical(func: Any, xs: Sequence[Any], eps: float) -> Any:
    """(output, input, Jacobian) for all that require grad."""
    tracked = [y.requires_grad for y in outputs_of(func, xs)]
    for j, x in perturbed(xs):
        rows = list(differences(func, xs, j, eps, lambda k: tracked[k]))
        if x._value.dtype.kind == "c":  # as `reals` has it
            rows = rows[::2] + rows[1::2]
        for i in range(sum(tracked)):
            if rows:
                yield i, j, np.array([row[i] for row in rows])


def analytical(y: Tensor, x: Tensor, nondet_tol: float, check_dtypes: bool) -> Any:
    """The Jacobian by backward passes, which are done twice."""
    found = []
    for _ in range(2):
        columns = []
        for unit in (1, 1j) if y._value.dtype.kind == "c" else (1,):
            for index in np.ndindex(tuple(y.shape)):
                start = np.zeros(y.shape, y._value.dtype)
                start[index] = unit
                (g,) = grad(y, x, made(start), retain_graph=True, allow_unused=True)
                if g is not None and check_dtypes and g.dtype != x.dtype:
                    raise GradcheckError("Gradient has dtype mismatch")
                columns.append(reals(zeros_like(x) if g is None else g))
        found.append(np.array(columns).T)
    first, second = found
    if first.size and not np.allclose(first, second, rtol=0, atol=nondet_tol, equal_nan=True):
        raise GradcheckError(
            "Backward is not reentrant, i.e., running backward with same input and grad_output "
            "multiple times gives different values, although analytical gradient matches numerical "
            f"gradient. The tolerance for nondeterminism was {nondet_tol}."
        )
    return first


def forward(func: Any, xs: Sequence[Any], j: int, i: int) -> Any:
    """The Jacobian by dual numbers."""
    x = xs[j]
    a = settled_value(x)

    def call(z: Tensor) -> Any:
        return func(*(z if k == j else other for k, other in enumerate(xs)))

    rows = []
    for unit in (1, 1j) if a.dtype.kind == "c" else (1,):
        for index in np.ndindex(a.shape):
            direction = np.zeros(a.shape, a.dtype)
            direction[index] = unit
            out, tangents = pushed(call, [x], [made(direction)])
            ys = out if isinstance(out, tuple | list) else (out,)
            kept = [dy for y, dy in zip(ys, tangents, strict=True) if y.requires_grad]
            rows.append(reals(kept[i]))
    return np.array(rows)


def require_close(
    name: str, found: Any, numeric: Any, at: tuple[int, int], atol: float, rtol: float
) -> None:
    if found.shape == numeric.shape and np.allclose(found, numeric, rtol=rtol, atol=atol):
        return
    raise GradcheckError(
        f"{name} for output {at[0]} with respect to input {at[1]},\n"
        f"numerical:{made(numeric)}\nanalytical:{made(found)}\n"
    )


def _random_like(y: Tensor) -> Tensor:
    """A gradient to start from: the same each time."""
    numbers = np.random.default_rng(y.numel()).standard_normal((2, *y.shape))
    z = numbers[0] + 1j * numbers[1] if y._value.dtype.kind == "c" else numbers[0]
    return made(np.asarray(z, y._value.dtype)).requires_grad_()


__all__ = ["GradcheckError", "gradcheck", "gradgradcheck"]
