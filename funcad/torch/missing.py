"""What PyTorch has and funcad.torch has not: the name, why, and the nearest thing.

A name that PyTorch does not know either stays an AttributeError.
"""

from __future__ import annotations

import dis
import importlib
import re
import sys
from collections.abc import Callable
from typing import Any

import numpy as np

from funcad.errors import FuncadError
from funcad.torch.absent import INSTEAD
from funcad.torch.remedies import FUNCTIONS, NO_PARTS, REMEDIES
from funcad.torch.tensor import Tensor

KNOWN = frozenset(FUNCTIONS.split())

# the modules of which PyTorch's names are known
MODULES = """
autograd autograd.function func nn nn.functional nn.init nn.utils optim optim.lr_scheduler
utils utils.checkpoint linalg special fft backends
"""


class MissingError(FuncadError, NotImplementedError):
    """A part of PyTorch that funcad.torch does not have."""


class MissingAttributeError(MissingError, AttributeError):
    """The same, where a name is looked up: hasattr says no."""


def remedy_for(name: str) -> str | None:
    """What to do instead of a full name of PyTorch's; None where PyTorch has no such name."""
    for pattern, remedy in REMEDIES:
        if re.fullmatch(pattern, name):
            return remedy
    module, _, last = name.rpartition(".")
    if module == "torch.Tensor" and last in INSTEAD:
        return INSTEAD[last]
    if module in ("torch", "torch.Tensor") and ({last, last.rstrip("_")} & KNOWN):
        if last.endswith("_"):
            return f"x.copy_(torch.{last.rstrip('_')}(x, ...))"
        if hasattr(np, last):
            return f"np.{last} takes tensors, and its results have their gradient"
        return NO_PARTS
    return None


def missing(name: str, remedy: str | None = None) -> str:
    """The text of the error for a full name."""
    return f"{name} is not in funcad.torch: {remedy or remedy_for(name) or NO_PARTS}"


def getattr_of(module: str, name: str, always: str | None = None) -> Callable[[str], Any]:
    """The __getattr__ of a module that is `name` to the user; `always` is a remedy for any name."""

    def __getattr__(attribute: str) -> Any:
        full = f"{name}.{attribute}"
        hidden = attribute.startswith("__")
        remedy = None if hidden else remedy_for(full) or always
        if remedy is None:
            raise AttributeError(f"module {module!r} has no attribute {attribute!r}")
        kind = MissingError if _is_import(sys._getframe(1)) else MissingAttributeError
        raise kind(missing(full, remedy))

    return __getattr__


def install() -> None:
    """Let the modules of funcad.torch, and tensors, answer for what they do not have."""
    for name in ["", *(f".{name}" for name in MODULES.split())]:
        module = importlib.import_module("funcad.torch" + name)
        if "__getattr__" not in vars(module):
            setattr(module, "__getattr__", getattr_of(module.__name__, "torch" + name))  # noqa: B010
    setattr(Tensor, "__getattr__", _attribute)  # noqa: B010


def _attribute(x: Tensor, name: str) -> Any:
    remedy = None if name.startswith("_") else remedy_for(f"torch.Tensor.{name}")
    if remedy is None:
        raise AttributeError(f"'{type(x).__name__}' object has no attribute '{name}'")
    raise MissingAttributeError(missing(f"Tensor.{name}", remedy))


def _is_import(frame: Any) -> bool:
    """Whether the frame is at `from module import name`, which hides an AttributeError's text."""
    name: str = dis.opname[frame.f_code.co_code[frame.f_lasti]]
    return name == "IMPORT_FROM"
