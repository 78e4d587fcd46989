"""Which entries of a tangent or cotangent are live: those that a selection did not leave out.

`where(x > 0, sqrt(x), 0)` at 0 sends a zero back to sqrt, whose derivative is infinite there: 0 · ∞
is NaN, and the truth is 0.  That zero is dead: the result does not depend on the entry at all.
Others are not dead, as that of cbrt(x)³ at 0, whose derivative is 1.  So a selection (where, max,
clip, an index) hands on, beside the (co)tangent and by reference, the pattern of its live entries.
Elementwise functions pass the pattern on as it is, functions that move entries move it with them,
and of any other function all is live, unless all was dead.  Where a pattern ends, or where entries
are mixed, a NaN at a dead entry becomes 0.

A primitive says in one word, `live`, what it does with patterns.  Where it is not EACH the pattern
is found by its own rules, applied to zeros and ones (of MIXES with ones for all arguments too); so
they must have non-negative coefficients.  Of OWN its rules are given the pattern with the
(co)tangent, as a `Selected`, and may return one.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import reduce
from typing import Any

import numpy as np

from funcad.core.tracer import Tracer

EACH = "each"  # elementwise: every entry keeps its place, and an infinite partial meets a zero
MOVES = "moves"  # entries are moved, repeated or added up
MIXES = "mixes"  # a product summed up: dead is what comes from dead entries alone
READS = "reads"  # MOVES, and what is not read is dead in the cotangent
JOINS = "joins"  # MOVES, and of several parts those without a tangent are dead in the tangent
WRITES = "writes"  # JOINS, and what is written over is dead in the cotangent
SELECTS = "selects"  # what is not selected is dead, in tangent and cotangent
OWN = "own"  # its rules know what to do with patterns

SHALLOW = 8  # patterns that wait for each other and hold on to large arrays
DEEPEST = 64  # patterns that wait for each other; a deeper one is forgotten: all is live
LARGE = 8192  # entries; a pattern that holds on to such an array does not wait for long


class Live:
    """A pattern of booleans that is computed when it is first asked for."""

    __slots__ = ("depth", "large", "make", "mask")

    def __init__(
        self, make: Callable[[], Any] | None, after: Live | None = None, large: bool = False
    ) -> None:
        """`after` is what it waits for; `large` says that it holds on to a large array."""
        self.make = make
        self.mask: Any = None
        self.depth = 0
        self.large = large
        if after is not None:
            self.depth = after.depth + 1
            self.large = large or after.large

    def get(self) -> Any:
        """True where live; an array or a tracer of the (co)tangent's shape, or a boolean."""
        make = self.make  # another thread may ask at the same time
        if make is not None:
            self.mask, self.make, self.depth, self.large = make(), None, 0, False
        return self.mask


class Log(Live):
    """The pattern of a buffer: all live or none, and then a record of what is read and written.

    The record is played when the pattern is asked for, so that a step costs no more than the step.
    An event is an index and the pattern of what happens there: True, False, or a `Live`.  A log
    belongs to one buffer; what is handed on to other values is `fixed`.
    """

    __slots__ = ("events", "shape", "start")

    def __init__(self, shape: tuple[int, ...], start: Any, *events: tuple[Any, Any]) -> None:
        self.shape, self.start, self.events = shape, start, list(events)
        self.mask = None
        self.depth = 0
        self.large = math.prod(shape) >= LARGE

    def read(self, index: Any, live: Live | None) -> None:
        """Note that entries were read, and which of them count."""
        if live is None:
            self.events.append((index, True))
            return
        self.events.append((index, live))
        self.depth = max(self.depth, live.depth) + 1  # so `depth` bounds how many wait, too
        if self.depth > (SHALLOW if self.large or live.large else DEEPEST):
            self.get()

    def fixed(self) -> Live:
        """The pattern as it is now: the buffer is complete, or what follows does not count."""
        return Live(self.get, self)

    def get(self) -> Any:
        if self.mask is None:
            self.mask = np.array(np.broadcast_to(self.start, self.shape))
        for index, live in self.events:
            if type(live) is bool:
                self.mask[index] = live
            else:
                _add_live(self.mask, index, live.get())
        self.events.clear()
        self.depth = 0
        return self.mask


def _add_live(mask: Any, index: Any, live: Any) -> None:
    """np.logical_or.at(mask, index, live), which is slow."""
    if not any(isinstance(p, np.ndarray) for p in (index if type(index) is tuple else (index,))):
        mask[index] |= live  # no entry twice
    elif mask.ndim == 1 and type(index) is np.ndarray and index.dtype.kind in "iu":
        mask[index[np.broadcast_to(live, index.shape)]] = True
    else:
        np.logical_or.at(mask, index, live)


class Selected:
    """A (co)tangent of which only the entries `live` count.

    `clean` promises that the others are zeros; else they may be NaN.
    """

    __slots__ = ("clean", "live", "value")

    def __init__(self, value: Any, live: Live, clean: bool) -> None:
        self.value, self.live, self.clean = value, live, clean


def known(mask: Any) -> Live:
    live = Live(None)
    live.mask = mask
    return live


ALL = known(True)


def selected(value: Any, live: Live, clean: bool = True) -> Any:
    """A (co)tangent with its pattern, which is not kept waiting where that holds on to much."""
    if live.depth > SHALLOW:
        if live.large:
            live.get()
        elif live.depth > DEEPEST:
            return settled(Selected(value, live, clean))
    return Selected(value, live, clean)


def is_number(x: Any) -> bool:
    return isinstance(x, np.generic) or (type(x) is np.ndarray and not x.ndim)


def settled(t: Any) -> Any:
    """The (co)tangent by itself, with zeros for its dead entries."""
    if type(t) is not Selected:
        return t
    value = t.value
    if t.clean:
        return value
    if is_finite(value):
        t.clean = True
        return value
    y = np.where(t.live.get(), value, 0)
    return y[()] if type(y) is np.ndarray and not y.ndim else y


def is_recorded(x: Any) -> bool:
    """Whether it is on a tape, or a limit: what becomes of its derivatives is not known yet."""
    while type(x) is Tracer:
        if x.trace.records:
            return True
        x = x.value  # of a batch, or beside a tangent
    return False


def is_finite(x: Any) -> bool:
    """Whether all entries are finite, and so are their tangents; False where that is not known.

    Of large arrays it is enough that none is NaN.
    """
    while type(x) is Tracer:
        dx = x.companion
        if dx is not None:
            if x.trace.records:
                return False
            if not is_finite(dx.value if type(dx) is Selected else dx):
                return False
        x = x.value
    if isinstance(x, float):
        return math.isfinite(x)
    if x.size < LARGE:  # of more entries BLAS would start threads
        return math.isfinite(np.vdot(x, x).real) or bool(np.isfinite(x).all())
    if x.dtype.kind == "c":
        return not np.isnan(x).any()
    return not np.isnan(np.maximum.reduce(x, axis=None))


def pattern(t: Any) -> Live | None:
    return t.live if type(t) is Selected else None


def marks(kind: str | None, live: Live | None, shape: tuple[int, ...]) -> Any:
    """A pattern, all live if None, to apply rules to: of numbers where these multiply."""
    mask = True if live is None else live.get()
    if kind is MIXES or kind is SELECTS:
        mask = np.multiply(mask, 1.0)
    return np.broadcast_to(mask, shape)


def patterned(kind: str | None, args: Sequence[Any]) -> Sequence[Any]:
    """The arguments to which rules are applied for a pattern."""
    return [np.ones(np.shape(x)) for x in args] if kind is MIXES else args


def is_forgotten(kind: str | None, before: Live | None, x: Any) -> bool:
    """Whether a pattern would cost too much: that of a large product, as much as the product."""
    return kind is MIXES and (x.size >= LARGE or (before is not None and before.depth > SHALLOW))


def nonzero(x: Any) -> Any:
    return x if x.dtype == np.bool_ else np.not_equal(x, 0)


def either(a: Live, b: Live) -> Live:
    """Live where one of them is; they broadcast."""
    if a is b:
        return a
    deepest = a if a.depth > b.depth else b
    return Live(lambda: np.logical_or(a.get(), b.get()), deepest, a.large or b.large)


def within(chosen: Any, before: Live | None) -> Live:
    """Live where it is chosen and was live before; large patterns do not wait: they are light."""
    is_array = type(chosen) is np.ndarray or type(chosen) is Tracer
    mask = nonzero(chosen) if is_array else bool(chosen)
    if before is None or mask is False:
        return known(mask)
    if getattr(mask, "size", 1) >= LARGE:
        return known(np.logical_and(mask, before.get()))
    return Live(lambda: np.logical_and(mask, before.get()), before)


def with_dead(f: Callable[[Any], Any], t: Any) -> Any:
    """f of a (co)tangent, whatever comes of its dead entries."""
    if type(t) is not Selected:
        return f(t)
    with np.errstate(all="ignore"):
        return f(t.value)


def of_live(f: Callable[[Any], Any], t: Any) -> Any:
    """f of a (co)tangent, entry by entry, with 0 for the dead ones."""
    y = with_dead(f, t)
    return settled(Selected(y, t.live, False)) if type(t) is Selected else y


def handed_on(g: Any, t: Any, move: Callable[[Any], Any]) -> Any:
    """g, made of the (co)tangent `t`, with what `move` makes of the pattern of that, if any."""
    if type(t) is not Selected:
        return g
    before, shape = t.live, np.shape(t.value)
    large = max(math.prod(shape), g.size) >= LARGE
    live = Live(lambda: move(np.broadcast_to(before.get(), shape)), before, large)
    return selected(g, live, False)


def as_one(patterns: Sequence[Live]) -> Live:
    """Of a result in which nobody knows what becomes of an entry: dead where all of them are."""
    deepest = max(patterns, key=lambda x: x.depth)

    def live() -> Any:
        return reduce(np.logical_or, [np.any(x.get()) for x in patterns])

    return Live(live, deepest, any(x.large for x in patterns))


def seed(t: Any) -> Any:
    """A (co)tangent to start from: its zeros are dead, for they are directions not taken.

    Where another transform differentiates it, a zero may yet change.
    """
    if type(t) is np.float64 and t:
        return t
    plain = t
    while type(plain) is Tracer:
        if plain.companion is not None:
            return t
        plain = plain.value
    if type(t) is Selected or plain.all():
        return t
    return Selected(t, Live(lambda: nonzero(t)), True)
