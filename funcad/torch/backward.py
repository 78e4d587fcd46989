"""The backward pass: Tensor.backward, and gradients that are returned (autograd.grad)."""

from __future__ import annotations

import threading
import warnings
from collections.abc import Sequence
from typing import Any

import numpy as np

from funcad.core.tracer import Tracer
from funcad.torch import messages
from funcad.torch.graph import Leaf, Node, collected, cores, free, leading_to, walked
from funcad.torch.hooks import through, with_hooks
from funcad.torch.modes import enable_grad, no_grad
from funcad.torch.tensor import Tensor, handle_of, made, node_of, tensor_of

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


def as_sequence(x: Any) -> list[Tensor]:
    return [x] if isinstance(x, Tensor) else list(x)


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
        v = y._value
        if not y.requires_grad:
            if isinstance(v, Tracer):
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
        root = node_of(y)
        assert root is not None
        roots.append(root)
        starts[root.seq] = starts[root.seq] + g if root.seq in starts else g
    nodes, leaves = collected(roots)
    captured: dict[int, Any] = {}
    targets: dict[int, Node] = {}
    if inputs is not None:
        targets = {n.seq: n for x in inputs if (n := node_of(x)) is not None}
        leaves = {seq: n for seq, n in targets.items() if isinstance(n, Leaf)}
        nodes = leading_to(nodes, set(targets))
    found = cores(nodes, create)
    simple = True
    for seq, node in nodes.items():
        if node.extras is not None or seq in targets:
            goes_on = seq not in targets or seq in _passed(nodes)
            found[seq] = with_hooks(node, found[seq], _putter(create), captured, goes_on)
            simple = False
        elif found[seq][0].sweep is not None and found[seq][0].name in USERS:
            simple = False
    before, PASS.selects = PASS.selects, inputs is not None
    try:
        with enable_grad() if create else no_grad(), np.errstate(all="ignore"):
            cts = walked(found, starts, simple, create)
    finally:
        PASS.selects = before
    if not keep:
        free(nodes)
    cts.update(captured)
    if accumulate:
        for seq, leaf in leaves.items():
            if seq in cts:
                add_to_grad(leaf, cts[seq], create)
        for x in inputs or ():
            n = node_of(x)
            if n is not None and n.seq in captured:
                put_grad(x, captured[n.seq], create)
    return cts


def _passed(nodes: dict[int, Node]) -> set[int]:
    """The nodes that have parents which are wanted too."""
    return {seq for seq, n in nodes.items() if any(p is not None for p in n.parents)}


def _putter(create: bool) -> Any:
    return lambda x, ct: put_grad(x, ct, create)


class _Pass(threading.local):
    """What the backward pass of this thread is for."""

    selects = False  # whether the gradients of chosen inputs alone are wanted


PASS = _Pass()

USERS = {"a Function of the user's"}


def add_to_grad(leaf: Leaf, ct: Any, create: bool) -> None:
    """Accumulate into `.grad` of a leaf."""
    x = leaf.variable
    hooks = x.__dict__.get("_hooks")
    if hooks:
        with enable_grad() if create else no_grad():
            ct = through(hooks, ct)
    put_grad(x, ct, create)
    for hook in [*x.__dict__.get("_post_hooks", {}).values()]:
        hook(x)


def put_grad(x: Tensor, ct: Any, create: bool) -> None:
    if x._value.dtype.kind == "c":
        ct = np.conj(ct)
    old = x._grad
    if old is None:
        x._grad = gradient_of(ct, create)
    elif create:
        x._grad = old + gradient_of(ct, create)
    else:
        v = old._value
        old._counter[0] += 1
        if isinstance(v, np.ndarray):
            np.add(v, ct, out=v)
        else:
            old._value = v + ct


def gradient_of(ct: Any, create: bool) -> Tensor:
    """A cotangent as a tensor that shares memory with no other."""
    if create:
        return tensor_of(np.positive(ct), "CopyBackwards")  # type: ignore[no-any-return]
    if isinstance(ct, np.ndarray) and (ct.base is not None or not ct.flags.owndata):
        ct = ct.copy()
    return made(ct)
