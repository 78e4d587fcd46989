"""RMSprop: steps scaled by a running mean of the squared gradient.

Source: Tieleman & Hinton, Lecture 6.5, Neural Networks for Machine Learning (2012).
"""

from __future__ import annotations

from typing import Any

import numpy as np

from funcad.torch.optim.optimizer import Optimizer, gradient, moved, require
from funcad.torch.tensor import Tensor, made


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
        *,
        maximize: bool = False,
        **ignored: Any,
    ) -> None:
        require("learning rate", lr, lr >= 0)
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
            "maximize": maximize,
        }
        super().__init__(params, options)

    def update(self, p: Tensor, group: dict[str, Any]) -> None:
        g = gradient(p, group)
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
        v *= alpha
        v += (1 - alpha) * g * g
        if group["centered"]:
            m = state["grad_avg"]._value
            m += (1 - alpha) * (g - m)
            size = np.sqrt(v - m * m) + group["eps"]
        else:
            size = np.sqrt(v) + group["eps"]
        if not group["momentum"]:
            moved(p, -group["lr"] * g / size)
            return
        sum_ = state["momentum_buffer"]._value
        sum_ *= group["momentum"]
        sum_ += g / size
        moved(p, -group["lr"] * sum_)
