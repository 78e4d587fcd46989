"""Gradient descent, with momentum."""

from __future__ import annotations

from typing import Any

from funcad.torch.optim.optimizer import Optimizer, gradient, moved, require
from funcad.torch.tensor import Tensor, made


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
        **ignored: Any,
    ) -> None:
        require("learning rate", lr, lr >= 0)
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
        }
        super().__init__(params, options)

    def update(self, p: Tensor, group: dict[str, Any]) -> None:
        g = gradient(p, group)
        momentum = group["momentum"]
        if momentum:
            state = self.state[p]
            if state.get("momentum_buffer") is None:
                state["momentum_buffer"] = made(g.copy())
                sum_ = g
            else:
                sum_ = state["momentum_buffer"]._value
                sum_ *= momentum
                sum_ += (1 - group["dampening"]) * g
            g = g + momentum * sum_ if group["nesterov"] else sum_
        moved(p, -group["lr"] * g)
