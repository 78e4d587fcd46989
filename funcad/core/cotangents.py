"""Cotangents on their way back: how they are fitted to a value and added up.

They are kept by position on the tape.  `owned` are the positions whose cotangent is an array made
on the way, which may be added to in place.
"""

from __future__ import annotations

from collections.abc import MutableMapping, Sequence
from typing import Any

import numpy as np

from funcad.core.liveness import (
    Live,
    Selected,
    either,
    is_finite,
    is_number,
    marks,
    nonzero,
    pattern,
    selected,
    settled,
)
from funcad.core.silence import silence

Cotangents = dict[int, Any]  # by position


class Owned(set[int]):
    """The positions whose cotangent is ours to write to, in one walk.

    `nodes` are those still to be met.  A plain walk knows no patterns: it computes 0 · ∞ at dead
    entries, and is silent about that once there may be some.  `outer` is that of the walk that this
    one is a step of; `edges` says how to pass them.
    """

    __slots__ = ("edges", "nodes", "outer", "plain", "silenced")

    def __init__(
        self,
        nodes: MutableMapping[int, Any],
        plain: bool = False,
        outer: Owned | None = None,
        edges: str | None = None,
    ) -> None:
        self.nodes, self.plain, self.outer, self.edges = nodes, plain, outer, edges
        self.silenced: Any = None

    def wants_pattern(self, position: int) -> bool:
        """Whether a pattern makes a difference there: not at an input, or where it would end."""
        node = self.nodes.get(position)
        if node is None:
            return False
        primitive = node[0]
        if primitive.live is None and (primitive.sweep or primitive.outputs) is not None:
            return False
        if self.plain:
            self.silence()
        return not self.plain

    def silence(self) -> None:
        if self.silenced is None:
            self.silenced = silence()

    def require_finite(self, cts: Sequence[Any]) -> None:
        """In a plain walk: what is not finite may be so at dead entries only."""
        if self.plain and not all(ct is None or is_finite(ct) for ct in cts):
            raise NotFiniteError


class NotFiniteError(Exception):
    """A walk without patterns is of no use."""


def give(cts: Cotangents, owned: Owned, parent: int, g: Any, x: Any) -> None:
    """Add `g`, once it is fitted, to the cotangent of the parent, whose value is `x`."""
    if type(g) is not Selected and (g.shape != x.shape or g.dtype != x.dtype):
        g = fit_cotangent(g, x)
    old = cts.get(parent)
    if old is None:
        cts[parent] = g
    else:
        accumulate(cts, owned, parent, old, g)


def accumulate(cts: Cotangents, owned: Owned, parent: int, old: Any, g: Any) -> None:
    """Add `g` to the cotangent `old` of `parent`."""
    if type(g) is np.float64 is type(old):
        cts[parent] = old + g
        return
    if type(old) is Selected or type(g) is Selected:
        _accumulate_selected(cts, owned, parent, old, g)
        return
    if parent in owned and type(g) is np.ndarray:
        np.add(old, g, out=old)
        return
    total = old + g
    cts[parent] = total
    if type(total) is np.ndarray:
        owned.add(parent)


def _accumulate_selected(cts: Cotangents, owned: Owned, parent: int, old: Any, g: Any) -> None:
    """Live is what is live in one of them: no pattern where one has none."""
    of_old, of_g = pattern(old), pattern(g)
    clean = True
    if of_old is of_g:
        old, g, clean = old.value, g.value, old.clean and g.clean
    cts[parent] = total = settled(old)
    accumulate(cts, owned, parent, total, settled(g))
    if of_old is not None and of_g is not None:
        cts[parent] = Selected(cts[parent], either(of_old, of_g), clean)


def owned_buffer(cts: Cotangents, owned: Owned, parent: int, like: Any) -> np.ndarray:
    """The cotangent of `parent`, which has no pattern, as an array that may be written to."""
    old = cts.get(parent)
    if parent in owned:
        return old  # type: ignore[return-value]
    buffer = np.zeros(like.shape, like.dtype) if old is None else np.array(old)
    owned.add(parent)
    cts[parent] = buffer
    return buffer


def fit_cotangent(g: Any, x: Any) -> Any:
    """`g` with the shape and dtype of `x`: broadcasting is undone here, for every primitive.

    (2, 3, 4) for x of shape (3, 1)  ->  summed over axes 0 and 2.
    """
    extra = g.ndim - x.ndim
    if extra < 0:
        raise AssertionError(f"a cotangent of shape {g.shape} cannot belong to shape {x.shape}")
    axes = (
        *range(extra),
        *(i + extra for i, n in enumerate(x.shape) if n == 1 != g.shape[i + extra]),
    )
    if axes:
        g = np.sum(g, axis=axes, keepdims=bool(x.shape))  # for a number, a number: not 0-d
    if g.shape != x.shape:
        g = np.reshape(g, x.shape)
    if g.dtype == x.dtype:
        return g
    if g.dtype.kind == "c" and x.dtype.kind != "c":
        g = np.real(g)
    return g.astype(x.dtype)


def fit_selected(t: Selected, x: Any) -> Any:
    """`t`, of which dead entries may be NaN, fitted to `x` with its pattern.

    A number is live and needs no pattern, or it is dead: None.
    """
    value = t.value
    if value.shape == x.shape:
        if value.dtype is not x.dtype:
            value = fit_cotangent(value, x)
        live, clean = t.live, t.clean
    else:
        before, shape, like = t.live, value.shape, np.broadcast_to(0.0, x.shape)
        live = Live(lambda: nonzero(fit_cotangent(marks(None, before, shape), like)), before)
        value, clean = fit_cotangent(settled(t), x), True
    if is_number(value):
        return value if live.get() else None
    return selected(value, live, clean)
