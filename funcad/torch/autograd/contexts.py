"""What the forward of a Function hands on to its backward, and how tensors are saved for it."""

from __future__ import annotations

from typing import Any

from funcad.torch import messages
from funcad.torch.graph import Node
from funcad.torch.messages import FREED_TWICE
from funcad.torch.packing import Packed, packed
from funcad.torch.tensor import Tensor, made


class FunctionCtx:
    """What forward hands on to backward: saved tensors, and attributes of any name."""

    def __init__(self) -> None:
        self._to_save: tuple[Any, ...] = ()
        self._for_forward: tuple[Any, ...] | None = None
        self._non_differentiable: tuple[Tensor, ...] = ()
        self._dirty: tuple[Tensor, ...] = ()
        self._materialize = True
        self._saved: list[Any] | None = []
        self._unpacked: tuple[Any, ...] | None = None  # inside a transform
        self.needs_input_grad: tuple[bool, ...] = ()

    def save_for_backward(self, *tensors: Any) -> None:
        """Keep inputs and outputs for backward, where they are `saved_tensors`."""
        self._to_save = tensors

    def save_for_forward(self, *tensors: Any) -> None:
        """Keep inputs and outputs for jvp, where they are `saved_tensors`."""
        self._for_forward = tensors

    def mark_non_differentiable(self, *outputs: Tensor) -> None:
        """These outputs do not require grad."""
        self._non_differentiable = outputs

    def mark_dirty(self, *inputs: Tensor) -> None:
        """These inputs were written to in place, and are returned."""
        self._dirty = inputs

    def set_materialize_grads(self, value: bool) -> None:
        """Whether backward sees zeros for an output that nobody used, or None."""
        self._materialize = value

    @property
    def saved_tensors(self) -> tuple[Any, ...]:
        """What `save_for_backward` kept."""
        if self._unpacked is not None:
            return self._unpacked
        if self._saved is None:
            raise RuntimeError(FREED_TWICE)
        return tuple(None if s is None else s.tensor() for s in self._saved)

    saved_variables = saved_tensors


class _Saved:
    """A tensor as it was when it was saved; an output's node would else hold on to itself."""

    __slots__ = ("counter", "node", "value", "version", "whole")

    def __init__(self, x: Tensor, node: Node | None) -> None:
        self.whole = None if node is not None else x
        self.value = x._value if node is not None else None
        self.node, self.counter, self.version = node, x._counter, x._counter[0]

    def tensor(self) -> Tensor:
        value = self.value if self.whole is None else self.whole._value
        if self.counter[0] != self.version:
            raise RuntimeError(messages.overwritten(value, self.counter[0], self.version))
        return made(value, self.node) if self.whole is None else self.whole


def save(ctx: FunctionCtx, results: Any, node: Node | None) -> None:
    """Keep what `save_for_backward` was given; outputs without a reference to their node."""
    saved: list[_Saved | Packed | None] = []
    for i, x in enumerate(ctx._to_save):
        if x is None:
            saved.append(None)
            continue
        if not isinstance(x, Tensor):
            raise TypeError(
                f"save_for_backward can only save variables, but argument {i} is of type "
                f"{type(x).__name__}: keep other things as attributes of ctx"
            )
        is_output = any(x is y for y in results)
        saved.append(packed(x) or _Saved(x, x._node if is_output else None))
    ctx._saved = saved
    ctx._to_save = ()
