"""Checks of derivatives for users' own tests.  A derivative is compared with finite differences."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from funcad.errors import ArgumentError, GradientMismatchError
from funcad.pytree import Structure, tree_flatten
from funcad.transforms.jvp import jvp
from funcad.transforms.vjp import input_names, vjp

__all__ = ["check_grads"]

ENTRIES = 64  # of each array; of a larger one these many are drawn
TOLERANCE = {"f": 3e-3, "d": 1e-6, "g": 1e-6, "e": 5e-2}  # by dtype character, of the real part
MODES = {"fwd": "forward mode", "rev": "reverse mode"}


def check_grads(
    f: Callable[..., Any],
    args: Sequence[Any],
    order: int = 1,
    modes: Sequence[str] = ("fwd", "rev"),
    atol: float | None = None,
    rtol: float | None = None,
    eps: float | None = None,
) -> None:
    """Check the derivatives of `f` at `args` against finite differences.

    >>> from funcad.testing import check_grads
    >>> check_grads(lambda x, y: np.sin(x) * y, (1.0, np.array([2.0, 3.0])), order=2)

    `args` is a tuple of arguments, each a pytree; integers, strings and the like stay as they are.
    With `order` 2 the derivatives of the derivatives are checked too, every mode over every mode.
    `eps` is the step of the differences, which are extrapolated to sixth order.  At a kink or a
    jump there is nothing to compare with: choose other arguments.

    Cost:    six evaluations of `f` for each entry of the arguments, of 64 entries at most an array.
    Raises:  GradientMismatchError, an AssertionError, that says which entry, expected and got.
    """
    modes = (modes,) if isinstance(modes, str) else tuple(modes)
    if not modes or any(mode not in MODES for mode in modes):
        raise ArgumentError(f'check_grads: modes are "fwd" and "rev", not {modes!r}')
    if not isinstance(args, tuple | list):
        raise ArgumentError("check_grads needs a tuple of arguments: check_grads(f, (x,))")
    if order < 1:
        raise ArgumentError(f"check_grads: order must be at least 1, not {order}")
    _Check(f, tuple(args), modes, atol, rtol, eps).run(f, order, "")


class _Check:
    def __init__(
        self,
        fun: Callable[..., Any],
        args: tuple[Any, ...],
        modes: tuple[str, ...],
        atol: float | None,
        rtol: float | None,
        eps: float | None,
    ) -> None:
        self.fun, self.modes, self.eps = fun, modes, eps
        leaves, self.structure = tree_flatten(args)
        self.at = [i for i, x in enumerate(leaves) if _is_inexact(x)]
        self.leaves = leaves
        self.xs = [np.asarray(leaves[i]) for i in self.at]
        names = input_names(fun, self.structure)
        self.names = [names[i] for i in self.at]
        worst = max((TOLERANCE[_real_dtype(x).char] for x in self.xs), default=1e-6)
        self.atol = worst if atol is None else atol
        self.rtol = worst if rtol is None else rtol

    def run(self, f: Callable[..., Any], order: int, below: str) -> None:
        """Check the first derivative of `f`, and then those of its derivatives."""
        g = self.of_arrays(f)
        ys, structure = g(self.xs)
        rng = np.random.default_rng(len(below))
        weights = [_random_like(rng, y) for y in ys]
        directions = [_random_like(rng, x) for x in self.xs]
        for mode in self.modes:
            self.compare(g, structure, weights, mode, below)
        if order == 1:
            return
        for mode in self.modes:
            inner = MODES[mode] if not below else f"{MODES[mode]} over {below}"
            if mode == "fwd":
                self.run(self.pushforward(f, directions), order - 1, inner)
            else:
                self.run(self.pullback(f, structure, weights), order - 1, inner)

    def of_arrays(self, f: Callable[..., Any]) -> Callable[[Sequence[Any]], tuple[list[Any], Any]]:
        def g(xs: Sequence[Any]) -> tuple[list[Any], Structure]:
            leaves, structure = tree_flatten(f(*self.arguments(xs)))
            return leaves, structure

        return g

    def arguments(self, xs: Sequence[Any]) -> Any:
        leaves = list(self.leaves)
        for i, x in zip(self.at, xs, strict=True):
            leaves[i] = x
        return self.structure.unflatten(leaves)

    def pushforward(self, f: Callable[..., Any], dxs: list[Any]) -> Callable[..., Any]:
        def derivative(*args: Any) -> Any:
            leaves = tree_flatten(args)[0]
            xs = [leaves[i] for i in self.at]
            fitted = [dx.astype(x.dtype) for dx, x in zip(dxs, xs, strict=True)]
            return jvp(lambda *xs: f(*self.arguments(xs)), xs, fitted)[1]

        return derivative

    def pullback(
        self, f: Callable[..., Any], structure: Structure, weights: list[Any]
    ) -> Callable[..., Any]:
        def derivative(*args: Any) -> Any:
            leaves = tree_flatten(args)[0]
            xs = [leaves[i] for i in self.at]
            y, pull = vjp(lambda *xs: f(*self.arguments(xs)), *xs)
            pairs = zip(weights, tree_flatten(y)[0], strict=True)
            return pull(structure.unflatten([w.astype(_dtype(y)) for w, y in pairs]))

        return derivative

    def compare(
        self, g: Any, structure: Structure, weights: list[Any], mode: str, below: str
    ) -> None:
        """Compare, along every coordinate, the derivative of the weighted sum of the results."""
        pulled: list[Any] = []
        if mode == "rev":
            y, pull = vjp(lambda *xs: structure.unflatten(g(xs)[0]), *self.xs)
            pairs = zip(weights, tree_flatten(y)[0], strict=True)
            cts = [w.astype(_dtype(y)) for w, y in pairs]
            pulled = list(pull(structure.unflatten(cts)))
        for k, x in enumerate(self.xs):
            for index in _indices(x):
                for unit in (1.0, 1j) if x.dtype.kind == "c" else (1.0,):
                    dx = np.zeros(x.shape, x.dtype)
                    dx[index] = unit
                    expected = self.differences(g, k, dx)
                    if mode == "fwd":
                        got = self.pushed(g, k, dx)
                        self.require(got, expected, mode, below, k, index)
                    else:
                        got = [np.real(np.asarray(pulled[k])[index] * unit)]
                        pairs = zip(weights, expected, strict=True)
                        total = sum(np.sum(np.real(w * e)) for w, e in pairs)
                        self.require(got, [total], mode, below, k, index)

    def pushed(self, g: Any, k: int, dx: Any) -> list[Any]:
        dxs = [dx if i == k else np.zeros(x.shape, x.dtype) for i, x in enumerate(self.xs)]
        dys = jvp(lambda *xs: g(xs)[0], self.xs, dxs)[1]
        return list(dys)

    def differences(self, g: Any, k: int, dx: Any) -> list[Any]:
        """The derivative along `dx` of the k-th array: steps h, h/2, h/4, extrapolated."""
        xs = [x.astype(np.result_type(x, np.float64)) for x in self.xs]
        largest = float(np.max(np.abs(xs[k][dx != 0]), initial=0.0))
        h = self.eps if self.eps is not None else 2e-3 * max(1.0, largest)

        def central(step: float) -> list[Any]:
            ends = []
            for sign in (1.0, -1.0):
                moved = [x + sign * step * dx if i == k else x for i, x in enumerate(xs)]
                ends.append([np.asarray(y) for y in g(moved)[0]])
            return [(up - down) / (2 * step) for up, down in zip(*ends, strict=True)]

        thrice = zip(central(h), central(h / 2), central(h / 4), strict=True)
        return [(a - 20 * b + 64 * c) / 45 for a, b, c in thrice]

    def require(
        self, got: list[Any], expected: list[Any], mode: str, below: str, k: int, index: Any
    ) -> None:
        how = MODES[mode] if not below else f"{MODES[mode]} over {below}"
        entry = self.names[k] + (f"[{', '.join(map(str, index))}]" if index else "")
        for a, e in zip(got, expected, strict=True):
            a, e = np.asarray(a), np.asarray(e)
            if a.shape != e.shape:
                raise GradientMismatchError.shape(self.fun, how, entry, e.shape, a.shape)
            scale = max(1.0, float(np.max(np.abs(e), initial=0.0)))
            wrong = ~(np.abs(a - e) <= self.atol * scale + self.rtol * np.abs(e))
            wrong &= ~(np.isnan(a) & np.isnan(e))
            if np.any(wrong):
                at = tuple(int(i) for i in np.argwhere(wrong)[0])
                order = 1 + bool(below) + below.count(" over ")
                raise GradientMismatchError(self.fun, how, order, entry, at, e[at], a[at])


def _is_inexact(x: Any) -> bool:
    return isinstance(x, float | complex) or getattr(x, "dtype", np.dtype(int)).kind in "fc"


def _real_dtype(x: Any) -> Any:
    return np.empty(0, x.dtype).real.dtype


def _dtype(y: Any) -> Any:
    """The dtype of a cotangent of `y`."""
    dtype = y.dtype if hasattr(y, "dtype") else np.result_type(y)
    return dtype if dtype.kind in "fc" else np.dtype(float)


def _random_like(rng: np.random.Generator, x: Any) -> Any:
    """A random array of this shape; real for an integer."""
    w = rng.normal(size=np.shape(x))
    dtype = _dtype(x)
    return w + 1j * rng.normal(size=np.shape(x)) if dtype.kind == "c" else np.asarray(w)


def _indices(x: Any) -> list[tuple[int, ...]]:
    """The entries to look at."""
    every = np.arange(x.size)
    if x.size > ENTRIES:
        every = np.sort(np.random.default_rng(0).choice(x.size, ENTRIES, replace=False))
    return [tuple(int(i) for i in np.unravel_index(n, x.shape)) for n in every]
