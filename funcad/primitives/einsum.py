"""Sums of products over labelled axes: the linear and bilinear pieces that an einsum is made of.

An axis has a letter; a term is a string with one letter per axis of an operand.

    contract(x, y, xs="kij", ys="nkj", out="nki")   no letter twice in one term, and a letter that
                                                    only one term has is in `out`
    extract(x, xs="iij", out="ij")                  entries on the diagonal of repeated letters
    embed(y, xs="iij", out="ij", shape=...)         its transpose: zeros off the diagonal

The transposes of `contract` are contractions with the terms in other places, and so are its
tangents and batches: it is closed under all transforms.  Where it can it is a product of matrices.
"""

from __future__ import annotations

import string
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

from funcad.core.liveness import MIXES, MOVES, READS
from funcad.core.primitive import Primitive
from funcad.primitives.families import bilinear, linear

LETTERS = string.ascii_uppercase + string.ascii_lowercase


def fresh(*terms: str) -> str:
    """A letter that none of the terms has; beyond the alphabet any other character will do."""
    used = set().union(*terms)
    return next(c for c in map(chr, range(0x3B1, 0x1000)) if c not in used)


class Plan(NamedTuple):
    """How a contraction is run: see `_plan`."""

    kind: str  # "multiply", "dot", "vector" or "matrix"
    swap: bool  # whether y stands on the left
    left: tuple[int, ...]  # axes of the left operand: shared, kept, summed
    right: tuple[int, ...]  # axes of the right operand: shared, summed, kept
    counts: tuple[int, int, int, int]  # how many are shared, kept on the left, summed, kept right
    order: tuple[int, ...]  # axes of the result, in the order of `out`; () as they are
    subscripts: str  # for np.einsum of the operands with their axes in the order above


@lru_cache(maxsize=4096)
def _plan(xs: str, ys: str, out: str) -> Plan:
    shared = [c for c in out if c in xs and c in ys]
    summed = [c for c in xs if c not in out]
    swap = bool(summed) and out[-1:] != "" and out[-1] not in shared and out[-1] in xs
    if swap:
        xs, ys = ys, xs
    kept_left = [c for c in out if c not in ys]
    kept_right = [c for c in out if c not in xs]
    if not summed:
        kind = "multiply"
    elif kept_left and kept_right:
        kind = "matrix"
    else:
        kind = "vector" if kept_left or kept_right else "dot"
    left, right = [*shared, *kept_left, *summed], [*shared, *summed, *kept_right]
    made = [*shared, *kept_left, *kept_right]
    order = tuple(made.index(c) for c in out)
    letter = dict(zip(dict.fromkeys(left + right), LETTERS, strict=False))
    terms = ("".join(letter[c] for c in term) for term in (left, right, made))
    return Plan(
        kind,
        swap,
        tuple(xs.index(c) for c in left),
        tuple(ys.index(c) for c in right),
        (len(shared), len(kept_left), len(summed), len(kept_right)),
        () if order == tuple(range(len(order))) else order,
        "{},{}->{}".format(*terms),
    )


SMALL = 50  # entries: for a stack of smaller matrices times vectors, np.einsum beats a loop of BLAS


def _contract(x: Any, y: Any, xs: str, ys: str, out: str) -> Any:
    plan = _plan(xs, ys, out)
    if plan.swap:
        x, y = y, x
    x, y = np.asarray(x).transpose(plan.left), np.asarray(y).transpose(plan.right)
    shared, left, _, right = plan.counts
    if plan.kind == "multiply":
        aligned = y.reshape(y.shape[:shared] + (1,) * left + y.shape[shared:])
        z = x.reshape(x.shape + (1,) * right) * aligned
    elif plan.kind == "dot" and not shared:
        z = x.reshape(-1) @ y.reshape(-1)
    elif plan.kind == "dot" or (plan.kind == "vector" and _is_small(x if left else y, shared)):
        z = np.einsum(plan.subscripts, x, y)
    else:
        z = _matrix_product(x, y, *plan.counts)
    if plan.order:
        return z.transpose(plan.order)
    return z[()] if z.ndim == 0 else z


def _is_small(x: Any, shared: int) -> bool:
    """Whether x is a stack, along its first axes, of many small matrices."""
    return shared > 0 and _size(x.shape[shared:]) <= SMALL


def _matrix_product(x: Any, y: Any, shared: int, left: int, summed: int, right: int) -> Any:
    """Both as stacks of matrices, with the axes of one kind joined; no reshape where they are."""
    front = x.shape[:shared]
    rows, columns = x.shape[shared : shared + left], y.shape[shared + summed :]
    if left != 1 or summed != 1:
        x = x.reshape(*front, _size(rows), _size(x.shape[shared + left :]))
    if right != 1 or summed != 1:
        y = y.reshape(*front, x.shape[-1], _size(columns))
    z = x @ y
    return z if left == right == 1 else z.reshape(front + rows + columns)


def _size(shape: tuple[int, ...]) -> int:
    n = 1
    for k in shape:
        n *= k
    return n


def _batch(args: list[Any], mapped: list[bool], size: int, params: dict[str, Any]) -> Any:
    xs, ys, out = params["xs"], params["ys"], params["out"]
    b = fresh(xs, ys, out)
    xs, ys = b * mapped[0] + xs, b * mapped[1] + ys
    return contract(*args, xs=xs, ys=ys, out=b + out)


contract: Primitive = bilinear(
    _contract,
    name="contract",
    transpose=(
        lambda ct, x, y, xs, ys, out: contract(ct, y, xs=out, ys=ys, out=xs),
        lambda ct, x, y, xs, ys, out: contract(x, ct, xs=xs, ys=out, out=ys),
    ),
    batch=_batch,
    live=MIXES,
)


def _diagonal_view(x: Any, xs: str, out: str) -> Any:
    """The entries of x on the diagonal of its repeated letters, as a view."""
    strides = [sum(s for s, c in zip(x.strides, xs, strict=True) if c == d) for d in out]
    shape = [x.shape[xs.index(d)] for d in out]
    return np.lib.stride_tricks.as_strided(x, shape, strides)


def _extract(x: Any, xs: str, out: str) -> Any:
    return _diagonal_view(x, xs, out).copy()


def _embed(y: Any, xs: str, out: str, shape: tuple[int, ...]) -> Any:
    x = np.zeros(shape, y.dtype)
    _diagonal_view(x, xs, out)[...] = y
    return x


def _batch_extract(args: list[Any], mapped: list[bool], size: int, params: dict[str, Any]) -> Any:
    xs, out = params["xs"], params["out"]
    b = fresh(xs)
    return extract(*args, xs=b + xs, out=b + out)


def _batch_embed(args: list[Any], mapped: list[bool], size: int, params: dict[str, Any]) -> Any:
    xs, out, shape = params["xs"], params["out"], params["shape"]
    b = fresh(xs)
    return embed(*args, xs=b + xs, out=b + out, shape=(size, *shape))


extract: Primitive = linear(
    _extract,
    name="extract",
    transpose=lambda ct, x, xs, out: embed(ct, xs=xs, out=out, shape=x.shape),
    batch=_batch_extract,
    lower="Call",
    live=READS,
)
embed: Primitive = linear(
    _embed,
    name="embed",
    transpose=lambda ct, y, xs, out, shape: extract(ct, xs=xs, out=out),
    batch=_batch_embed,
    lower="Call",
    live=MOVES,
)
