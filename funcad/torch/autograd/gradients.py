"""torch.autograd.grad: gradients as results, with the `.grad` of leaves left alone."""

from __future__ import annotations

from typing import Any

import numpy as np

from funcad.torch.backward import gradient_of, run, start_gradients
from funcad.torch.creation import zeros_like
from funcad.torch.edges import as_sequence, node_at, value_at
from funcad.torch.graph import taken
from funcad.torch.registry import FUNCTIONS
from funcad.torch.tensor import Tensor


def grad(
    outputs: Any,
    inputs: Any,
    grad_outputs: Any = None,
    retain_graph: bool | None = None,
    create_graph: bool = False,
    only_inputs: bool = True,
    allow_unused: bool | None = None,
    is_grads_batched: bool = False,
    materialize_grads: bool = False,
) -> tuple[Tensor | None, ...]:
    """The gradients of the sum of `outputs`, times `grad_outputs`, by each of `inputs`.

    >>> x = torch.tensor([1.0, 2.0], requires_grad=True)
    >>> torch.autograd.grad((x**2).sum(), x)
    (tensor([2., 4.]),)
    """
    if materialize_grads and allow_unused is False:
        raise ValueError(
            "Expected allow_unused to be True or not passed when materialize_grads=True, "
            "but got: allow_unused=False."
        )
    ys, xs = as_sequence(outputs), as_sequence(inputs)
    if is_grads_batched:
        return _batched(ys, xs, grad_outputs, bool(create_graph), allow_unused, materialize_grads)
    if not xs:
        raise RuntimeError("`inputs` argument to `grad()` cannot be empty.")
    if any(node_at(x) is None for x in xs):
        raise RuntimeError("One of the differentiated Tensors does not require grad")
    starts = start_gradients(ys, grad_outputs, create_graph)
    keep = create_graph if retain_graph is None else retain_graph
    cts = run(ys, starts, keep, create_graph, xs, accumulate=False)
    results: list[Tensor | None] = []
    for i, x in enumerate(xs):
        node = node_at(x)
        assert node is not None
        if node.seq in cts:
            ct = cts[node.seq]
            source = taken(ct)[1]
            label = "CopyBackwards" if source is None else source.label
            if ct.dtype.kind == "c":  # a gradient is the conjugate of a cotangent
                ct = np.conj(ct)
            results.append(gradient_of(ct, create_graph, label, own=True))
        elif materialize_grads:
            results.append(zeros_like(x))
        elif allow_unused:
            results.append(None)
        else:
            raise RuntimeError(
                f"The differentiated Tensor at index {i} appears to not have been used in the "
                "graph. Set allow_unused=True if this is the desired behavior."
            )
    return tuple(results)


def _batched(
    ys: list[Any],
    xs: list[Any],
    grad_outputs: Any,
    create: bool,
    allow_unused: bool | None,
    materialize: bool,
) -> tuple[Tensor | None, ...]:
    """A pass for each entry along the first dimension of `grad_outputs`, stacked."""
    batches = as_sequence(grad_outputs)
    for y, g in zip(ys, batches, strict=True):
        if g is not None and (g.ndim == 0 or g.shape[1:] != value_at(y).shape):
            raise RuntimeError(
                "If `is_grads_batched=True`, we interpret the first dimension of each grad_output "
                "as the batch dimension. The sizes of the remaining dimensions are expected to be "
                f"those of the output, {list(value_at(y).shape)}, but got {list(g.shape)}."
            )
    n = next(g.shape[0] for g in batches if g is not None)
    rows = [
        grad(
            ys,
            xs,
            [None if g is None else g[i] for g in batches],
            retain_graph=True,
            create_graph=create,
            allow_unused=allow_unused,
            materialize_grads=materialize,
        )
        for i in range(n)
    ]
    stack = FUNCTIONS["stack"]
    return tuple(None if row[0] is None else stack(row) for row in zip(*rows, strict=True))
