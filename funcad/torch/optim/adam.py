"""Adam and AdamW: steps scaled by running means of the gradient and of its square.

Source: Kingma & Ba, Adam (ICLR 2015); Loshchilov & Hutter, Decoupled weight decay (ICLR 2019).
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from funcad.torch.optim.optimizer import Optimizer, gradient, moved, require
from funcad.torch.tensor import Tensor, made


class Adam(Optimizer):
    """p ← p - lr m̂ / (√v̂ + eps), of the running means m of g and v of g²."""

    decoupled = False

    def __init__(
        self,
        params: Any,
        lr: float = 1e-3,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 0,
        amsgrad: bool = False,
        *,
        maximize: bool = False,
        **ignored: Any,
    ) -> None:
        require("learning rate", lr, lr >= 0)
        require("epsilon value", eps, eps >= 0)
        require("beta parameter at index 0", betas[0], 0 <= betas[0] < 1)
        require("beta parameter at index 1", betas[1], 0 <= betas[1] < 1)
        require("weight_decay value", weight_decay, weight_decay >= 0)
        options = {
            "lr": lr,
            "betas": betas,
            "eps": eps,
            "weight_decay": weight_decay,
            "amsgrad": amsgrad,
            "maximize": maximize,
        }
        super().__init__(params, options)

    def update(self, p: Tensor, group: dict[str, Any]) -> None:
        decay = group["weight_decay"]
        if self.decoupled and decay:
            moved(p, -group["lr"] * decay * p._value)
        g = gradient(p, {**group, "weight_decay": 0} if self.decoupled else group)
        state = self.state[p]
        if not state:
            state["step"] = made(np.array(0.0, np.float32))
            state["exp_avg"] = made(np.zeros_like(g))
            state["exp_avg_sq"] = made(np.zeros_like(g))
            if group["amsgrad"]:
                state["max_exp_avg_sq"] = made(np.zeros_like(g))
        state["step"]._value += 1
        n = float(state["step"]._value)
        beta1, beta2 = group["betas"]
        m, v = state["exp_avg"]._value, state["exp_avg_sq"]._value
        m += (1 - beta1) * (g - m)
        v *= beta2
        v += (1 - beta2) * g * g
        if group["amsgrad"]:
            highest = state["max_exp_avg_sq"]._value
            np.maximum(highest, v, out=highest)
            v = highest
        size = np.sqrt(v) / math.sqrt(1 - beta2**n) + group["eps"]
        moved(p, -group["lr"] / (1 - beta1**n) * m / size)


class AdamW(Adam):
    """Adam with weight decay that is not scaled as gradients are."""

    decoupled = True

    def __init__(
        self,
        params: Any,
        lr: float = 1e-3,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 1e-2,
        amsgrad: bool = False,
        **options: Any,
    ) -> None:
        super().__init__(params, lr, betas, eps, weight_decay, amsgrad, **options)
