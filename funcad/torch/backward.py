"""The backward pass: Tensor.backward, and gradients that are returned (autograd.grad)."""

from __future__ import annotations

import threading
import warnings
from collections.abc import Sequence
from typing import Any

import numpy as np

from funcad.core.tracer import Tracer
from funcad.torch import messages
from funcad.torch.anomalies import ANOMALY, require_usable
from funcad.torch.edges import as_sequence, node_at, value_at
from funcad.torch.graph import Leaf, Node, collected, cores, free, leading_to, taken, walked
from funcad.torch.hooks import arriving, as_tensor, before, through, with_hooks
from funcad.torch.level import bottom, is_dual
from funcad.torch.modes import enable_grad, no_grad
from funcad.torch.packing import PACKING, unpack_core
from funcad.torch.passes import going_on
from funcad.torch.tensor import Tensor, handle_of, made, tensor_of

_warned = [False]  # of create_graph, once in a process


def backward(
    tensors: Any,
    grad_tensors: Any = None,
    retain_graph: bool | None = None,
    create_graph: bool = False,
    inputs: Any = None,
) -> None:
    """Add to the `.grad` of leaves the gradient of the sum of `tensors` times `grad_tensors`."""
    outputs = as_sequence(tensors)
    grads = start_gradients(outputs, grad_tensors, create_graph)
    wanted = None
    if inputs is not None:
        wanted = as_sequence(inputs)
        if not wanted:
            raise RuntimeError("`inputs` argument to `backward()` cannot be empty.")
    if create_graph and not _warned[0]:
        _warned[0] = True
        warnings.warn(messages.CREATES_CYCLE, UserWarning, stacklevel=3)
    keep = create_graph if retain_graph is None else retain_graph
    run(outputs, grads, keep, create_graph, wanted, accumulate=True)


def start_gradients(outputs: Sequence[Tensor], given: Any, create: bool) -> list[Any]:
    """The gradients to start from: ones for scalars where none is given."""
    if given is None:
        given = [None] * len(outputs)
    given = [given] if isinstance(given, Tensor) else list(given)
    for g in given:
        if not (g is None or isinstance(g, Tensor)):
            raise TypeError(f"gradients can be either Tensors or None, but got {type(g).__name__}")
    if len(given) != len(outputs):
        raise RuntimeError(f"got {len(outputs)} tensors and {len(given)} gradients")
    grads = []
    for i, (y, g) in enumerate(zip(outputs, given, strict=True)):
        v = value_at(y)
        if node_at(y) is None:
            if isinstance(v, Tracer) and not is_dual(v):
                raise RuntimeError(messages.BACKWARD_TRACED)
            raise RuntimeError(messages.NO_GRAD_FN.format(i))
        if g is None:
            if v.size != 1:
                raise RuntimeError(messages.NOT_SCALAR)
            if v.dtype.kind == "c":
                raise RuntimeError(messages.NOT_REAL.format(y.dtype))
            grads.append(np.ones(v.shape, v.dtype)[()])
            continue
        if g._value.shape != v.shape:
            raise RuntimeError(messages.SHAPE_OF_GRADIENT.format(i, g.shape, i, y.shape))
        h = handle_of(g) if create else g._value
        h = np.positive(h) if h.dtype == v.dtype else h.astype(v.dtype)  # not the user's memory
        grads.append(np.conj(h) if v.dtype.kind == "c" else h)
    return grads


def run(
    outputs: Sequence[Tensor],
    grads: Sequence[Any],
    keep: bool,
    create: bool,
    inputs: Sequence[Tensor] | None,
    accumulate: bool,
) -> dict[int, Any]:
    """The cotangents of `inputs` by position; or with `accumulate`, put into their `.grad`."""
    starts: dict[int, Any] = {}
    roots = []
    for y, g in zip(outputs, grads, strict=True):
        root = node_at(y)
        assert root is not None
        roots.append(root)
        starts[root.seq] = starts[root.seq] + g if root.seq in starts else g
    nodes, leaves = collected(roots)
    captured: dict[int, Any] = {}
    targets: dict[int, Node] = {}
    if inputs is not None:
        targets = {n.seq: n for x in inputs if (n := node_at(x)) is not None}
        leaves = {seq: n for seq, n in targets.items() if isinstance(n, Leaf)}
        nodes = leading_to(nodes, set(targets))
    looking = ANOMALY.enabled
    unpack = unpack_core if PACKING.used else None
    if looking:
        require_usable(nodes)
    found = cores(nodes, create, unpack)
    simple = True
    for seq, node in nodes.items():
        if node.extras is not None or looking or seq in targets:
            goes_on = seq not in targets or leads_on(node, nodes, targets)
            found[seq] = with_hooks(node, found[seq], _putter(create), captured, goes_on)
            simple = False
        elif found[seq][0].sweep is not None and found[seq][0].name in USERS:
            simple = False
    order = None
    early = [leaf for leaf in leaves.values() if is_watched(leaf)] if accumulate else []
    if early:
        simple = False
        order = ordered(nodes, early)
        for leaf in early:
            found[leaf.seq] = arriving(leaf, lambda leaf, ct: add_to_grad(leaf, ct, create))
    before_this, PASS.selects = PASS.selects, inputs is not None
    try:
        with enable_grad() if create else no_grad(), np.errstate(all="ignore"):
            if simple:
                cts = walked(found, starts, True, create)
            else:
                with going_on({*nodes, *leaves}):
                    cts = walked(found, starts, False, create, order)
    finally:
        PASS.selects = before_this
    if not keep:
        passed = (s for s, n in nodes.items() if s not in targets or leads_on(n, nodes, targets))
        free({seq: nodes[seq] for seq in passed} if targets else nodes)
    cts.update(captured)
    if not create:
        separate(cts, {id(g) for g in grads} if simple else None)
    if accumulate:
        for seq, leaf in leaves.items():
            if seq in cts:
                add_to_grad(leaf, cts[seq], create, own=True)
        for x in inputs or ():
            n = node_at(x)
            if n is not None and n.seq in captured:
                put_grad(x, cts[n.seq], create, own=True)
    else:
        for seq, leaf in leaves.items():
            hooks = leaf.variable.__dict__.get("_hooks")
            if seq in cts and hooks:
                with enable_grad() if create else no_grad():
                    cts[seq] = through(hooks, cts[seq])
    return cts


def separate(cts: dict[int, Any], seen: set[int] | None) -> None:
    """Let each array belong to one result: a sum sends the same one to all that it is of.

    `seen` has those of somebody else, or is None if code of the user's may have kept any.
    """
    for seq, ct in cts.items():
        if type(ct) is not np.ndarray:
            continue
        if seen is None or id(ct) in seen or ct.base is not None or not ct.flags.owndata:
            cts[seq] = ct.copy()
        else:
            seen.add(id(ct))


def is_watched(leaf: Leaf) -> bool:
    """Whether somebody sees when the gradient of a leaf arrives."""
    if leaf.variable is None:
        return False
    known = leaf.variable.__dict__
    return bool(leaf.extras or known.get("_hooks") or known.get("_post_hooks"))


def ordered(nodes: dict[int, Node], leaves: Sequence[Leaf]) -> list[int]:
    """The positions, each leaf as soon as all that it was used in has been gone through."""
    last = {leaf.seq: float("inf") for leaf in leaves}
    for seq, node in nodes.items():
        for parent in node.parents:
            if parent is not None and parent.seq in last:
                last[parent.seq] = min(last[parent.seq], seq)
    return sorted([*nodes, *last], key=lambda seq: last[seq] - 0.5 if seq in last else seq)[::-1]


def leads_on(node: Node, nodes: dict[int, Node], targets: dict[int, Node]) -> bool:
    """Whether the walk goes on from a node whose gradient is wanted."""
    return any(p is not None and (p.seq in nodes or p.seq in targets) for p in node.parents)


def _putter(create: bool) -> Any:
    return lambda x, ct: put_grad(x, ct, create)


class _Pass(threading.local):
    """What the backward pass of this thread is for."""

    selects = False  # whether the gradients of chosen inputs alone are wanted


PASS = _Pass()

USERS = {"a Function of the user's"}


def add_to_grad(leaf: Leaf, ct: Any, create: bool, own: bool = False) -> None:
    """Accumulate into `.grad` of a leaf, with all its hooks around that."""
    x = leaf.variable
    if x is None or not x._tracked:  # it is gone, or its flag was turned off since
        return
    hooks, post, extras = x.__dict__.get("_hooks"), x.__dict__.get("_post_hooks"), leaf.extras
    with enable_grad() if create else no_grad():
        if hooks:
            ct = through(hooks, ct)
        if extras:
            ct = before(extras.before, ct)
        put_grad(x, ct, create, own and not hooks and not extras)
        for hook in [*(post or {}).values()]:
            hook(x)
        if extras:
            for hook in [*extras.after.values()]:
                hook((), (as_tensor(ct),))


def put_grad(x: Tensor, ct: Any, create: bool, own: bool = False) -> None:
    if is_dual(ct) and not create:
        ct = bottom(ct)
    if x._value.dtype.kind == "c":
        ct = np.conj(ct)
    old = x._grad
    if old is None:
        x._grad = gradient_of(ct, create, own=own)
    elif create:
        x._grad = old + gradient_of(ct, create)
    else:
        v = old._value
        old._counter[0] += 1
        if isinstance(v, np.ndarray):
            np.add(v, ct, out=v)
        else:
            old._value = v + ct


def gradient_of(ct: Any, create: bool, label: str = "CopyBackwards", own: bool = False) -> Tensor:
    """A cotangent as a tensor that shares memory with no other; it is `own` if none has it."""
    if create:
        return tensor_of(np.positive(ct), label)  # type: ignore[no-any-return]
    ct, _ = taken(ct)
    if isinstance(ct, np.ndarray) and not own:
        ct = ct.copy()
    return made(ct)
