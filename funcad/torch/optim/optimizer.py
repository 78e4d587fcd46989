"""What optimizers share: groups of parameters with options of their own, and a state for each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any

import numpy as np

from funcad.torch.modes import enable_grad, no_grad
from funcad.torch.tensor import Tensor, settled_value


class Optimizer:
    """Updates parameters in place from their gradients, one `step()` at a time."""

    def __init__(self, params: Any, defaults: dict[str, Any]) -> None:
        if isinstance(params, Tensor):
            raise TypeError(
                "params argument given to the optimizer should be an iterable of Tensors or "
                f"dicts, but got {type(params).__name__}: write [params]"
            )
        self.defaults = defaults
        self.state: dict[Tensor, dict[str, Any]] = defaultdict(dict)
        self.param_groups: list[dict[str, Any]] = []
        given = list(params)
        if not given:
            raise ValueError("optimizer got an empty parameter list")
        for group in given if isinstance(given[0], dict) else [{"params": given}]:
            self.add_param_group(group)

    def add_param_group(self, param_group: dict[str, Any]) -> None:
        """Add parameters with options that differ from the defaults."""
        params = param_group["params"]
        params = [params] if isinstance(params, Tensor) else [_tensor(p) for p in params]
        for p in params:
            if not isinstance(p, Tensor):
                raise TypeError(f"optimizer can only optimize Tensors, but got {type(p).__name__}")
            if not p.is_leaf:
                raise ValueError("can't optimize a non-leaf Tensor")
        known = {id(p) for group in self.param_groups for p in group["params"]}
        if any(id(p) in known for p in params):
            raise ValueError("some parameters appear in more than one parameter group")
        self.param_groups.append({**self.defaults, **param_group, "params": params})

    def zero_grad(self, set_to_none: bool = True) -> None:
        """Forget the gradients of the parameters, or make them zero."""
        for group in self.param_groups:
            for p in group["params"]:
                if p._grad is None:
                    continue
                if set_to_none:
                    p._grad = None
                else:
                    p._grad = p._grad.detach()
                    p._grad.zero_()

    def step(self, closure: Callable[[], Any] | None = None) -> Any:
        """Update the parameters; `closure`, if given, computes the loss and its gradients first."""
        loss = None
        if closure is not None:
            with enable_grad():
                loss = closure()
        with no_grad(), np.errstate(all="ignore"):
            for group in self.param_groups:
                for p in group["params"]:
                    if p._grad is not None:
                        self.update(p, group)
        return loss

    def update(self, p: Tensor, group: dict[str, Any]) -> None:
        """One step of one parameter that has a gradient."""
        raise NotImplementedError(f"{type(self).__name__}.step")

    def state_dict(self) -> dict[str, Any]:
        """The options and the state, with numbers in the places of parameters."""
        numbers: dict[int, int] = {}
        groups = []
        for group in self.param_groups:
            at = [numbers.setdefault(id(p), len(numbers)) for p in group["params"]]
            groups.append({**{k: v for k, v in group.items() if k != "params"}, "params": at})
        state = {numbers[id(p)]: dict(s) for p, s in self.state.items() if id(p) in numbers}
        return {"state": state, "param_groups": groups}

    def load_state_dict(self, state_dict: dict[str, Any]) -> None:
        """Go on from the options and the state of another optimizer of this kind."""
        groups = state_dict["param_groups"]
        if len(groups) != len(self.param_groups):
            raise ValueError("loaded state dict has a different number of parameter groups")
        params: dict[int, Tensor] = {}
        for mine, theirs in zip(self.param_groups, groups, strict=True):
            if len(mine["params"]) != len(theirs["params"]):
                raise ValueError(
                    "loaded state dict contains a parameter group that doesn't match the size of "
                    "optimizer's group"
                )
            params.update(zip(theirs["params"], mine["params"], strict=True))
            mine.update({k: v for k, v in theirs.items() if k != "params"})
        self.state.clear()
        for k, s in state_dict["state"].items():
            self.state[params[k]] = {
                name: v.detach().clone() if isinstance(v, Tensor) else v for name, v in s.items()
            }

    def __repr__(self) -> str:
        lines = [f"{type(self).__name__} ("]
        for i, group in enumerate(self.param_groups):
            lines.append(f"Parameter Group {i}")
            lines += [f"    {k}: {v}" for k, v in sorted(group.items()) if k != "params"]
        return "\n".join([*lines, ")"])


def _tensor(p: Any) -> Any:
    """A parameter, given as itself or with its name."""
    return p[1] if isinstance(p, tuple) else p


def gradient(p: Tensor, group: dict[str, Any]) -> np.ndarray:
    """The gradient of a parameter as an array, of the loss with its weight decay."""
    assert p._grad is not None
    g: np.ndarray = settled_value(p._grad)
    if group.get("maximize"):
        g = -g
    if group["weight_decay"]:
        g = g + group["weight_decay"] * p._value
    return g


def moved(p: Tensor, step: Any) -> None:
    """Add a step to a parameter, in place."""
    value = settled_value(p)
    value += step
    p._counter[0] += 1


def require(name: str, value: float, valid: bool) -> None:
    """Refuse an option that makes no sense."""
    if not valid:
        raise ValueError(f"Invalid {name}: {value}")
