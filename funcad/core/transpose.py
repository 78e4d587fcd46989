"""Reverse rules derived from forward rules.

A jvp rule is a linear function of the tangent.  Run on a traced zero tangent it writes a little
tape of linear primitives, and walking that tape back applies the transpose.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from funcad.core.primitive import Rule, no
from funcad.core.tape import Tape, walk
from funcad.core.tracer import Tracer


def derived_pull(i: int, rule: Rule) -> Rule:
    """The reverse rule of argument `i`, by transposing its jvp rule."""
    if isinstance(rule, no):
        return rule

    def pull(ct: Any, y: Any, *args: Any, **params: Any) -> Any:
        return transpose_apply(lambda dx: rule(dx, y, *args, **params), args[i], ct)

    return pull


def transpose_apply(linear: Callable[[Any], Any], x: Any, ct: Any) -> Any:
    """Apply the transpose of `linear`, a function of arrays like `x`, to `ct`; None is zero.

    `linear` may return a tuple of arrays, and `ct` is then a sequence with None for zeros.
    """
    tape = Tape("reverse mode", linear)
    dx = tape.source(np.zeros(x.shape, x.dtype))
    dy = linear(dx)
    tape.close()
    pairs = [(dy, ct)] if not isinstance(dy, tuple) else zip(dy, ct, strict=True)
    cts: dict[int, Any] = {}
    for tangent, cotangent in pairs:
        if cotangent is None or type(tangent) is not Tracer or tangent.trace is not tape:
            continue
        at = tangent.companion
        cts[at] = cotangent if at not in cts else cts[at] + cotangent
    walk(tape.nodes, cts, max(cts, default=-1))
    return cts.get(dx.companion)
