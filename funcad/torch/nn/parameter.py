"""torch.nn.Parameter: a leaf that a module counts among its own."""

from __future__ import annotations

from typing import Any

import numpy as np

from funcad.torch import messages
from funcad.torch.creation import tensor
from funcad.torch.tensor import Tensor


class Parameter(Tensor):
    """A tensor that requires grad and is found by `Module.parameters`.

    >>> p = torch.nn.Parameter(torch.ones(2))
    >>> p
    Parameter containing:
    tensor([1., 1.], requires_grad=True)
    """

    def __new__(cls, data: Any = None, requires_grad: bool = True) -> Parameter:
        x: Tensor = tensor([]) if data is None else data
        if requires_grad and x._value.dtype.kind not in "fc":
            raise RuntimeError(messages.ONLY_FLOATS)
        p: Parameter = object.__new__(cls)
        p._value = x._value if isinstance(x._value, np.ndarray) else np.array(x._value)
        p._counter = x._counter
        p._tracked = bool(requires_grad)
        return p

    def __init__(self, data: Any = None, requires_grad: bool = True) -> None:
        pass

    def __repr__(self) -> str:
        return f"Parameter containing:\n{Tensor.__repr__(self)}"

    def __deepcopy__(self, memo: dict[int, Any]) -> Parameter:
        if id(self) not in memo:
            p = type(self)(tensor(self._value), self._tracked)
            p._grad = None if self._grad is None else self._grad.detach().clone()
            memo[id(self)] = p
        found: Parameter = memo[id(self)]
        return found


class Buffer(Tensor):
    """A tensor that a module keeps as a buffer when it is assigned as an attribute."""

    def __new__(cls, data: Any = None, *, persistent: bool = True) -> Buffer:
        x: Tensor = tensor([]) if data is None else data
        b: Buffer = object.__new__(cls)
        b._value, b._counter, b.persistent = x._value, x._counter, persistent
        return b

    def __init__(self, data: Any = None, *, persistent: bool = True) -> None:
        pass

    persistent: bool
