"""A case: one function under test, and how to draw arguments for it.

    case("np.hypot", np.hypot, reals(3, 1), positive(4))

A maker draws an array from a generator.  A plain value stands for itself and is not differentiated.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

Maker = Callable[[np.random.Generator], Any]


@dataclass(frozen=True)
class Draw:
    """An argument to be differentiated: drawn from a generator.

    `project` maps any array to the nearest allowed change of the argument (a symmetric matrix's
    change is symmetric); None allows all.
    """

    make: Maker
    project: Callable[[Any], Any] | None = None


@dataclass(frozen=True)
class Case:
    """`fun` is a function of plain NumPy; `covers` are the primitives that it must exercise."""

    name: str
    fun: Callable[..., Any]
    args: tuple[Any, ...]
    batched: bool = True
    second: bool = True
    rtol: float = 1e-6
    covers: tuple[str, ...] = field(default=())
    since: str = ""  # "scipy 1.15": before, it is not there, or its own values or dtypes are wrong

    def __repr__(self) -> str:
        return self.name

    @property
    def is_due(self) -> bool:
        """Whether the installed packages are new enough."""
        package, version = (self.since or "numpy 0.0").split()
        installed = importlib.import_module(package).__version__
        return _numbers(installed) >= _numbers(version)

    @property
    def argnums(self) -> list[int]:
        return [i for i, a in enumerate(self.args) if isinstance(a, Draw)]

    def draw(self, seed: int = 0) -> list[Any]:
        rng = np.random.default_rng(seed)
        return [a.make(rng) if isinstance(a, Draw) else a for a in self.args]

    def project(self, i: int, x: Any) -> Any:
        f = self.args[i].project
        return x if f is None else f(x)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(n) for n in version.split(".")[:2])


def case(name: str, fun: Callable[..., Any], *args: Any, **options: Any) -> Case:
    return Case(name, fun, args, **options)


def reals(*shape: int, scale: float = 1.0) -> Draw:
    return Draw(lambda rng: rng.normal(size=shape) * scale)


def uniform(low: float, high: float, *shape: int) -> Draw:
    return Draw(lambda rng: rng.uniform(low, high, size=shape))


def positive(*shape: int) -> Draw:
    return uniform(0.3, 2.0, *shape)


def nonzero(*shape: int) -> Draw:
    return Draw(lambda rng: rng.uniform(0.3, 2.0, size=shape) * rng.choice([-1.0, 1.0], size=shape))


def distinct(*shape: int) -> Draw:
    """Entries at least 0.1 apart, so that small steps change no order."""

    def make(rng: np.random.Generator) -> Any:
        n = int(np.prod(shape, dtype=int))
        return (rng.permutation(n) * 0.3 - 0.15 * n + rng.uniform(0, 0.1, size=n)).reshape(shape)

    return Draw(make)


def complexes(*shape: int) -> Draw:
    return Draw(lambda rng: rng.normal(size=shape) + 1j * rng.normal(size=shape))


def symmetrized(x: Any) -> Any:
    return (x + np.conj(np.swapaxes(x, -1, -2))) / 2


def symmetric(*shape: int) -> Draw:
    return Draw(lambda rng: symmetrized(rng.normal(size=shape)), symmetrized)


def spd(*shape: int) -> Draw:
    """Symmetric positive definite matrices."""

    def make(rng: np.random.Generator) -> Any:
        a = rng.normal(size=shape)
        return a @ np.swapaxes(a, -1, -2) + shape[-1] * np.eye(shape[-1])

    return Draw(make, symmetrized)


def well_conditioned(*shape: int) -> Draw:
    def make(rng: np.random.Generator) -> Any:
        return rng.normal(size=shape) + 3.0 * np.eye(shape[-2], shape[-1])

    return Draw(make)
