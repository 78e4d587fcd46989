"""Saved tensors that hooks of the user's pack and unpack.

While such hooks are in force, nodes are made by another `__init__`: the values that the rules of a
primitive read are packed, and what comes back is unpacked when a backward pass comes by.
"""

from __future__ import annotations

import threading
from typing import Any

import numpy as np

from funcad.core.residuals import Like, read_by
from funcad.torch.graph import Leaf, Node
from funcad.torch.modes import no_grad
from funcad.torch.recording import ON_NEW, before_nodes
from funcad.torch.tensor import Tensor, made


class _Packing(threading.local):
    """The hooks of this thread, and the message if there must not be any."""

    refused: str | None = None
    used = False  # in any thread, ever

    def __init__(self) -> None:
        self.stack: list[tuple[Any, Any]] = []


PACKING = _Packing()


class Packed(Like):
    """What pack gave for a value, with its shape and dtype."""

    __slots__ = ("content", "unpack")

    def __init__(self, x: Tensor, pack: Any, unpack: Any) -> None:
        super().__init__(x._value)
        version = x._counter[0]
        with no_grad():
            self.content = pack(x)
        if x._counter[0] != version:
            raise RuntimeError(
                "A saved tensor pack hook is modifying its input in place. Tensors provided as "
                "input to pack hook cannot be modified by in-place operations: pack a copy."
            )
        self.unpack = unpack

    def tensor(self) -> Tensor:
        """The tensor that comes back."""
        with no_grad():
            x = self.unpack(self.content)
        if not isinstance(x, Tensor):
            raise TypeError(
                "Output of saved tensor unpack_hook expected to be a Tensor but got result of type "
                f"{type(x).__name__}"
            )
        return x


def enter(pack: Any, unpack: Any) -> None:
    if PACKING.refused is not None:
        raise RuntimeError(PACKING.refused)
    PACKING.stack.append((pack, unpack))
    _Packing.used = True
    before_nodes(1)


def leave() -> None:
    PACKING.stack.pop()
    before_nodes(-1)


def packed(x: Tensor) -> Packed | None:
    """A tensor as the hooks in force pack it."""
    return Packed(x, *PACKING.stack[-1]) if PACKING.stack else None


def pack_node(node: Node) -> None:
    """Pack what a new node has saved."""
    if not PACKING.stack or type(node.core) is not tuple or "ctx" in node.core[4]:
        return
    primitive, ints, args, y, params = node.core
    y_is_read, args_are_read = read_by(primitive, ints)
    values = [
        packed(_given(x, p)) if read and type(x) in (ARRAYS if p else ARRAYS_ALONE) else x
        for x, p, read in zip(args, node.parents, args_are_read, strict=False)
    ]
    if y_is_read and type(y) in ARRAYS:
        y = packed(made(y, node))
    node.core = (primitive, ints, tuple(values), y, params)
    node.watch = ()


ARRAYS = frozenset({np.ndarray, np.float32, np.float64})
ARRAYS_ALONE = frozenset({np.ndarray})  # a number that is a constant stays what it is


def _given(x: Any, parent: Node | None) -> Tensor:
    if isinstance(parent, Leaf) and parent.variable._value is x:
        variable: Tensor = parent.variable
        return variable
    return made(x, parent)


def unpack_core(core: Any) -> Any:
    """What is walked over, of a node that may have packed values."""
    if type(core) is not tuple or Packed not in map(type, (*core[2], core[3])):
        return core
    primitive, ints, args, y, params = core
    return (primitive, ints, tuple(map(_value, args)), _value(y), params)


def _value(x: Any) -> Any:
    return x.tensor()._value if type(x) is Packed else x


ON_NEW.append(pack_node)
