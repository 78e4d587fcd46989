"""NumPy with arrays that traced values can be assigned to: `import funcad.numpy as np`.

Every name of NumPy is here.  Those that make arrays also accept traced values; inside a transform,
`zeros`, `ones`, `empty`, `full`, those like another array, `eye`, `identity`, `array` and `copy`
make floating-point arrays as buffers, into which traced values can be assigned.  Everything else
is NumPy's own.
"""

from __future__ import annotations

import importlib as _importlib
from typing import Any

import numpy as _numpy

from funcad.numpy import fft, linalg, random
from funcad.numpy.creation import (
    array,
    asanyarray,
    asarray,
    ascontiguousarray,
    asfortranarray,
    copy,
    from_dlpack,
)
from funcad.numpy.filling import (
    arange,
    empty,
    empty_like,
    eye,
    full,
    full_like,
    identity,
    ones,
    ones_like,
    zeros,
    zeros_like,
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
from funcad.numpy.ordering import argsort, clip, sort
from funcad.numpy.standard import finfo, iinfo, vecdot
from funcad.numpy_dispatch.namespace import EXTENSIONS as _EXTENSIONS

__all__ = [
    "arange",
    "argsort",
    "array",
    "asanyarray",
    "asarray",
    "ascontiguousarray",
    "asfortranarray",
    "clip",
    "column_stack",
    "concat",
    "concatenate",
    "copy",
    "dstack",
    "empty",
    "empty_like",
    "eye",
    "fft",
    "finfo",
    "from_dlpack",
    "full",
    "full_like",
    "hstack",
    "identity",
    "iinfo",
    "linalg",
    "ones",
    "ones_like",
    "random",
    "sort",
    "stack",
    "vecdot",
    "vstack",
    "zeros",
    "zeros_like",
]


def __getattr__(name: str) -> Any:
    if name == "polynomial":
        return _importlib.import_module("funcad.numpy.polynomial")
    if name in _EXTENSIONS:
        return _importlib.import_module(_EXTENSIONS[name])
    return getattr(_numpy, name)


def __dir__() -> list[str]:
    return sorted({*__all__, *(n for n in dir(_numpy) if not n.startswith("_"))})
