"""What an einsum's subscripts say, worked out once per signature: labels in, pairwise products out.

A term has one letter per axis.  An ellipsis becomes letters of its own, broadcast axes are dropped
from the operand that has size 1 there, and more than two operands are contracted in pairs.
"""

from __future__ import annotations

import string
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

LETTERS = string.ascii_uppercase + string.ascii_lowercase
ELLIPSIS = [chr(0x391 + i) for i in range(64)]  # Greek: no user can write them

Shapes = tuple[tuple[int, ...], ...]


class Einsum(NamedTuple):
    """Terms by operand, the result's term, which two operands to contract next, and axis sizes.

    `simple` says that one contraction of two operands is all there is to do.
    """

    terms: tuple[str, ...]
    out: str
    pairs: tuple[tuple[int, int], ...]
    sizes: dict[str, int]
    simple: bool


def subscripts_of(operands: Sequence[Any]) -> tuple[str, list[Any]]:
    """(subscripts, operands) of either calling form of np.einsum."""
    first = operands[0] if operands else None
    if isinstance(first, str):
        return first, list(operands[1:])
    arrays, lists = list(operands[:-1:2]), list(operands[1::2])
    subscripts = ",".join(_letters(s) for s in lists)
    if len(operands) % 2:
        subscripts += "->" + _letters(operands[-1])
    return subscripts, arrays


def _letters(sublist: Any) -> str:
    return "".join("..." if s is Ellipsis else LETTERS[s] for s in sublist)


@lru_cache(maxsize=1024)
def parsed(subscripts: str, shapes: Shapes, optimize: Any) -> Einsum:
    """The einsum of these subscripts for operands of these shapes."""
    dummies = [np.broadcast_to(np.float64(0), s) for s in shapes]
    order = list(optimize) if isinstance(optimize, tuple) else optimize
    path, _ = np.einsum_path(subscripts, *dummies, optimize=order)  # raises what NumPy raises
    left, arrow, right = subscripts.replace(" ", "").partition("->")
    terms = [_expanded(t, len(s)) for t, s in zip(left.split(","), shapes, strict=True)]
    every = "".join(terms)
    front = "".join(c for c in reversed(ELLIPSIS) if c in every)
    if arrow:
        out = right.replace("...", front)
    else:
        out = front + "".join(sorted(c for c in every if every.count(c) == 1 and c in LETTERS))
    sizes: dict[str, int] = {}
    for term, shape in zip(terms, shapes, strict=True):
        for c, n in zip(term, shape, strict=True):
            sizes[c] = n if sizes.get(c, 1) == 1 else sizes[c]
            if term.count(c) > 1 and n != shape[term.index(c)]:
                raise ValueError(f"einsum: the axes labelled {c!r} of one operand differ in size")
    return Einsum(tuple(terms), out, _pairs(path[1:]), sizes, _is_simple(terms, shapes, out, sizes))


def _expanded(term: str, rank: int) -> str:
    """The term with letters for its ellipsis, which broadcasts from the right."""
    n = rank - len(term.replace("...", ""))
    return term.replace("...", "".join(ELLIPSIS[:n][::-1]))


def _is_simple(terms: list[str], shapes: Shapes, out: str, sizes: dict[str, int]) -> bool:
    if len(terms) != 2:
        return False
    xs, ys = terms
    if len(set(xs)) < len(xs) or len(set(ys)) < len(ys):
        return False
    if any(c not in out for c in set(xs) ^ set(ys)):
        return False
    pairs = zip(terms, shapes, strict=True)
    return all(sizes[c] == n for term, shape in pairs for c, n in zip(term, shape, strict=True))


def _pairs(path: Sequence[tuple[int, ...]]) -> tuple[tuple[int, int], ...]:
    """The steps of np.einsum_path, each of two operands: both are taken out, the first one first,
    and their product goes to the end.  A step of more operands goes on with the product.
    """
    pairs: list[tuple[int, int]] = []
    for step in path:
        at = sorted(step, reverse=True)
        pairs.extend([(at[0], at[1])] if len(at) > 1 else [])
        pairs.extend((-1, other) for other in at[2:])
    return tuple(pairs)


@lru_cache(maxsize=1024)
def tensordot_terms(
    rank_a: int, rank_b: int, axes_a: tuple[int, ...], axes_b: tuple[int, ...]
) -> tuple[str, str, str]:
    """The terms (a, b, result) of np.tensordot; axes are non-negative."""
    a = [chr(ord("a") + i) for i in range(rank_a)]
    b = [chr(ord("a") + rank_a + i) for i in range(rank_b)]
    for i, j in zip(axes_a, axes_b, strict=True):
        b[j] = a[i]
    kept_a = [c for i, c in enumerate(a) if i not in axes_a]
    kept_b = [c for j, c in enumerate(b) if j not in axes_b]
    return "".join(a), "".join(b), "".join(kept_a + kept_b)
