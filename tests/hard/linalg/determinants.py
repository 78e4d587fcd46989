"""Determinants of singular matrices: polynomials, with derivatives of every order everywhere."""

from __future__ import annotations

import itertools

import mpmath
import numpy as np

from tests.hard.linalg.closed_forms import ROTATION as Q
from tests.hard.linalg.closed_forms import entry_slopes
from tests.hard.point import point


def permutations(n):
    """(sign, permutation)"""
    for p in itertools.permutations(range(n)):
        inversions = sum(p[i] > p[j] for i in range(n) for j in range(i + 1, n))
        yield (-1) ** inversions, p


def cofactors(a):
    """Σ over permutations of the product without one factor."""
    n = len(a)
    found = np.zeros((n, n))
    for sign, p in permutations(n):
        for i in range(n):
            rest = [a[k, p[k]] for k in range(n) if k != i]
            found[i, p[i]] += sign * np.prod(rest)
    return found


def second(a):
    n = len(a)
    found = np.zeros((n, n, n, n))
    for sign, p in permutations(n):
        for i, j in itertools.permutations(range(n), 2):
            rest = [a[k, p[k]] for k in range(n) if k not in (i, j)]
            found[i, p[i], j, p[j]] += sign * np.prod(rest)
    return found


MATRICES = {
    "zero, 2 by 2": np.zeros((2, 2)),
    "rank 1 of 2": np.array([[1.0, 2.0], [2.0, 4.0]]),
    "zero, 3 by 3": np.zeros((3, 3)),
    "rank 1 of 3": np.outer([1.0, 2.0, -1.0], [3.0, 1.0, 2.0]),
    "rank 2 of 3": np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0], [7.0, 8.0, 9.0]]),
    "a row of zeros": np.array([[1.0, 2.0, 3.0], [0.0, 0.0, 0.0], [2.0, 1.0, 5.0]]),
    "identity": np.eye(3),
    "orthogonal": Q,
    "rank 2 of 4": np.diag([2.0, 3.0, 0.0, 0.0]) + np.diag([1.0, 0.0, 0.0], 1),
    "rank 3 of 4": np.arange(16.0).reshape(4, 4) % 7 * np.array([1.0, 1.0, 1.0, 0.0]),
    "nearly singular": np.array([[1.0, 1.0], [1.0, 1.0 + 2.0**-40]]),
    "1 by 1, zero": np.zeros((1, 1)),
    "scales 1e150 and 1e-150": np.diag([1e150, 1e-150, 2.0]),
}


def _log(m):
    return mpmath.log(abs(mpmath.det(m)))


HILBERT = np.array([[1 / (i + j + 1) for j in range(6)] for i in range(6)])
CLOSE = np.array([[1.0, 2.0], [3.0, 6.0 + 2.0**-20]])

POINTS = [
    *(
        point(
            f"det, {name}",
            np.linalg.det,
            a,
            d=cofactors(a),
            dd=None if len(a) == 1 else second(a),
            source="Leibniz's sum",
            atol=1e-13 * np.max(np.abs(cofactors(a)), initial=1.0),
        )
        for name, a in MATRICES.items()
    ),
    point("det, empty", np.linalg.det, np.zeros((0, 0)), d=np.zeros((0, 0)), source="constant"),
    point(
        "det of a product with a singular factor",
        lambda a: np.linalg.det(a @ np.array([[1.0, 1.0], [1.0, 1.0]])),
        np.eye(2),
        d=np.zeros((2, 2)),
        dd=np.zeros((2, 2, 2, 2)),
        source="0 identically",
        atol=1e-15,
    ),
    point(
        "det of x times a singular matrix",
        lambda x: np.linalg.det(x * np.array([[1.0, 2.0], [2.0, 4.0]]) + np.eye(2)),
        0.0,
        d=5.0,
        dd=0.0,
        source="1 + 5 x",
        atol=1e-14,
    ),
    point(
        "det of x I at 0",
        lambda x: np.linalg.det(x * np.eye(3) + np.diag([0.0, 0.0, 1.0])),
        0.0,
        d=0.0,
        dd=2.0,
        source="x² (x + 1)",
        atol=1e-14,
    ),
    point(
        "log |det|, nearly singular",
        lambda a: np.linalg.slogdet(a)[1],
        CLOSE,
        d=entry_slopes(_log, CLOSE),
        source="mpmath",
        rtol=1e-8,
    ),
    point(
        "log |det| of a Hilbert matrix",
        lambda a: np.linalg.slogdet(a)[1],
        HILBERT,
        d=entry_slopes(_log, HILBERT),
        source="mpmath",
        rtol=1e-8,
    ),
    point(
        "sign of a determinant",
        lambda a: np.linalg.slogdet(a)[0] * 1.0,
        -np.eye(3),
        d=np.zeros((3, 3)),
        dd=np.zeros((3, 3, 3, 3)),
        source="constant",
    ),
    point(
        "log |det| of a singular matrix",
        lambda a: np.linalg.slogdet(a)[1],
        MATRICES["rank 1 of 2"],
        d=np.full((2, 2), np.nan),
        dd=np.full((2, 2, 2, 2), np.nan),
        source="-inf, and finite around it",
    ),
    point(
        "sign of a singular matrix's determinant",
        lambda a: np.linalg.slogdet(a)[0] * 1.0,
        MATRICES["rank 1 of 2"],
        d=np.zeros((2, 2)),
        source="as of sign at 0",
    ),
    point(
        "log |det| where det would overflow",
        lambda a: np.linalg.slogdet(a)[1],
        1e200 * np.eye(3),
        d=1e-200 * np.eye(3),
        source="A⁻ᵀ",
    ),
    point(
        "det² at a singular matrix",
        lambda a: np.linalg.det(a) ** 2,
        MATRICES["rank 2 of 3"],
        d=np.zeros((3, 3)),
        dd=2 * np.multiply.outer(*[cofactors(MATRICES["rank 2 of 3"])] * 2),
        source="2 det C; 2 C C",
        rtol=1e-11,
        atol=1e-10,
    ),
]
