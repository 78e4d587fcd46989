"""RMSprop: steps scaled by a running mean of the squared gradient.

Source: Tieleman & Hinton, Lecture 6.5, Neural Networks for Machine Learning (2012).
"""

from __future__ import annotations

from typing import Any

import numpy as np

from funcad.torch.optim.optimizer import Optimizer, number, require
from funcad.torch.tensor import Tensor, made, settled_value


class RMSprop(Optimizer):
    """p ← p - lr g / (√v + eps), of the running mean v of g²."""

    def __init__(
        self,
        params: Any,
        lr: float = 1e-2,
        alpha: float = 0.99,
        eps: float = 1e-8,
        weight_decay: float = 0,
        momentum: float = 0,
        centered: bool = False,
        capturable: bool = False,
        foreach: bool | None = None,
        maximize: bool = False,
        differentiable: bool = False,
    ) -> None:
        require("learning rate", lr, number(lr) >= 0)
        require("epsilon value", eps, eps >= 0)
        require("momentum value", momentum, momentum >= 0)
        require("weight_decay value", weight_decay, weight_decay >= 0)
        require("alpha value", alpha, alpha >= 0)
        options = {
            "lr": lr,
            "momentum": momentum,
            "alpha": alpha,
            "eps": eps,
            "centered": centered,
            "weight_decay": weight_decay,
            "capturable": capturable,
            "foreach": foreach,
            "maximize": maximize,
            "differentiable": differentiable,
        }
        super().__init__(params, options)

    def update(self, p: Tensor, group: dict[str, Any]) -> None:
        x = settled_value(p)
        g = self.gradient(p, group, group["weight_decay"])
        state = self.state[p]
        if not state:
            state["step"] = made(np.array(0.0, np.float32))
            state["square_avg"] = made(np.zeros_like(g))
            if group["momentum"]:
                state["momentum_buffer"] = made(np.zeros_like(g))
            if group["centered"]:
                state["grad_avg"] = made(np.zeros_like(g))
        state["step"]._value += 1
        alpha = group["alpha"]
        v = state["square_avg"]._value
        t, size = self.scratch(x, 2), self.scratch(x, 3)
        np.multiply(g, g, out=t)
        np.multiply(t, 1 - alpha, out=t)
        np.multiply(v, alpha, out=v)
        np.add(v, t, out=v)
        if group["centered"]:
            m = state["grad_avg"]._value
            np.subtract(g, m, out=t)
            m += np.multiply(t, 1 - alpha, out=t)
            np.subtract(v, np.multiply(m, m, out=t), out=size)
            np.sqrt(size, out=size)
        else:
            np.sqrt(v, out=size)
        np.add(size, group["eps"], out=size)
        step = np.divide(g, size, out=t)
        if group["momentum"]:
            sum_ = state["momentum_buffer"]._value
            np.multiply(sum_, group["momentum"], out=sum_)
            step = np.add(sum_, step, out=sum_)
        np.subtract(x, np.multiply(step, number(group["lr"]), out=t), out=x)
