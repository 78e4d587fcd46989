"""Hooks: what the user wants to be called with gradients on their way back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from weakref import ref

import numpy as np

from funcad.core.cotangents import Cotangents, Owned, give
from funcad.core.edges import PLAIN
from funcad.core.liveness import MOVES, settled
from funcad.core.primitive import Primitive, no
from funcad.core.tape import entry, walk
from funcad.core.tracer import Tracer
from funcad.torch.anomalies import ANOMALY, report, require_no_nan
from funcad.torch.dropped import given_back
from funcad.torch.dtypes import BY_NP
from funcad.torch.graph import OPEN, Leaf, Node
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
    if ct.dtype.kind == "c":
        ct = np.conj(ct)
    if type(ct) is Tracer and ct.trace is OPEN:
        g: Tensor = tensor_of(ct)
        return g
    return made(ct)


def as_cotangent(g: Any, like: Any, hook: Any = None) -> Any:
    node = node_of(g)
    ct: Any = g._value if node is None else Tracer(g._value, node, OPEN)
    if ct.shape != like.shape:
        raise RuntimeError(
            f"hook '{named(hook)}' has changed the size of value: {list(ct.shape)} for "
            f"{list(like.shape)}"
        )
    if ct.dtype != like.dtype:
        was, got = (f"torch.{BY_NP[x.dtype].title}Tensor" for x in (like, ct))
        raise RuntimeError(
            f"hook '{named(hook)}' has changed the type of value (was {was} got {got})"
        )
    if ct.dtype.kind == "c":
        ct = np.conj(ct)
    return ct


def named(hook: Any) -> str:
    return str(getattr(hook, "__name__", hook))


def through(hooks: dict[int, Any], ct: Any) -> Any:
    """The cotangent after all the hooks, each called with the result of the last."""
    for hook in [*hooks.values()]:
        result = hook(as_tensor(ct))
        if result is not None:
            if not isinstance(result, Tensor):
                raise TypeError(f"expected Variable, but hook returned '{type(result).__name__}'")
            ct = as_cotangent(result, ct, hook)
    return ct


NONE = Extras()


def _sweep(position: int, ct: Any, core: Any, cts: Cotangents, owned: Owned) -> None:
    """Call the hooks of a node around its own step."""
    params = core[4]
    node: Node = params["node"]
    inner = params["core"]
    extras: Extras = node.extras or NONE
    raw = ct
    ct = given = settled(ct) if type(ct) is not list else ct
    captured = params["captured"]
    if captured is not None and params["goes_on"]:
        captured[position] = ct
    if type(ct) is not list:
        ct = through(extras.on_tensor, ct)
        for tensor in [t for r in extras.retained if (t := r()) is not None]:
            params["put"](tensor, ct)
    if not params["goes_on"]:
        captured[position] = ct
        return
    if extras.before:
        ct = before(extras.before, ct)
    owned.discard(position)
    try:
        gs = stepped(raw if ct is given else ct, inner, owned)
        if ANOMALY.enabled and inner[0] is not entry:
            require_no_nan(node, [settled(g) for g in gs])
    except Exception:
        if ANOMALY.enabled:
            report(node)
        raise
    if extras.after:
        gs = after(extras.after, gs, ct)
    for i, (g, parent) in enumerate(zip(gs, inner[1], strict=True)):
        if parent < 0 or g is None:
            continue
        if type(g) is list:
            mine = cts.setdefault(parent, [None] * len(g))
            for k, c in enumerate(g):
                if c is not None:
                    mine[k] = c if mine[k] is None else mine[k] + c
        else:
            give(cts, owned, parent, g, inner[2][i] if i < len(inner[2]) else g)


def stepped(ct: Any, inner: Any, owned: Owned) -> list[Any]:
    """The step of a node alone, by core's walk: the cotangent of each argument, or None."""
    dropped = inner[4].get("dropped")
    if dropped is not None:  # by a checkpoint: what comes back is stepped over here
        inner = inner[4]["finish"](given_back(dropped))
    primitive, parents, *rest = inner
    n = len(parents)
    alone = (
        primitive.at_edges or primitive,
        tuple([-1 if p < 0 else i for i, p in enumerate(parents)]),
        *rest,
    )
    nodes = {i: owned.nodes[p] for i, p in enumerate(parents) if p in owned.nodes}
    found: Cotangents = {n: ct}
    walk({n: alone}.get, found, -1, Owned(nodes, edges=PLAIN), order=[n])
    return [found.get(i) for i in range(n)]


def counted(result: Any, n: int, hook: Any) -> tuple[Any, ...]:
    """What a hook of a node returned: as many values as it was given."""
    gs = result if isinstance(result, tuple) else (result,)
    if len(gs) != n:
        raise RuntimeError(
            f"hook '{named(hook)}' has returned an incorrect number of values (got {len(gs)}, but "
            f"expected {n})"
        )
    return gs


def before(hooks: dict[int, Any], ct: Any) -> Any:
    """The cotangents of the results after the hooks that see them first."""
    many = type(ct) is list
    gs = tuple(None if c is None else as_tensor(c) for c in (ct if many else [ct]))
    for hook in [*hooks.values()]:
        result = hook(gs)
        if result is not None:
            gs = counted(result, len(gs), hook)
    new = [None if g is None else as_cotangent(g, g._value) for g in gs]
    return new if many else new[0]


def after(hooks: dict[int, Any], gs: list[Any], ct: Any) -> list[Any]:
    """The cotangents of the arguments after the hooks that see both ends."""
    outputs = tuple(None if c is None else as_tensor(c) for c in (ct if type(ct) is list else [ct]))
    inputs = tuple(None if g is None else as_tensor(settled(g)) for g in gs)
    for hook in [*hooks.values()]:
        result = hook(inputs, outputs)
        if result is not None:
            inputs = counted(result, len(inputs), hook)
    return [None if g is None else as_cotangent(g, g._value) for g in inputs]


hooked = Primitive(
    "hooked",
    no("a hook is made on the way back"),
    jvp=no("a hook is made on the way back"),
    pull=no("a hook is swept"),
    transpose=no("a hook is swept"),
    batch=no("a hook is made on the way back"),
    lower="Call",
    sweep=_sweep,
    live=MOVES,
)


def _arrive(position: int, ct: Any, core: Any, cts: Cotangents, owned: Owned) -> None:
    """Let a gradient arrive at its leaf."""
    core[4]["put"](core[4]["leaf"], settled(ct))


arrival = Primitive(
    "arrival",
    no("a hook is made on the way back"),
    jvp=no("a hook is made on the way back"),
    pull=no("a hook is swept"),
    transpose=no("a hook is swept"),
    batch=no("a hook is made on the way back"),
    lower="Call",
    sweep=_arrive,
)


def arriving(leaf: Leaf, put: Any) -> Any:
    """What stands at the place of a leaf in the walk, so that its hooks are called on the way."""
    return (arrival, (), (), None, {"leaf": leaf, "put": put})


def with_hooks(
    node: Node, core: Any, put: Any, captured: dict[int, Any] | None = None, goes_on: bool = True
) -> Any:
    """What takes the place of a node in the walk, so that its hooks are called."""
    params = {"node": node, "core": core, "put": put, "captured": captured, "goes_on": goes_on}
    return (hooked, core[1], core[2], core[3], params)
