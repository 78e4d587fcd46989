"""Tensors as containers of one array: funcad's transforms take functions over tensors."""

from __future__ import annotations

from typing import Any

import numpy as np

from funcad.core.lift import STANDING
from funcad.core.tracer import ARGUMENT, Buffer, Tracer
from funcad.pytree import STAND_FOR_ARRAYS, register_pytree_node, tree_map
from funcad.torch.nn.parameter import Buffer as ModuleBuffer
from funcad.torch.nn.parameter import Parameter
from funcad.torch.tensor import Tensor, handle_of, made, tensor_of


def _opened(x: Tensor) -> tuple[tuple[Any], None]:
    return (handle_of(x),), None


def _closed(aux: None, children: Any) -> Any:
    (value,) = children
    if type(value) is Tracer:
        if value.version == ARGUMENT:  # a tensor of one's own, which may be written to
            value = Tracer(value.value, value.companion, value.trace)
        return tensor_of(value)
    if isinstance(value, np.ndarray | np.generic | Buffer):
        return made(value)
    return value  # an axis of vmap, or the tensors of a Jacobian


for _kind in (Tensor, Parameter, ModuleBuffer):
    register_pytree_node(_kind, _opened, _closed)
    STAND_FOR_ARRAYS.add(_kind)
    STANDING[_kind] = handle_of


def as_tensors(tree: Any) -> Any:
    """The tree with parameters as tensors: they go by one name in what is compared."""
    return tree_map(lambda x: x, tree)


__all__ = ["as_tensors"]
