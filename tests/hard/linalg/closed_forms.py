"""Derivatives of matrix functions in closed form, with divided differences of 50 digits.

Arrays of second derivatives have the shape (n, n, n, n).  A change of a symmetric matrix counts by
its symmetric part, so that its derivatives are symmetric.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import mpmath
import numpy as np

ROTATION = np.array([[2.0, -2.0, 1.0], [1.0, 2.0, 2.0], [2.0, 1.0, -2.0]]) / 3  # orthogonal
G = np.array([[1.0, 2.0, -1.0], [0.5, 3.0, 4.0], [2.0, -2.0, 1.5]])  # a weight for each entry


@cache
def divided(f: Callable[..., Any], nodes: tuple[float, ...]) -> float:
    """The divided difference f[a, b, ...], by nodes pulled 1e-25 apart at 80 digits."""
    with mpmath.workdps(80):
        xs = [mpmath.mpf(float(x)) + k * mpmath.mpf(10) ** -25 for k, x in enumerate(nodes)]
        row = [f(x) for x in xs]
        for step in range(1, len(xs)):
            row = [(row[k + 1] - row[k]) / (xs[k + step] - xs[k]) for k in range(len(xs) - step)]
        return float(row[0])


def differences(f: Callable[..., Any], w: Sequence[float], order: int) -> np.ndarray:
    """f[w_i, w_j, ...] for every choice of `order` + 1 of the values."""
    n = len(w)
    found = np.empty((n,) * (order + 1))
    for at in itertools.product(range(n), repeat=order + 1):
        found[at] = divided(f, tuple(sorted(w[i] for i in at)))
    return found


def symmetrized(x: np.ndarray) -> np.ndarray:
    """The part that is symmetric in axes 0, 1 and in 2, 3."""
    x = (x + np.swapaxes(x, 0, 1)) / 2
    return (x + np.swapaxes(x, 2, 3)) / 2 if x.ndim == 4 else x


def matrix(w: Any, Q: Any = ROTATION) -> Any:
    return (Q * np.asarray(w)) @ Q.T


def trace_first(df: Callable[..., Any], w: Any, Q: Any = ROTATION) -> Any:
    """Of tr f(A), from f': f'(A)."""
    with mpmath.workdps(50):
        return matrix([float(df(mpmath.mpf(float(x)))) for x in w], Q)


def trace_second(df: Callable[..., Any], w: Any, Q: Any = ROTATION) -> Any:
    """Of tr f(A): Σ f'[w_a, w_b] X_ab Y_ba."""
    d = differences(df, w, 1)
    return symmetrized(np.einsum("ab,ia,jb,kb,la->ijkl", d, Q, Q, Q, Q))


def function_first(f: Callable[..., Any], w: Any, Q: Any = ROTATION) -> Any:
    """Of Σ G∘f(A): f[w_a, w_b] G_ab (Daleckii and Krein)."""
    H = Q.T @ G @ Q
    return symmetrized(Q @ (differences(f, w, 1) * H) @ Q.T)


def function_second(f: Callable[..., Any], w: Any, Q: Any = ROTATION) -> Any:
    """Of Σ G∘f(A): Σ G_ac f[w_a, w_b, w_c] (X_ab Y_bc + Y_ab X_bc)."""
    d = differences(f, w, 2) * (Q.T @ G @ Q)[:, None, :]
    one = np.einsum("abc,ia,jb,kb,lc->ijkl", d, Q, Q, Q, Q)
    return symmetrized(symmetrized(one) + symmetrized(np.transpose(one, (2, 3, 0, 1))))


def entry_slopes(F: Callable[..., Any], a: Any, digits: int = 60) -> Any:
    """The derivative of a scalar function of a matrix of mpmath by every entry."""
    a = np.asarray(a, float)
    found = np.empty(a.shape)
    with mpmath.workdps(digits):
        for i, j in np.ndindex(*a.shape):

            def along(t: Any, i: int = i, j: int = j) -> Any:
                m = mpmath.matrix(a.tolist())
                m[i, j] += t
                return F(m)

            found[i, j] = float(mpmath.diff(along, 0))
    return found
