"""NumPy with arrays that traced values can be assigned to: `import funcad.numpy as np`.

Every name of NumPy is here.  Those that make arrays also accept traced values; inside a transform,
`zeros`, `ones`, `empty`, `full`, `eye`, `identity`, `array` and `copy` make floating-point arrays
as buffers, into which traced values can be assigned.  Everything else is NumPy's own.
"""

from __future__ import annotations

from typing import Any

import numpy as _numpy

from funcad.numpy.creation import (
    arange,
    array,
    asanyarray,
    asarray,
    ascontiguousarray,
    asfortranarray,
    copy,
    empty,
    eye,
    full,
    full_like,
    identity,
    ones,
    zeros,
)
from funcad.numpy.joining import (
    column_stack,
    concat,
    concatenate,
    dstack,
    hstack,
    stack,
    vstack,
)

__all__ = [
    "arange",
    "array",
    "asanyarray",
    "asarray",
    "ascontiguousarray",
    "asfortranarray",
    "column_stack",
    "concat",
    "concatenate",
    "copy",
    "dstack",
    "empty",
    "eye",
    "full",
    "full_like",
    "hstack",
    "identity",
    "ones",
    "stack",
    "vstack",
    "zeros",
]


def __getattr__(name: str) -> Any:
    return getattr(_numpy, name)


def __dir__() -> list[str]:
    return sorted({*__all__, *(n for n in dir(_numpy) if not n.startswith("_"))})
