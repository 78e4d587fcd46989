"""Modules as functions of their parameters: functional_call and stack_module_state."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from funcad.torch.nn.module import Module
from funcad.torch.shapes import stack
from funcad.torch.tensor import Tensor


def functional_call(
    module: Module,
    parameter_and_buffer_dicts: Any,
    args: Any = None,
    kwargs: dict[str, Any] | None = None,
    *,
    tie_weights: bool = True,
    strict: bool = False,
) -> Any:
    """module(*args, **kwargs), with these tensors in the place of its parameters and buffers.

    >>> layer = torch.nn.Linear(2, 1)
    >>> state = {"weight": torch.ones(1, 2), "bias": torch.zeros(1)}
    >>> torch.func.functional_call(layer, state, torch.ones(2))
    tensor([2.])
    """
    state = _merged(parameter_and_buffer_dicts)
    places = _places(module)
    if strict:
        _require_all(module, state, places)
    if tie_weights:
        state = _tied(places, state)
    before = []
    try:
        for name, new in state.items():
            if name not in places:
                continue
            holder, key = places[name]
            before.append((holder, key, holder[key]))
            holder[key] = new
        args = () if args is None else args if isinstance(args, tuple) else (args,)
        return module(*args, **(kwargs or {}))
    finally:
        for holder, key, old in reversed(before):
            holder[key] = old


def _merged(dicts: Any) -> dict[str, Any]:
    if isinstance(dicts, dict):
        return dicts
    if not isinstance(dicts, list | tuple) or not all(isinstance(d, dict) for d in dicts):
        raise ValueError(
            "Expected parameter_and_buffer_dicts to be a dict, or a list/tuple of dicts, "
            f"but got {type(dicts)}"
        )
    names = [name for d in dicts for name in d]
    repeated = sorted({name for name in names if names.count(name) > 1})
    if repeated:
        raise ValueError(
            f"{repeated} appeared in multiple dictionaries; "
            "behavior of functional call is ambiguous"
        )
    return {name: x for d in dicts for name, x in d.items()}


def _places(module: Module) -> dict[str, tuple[dict[str, Any], str]]:
    """Where each parameter and buffer is kept, by dotted name."""
    found = {}
    for path, part in module.named_modules(remove_duplicate=False):
        for kind in ("_parameters", "_buffers"):
            for key in part.__dict__[kind]:
                found[f"{path}.{key}" if path else key] = (part.__dict__[kind], key)
    return found


def _tied(places: dict[str, Any], state: dict[str, Any]) -> dict[str, Any]:
    """One tensor that a module has under several names is replaced under all of them."""
    by_tensor = {id(places[n][0][places[n][1]]): x for n, x in state.items() if n in places}
    others = {
        name: by_tensor[id(holder[key])]
        for name, (holder, key) in places.items()
        if holder[key] is not None and id(holder[key]) in by_tensor
    }
    return {**others, **state}


def _require_all(module: Module, state: dict[str, Any], places: dict[str, Any]) -> None:
    lines = []
    unexpected = [repr(n) for n in state if n not in places]
    missing = [repr(n) for n in places if n not in state]
    if unexpected:
        lines.append(f"Unexpected key(s): {', '.join(unexpected)}.")
    if missing:
        lines.append(f"Missing key(s): {', '.join(missing)}.")
    if lines:
        text = "\n\t".join(lines)
        raise RuntimeError(f"Error(s) in reparametrizing for {module._get_name()}:\n\t{text}")


def stack_module_state(models: Sequence[Module]) -> tuple[dict[str, Any], dict[str, Any]]:
    """(parameters, buffers) of modules of one class, each stacked along a new first dimension.

    >>> params, buffers = torch.func.stack_module_state([torch.nn.Linear(2, 1) for _ in range(3)])
    >>> params["weight"].shape
    torch.Size([3, 1, 2])
    """
    models = [*models]
    start = "stack_module_state: Expected "
    if not models:
        raise RuntimeError(f"{start}at least one model, got 0.")
    if not (all(m.training for m in models) or all(not m.training for m in models)):
        raise RuntimeError(f"{start}all models to have the same training/eval mode.")
    if any(type(m) is not type(models[0]) for m in models):
        raise RuntimeError(f"{start}all models to be of the same class.")
    params = {
        name: _stacked([dict(m.named_parameters())[name] for m in models])
        for name, _ in models[0].named_parameters()
    }
    buffers = {
        name: _stacked([dict(m.named_buffers())[name] for m in models])
        for name, _ in models[0].named_buffers()
    }
    return params, buffers


def _stacked(tensors: list[Tensor]) -> Tensor:
    required = {x.requires_grad for x in tensors}
    if len(required) > 1:
        raise RuntimeError("Expected parameters/buffers to have the same requires_grad")
    y: Tensor = stack([x.detach() for x in tensors])
    return y.requires_grad_(required.pop())
