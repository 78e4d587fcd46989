"""torch.autograd.grad: gradients as results, with the `.grad` of leaves left alone."""

from __future__ import annotations

from typing import Any

from funcad.torch.backward import as_sequence, gradient_of, run, start_gradients
from funcad.torch.creation import zeros_like
from funcad.torch.tensor import Tensor, node_of


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
    if not xs:
        raise RuntimeError("`inputs` argument to `grad()` cannot be empty.")
    if any(not x.requires_grad for x in xs):
        raise RuntimeError("One of the differentiated Tensors does not require grad")
    starts = start_gradients(ys, grad_outputs, create_graph)
    keep = create_graph if retain_graph is None else retain_graph
    cts = run(ys, starts, keep, create_graph, xs, accumulate=False)
    results: list[Tensor | None] = []
    for i, x in enumerate(xs):
        node = node_of(x)
        assert node is not None
        if node.seq in cts:
            results.append(gradient_of(cts[node.seq], create_graph))
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
