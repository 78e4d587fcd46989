"""Values of tensors over which a transform of funcad is open, and the grad modes."""

from __future__ import annotations

from typing import Any

from funcad.core.dual import Dual
from funcad.core.liveness import settled
from funcad.core.tape import Tape
from funcad.core.tracer import Tracer, settle
from funcad.torch.modes import MODE


def untaped(x: Any) -> Any:
    """A traced value under `no_grad`: without the transforms in reverse mode that were open then.

    As in PyTorch, batches stay, and the tangents of forward mode.
    """
    if type(x) is not Tracer:
        return x
    if x.state is not None:
        settle(x)
    trace = x.trace
    value = untaped(x.value)
    if isinstance(trace, Tape) and trace.level < MODE.since:
        return value
    if value is x.value:
        return x
    companion = untaped(settled(x.companion)) if isinstance(trace, Dual) else x.companion
    return Tracer(value, companion, trace)
