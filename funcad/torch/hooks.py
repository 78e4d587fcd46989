"""Hooks: what the user wants to be called with gradients on their way back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from weakref import ref

import numpy as np

from funcad.core.cotangents import Cotangents, Owned, give
from funcad.core.edges import with_edges
from funcad.core.liveness import settled
from funcad.core.primitive import Primitive, no
from funcad.core.tape import sweep_selecting
from funcad.core.tracer import Tracer
from funcad.torch.graph import OPEN, Node
from funcad.torch.handles import Extras, Handle, extras_of, register
from funcad.torch.tensor import Tensor, made, node_of, tensor_of


def register_hook(self: Tensor, hook: Callable[[Tensor], Any]) -> Handle:
    """Call hook(gradient) when the gradient of this tensor is known; its result replaces it."""
    node = node_of(self)
    if node is None:
        raise RuntimeError("cannot register a hook on a tensor that doesn't require gradient")
    if node.core is None:
        return register(self.__dict__.setdefault("_hooks", {}), hook)
    return register(extras_of(node).on_tensor, hook)


def register_post_accumulate_grad_hook(self: Tensor, hook: Callable[[Tensor], Any]) -> Handle:
    """Call hook(tensor) when a gradient has been added to the `.grad` of this leaf."""
    if not self.requires_grad:
        raise RuntimeError("cannot register a hook on a tensor that doesn't require gradient")
    if not self.is_leaf:
        raise RuntimeError("post accumulate grad hooks cannot be registered on non-leaf tensors")
    return register(self.__dict__.setdefault("_post_hooks", {}), hook)


setattr(Tensor, "register_hook", register_hook)  # noqa: B010
setattr(Tensor, "register_post_accumulate_grad_hook", register_post_accumulate_grad_hook)  # noqa: B010


def retain(x: Tensor) -> None:
    """Let a tensor that is not a leaf have a `.grad`."""
    node = node_of(x)
    assert node is not None
    extras_of(node).retained.append(ref(x))
    x._retains = True


def as_tensor(ct: Any) -> Tensor:
    """A cotangent as the user sees it: a gradient, which is its conjugate."""
    if type(ct) is Tracer and ct.trace is OPEN:
        g: Tensor = tensor_of(ct)
    else:
        g = made(ct)
    return g if g._value.dtype.kind != "c" else made(np.conj(g._value))


def as_cotangent(g: Any, like: Any, hook: Any = None) -> Any:
    node = node_of(g)
    ct: Any = g._value if node is None else Tracer(g._value, node, OPEN)
    if ct.shape != like.shape:
        raise RuntimeError(
            f"hook '{getattr(hook, '__name__', hook)}' has changed the size of value: "
            f"{list(ct.shape)} for {list(like.shape)}"
        )
    if ct.dtype.kind == "c":
        ct = np.conj(ct)
    return ct if ct.dtype == like.dtype else ct.astype(like.dtype)


def through(hooks: dict[int, Any], ct: Any) -> Any:
    """The cotangent after all the hooks, each called with the result of the last."""
    for hook in [*hooks.values()]:
        result = hook(as_tensor(ct))
        if result is not None:
            if not isinstance(result, Tensor):
                raise TypeError(
                    f"hooks should return a Tensor or None, got {type(result).__name__}"
                )
            ct = as_cotangent(result, ct, hook)
    return ct


def _sweep(position: int, ct: Any, core: Any, cts: Cotangents, owned: Owned) -> None:
    """Call the hooks of a node around its own step."""
    params = core[4]
    node: Node = params["node"]
    inner = params["core"]
    extras: Extras = node.extras
    ct = settled(ct) if type(ct) is not list else ct
    if type(ct) is not list:
        ct = through(extras.on_tensor, ct)
        for tensor in [t for r in extras.retained if (t := r()) is not None]:
            params["put"](tensor, ct)
    if params["captured"] is not None:
        params["captured"][position] = ct
    if not params["goes_on"]:
        return
    if extras is not None and extras.before:
        ct = before(extras.before, ct)
    owned.discard(position)
    if owned.edges is not None:
        inner = with_edges({position: inner})[position]
    own = Owned(owned.nodes, plain=owned.plain, edges=owned.edges)
    found: Cotangents = {}
    primitive = inner[0]
    if primitive.sweep is None:
        sweep_selecting(position, ct, inner, found, own)
    else:
        primitive.sweep(position, ct, inner, found, own)
    if extras.after:
        found = after(extras.after, inner, found, ct)
    for i, parent in enumerate(inner[1]):
        if parent in found:
            g = found.pop(parent)
            if type(g) is list:
                mine = cts.setdefault(parent, [None] * len(g))
                for k, c in enumerate(g):
                    if c is not None:
                        mine[k] = c if mine[k] is None else mine[k] + c
            else:
                give(cts, owned, parent, settled(g), inner[2][i] if i < len(inner[2]) else g)


def before(hooks: dict[int, Any], ct: Any) -> Any:
    """The cotangents of the results after the hooks that see them first."""
    many = type(ct) is list
    gs = tuple(None if c is None else as_tensor(c) for c in (ct if many else [ct]))
    for hook in [*hooks.values()]:
        result = hook(gs)
        if result is not None:
            gs = result if isinstance(result, tuple) else (result,)
    new = [None if g is None else as_cotangent(g, g._value) for g in gs]
    return new if many else new[0]


def after(hooks: dict[int, Any], inner: Any, found: Cotangents, ct: Any) -> Cotangents:
    """The cotangents of the arguments after the hooks that see both ends."""
    parents = inner[1]
    outputs = tuple(None if c is None else as_tensor(c) for c in (ct if type(ct) is list else [ct]))
    inputs = tuple(as_tensor(settled(found[p])) if p in found else None for p in parents)
    for hook in [*hooks.values()]:
        result = hook(inputs, outputs)
        if result is not None:
            inputs = result if isinstance(result, tuple) else (result,)
    return {
        p: as_cotangent(g, g._value)
        for p, g in zip(parents, inputs, strict=True)
        if g is not None and p >= 0
    }


hooked = Primitive(
    "hooked",
    no("a hook is made on the way back"),
    jvp=no("a hook is made on the way back"),
    pull=no("a hook is swept"),
    transpose=no("a hook is swept"),
    batch=no("a hook is made on the way back"),
    lower="Call",
    sweep=_sweep,
)


def with_hooks(
    node: Node, core: Any, put: Any, captured: dict[int, Any] | None = None, goes_on: bool = True
) -> Any:
    """What takes the place of a node in the walk, so that its hooks are called."""
    extras_of(node)
    params = {"node": node, "core": core, "put": put, "captured": captured, "goes_on": goes_on}
    return (hooked, core[1], core[2], core[3], params)
