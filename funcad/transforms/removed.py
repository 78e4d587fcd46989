"""What stands on a tape where a checkpoint has taken a node off: nothing may depend on it."""

from __future__ import annotations

from typing import Any

from funcad.core.primitive import EachArgument, Primitive, no
from funcad.core.tape import Node
from funcad.errors import LeakedFromCheckpointError


def _refuse(*args: Any, **params: Any) -> Any:
    raise LeakedFromCheckpointError()


_why = no("a value made inside a checkpoint was used outside it")

removed = Primitive(
    "removed",
    _refuse,
    jvp=EachArgument(_refuse),
    pull=EachArgument(_refuse),
    transpose=_why,
    batch=_why,
    lower=_why,
    sweep=_refuse,
)

REMOVED: Node = (removed, (), (), None, {})
