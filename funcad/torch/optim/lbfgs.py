"""L-BFGS: a quasi-Newton method that remembers its last steps.

Source: Nocedal & Wright, Numerical Optimization (2006), algorithm 7.4.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from funcad.torch.modes import enable_grad, no_grad
from funcad.torch.optim.optimizer import Optimizer, require
from funcad.torch.tensor import Tensor, settled_value


class LBFGS(Optimizer):
    """Steps along -H g, H an estimate of the inverse Hessian; step() needs a closure.

    The closure computes the loss and its gradients anew, several times a step.
    """

    def __init__(
        self,
        params: Any,
        lr: float = 1,
        max_iter: int = 20,
        max_eval: int | None = None,
        tolerance_grad: float = 1e-7,
        tolerance_change: float = 1e-9,
        history_size: int = 100,
        line_search_fn: str | None = None,
    ) -> None:
        require("learning rate", lr, lr >= 0)
        if line_search_fn is not None:
            raise NotImplementedError(
                f"LBFGS(line_search_fn={line_search_fn!r}): leave it out, or give the function to "
                "scipy.optimize.minimize(method='L-BFGS-B') with its gradient"
            )
        options = {
            "lr": lr,
            "max_iter": max_iter,
            "max_eval": max_iter * 5 // 4 if max_eval is None else max_eval,
            "tolerance_grad": tolerance_grad,
            "tolerance_change": tolerance_change,
            "history_size": history_size,
            "line_search_fn": None,
        }
        super().__init__(params, options)
        if len(self.param_groups) != 1:
            raise ValueError("LBFGS doesn't support per-parameter options (parameter groups)")
        self._params: list[Tensor] = self.param_groups[0]["params"]

    def _gradient(self) -> np.ndarray:
        parts = [
            np.zeros(p.numel(), p._value.dtype)
            if p._grad is None
            else settled_value(p._grad).ravel()
            for p in self._params
        ]
        return np.concatenate(parts)

    def _move(self, step: np.ndarray) -> None:
        start = 0
        for p in self._params:
            value = settled_value(p)
            value += step[start : start + value.size].reshape(value.shape)
            p._counter[0] += 1
            start += value.size

    def step(self, closure: Callable[[], Any] | None = None) -> Any:
        """Several iterations; the loss before them is returned."""
        if closure is None:
            raise TypeError("LBFGS.step() missing 1 required argument: 'closure'")
        group = self.param_groups[0]
        memory = self.state[self._params[0]]
        memory.setdefault("func_evals", 0)
        memory.setdefault("n_iter", 0)
        with no_grad(), np.errstate(all="ignore"):
            with enable_grad():
                first = closure()
            memory["func_evals"] += 1
            loss, evaluations = float(first), 1
            g = self._gradient()
            if np.max(np.abs(g)) <= group["tolerance_grad"]:
                return first
            for i in range(1, group["max_iter"] + 1):
                memory["n_iter"] += 1
                direction, t = self._direction(g, memory, group)
                slope = g @ direction
                if slope > -group["tolerance_change"]:
                    break
                self._move(t * direction)
                memory["d"], memory["t"], memory["prev_g"] = direction, t, g
                if i != group["max_iter"]:
                    with enable_grad():
                        new = float(closure())
                    evaluations += 1
                    memory["func_evals"] += 1
                    g = self._gradient()
                    if self._has_converged(g, t * direction, new - loss, group):
                        break
                    loss = new
                if evaluations >= group["max_eval"]:
                    break
        return first

    @staticmethod
    def _has_converged(g: Any, step: Any, change: float, group: dict[str, Any]) -> bool:
        return bool(
            np.max(np.abs(g)) <= group["tolerance_grad"]
            or np.max(np.abs(step)) <= group["tolerance_change"]
            or abs(change) < group["tolerance_change"]
        )

    def _direction(
        self, g: np.ndarray, memory: dict[str, Any], group: dict[str, Any]
    ) -> tuple[np.ndarray, Any]:
        """(the direction of the next step, its length) from the steps that are remembered."""
        if memory["n_iter"] == 1:
            memory["steps"], memory["changes"], memory["scale"] = [], [], 1.0
            return -g, min(1.0, 1.0 / float(np.sum(np.abs(g)))) * group["lr"]
        y, s = g - memory["prev_g"], memory["t"] * memory["d"]
        curvature = float(y @ s)
        if curvature > 1e-10:
            if len(memory["steps"]) == group["history_size"]:
                memory["steps"].pop(0)
                memory["changes"].pop(0)
            memory["steps"].append(s)
            memory["changes"].append(y)
            memory["scale"] = curvature / float(y @ y)
        pairs = [*zip(memory["steps"], memory["changes"], strict=True)]
        q, weights = -g, []
        for s_, y_ in reversed(pairs):
            weights.append((s_ @ q) / (y_ @ s_))
            q = q - weights[-1] * y_
        q = q * g.dtype.type(memory["scale"])
        for (s_, y_), w in zip(pairs, reversed(weights), strict=True):
            q = q + s_ * (w - (y_ @ q) / (y_ @ s_))
        return q, group["lr"]
