"""The backward pass: Tensor.backward, and gradients that are returned (autograd.grad)."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import Any

import numpy as np

from funcad.core.tracer import Tracer
from funcad.torch import messages
from funcad.torch.graph import FREED, OPEN, Leaf, Node, collected, cores, free, leading_to, walked
from funcad.torch.modes import MODE, enable_grad, no_grad
from funcad.torch.tensor import Tensor, handle_of, made, node_of, tensor_of

_warned = [False]  # of create_graph, once in a process


def backward(
    tensors: Any,
    grad_tensors: Any = None,
    retain_graph: bool | None = None,
    create_graph: bool = False,
    inputs: Any = None,
) -> None:
    """Add to the `.grad` of the leaves the gradient of the sum of `tensors` times `grad_tensors`."""
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
    if len(given) != len(outputs):
        raise RuntimeError(f"got {len(outputs)} tensors and {len(given)} gradients")
    grads = []
    for i, (y, g) in enumerate(zip(outputs, given, strict=True)):
        v = y._value
        if not y.requires_grad:
            raise RuntimeError(messages.NO_GRAD_FN.format(i))
        if g is None:
            if v.size != 1:
                raise RuntimeError(messages.NOT_SCALAR)
            if v.dtype.kind == "c":
                raise RuntimeError(messages.NOT_REAL.format(y.dtype))
            grads.append(np.ones(v.shape, v.dtype)[()])
            continue
        if not isinstance(g, Tensor):
            raise TypeError(
                f"gradients can be either Tensors or None, but got {type(g).__name__}"
            )
        if g._value.shape != v.shape:
            raise RuntimeError(messages.SHAPE_OF_GRADIENT.format(i, g.shape, i, y.shape))
        h = handle_of(g) if create else g._value
        h = h if h.dtype == v.dtype else h.astype(v.dtype)
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
    roots = [node_of(y) for y in outputs]
    starts: dict[int, Any] = {}
    for root, g in zip(roots, grads, strict=True):
        assert root is not None
        starts[root.seq] = starts[root.seq] + g if root.seq in starts else g
    nodes, leaves = collected([r for r in roots if r is not None])
    captured: dict[int, Any] = {}
    if inputs is not None:
        targets = {n.seq: n for x in inputs if (n := node_of(x)) is not None}
        leaves = {seq: n for seq, n in targets.items() if type(n) is Leaf}
        nodes = leading_to(nodes, set(targets))
        found = cores(nodes, create)
        for seq, n in targets.items():
            if type(n) is not Leaf and seq in nodes:
                n_core = found[seq]
                found[seq] = captures(n_core, captured)
    else:
        found = cores(nodes, create)
    mode = enable_grad() if create else no_grad()
    with mode, np.errstate(all="ignore"):
        cts = with_extras(nodes, found, starts)
    if not keep:
        free(nodes)
    cts.update(captured)
    if accumulate:
        for seq, leaf in leaves.items():
            if seq in cts:
                add_to_grad(leaf, cts[seq], create)
        if inputs is not None:
            for x in inputs:
                n = node_of(x)
                if n is not None and type(n) is not Leaf and n.seq in captured:
                    put_grad(x, captured[n.seq], create)
    return cts


def with_extras(nodes: dict[int, Node], found: dict[int, Any], starts: dict[int, Any]) -> Any:
    return walked(found, starts)


def captures(core: Any, captured: dict[int, Any]) -> Any:
    raise NotImplementedError


def add_to_grad(leaf: Leaf, ct: Any, create: bool) -> None:
    """Accumulate into `.grad` of a leaf."""
    put_grad(leaf.variable, ct, create)


def put_grad(x: Tensor, ct: Any, create: bool) -> None:
    if x._value.dtype.kind == "c":
        ct = np.conj(ct)
    old = x._grad
    if old is None:
        x._grad = gradient_of(ct, create)
    elif create or old.requires_grad:
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
        g: Tensor = tensor_of(ct)
        return g
    if isinstance(ct, np.ndarray) and (ct.base is not None or not ct.flags.owndata):
        ct = ct.copy()
    return made(ct)


__all__ = ["FREED", "MODE", "OPEN", "Tracer", "backward"]
