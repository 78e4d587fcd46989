"""Adam and AdamW: steps scaled by running means of the gradient and of its square.

Source: Kingma & Ba, Adam (ICLR 2015); Loshchilov & Hutter, Decoupled weight decay (ICLR 2019).
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from funcad.torch.optim.optimizer import Optimizer, number, require
from funcad.torch.tensor import Tensor, made, settled_value


class Adam(Optimizer):
    """p ← p - lr m̂ / (√v̂ + eps), of the running means m of g and v of g²."""

    def __init__(
        self,
        params: Any,
        lr: float = 1e-3,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 0,
        amsgrad: bool = False,
        *,
        foreach: bool | None = None,
        maximize: bool = False,
        capturable: bool = False,
        differentiable: bool = False,
        fused: bool | None = None,
        decoupled_weight_decay: bool = False,
    ) -> None:
        require("learning rate", lr, number(lr) >= 0)
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
            "foreach": foreach,
            "capturable": capturable,
            "differentiable": differentiable,
            "fused": fused,
            "decoupled_weight_decay": decoupled_weight_decay,
        }
        super().__init__(params, options)

    def update(self, p: Tensor, group: dict[str, Any]) -> None:
        lr, decay, x = number(group["lr"]), group["weight_decay"], settled_value(p)
        decoupled = group["decoupled_weight_decay"]
        if decoupled and decay:
            x *= 1 - lr * decay
        g = self.gradient(p, group, 0 if decoupled else decay)
        state = self.state[p]
        if not state:
            state["step"] = made(np.array(0.0, np.float32))
            state["exp_avg"] = made(np.zeros_like(g))
            state["exp_avg_sq"] = made(np.zeros_like(g))
            if group["amsgrad"]:
                state["max_exp_avg_sq"] = made(np.zeros_like(g))
        state["step"]._value += 1
        n = float(state["step"]._value)
        beta1, beta2 = (number(beta) for beta in group["betas"])
        m, v = state["exp_avg"]._value, state["exp_avg_sq"]._value
        t, size = self.scratch(x, 2), self.scratch(x, 3)
        np.subtract(g, m, out=t)
        np.multiply(t, 1 - beta1, out=t)
        np.add(m, t, out=m)
        np.multiply(g, g, out=t)
        np.multiply(t, 1 - beta2, out=t)
        np.multiply(v, beta2, out=v)
        np.add(v, t, out=v)
        if group["amsgrad"]:
            highest = state["max_exp_avg_sq"]._value
            np.maximum(highest, v, out=highest)
            v = highest
        np.sqrt(v, out=size)
        np.divide(size, math.sqrt(1 - beta2**n), out=size)
        np.add(size, group["eps"], out=size)
        np.divide(m, size, out=t)
        np.multiply(t, lr / (1 - beta1**n), out=t)
        np.subtract(x, t, out=x)


class AdamW(Adam):
    """Adam with weight decay that is not scaled as gradients are."""

    def __init__(
        self,
        params: Any,
        lr: float = 1e-3,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 1e-2,
        amsgrad: bool = False,
        *,
        maximize: bool = False,
        foreach: bool | None = None,
        capturable: bool = False,
        differentiable: bool = False,
        fused: bool | None = None,
    ) -> None:
        super().__init__(
            params,
            lr,
            betas,
            eps,
            weight_decay,
            amsgrad,
            foreach=foreach,
            maximize=maximize,
            capturable=capturable,
            differentiable=differentiable,
            fused=fused,
            decoupled_weight_decay=True,
        )
