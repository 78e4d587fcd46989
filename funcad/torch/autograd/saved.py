"""What a node says it has saved: `_saved_self`, `_saved_result`, and those of Functions."""

from __future__ import annotations

from typing import Any

import numpy as np

from funcad.core.residuals import read_by
from funcad.torch.graph import FREED, Leaf, Node
from funcad.torch.messages import FREED_TWICE
from funcad.torch.nodes import MEMBERS
from funcad.torch.tensor import made


def _missing(node: Node, name: str) -> Any:
    """What a node has saved, and the attributes of the context of a Function of the user's."""
    core = node.core
    if core is FREED and (name.startswith("_saved_") or name == "saved_tensors"):
        raise RuntimeError(FREED_TWICE)
    if type(core) is tuple:
        if "ctx" in core[4]:
            return getattr(core[4]["ctx"], name)
        if name.startswith("_saved_"):
            return _saved(node, name)
    raise AttributeError(f"'{node.label}' object has no attribute '{name}'")


# which argument each name stands for
SAVED = {"_saved_self": 0, "_saved_other": 1, "_saved_exponent": 1}


def _saved(node: Node, name: str) -> Any:
    primitive, ints, args, y, _ = node.core
    y_is_read, args_are_read = read_by(primitive, ints)
    if name == "_saved_result" and y_is_read:
        return made(y, node)
    i = SAVED.get(name, len(args))
    if name == "_saved_exponent" and node.label.startswith("PowBackward") and len(args) == 1:
        return 2
    if i < len(args) and (True in args_are_read):
        if not args_are_read[i]:
            return None
        parent, x = node.parents[i], args[i]
        if parent is None and isinstance(x, np.generic):  # a number of the user's
            return int(x) if x.dtype.kind == "f" and x == np.rint(x) else x.item()
        if type(parent) is not Node and isinstance(parent, Leaf):
            return parent.variable
        return made(x, parent) if isinstance(x, np.ndarray | np.generic) else x
    raise AttributeError(f"'{node.label}' object has no attribute '{name}'")


MEMBERS["__getattr__"] = _missing
