"""Gradient descent, with momentum."""

from __future__ import annotations

from typing import Any

import numpy as np

from funcad.torch.optim.optimizer import Optimizer, number, require
from funcad.torch.tensor import Tensor, made, settled_value


class SGD(Optimizer):
    """p ← p - lr g, where g may be a running sum of gradients (momentum).

    >>> p = torch.tensor([1.0], requires_grad=True)
    >>> optimizer = torch.optim.SGD([p], lr=0.1)
    >>> (p**2).sum().backward()
    >>> optimizer.step()
    >>> p
    tensor([0.8000], requires_grad=True)
    """

    def __init__(
        self,
        params: Any,
        lr: float = 1e-3,
        momentum: float = 0,
        dampening: float = 0,
        weight_decay: float = 0,
        nesterov: bool = False,
        *,
        maximize: bool = False,
        foreach: bool | None = None,
        differentiable: bool = False,
        fused: bool | None = None,
    ) -> None:
        require("learning rate", lr, number(lr) >= 0)
        require("momentum value", momentum, momentum >= 0)
        require("weight_decay value", weight_decay, weight_decay >= 0)
        if nesterov and (momentum <= 0 or dampening != 0):
            raise ValueError("Nesterov momentum requires a momentum and zero dampening")
        options = {
            "lr": lr,
            "momentum": momentum,
            "dampening": dampening,
            "weight_decay": weight_decay,
            "nesterov": nesterov,
            "maximize": maximize,
            "foreach": foreach,
            "differentiable": differentiable,
            "fused": fused,
        }
        super().__init__(params, options)

    def update(self, p: Tensor, group: dict[str, Any]) -> None:
        x, momentum = settled_value(p), group["momentum"]
        g = self.gradient(p, group, group["weight_decay"])
        t = self.scratch(x, 2)
        if momentum:
            state = self.state[p]
            if state.get("momentum_buffer") is None:
                state["momentum_buffer"] = made(g.copy())
                sum_ = state["momentum_buffer"]._value
            else:
                sum_ = state["momentum_buffer"]._value
                np.multiply(sum_, momentum, out=sum_)
                kept = 1 - group["dampening"]
                np.add(sum_, g if kept == 1 else np.multiply(g, kept, out=t), out=sum_)
            ahead = group["nesterov"]
            g = np.add(g, np.multiply(sum_, momentum, out=t), out=t) if ahead else sum_
        np.subtract(x, np.multiply(g, number(group["lr"]), out=t), out=x)
