"""torch.optim.lr_scheduler: learning rates that follow a plan, one step() per epoch."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from funcad.torch.optim.optimizer import Optimizer
from funcad.torch.optim.plateau import ReduceLROnPlateau
from funcad.torch.optim.schedule import LRScheduler


class StepLR(LRScheduler):
    """The learning rate times gamma every `step_size` epochs."""

    def __init__(
        self, optimizer: Optimizer, step_size: int, gamma: float = 0.1, last_epoch: int = -1
    ) -> None:
        self.step_size, self.gamma = step_size, gamma
        super().__init__(optimizer, last_epoch)

    def get_lr(self) -> list[float]:
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

    def get_lr(self) -> list[float]:
        return [lr * self.gamma ** self.milestones.count(self.last_epoch) for lr in self._now()]


class ExponentialLR(LRScheduler):
    """The learning rate times gamma every epoch."""

    def __init__(self, optimizer: Optimizer, gamma: float, last_epoch: int = -1) -> None:
        self.gamma = gamma
        super().__init__(optimizer, last_epoch)

    def get_lr(self) -> list[float]:
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
        if len(self.lr_lambdas) != n:
            raise ValueError(f"Expected {n} lr_lambdas, but got {len(self.lr_lambdas)}")
        super().__init__(optimizer, last_epoch)

    def get_lr(self) -> list[float]:
        pairs = zip(self.base_lrs, self.lr_lambdas, strict=True)
        return [lr * f(self.last_epoch) for lr, f in pairs]


class MultiplicativeLR(LambdaLR):
    """The learning rate times a function of the epoch, each epoch."""

    def get_lr(self) -> list[float]:
        if self.last_epoch == 0:
            return self._now()
        pairs = zip(self._now(), self.lr_lambdas, strict=True)
        return [lr * f(self.last_epoch) for lr, f in pairs]


class ConstantLR(LRScheduler):
    """A share of the learning rate until an epoch, from there on all of it."""

    def __init__(
        self,
        optimizer: Optimizer,
        factor: float = 1.0 / 3,
        total_iters: int = 5,
        last_epoch: int = -1,
    ) -> None:
        if not 0 <= factor <= 1:
            raise ValueError("Constant multiplicative factor expected to be between 0 and 1.")
        self.factor, self.total_iters = factor, total_iters
        super().__init__(optimizer, last_epoch)

    def get_lr(self) -> list[float]:
        if self.last_epoch == 0:
            return [lr * self.factor for lr in self._now()]
        if self.last_epoch != self.total_iters:
            return self._now()
        return [lr / self.factor for lr in self._now()]


class LinearLR(LRScheduler):
    """A share of the learning rate that goes linearly from one to another."""

    def __init__(
        self,
        optimizer: Optimizer,
        start_factor: float = 1.0 / 3,
        end_factor: float = 1.0,
        total_iters: int = 5,
        last_epoch: int = -1,
    ) -> None:
        if not 0 < start_factor <= 1:
            raise ValueError(
                "Starting multiplicative factor expected to be greater than 0 and less or equal "
                "to 1."
            )
        if not 0 <= end_factor <= 1:
            raise ValueError("Ending multiplicative factor expected to be between 0 and 1.")
        self.start_factor, self.end_factor = start_factor, end_factor
        self.total_iters = total_iters
        super().__init__(optimizer, last_epoch)

    def _share(self, epoch: int) -> float:
        gone = min(epoch, self.total_iters) / self.total_iters
        return self.start_factor + (self.end_factor - self.start_factor) * gone

    def get_lr(self) -> list[float]:
        e = self.last_epoch
        if e == 0:
            return [lr * self.start_factor for lr in self._now()]
        if e > self.total_iters:
            return self._now()
        return [lr * (self._share(e) / self._share(e - 1)) for lr in self._now()]


class PolynomialLR(LRScheduler):
    """The learning rate down to 0 by a power of the share that is left."""

    def __init__(
        self, optimizer: Optimizer, total_iters: int = 5, power: float = 1.0, last_epoch: int = -1
    ) -> None:
        self.total_iters, self.power = total_iters, power
        super().__init__(optimizer, last_epoch)

    def get_lr(self) -> list[float]:
        e, n = self.last_epoch, self.total_iters
        if e == 0 or e > n:
            return self._now()
        ratio = ((1 - e / n) / (1 - (e - 1) / n)) ** self.power
        return [lr * ratio for lr in self._now()]


class CosineAnnealingLR(LRScheduler):
    """The learning rate from its first value down to `eta_min` and up again, by a cosine.

    Source: Loshchilov & Hutter, SGDR (ICLR 2017).
    """

    def __init__(
        self, optimizer: Optimizer, T_max: int, eta_min: float = 0.0, last_epoch: int = -1
    ) -> None:
        self.T_max, self.eta_min = T_max, eta_min
        super().__init__(optimizer, last_epoch)

    def get_lr(self) -> list[float]:
        e, n, low = self.last_epoch, self.T_max, self.eta_min
        if e == 0:
            return self._now()
        pairs = zip(self.base_lrs, self._now(), strict=True)
        if (e - 1 - n) % (2 * n) == 0:
            return [lr + (base - low) * (1 - math.cos(math.pi / n)) / 2 for base, lr in pairs]
        ratio = (1 + math.cos(math.pi * e / n)) / (1 + math.cos(math.pi * (e - 1) / n))
        return [ratio * (lr - low) + low for _, lr in pairs]


_NEAREST = {
    "ChainedScheduler": "two schedulers, each with its own step()",
    "CosineAnnealingWarmRestarts": "CosineAnnealingLR, or LambdaLR",
    "CyclicLR": "LambdaLR",
    "OneCycleLR": "LambdaLR",
    "SequentialLR": "LambdaLR",
}


def __getattr__(name: str) -> Any:
    if name in _NEAREST:
        raise NotImplementedError(
            f"torch.optim.lr_scheduler.{name}: the nearest here is {_NEAREST[name]}"
        )
    raise AttributeError(f"module 'torch.optim.lr_scheduler' has no attribute {name!r}")


__all__ = [
    "ConstantLR",
    "CosineAnnealingLR",
    "ExponentialLR",
    "LRScheduler",
    "LambdaLR",
    "LinearLR",
    "MultiStepLR",
    "MultiplicativeLR",
    "PolynomialLR",
    "ReduceLROnPlateau",
    "StepLR",
]
