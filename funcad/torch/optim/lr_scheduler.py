"""torch.optim.lr_scheduler: learning rates that follow a plan, one step() per epoch."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from funcad.torch.optim.optimizer import Optimizer


class LRScheduler:
    """Sets the learning rate of each group of an optimizer."""

    def __init__(self, optimizer: Optimizer, last_epoch: int = -1) -> None:
        if not isinstance(optimizer, Optimizer):
            raise TypeError(f"{type(optimizer).__name__} is not an Optimizer")
        self.optimizer, self.last_epoch = optimizer, last_epoch
        for group in optimizer.param_groups:
            group.setdefault("initial_lr", group["lr"])
        self.base_lrs = [group["initial_lr"] for group in optimizer.param_groups]
        self.step()

    def rates(self) -> list[float]:
        """The learning rate of each group at `last_epoch`."""
        raise NotImplementedError(f"{type(self).__name__}.rates")

    def step(self) -> None:
        """Go on to the next epoch."""
        self.last_epoch += 1
        rates = self.rates()
        for group, lr in zip(self.optimizer.param_groups, rates, strict=True):
            group["lr"] = lr
        self._last_lr = rates

    def get_last_lr(self) -> list[float]:
        """The learning rates that are set now."""
        return self._last_lr

    def state_dict(self) -> dict[str, Any]:
        """Everything but the optimizer."""
        return {k: v for k, v in self.__dict__.items() if k != "optimizer"}

    def load_state_dict(self, state_dict: dict[str, Any]) -> None:
        self.__dict__.update(state_dict)

    def _now(self) -> list[float]:
        return [group["lr"] for group in self.optimizer.param_groups]


class StepLR(LRScheduler):
    """The learning rate times gamma every `step_size` epochs."""

    def __init__(
        self, optimizer: Optimizer, step_size: int, gamma: float = 0.1, last_epoch: int = -1
    ) -> None:
        self.step_size, self.gamma = step_size, gamma
        super().__init__(optimizer, last_epoch)

    def rates(self) -> list[float]:
        if self.last_epoch == 0 or self.last_epoch % self.step_size:
            return self._now()
        return [lr * self.gamma for lr in self._now()]


class MultiStepLR(LRScheduler):
    """The learning rate times gamma at each of some epochs."""

    def __init__(
        self, optimizer: Optimizer, milestones: Any, gamma: float = 0.1, last_epoch: int = -1
    ) -> None:
        self.milestones, self.gamma = [*milestones], gamma
        super().__init__(optimizer, last_epoch)

    def rates(self) -> list[float]:
        return [lr * self.gamma ** self.milestones.count(self.last_epoch) for lr in self._now()]


class ExponentialLR(LRScheduler):
    """The learning rate times gamma every epoch."""

    def __init__(self, optimizer: Optimizer, gamma: float, last_epoch: int = -1) -> None:
        self.gamma = gamma
        super().__init__(optimizer, last_epoch)

    def rates(self) -> list[float]:
        if self.last_epoch == 0:
            return self._now()
        return [lr * self.gamma for lr in self._now()]


class LambdaLR(LRScheduler):
    """The first learning rate times a function of the epoch."""

    def __init__(self, optimizer: Optimizer, lr_lambda: Any, last_epoch: int = -1) -> None:
        n = len(optimizer.param_groups)
        self.lr_lambdas: list[Callable[[int], float]] = (
            [*lr_lambda] if isinstance(lr_lambda, list | tuple) else [lr_lambda] * n
        )
        super().__init__(optimizer, last_epoch)

    def rates(self) -> list[float]:
        pairs = zip(self.base_lrs, self.lr_lambdas, strict=True)
        return [lr * f(self.last_epoch) for lr, f in pairs]


class CosineAnnealingLR(LRScheduler):
    """The learning rate from its first value down to `eta_min` and up again, by a cosine.

    Source: Loshchilov & Hutter, SGDR (ICLR 2017).
    """

    def __init__(
        self, optimizer: Optimizer, T_max: int, eta_min: float = 0.0, last_epoch: int = -1
    ) -> None:
        self.T_max, self.eta_min = T_max, eta_min
        super().__init__(optimizer, last_epoch)

    def rates(self) -> list[float]:
        e, n, low = self.last_epoch, self.T_max, self.eta_min
        if e == 0:
            return self._now()
        pairs = zip(self.base_lrs, self._now(), strict=True)
        if (e - 1 - n) % (2 * n) == 0:
            return [lr + (base - low) * (1 - math.cos(math.pi / n)) / 2 for base, lr in pairs]
        ratio = (1 + math.cos(math.pi * e / n)) / (1 + math.cos(math.pi * (e - 1) / n))
        return [ratio * (lr - low) + low for _, lr in pairs]
