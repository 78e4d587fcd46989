"""torch.autograd.graph: nodes, edges, and hooks on several gradients and on saved tensors."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from funcad.torch.edges import GradientEdge, get_gradient_edge
from funcad.torch.graph import Node
from funcad.torch.handles import Handle
from funcad.torch.packing import PACKING, enter, leave
from funcad.torch.passes import current_pass
from funcad.torch.tensor import Tensor


class MultiHandle(Handle):
    """The handle of a hook on several tensors."""

    def __init__(self, handles: Sequence[Handle]) -> None:
        super().__init__({})
        self.handles = tuple(handles)

    def remove(self) -> None:
        for handle in self.handles:
            handle.remove()


def register_multi_grad_hook(
    tensors: Sequence[Tensor], fn: Callable[..., Any], *, mode: str = "all"
) -> Handle:
    """Call fn(gradients) once in a backward pass, when all of them are known; or the first, "any".

    >>> a, b = torch.ones(1, requires_grad=True), torch.ones(1, requires_grad=True)
    >>> handle = torch.autograd.graph.register_multi_grad_hook((a, b), print)
    >>> (a * 2 + b * 3).backward()
    [tensor([2.]), tensor([3.])]
    >>> handle.remove()
    """
    if mode not in ("all", "any"):
        raise ValueError(f"Expects mode to be one of ('all', 'any') but got {mode}")
    lock = threading.Lock()
    seen: dict[int, list[Tensor | None]] = {}

    def hook_of(i: int) -> Callable[[Tensor], None]:
        def hook(g: Tensor) -> None:
            task = current_pass()
            with lock:
                first = task.number not in seen
                gs = seen.setdefault(task.number, [None] * len(tensors))
                gs[i] = g
            if first:
                task.afterwards.append(lambda: seen.pop(task.number, None))
            if mode == "any":
                if first:
                    fn(g)
                return
            reached = [k for k, x in enumerate(tensors) if task.reaches(x)]
            if all(gs[k] is not None for k in reached):
                fn(gs)

        return hook

    return MultiHandle([x.register_hook(hook_of(i)) for i, x in enumerate(tensors)])


class saved_tensors_hooks:
    """Within, what is saved for backward passes goes through pack(tensor), and back by unpack.

    >>> with torch.autograd.graph.saved_tensors_hooks(lambda x: x * 10, lambda x: x / 10):
    ...     x = torch.tensor([3.0], requires_grad=True)
    ...     y = x**2
    >>> y.backward()
    >>> x.grad
    tensor([6.])
    """

    def __init__(self, pack_hook: Callable[..., Any], unpack_hook: Callable[..., Any]) -> None:
        self.pack_hook, self.unpack_hook = pack_hook, unpack_hook

    def __enter__(self) -> None:
        enter(self.pack_hook, self.unpack_hook)

    def __exit__(self, *exception: object) -> None:
        leave()


class save_on_cpu:
    """Saved tensors are on the CPU anyway: a context that changes nothing."""

    def __init__(self, pin_memory: bool = False, device_type: str = "cuda") -> None:
        self.pin_memory, self.device_type = pin_memory, device_type

    def __enter__(self) -> None:
        pass

    def __exit__(self, *exception: object) -> None:
        pass


@contextmanager
def disable_saved_tensors_hooks(error_message: str) -> Iterator[None]:
    """Within, `saved_tensors_hooks` raises this message."""
    if PACKING.stack:
        raise RuntimeError(error_message)
    before, PACKING.refused = PACKING.refused, error_message
    try:
        yield
    finally:
        PACKING.refused = before


def increment_version(tensor: Any) -> None:
    """Count a write to a tensor (or each of several) that funcad.torch has not seen."""
    for x in [tensor] if isinstance(tensor, Tensor) else tensor:
        x._counter[0] += 1


__all__ = [
    "GradientEdge",
    "Node",
    "disable_saved_tensors_hooks",
    "get_gradient_edge",
    "increment_version",
    "register_multi_grad_hook",
    "save_on_cpu",
    "saved_tensors_hooks",
]
