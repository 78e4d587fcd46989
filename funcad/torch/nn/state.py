"""The state of modules: parameters and buffers by dotted name, written out and read in."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from typing import Any

from funcad.torch.modes import no_grad
from funcad.torch.nn.parameter import Parameter


def state_of(module: Any, prefix: str, keep_vars: bool) -> OrderedDict[str, Any]:
    """Parameters and buffers; they share memory with the module's."""
    state: OrderedDict[str, Any] = OrderedDict()
    for path, m in module.named_modules(prefix=prefix.rstrip("."), remove_duplicate=False):
        start = f"{path}." if path else ""
        for name, p in m._parameters.items():
            if p is not None:
                state[start + name] = p if keep_vars else p.detach()
        for name, b in m._buffers.items():
            if b is not None and name not in m._transient:
                state[start + name] = b if keep_vars else b.detach()
    return state


def load(module: Any, given: Any, strict: bool, assign: bool) -> IncompatibleKeys:
    """Copy the state into a module's parameters and buffers, or put the tensors in their place."""
    if not isinstance(given, Mapping):
        raise TypeError(f"Expected state_dict to be dict-like, got {type(given)}.")
    own = state_of(module, "", True)
    missing = [k for k in own if k not in given]
    unexpected = [k for k in given if k not in own]
    errors = []
    if strict and missing:
        errors.append(f"Missing key(s) in state_dict: {_listed(missing)}. ")
    if strict and unexpected:
        errors.append(f"Unexpected key(s) in state_dict: {_listed(unexpected)}. ")
    for key, x in own.items():
        if key not in given:
            continue
        new = given[key]
        if new.shape != x.shape:
            errors.append(
                f"size mismatch for {key}: copying a param with shape {new.shape} from "
                f"checkpoint, the shape in current model is {x.shape}."
            )
        elif assign:
            _assign(module, key, x, new)
        else:
            with no_grad():
                x.copy_(new)
    if errors:
        lines = "\n\t".join(errors)
        raise RuntimeError(
            f"Error(s) in loading state_dict for {type(module).__name__}:\n\t{lines}"
        )
    return IncompatibleKeys(missing, unexpected)


def _listed(keys: list[str]) -> str:
    return ", ".join(f'"{k}"' for k in keys)


def _assign(module: Any, key: str, old: Any, new: Any) -> None:
    path, _, name = key.rpartition(".")
    owner = module.get_submodule(path)
    if isinstance(old, Parameter) and not isinstance(new, Parameter):
        new = Parameter(new, requires_grad=old.requires_grad)
    owner.__dict__["_parameters" if isinstance(old, Parameter) else "_buffers"][name] = new


class IncompatibleKeys(tuple[list[str], list[str]]):
    """(missing_keys, unexpected_keys) of `load_state_dict`."""

    def __new__(cls, missing: list[str], unexpected: list[str]) -> IncompatibleKeys:
        return super().__new__(cls, (missing, unexpected))

    missing_keys = property(lambda self: self[0])
    unexpected_keys = property(lambda self: self[1])

    def __repr__(self) -> str:
        if not self[0] and not self[1]:
            return "<All keys matched successfully>"
        return f"_IncompatibleKeys(missing_keys={self[0]}, unexpected_keys={self[1]})"
