"""Where and how PyTorch would make a tensor: here on the CPU, dense and by rows."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Any

from funcad.torch.missing import MissingError, missing
from funcad.torch.tensor import device as Device


class Setting:
    """torch.strided and its like: a name that is only compared."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return f"torch.{self.name}"


strided = Setting("strided")
contiguous_format = Setting("contiguous_format")
preserve_format = Setting("preserve_format")
channels_last = Setting("channels_last")


def placed(f: Callable[..., Any]) -> Callable[..., Any]:
    """A function that makes tensors, which refuses other devices and layouts, and unknown words."""
    parameters = inspect.signature(f).parameters
    name = f"torch.{f.__name__}"
    known = {k for k, p in parameters.items() if p.kind is not p.VAR_KEYWORD}

    @wraps(f)
    def create(*args: Any, **options: Any) -> Any:
        for option in [k for k in options if k not in known or k in OPTIONS]:
            if option not in OPTIONS:
                raise TypeError(f"{name}() got an unexpected keyword argument '{option}'")
            OPTIONS[option](name, options.pop(option))
        return f(*args, **options)

    return create


def _require_cpu(name: str, device: Any) -> None:
    if device is not None:
        Device(device)


def _refusing(option: str, remedy: str, *allowed: Any) -> Callable[[str, Any], None]:
    def require(name: str, value: Any) -> None:
        if not (value is None or value is False or any(value is a for a in allowed)):
            raise MissingError(missing(f"{name}({option}={value!r})", remedy))

    return require


OPTIONS: dict[str, Callable[[str, Any], None]] = {
    "device": _require_cpu,
    "layout": _refusing("layout", "tensors are dense; leave it out", strided),
    "pin_memory": _refusing("pin_memory", "there is one kind of memory; leave it out"),
    "memory_format": _refusing(
        "memory_format", "rows are contiguous; leave it out", contiguous_format, preserve_format
    ),
    "out": _refusing("out", "x.copy_(...) writes into a tensor"),
}
