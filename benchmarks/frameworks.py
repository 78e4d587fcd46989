"""Value and gradient of a problem under each framework, as functions of no arguments to be timed.

Arguments start as NumPy arrays and gradients end as arrays of the framework.
"""

from __future__ import annotations

import importlib
import importlib.util
import os
from collections.abc import Callable
from typing import Any

import numpy as np

import funcad
from benchmarks.problems import Problem
from benchmarks.scanned import SCANNED

Run = Callable[[], Any]


def numpy_alone(p: Problem, args: tuple[Any, ...]) -> Run:
    """The value only: what the gradient is measured against."""
    return lambda: p.f(np, *args)


def with_funcad(p: Problem, args: tuple[Any, ...]) -> Run:
    g = funcad.value_and_grad(lambda *a: p.f(np, *a), p.argnums)
    return lambda: g(*args)


def with_autograd(p: Problem, args: tuple[Any, ...]) -> Run:
    autograd = importlib.import_module("autograd")
    anp = importlib.import_module("autograd.numpy")
    argnums = p.argnums if len(p.argnums) > 1 else p.argnums[0]
    g = autograd.value_and_grad(lambda *a: p.f(anp, *a), argnums)
    return lambda: g(*args)


def with_torch(p: Problem, args: tuple[Any, ...]) -> Run:
    torch = importlib.import_module("torch")
    torch.set_default_dtype(torch.float64)
    tensors = [torch.as_tensor(a) for a in args]

    def run() -> Any:
        leaves = [
            t.detach().requires_grad_(True) if i in p.argnums else t for i, t in enumerate(tensors)
        ]
        y = p.f(torch, *leaves)
        return y.item(), torch.autograd.grad(y, [leaves[i] for i in p.argnums])

    return run


def with_jax(p: Problem, args: tuple[Any, ...]) -> Run:
    """Compiled; the results come back as NumPy arrays, and parameters start as such."""
    os.environ.setdefault("JAX_PLATFORMS", "cpu")
    jax = importlib.import_module("jax")
    jax.config.update("jax_enable_x64", True)
    scanned = SCANNED.get(p.name)

    def f(*a: Any) -> Any:
        return scanned(jax, *a) if scanned else p.f(jax.numpy, *a)

    g = jax.jit(jax.value_and_grad(f, p.argnums))
    placed = [a if i in p.argnums else jax.numpy.asarray(a) for i, a in enumerate(args)]
    return lambda: jax.tree.map(np.asarray, g(*placed))


FRAMEWORKS: dict[str, Callable[[Problem, tuple[Any, ...]], Run]] = {
    "funcad": with_funcad,
    "autograd": with_autograd,
    "torch": with_torch,
    "jax": with_jax,
}


def installed() -> list[str]:
    return [name for name in FRAMEWORKS if importlib.util.find_spec(name)]


def flat(result: Any) -> list[Any]:
    """Value and gradients as one list of arrays, to be compared."""
    if isinstance(result, tuple | list):
        return [x for part in result for x in flat(part)]
    return [np.asarray(result)]
