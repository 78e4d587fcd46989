"""The array API's door: `x.__array_namespace__()`, and where a traced value stays.

The namespace lies in a layer above this one: it is known here by its name, and imported when a
library first asks a traced value for it.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any

from funcad.core.tracer import Tracer
from funcad.errors import UnsupportedOperationError
from funcad.numpy_dispatch.tables import METHODS, load_late

NAMESPACE = ["numpy"]  # the module that answers for a traced value
EXTENSIONS: dict[str, str] = {}  # "special": the module that the namespace has under this name
VERSIONS = ("2021.12", "2022.12", "2023.12", "2024.12")


def _met(self: Tracer) -> Callable[..., Any]:
    """x.__array_namespace__, which a library looks for before it decides what to do with x."""
    load_late()
    return array_namespace


CPU = (1, 0)  # kDLCPU, device 0: of the DLPack protocol


def array_namespace(*, api_version: str | None = None) -> Any:
    """The module with the functions of the array API standard for a traced value."""
    if api_version is not None and api_version not in VERSIONS:
        raise ValueError(
            f"api_version={api_version!r}: the versions of the array API standard that "
            f"traced values know are {', '.join(VERSIONS)}"
        )
    return importlib.import_module(NAMESPACE[0])


def to_device(self: Tracer, device: Any, /, *, stream: Any = None) -> Tracer:
    """The value itself: it stays where its numbers are."""
    if device != "cpu":
        raise UnsupportedOperationError(
            f"x.to_device({device!r})",
            "a traced value stays where its numbers are",
            "move it outside the function",
        )
    if stream is not None:
        raise ValueError("the device 'cpu' has no streams; leave stream out")
    return self


def dlpack(self: Tracer, /, **options: Any) -> Any:
    raise UnsupportedOperationError(
        "x.__dlpack__()",
        "the memory of a traced value, in another library, would lose its derivative",
        "convert outside the function, or funcad.stop_gradient(x)",
    )


def dlpack_device(self: Tracer, /) -> tuple[int, int]:
    return CPU


MEMBERS: dict[str, Any] = {
    "__array_namespace__": property(_met),
    "__dlpack__": dlpack,
    "__dlpack_device__": dlpack_device,
}
METHODS["to_device"] = to_device
