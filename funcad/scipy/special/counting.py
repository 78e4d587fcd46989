"""SciPy's functions of counts and of the gamma function, for traced values too.

Where nothing is traced they are SciPy's own.  Integer arithmetic (exact=True) has no derivative.
"""

from __future__ import annotations

import math
import operator
from typing import Any

import numpy as np
from scipy import special

from funcad.errors import UnsupportedOperationError
from funcad.numpy_dispatch.operands import operand
from funcad.primitives.special import polygamma as po
from funcad.primitives.special.gamma import binom, gamma, gammaln, poch
from funcad.primitives.special.quotients import sincrel
from funcad.scipy.sums import is_traced


def _refuse_exact(name: str, exact: Any) -> None:
    if exact:
        raise UnsupportedOperationError(
            f"scipy.special.{name}", "exact=True computes with integers", "exact=False"
        )


def _wide(x: Any) -> Any:
    """In double precision, to which SciPy converts in these functions."""
    x = operand(x)
    return x.astype("d") if x.dtype == np.dtype("f4") else x


def comb(N: Any, k: Any, *, exact: bool = False, repetition: bool = False) -> Any:
    if not is_traced(N, k):
        return special.comb(N, k, exact=exact, repetition=repetition)
    _refuse_exact("comb", exact)
    N, k = operand(N), operand(k)
    if repetition:
        return np.where((k == 0) & (N >= 0), 1, binom(N + k - 1, k))
    return np.where((k <= N) & (N >= 0) & (k >= 0), binom(N, k), 0)


def perm(N: Any, k: Any, exact: bool = False) -> Any:
    if not is_traced(N, k):
        return special.perm(N, k, exact=exact)
    _refuse_exact("perm", exact)
    N, k = operand(N), operand(k)
    return np.where((k <= N) & (N >= 0) & (k >= 0), poch(N - k + 1, k), 0)


def factorial(n: Any, exact: bool = False, **options: Any) -> Any:
    if not is_traced(n):
        return special.factorial(n, exact=exact, **options)
    _refuse_exact("factorial", exact)
    n = _wide(n)
    if options.get("extend", "zero") != "zero":
        return gamma(n + 1)
    negative = n < 0
    return np.where(negative, 0, gamma(np.where(negative, 0, n) + 1))


def multigammaln(a: Any, d: Any) -> Any:
    if not is_traced(a):
        return special.multigammaln(a, d)
    a, d = _wide(a), operator.index(d)
    total = sum(gammaln(a - j / 2) for j in range(d)) + d * (d - 1) / 4 * math.log(math.pi)
    return np.where(a > (d - 1) / 2, total, np.nan)  # where SciPy raises


def polygamma(n: Any, x: Any) -> Any:
    if is_traced(n):
        raise UnsupportedOperationError(
            "scipy.special.polygamma", "it has a derivative in x only, not in its order n"
        )
    if not is_traced(x):
        return special.polygamma(n, x)
    x, orders = _wide(x), np.asarray(n)
    if orders.ndim == 0:
        return po.polygamma(x, n=operator.index(orders.item()))
    return sum(
        np.where(orders == m, po.polygamma(x, n=m), 0) for m in sorted(set(orders.ravel().tolist()))
    )


def diric(x: Any, n: Any) -> Any:
    """sin(nx/2) / (n sin(x/2)), as a quotient of sines over their angles, less whole turns."""
    if is_traced(n) or not is_traced(x):
        return special.diric(x, n)
    x, n = operand(x), np.asarray(n)
    turns = np.rint(x / (2 * math.pi))
    half = x / 2 - math.pi * turns
    sign = 1 - 2 * np.mod(turns * (n - 1), 2)
    value = sign * sincrel(n * half, order=0) / sincrel(half, order=0)
    return np.where((n > 0) & (n == np.floor(n)), value, np.nan)
