"""What optimizers share: groups of parameters with options of their own, and a state for each."""

from __future__ import annotations

import copy
import warnings
from collections import defaultdict
from collections.abc import Callable
from typing import Any

import numpy as np

from funcad.torch.handles import Handle, register
from funcad.torch.modes import enable_grad, no_grad
from funcad.torch.tensor import Tensor, settled_value, type_name


class Optimizer:
    """Updates parameters in place from their gradients, one `step()` at a time."""

    def __init__(self, params: Any, defaults: dict[str, Any]) -> None:
        if isinstance(params, Tensor):
            raise TypeError(
                "params argument given to the optimizer should be an iterable of Tensors or "
                f"dicts, but got {type_name(params)}: write [params]"
            )
        if defaults.get("differentiable"):
            raise NotImplementedError(
                f"{type(self).__name__}(differentiable=True): write the update with torch.func.grad"
                " and tensors of your own, and differentiate that"
            )
        self.defaults = defaults
        self.state: dict[Tensor, dict[str, Any]] = defaultdict(dict)
        self.param_groups: list[dict[str, Any]] = []
        self._pre_hooks: dict[int, Any] = {}
        self._post_hooks: dict[int, Any] = {}
        self._scratch: dict[Any, np.ndarray] = {}
        self._steps = 0
        given = list(params)
        if not given:
            raise ValueError("optimizer got an empty parameter list")
        for group in given if isinstance(given[0], dict) else [{"params": given}]:
            self.add_param_group(group)

    def add_param_group(self, param_group: dict[str, Any]) -> None:
        """Add parameters with options that differ from the defaults."""
        if not isinstance(param_group, dict):
            raise TypeError(f"param_group must be a dict, but got {type(param_group)}")
        given = param_group["params"]
        if isinstance(given, set):
            raise TypeError(
                "optimizer parameters need to be organized in ordered collections, but the "
                "ordering of tensors in sets will change between runs. Please use a list instead."
            )
        given = [given] if isinstance(given, Tensor) else list(given)
        names = [p[0] for p in given if isinstance(p, tuple)]
        if names and len(names) != len(given):
            raise ValueError(
                "all optimizer params should be with/without names. Some param names are missing"
            )
        params = [p[1] if names else p for p in given]
        for p in params:
            if not isinstance(p, Tensor):
                raise TypeError(
                    f"optimizer can only optimize Tensors, but one of the params is {type_name(p)}"
                )
            if not p.is_leaf:
                raise ValueError("can't optimize a non-leaf Tensor")
        if len({id(p) for p in params}) != len(params):
            warnings.warn(
                "optimizer contains a parameter group with duplicate parameters: each step moves "
                "them twice; give each once",
                stacklevel=3,
            )
        known = {id(p) for group in self.param_groups for p in group["params"]}
        if any(id(p) in known for p in params):
            raise ValueError("some parameters appear in more than one parameter group")
        group: dict[str, Any] = {**param_group, "params": params}
        if names:
            group["param_names"] = names
        for key, value in self.defaults.items():
            group.setdefault(key, value)
        self.param_groups.append(group)

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
        for before in [*self._pre_hooks.values()]:
            before(self, (), {} if closure is None else {"closure": closure})
        if closure is not None:
            with enable_grad():
                loss = closure()
        with no_grad(), np.errstate(all="ignore"):
            for group in self.param_groups:
                for p in group["params"]:
                    if p._grad is not None:
                        self.update(p, group)
                        p._counter[0] += 1
        self._steps += 1
        for after in [*self._post_hooks.values()]:
            after(self, (), {} if closure is None else {"closure": closure})
        return loss

    def register_step_pre_hook(self, hook: Callable[..., Any]) -> Handle:
        """Call hook(optimizer, args, kwargs) before each step."""
        return register(self._pre_hooks, hook)

    def register_step_post_hook(self, hook: Callable[..., Any]) -> Handle:
        """Call hook(optimizer, args, kwargs) after each step."""
        return register(self._post_hooks, hook)

    def scratch(self, like: np.ndarray, k: int = 0) -> np.ndarray:
        """An array of a shape to compute in, the k-th; kept, so that steps allocate nothing."""
        key = (like.shape, like.dtype, k)
        found = self._scratch.get(key)
        if found is None:
            found = self._scratch[key] = np.empty(like.shape, like.dtype)
        return found

    def gradient(self, p: Tensor, group: dict[str, Any], decay: float) -> np.ndarray:
        """The gradient of a parameter as an array, of the loss with its weight decay."""
        assert p._grad is not None
        g: np.ndarray = settled_value(p._grad)
        if group["maximize"]:
            g = np.negative(g, out=self.scratch(g))
        if decay:
            g = np.add(g, np.multiply(p._value, decay, out=self.scratch(g, 1)), out=self.scratch(g))
        return g

    def update(self, p: Tensor, group: dict[str, Any]) -> None:
        """One step of one parameter that has a gradient."""
        raise NotImplementedError(f"{type(self).__name__}.step")

    def state_dict(self) -> dict[str, Any]:
        """The options and the state, with numbers in the places of parameters."""
        numbers: dict[int, int] = {}
        groups = []
        for group in self.param_groups:
            at = [numbers.setdefault(id(p), len(numbers)) for p in group["params"]]
            options = {k: v for k, v in group.items() if k != "params"}
            groups.append({**options, "params": at})
        state = {numbers[id(p)]: s for p, s in self.state.items() if id(p) in numbers}
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
            self.state[params[k]] = {name: _fitted(name, v, params[k]) for name, v in s.items()}

    def __repr__(self) -> str:
        lines = [f"{type(self).__name__} ("]
        for i, group in enumerate(self.param_groups):
            lines.append(f"Parameter Group {i}")
            lines += [
                f"    {k}: {v}"
                for k, v in sorted(group.items())
                if k not in ("params", "param_names")
            ]
        return "\n".join([*lines, ")"])


def _fitted(name: str, v: Any, p: Tensor) -> Any:
    """A value of a loaded state: a copy, in the dtype of the parameter it goes with."""
    if not isinstance(v, Tensor):
        return copy.copy(v)
    found: Tensor = v.detach().clone()
    if name != "step" and found.is_floating_point() and p.is_floating_point():
        found = found.to(p.dtype)
    settled_value(found)
    return found


def number(x: Any) -> float:
    """An option, which may be a tensor."""
    return float(x.item()) if isinstance(x, Tensor) else float(x)


def require(name: str, value: float, valid: bool) -> None:
    """Refuse an option that makes no sense."""
    if not valid:
        raise ValueError(f"Invalid {name}: {value}")
