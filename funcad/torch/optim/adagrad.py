"""Adagrad: steps scaled by the sum of all squared gradients.

Source: Duchi, Hazan & Singer, Adaptive subgradient methods (JMLR 2011).
"""

from __future__ import annotations

from typing import Any

import numpy as np

from funcad.torch.optim.optimizer import Optimizer, number, require
from funcad.torch.tensor import Tensor, made, settled_value


class Adagrad(Optimizer):
    """p ← p - lr / (1 + (n - 1) lr_decay) g / (√s + eps), of the sum s of g² in n steps."""

    def __init__(
        self,
        params: Any,
        lr: float = 1e-2,
        lr_decay: float = 0,
        weight_decay: float = 0,
        initial_accumulator_value: float = 0,
        eps: float = 1e-10,
        foreach: bool | None = None,
        *,
        maximize: bool = False,
        differentiable: bool = False,
        fused: bool | None = None,
    ) -> None:
        require("learning rate", lr, number(lr) >= 0)
        require("lr_decay value", lr_decay, lr_decay >= 0)
        require("weight_decay value", weight_decay, weight_decay >= 0)
        start = initial_accumulator_value
        require("initial_accumulator_value value", start, start >= 0)
        require("epsilon value", eps, eps >= 0)
        options = {
            "lr": lr,
            "lr_decay": lr_decay,
            "eps": eps,
            "weight_decay": weight_decay,
            "initial_accumulator_value": start,
            "foreach": foreach,
            "maximize": maximize,
            "differentiable": differentiable,
            "fused": fused,
        }
        super().__init__(params, options)
        for group in self.param_groups:
            for p in group["params"]:
                value = np.full_like(p._value, group["initial_accumulator_value"])
                self.state[p] = {"step": made(np.array(0.0, np.float32)), "sum": made(value)}

    def update(self, p: Tensor, group: dict[str, Any]) -> None:
        x, state = settled_value(p), self.state[p]
        g = self.gradient(p, group, group["weight_decay"])
        state["step"]._value += 1
        n = float(state["step"]._value)
        sum_, t, size = state["sum"]._value, self.scratch(x, 2), self.scratch(x, 3)
        np.add(sum_, np.multiply(g, g, out=t), out=sum_)
        np.add(np.sqrt(sum_, out=size), group["eps"], out=size)
        lr = number(group["lr"]) / (1 + (n - 1) * group["lr_decay"])
        np.subtract(x, np.multiply(np.divide(g, size, out=t), lr, out=t), out=x)
