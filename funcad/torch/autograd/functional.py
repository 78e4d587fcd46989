"""torch.autograd.functional: Jacobians, Hessians and their products with vectors.

The inputs are left alone, and what is returned does not require grad unless `create_graph` says so.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from funcad.torch.autograd.arguments import (
    Call,
    Tensors,
    as_tuple,
    filled,
    finished,
    gradients,
    require_dependent,
    vector,
)
from funcad.torch.autograd.forward_ad import pushed
from funcad.torch.creation import zeros_like
from funcad.torch.modes import enable_grad
from funcad.torch.registry import FUNCTIONS
from funcad.torch.tensor import Tensor

INDEPENDENT = "The output of the user-provided function is independent of input {}."
CONSTANT_JACOBIAN = "The jacobian of the user-provided function is independent of input {}."
CONSTANT_HESSIAN = "The hessian of the user-provided function is independent of input {}."
LINEAR = (
    "While computing the hessian, found that the jacobian of the user-provided function with "
    "respect to input {} is independent of the input."
)
NOT_STRICT = " This is not allowed in strict mode."
CONSTANT_PRODUCT = (
    "The gradient with respect to the input is independent of entry {} in the grad_outputs when "
    "using the double backward trick to compute forward mode gradients."
)
CONSTANT_GRADIENT = (
    "The hessian of the user-provided function is independent of entry {} in the grad_jacobian."
)
OF_OUTPUT = "the user-provided function returns a single Tensor with a single element."
OF_INPUT = "the input to the user-provided function is a single Tensor with a single element."


def vjp(
    func: Callable[..., Any],
    inputs: Any,
    v: Any = None,
    create_graph: bool = False,
    strict: bool = False,
) -> tuple[Any, Any]:
    """(func(*inputs), `v` times its Jacobian).

    >>> x = torch.tensor([1.0, 2.0])
    >>> torch.autograd.functional.vjp(lambda x: x**2, x, torch.ones(2))
    (tensor([1., 4.]), tensor([2., 4.]))
    """
    call = Call("vjp", func, inputs, create_graph)
    if strict:
        call.require_connected()
    vs = vector(v, call.outputs, call.many_out, OF_OUTPUT, create_graph)
    with enable_grad():
        found = gradients(call.outputs, call.inputs, vs, create_graph)
    gs = filled(found, call.inputs, INDEPENDENT if strict else None)
    if strict and create_graph:
        require_dependent(gs, CONSTANT_JACOBIAN)
    return call.result(call.outputs, call.many_out), call.result(gs, call.many_in)


def jvp(
    func: Callable[..., Any],
    inputs: Any,
    v: Any = None,
    create_graph: bool = False,
    strict: bool = False,
) -> tuple[Any, Any]:
    """(func(*inputs), its Jacobian times `v`), by differentiating the product `vjp` by its vector.

    >>> x = torch.tensor([1.0, 2.0])
    >>> torch.autograd.functional.jvp(lambda x: x**2, x, torch.ones(2))
    (tensor([1., 4.]), tensor([2., 4.]))
    """
    name = "jvp"
    many_in, given = as_tuple(inputs, "inputs", name)
    vs = vector(v, given, many_in, OF_INPUT, create_graph)
    call = Call(name, func, inputs, create_graph)
    if strict:
        call.require_connected()
    with enable_grad():
        starts = tuple(zeros_like(y).requires_grad_() for y in call.outputs)
        found = gradients(call.outputs, call.inputs, starts, True)
        gs = filled(found, call.inputs, INDEPENDENT if strict else None)
        products = gradients(gs, starts, vs, create_graph)
    dys = filled(products, call.outputs, CONSTANT_PRODUCT if strict else None)
    if strict and create_graph:
        require_dependent(dys, CONSTANT_JACOBIAN)
    return call.result(call.outputs, call.many_out), call.result(dys, call.many_out)


def vhp(
    func: Callable[..., Any],
    inputs: Any,
    v: Any = None,
    create_graph: bool = False,
    strict: bool = False,
) -> tuple[Any, Any]:
    """(func(*inputs), `v` times its Hessian) of a function of one value.

    >>> x = torch.tensor([1.0, 2.0])
    >>> torch.autograd.functional.vhp(lambda x: (x**3).sum(), x, torch.ones(2))
    (tensor(9.), tensor([ 6., 12.]))
    """
    call, gs, vs = _first_gradient("vhp", func, inputs, v, create_graph, strict)
    with enable_grad():
        found = gradients(gs, call.inputs, vs, create_graph)
    hs = filled(found, call.inputs, LINEAR if strict else None)
    if strict and create_graph:
        require_dependent(hs, CONSTANT_HESSIAN)
    return call.result(call.outputs, call.many_out), call.result(hs, call.many_in)


def hvp(
    func: Callable[..., Any],
    inputs: Any,
    v: Any = None,
    create_graph: bool = False,
    strict: bool = False,
) -> tuple[Any, Any]:
    """(func(*inputs), its Hessian times `v`) of a function of one value.

    >>> x = torch.tensor([1.0, 2.0])
    >>> torch.autograd.functional.hvp(lambda x: (x**3).sum(), x, torch.ones(2))
    (tensor(9.), tensor([ 6., 12.]))
    """
    call, gs, vs = _first_gradient("hvp", func, inputs, v, create_graph, strict)
    with enable_grad():
        directions = tuple(zeros_like(x).requires_grad_() for x in call.inputs)
        second = gradients(gs, call.inputs, directions, True)
        hs = filled(second, call.inputs, LINEAR if strict else None)
        products = gradients(hs, directions, vs, create_graph)
    result = filled(products, call.inputs, CONSTANT_GRADIENT if strict else None)
    if strict and create_graph:
        require_dependent(result, CONSTANT_HESSIAN)
    return call.result(call.outputs, call.many_out), call.result(result, call.many_in)


def _first_gradient(
    name: str, func: Any, inputs: Any, v: Any, create: bool, strict: bool
) -> tuple[Call, Tensors, Tensors]:
    many_in, given = as_tuple(inputs, "inputs", name)
    vs = vector(v, given, many_in, OF_INPUT, create)
    call = Call(name, func, inputs, create)
    if strict:
        call.require_connected()
    call.single_output()
    with enable_grad():
        found = gradients(call.outputs, call.inputs, None, True)
    return call, filled(found, call.inputs, INDEPENDENT if strict else None), vs


def jacobian(
    func: Callable[..., Any],
    inputs: Any,
    create_graph: bool = False,
    strict: bool = False,
    vectorize: bool = False,
    strategy: str = "reverse-mode",
) -> Any:
    """The Jacobian, of shape output + input; nested tuples for several outputs and inputs.

    >>> torch.autograd.functional.jacobian(lambda x: x**2, torch.tensor([1.0, 2.0]))
    tensor([[2., 0.],
            [0., 4.]])
    """
    require_strategy(strategy)
    if strict and vectorize:
        raise RuntimeError(
            "torch.autograd.functional.jacobian: `strict=True` and `vectorized=True` are not "
            "supported together. Leave one of them out."
        )
    if strategy == "forward-mode":
        return _forward(func, inputs, create_graph, vectorize)
    call = Call("jacobian", func, inputs, create_graph)
    rows = []
    for i, y in enumerate(call.outputs):
        blocks = _rows(call, i, y, strict)
        rows.append(tuple(finished(b, create_graph) for b in blocks))
    found = tuple(row if call.many_in else row[0] for row in rows)
    return found if call.many_out else found[0]


def require_strategy(strategy: str) -> None:
    if strategy not in ("forward-mode", "reverse-mode"):
        raise AssertionError(
            'Expected strategy to be either "forward-mode" or "reverse-mode". Hint: for a function '
            "of few inputs, forward mode takes fewer passes."
        )


def _rows(call: Call, i: int, y: Tensor, strict: bool) -> list[Tensor]:
    """The Jacobian of one output by each input."""
    parts: list[list[Tensor]] = [[] for _ in call.inputs]
    with enable_grad():
        flat = y.reshape(-1)
        for k in range(y.numel()):
            gs = gradients([flat[k]], call.inputs, None, call.create)
            for at, (g, x) in enumerate(zip(gs, call.inputs, strict=True)):
                if strict:
                    _require_strict(call, i, at, y, g)
                parts[at].append(zeros_like(x) if g is None else g)
        return [
            FUNCTIONS["stack"](gs).reshape((*y.shape, *x.shape))
            if gs
            else FUNCTIONS["zeros_like"](x).reshape(-1)[:0].reshape((*y.shape, *x.shape))
            for gs, x in zip(parts, call.inputs, strict=True)
        ]


def _require_strict(call: Call, i: int, at: int, y: Tensor, g: Tensor | None) -> None:
    if not y.requires_grad:
        call.require_connected()
    if g is None:
        raise RuntimeError(
            f"Output {i} of the user-provided function is independent of input {at}. "
            "This is not allowed in strict mode."
        )
    if call.create and not g.requires_grad:
        raise RuntimeError(
            CONSTANT_JACOBIAN.format(at)
            + " This is not allowed in strict mode when create_graph=True."
        )


def _forward(func: Any, inputs: Any, create_graph: bool, vectorize: bool) -> Any:
    """A column for each entry of the inputs, by dual numbers."""
    if create_graph:
        raise NotImplementedError(
            "torch.autograd.functional.jacobian: `create_graph=True` and "
            '`strategy="forward-mode"` are not supported together (yet). '
            "Leave one of them out."
        )
    if not vectorize:
        raise NotImplementedError(
            "Computing Jacobian using forward-AD or forward-over-reverse Hessian is"
            "only implemented for `vectorize=True`."
        )
    many_in, xs = as_tuple(inputs, "inputs", "jacobian")
    columns: list[list[Tensors]] = []
    many_out = False
    ys: Tensors = ()
    for at, x in enumerate(xs):
        columns.append([])
        for k in range(max(x.numel(), 1)):
            directions = [zeros_like(z) for z in xs]
            if x.numel():
                directions[at].view(-1)[k] = 1
            out, tangents = pushed(func, xs, directions)
            many_out, ys = as_tuple(out, "outputs of the user-provided function", "jacobian")
            if x.numel():
                columns[-1].append(tangents)
    found = []
    for i, y in enumerate(ys):
        blocks = tuple(_block([c[i] for c in cs], y, x) for cs, x in zip(columns, xs, strict=True))
        found.append(blocks if many_in else blocks[0])
    return tuple(found) if many_out else found[0]


def _block(columns: list[Tensor], y: Tensor, x: Tensor) -> Tensor:
    shape = (*y.shape, *x.shape)
    if not columns:
        empty: Tensor = zeros_like(y.detach()).reshape(-1)[:0].reshape(shape)
        return empty
    y = FUNCTIONS["stack"](columns, -1)
    stacked: Tensor = y.reshape(shape)
    return stacked


def hessian(
    func: Callable[..., Any],
    inputs: Any,
    create_graph: bool = False,
    strict: bool = False,
    vectorize: bool = False,
    outer_jacobian_strategy: str = "reverse-mode",
) -> Any:
    """The Hessian of a function of one value; nested tuples for several inputs.

    >>> torch.autograd.functional.hessian(lambda x: (x**3).sum(), torch.tensor([1.0, 2.0]))
    tensor([[ 6.,  0.],
            [ 0., 12.]])
    """
    require_strategy(outer_jacobian_strategy)
    many_in, _ = as_tuple(inputs, "inputs", "hessian")

    def gradient(*xs: Tensor) -> Any:
        call = Call("hessian", func, xs, True)
        y = call.single_output()
        if strict:
            call.require_connected()
        gs = gradients([y.reshape(())], call.inputs, None, True)
        full = filled(gs, call.inputs, INDEPENDENT if strict else None)
        if strict:
            for i, g in enumerate(full):
                if not g.requires_grad:
                    raise RuntimeError(LINEAR.format(i) + NOT_STRICT)
        return full if many_in else full[0]

    return jacobian(
        gradient,
        inputs,
        create_graph=create_graph,
        strict=strict,
        vectorize=vectorize,
        strategy=outer_jacobian_strategy,
    )


__all__ = ["hessian", "hvp", "jacobian", "jvp", "vhp", "vjp"]
