"""Limits: a trace whose values are series in one small variable s, of which s → 0 is wanted.

At some points a derivative is a limit: that of V f(w) Vᴴ by A where eigenvalues of A are equal is
made of quotients 0/0.  There a primitive answers with a series (w + s t instead of w, so that all
are distinct), every operation from then on is done on series, poles s⁻¹ cancel, and what leaves
the outermost transform is the coefficient of s⁰.  That is exact: s is a symbol, not a small number.
Where a pole remains, the result depended on a choice that the function does not determine, and is
NaN.

The trace has the lowest level of all, so derivatives of every order and mode run on its series.  A
tracer's value is the coefficient of s⁰ and its companion a tuple of variants: where a choice has a
sign (a singular value of zero), the series of both signs, whose mean is the result.  Of kinks there
may be several such pairs: see norms.py.

    linear functions      coefficient by coefficient
    bilinear ones         Cauchy's product
    any other             y' = (its jvp rule)(x'), solved for one coefficient after the other

Source: Griewank & Walther, Evaluating Derivatives (SIAM, 2008), chapter 13 (Taylor arithmetic).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from funcad.core.dual import push
from funcad.core.liveness import settled
from funcad.core.primitive import Primitive
from funcad.core.tracer import Trace, Tracer

ORDER = 4  # the highest coefficient of a new series; each pole costs two


class Laurent:
    """Σ cₖ sᵏ for k up to `upto`; coefficients that are missing are zero, that of s⁰ never is.

    `sizes` bounds the terms that were added up in a pole: one that is smaller than `noise` times
    that has cancelled.  Infinite noise drops all poles, by convention: see norms.py.
    """

    __slots__ = ("coefs", "noise", "sizes", "upto")

    def __init__(
        self, coefs: dict[int, Any], upto: int, noise: float, sizes: dict[int, float] | None = None
    ) -> None:
        self.coefs, self.upto, self.noise = coefs, upto, noise
        self.sizes = sizes or {}
        if 0 not in coefs:
            coefs[0] = np.zeros_like(next(iter(coefs.values())))

    @property
    def low(self) -> int:
        return min(self.coefs)

    def size(self, k: int) -> float:
        found = self.sizes.get(k)
        return _largest(self.coefs[k]) if found is None else found

    @property
    def scale(self) -> float:
        """The size of the largest coefficient."""
        return max(map(_largest, self.coefs.values()))

    def limit(self) -> Any:
        """The coefficient of s⁰, or NaN where it is not the limit."""
        y = self.coefs[0]
        if self.upto < 0:
            return y * np.nan
        for k, c in self.coefs.items():
            if k < 0:
                terms = max(self.sizes[k], _largest(self.coefs[0]))
                y = np.where(np.abs(c) > self.noise * terms, np.nan, y)[()]
        return y


def _largest(x: Any) -> float:
    return float(np.max(np.abs(x), initial=0.0))


class Series(Trace):
    """The one trace of series; `used` says whether there has ever been one."""

    records = True

    __slots__ = ("used",)

    def __init__(self) -> None:
        super().__init__("a limit")
        self.used = False

    def look(self, x: Tracer, asked: str) -> Any:
        return limit(x)

    def process(self, primitive: Primitive, args: tuple[Any, ...], params: dict[str, Any]) -> Any:
        if primitive.constant or primitive in AT_LIMIT:
            return primitive(*(limit(x) if is_series(x) else x for x in args), **params)
        variants = [x.companion if is_series(x) else (x,) for x in args]
        with np.errstate(all="ignore"):
            ys = [
                _apply(primitive, [_variant(v, k) for v in variants], params)
                for k in range(max(map(len, variants)))
            ]
        if primitive.outputs is None:
            return _tracer(ys)
        return tuple(_tracer(column) for column in zip(*ys, strict=True))


SERIES = Series()

AT_LIMIT: set[Primitive] = set()  # primitives that are given the limit of their argument
RULES: dict[Primitive, Callable[..., Laurent]] = {}  # what a primitive does with series itself


def is_series(x: Any) -> bool:
    return type(x) is Tracer and x.trace is SERIES


def has_series(x: Any) -> bool:
    """Whether a value is a series, under whatever other traces."""
    while type(x) is Tracer:
        if x.trace is SERIES:
            return True
        x = x.value
    return False


def at_kink(x: Tracer) -> bool:
    """Whether the variants are one-sided derivatives, and by convention the mean is the value."""
    return bool(x.companion[0].noise == np.inf)


def limits(x: Tracer) -> list[Any]:
    """The value at s = 0 of each variant."""
    return [variant.limit() for variant in x.companion]


def limit(x: Tracer) -> Any:
    """The value at s = 0: the mean of the variants'."""
    found = limits(x)
    if len(found) > 2 and at_kink(x):
        return _agreed([(a + b) / 2 for a, b in zip(found[::2], found[1::2], strict=True)], x)
    first, *others = found
    return sum(others, first) / (1 + len(others)) if others else first


def _agreed(means: list[Any], x: Tracer) -> Any:
    """The mean over the sides of kinks; NaN where it depends on how they go together."""
    first, *others = means
    tolerance = np.finfo(first.dtype).eps ** 0.5 * x.companion[0].scale
    with np.errstate(invalid="ignore"):
        differs = np.any([np.abs(other - first) > tolerance for other in others], axis=0)
    return np.where(differs, np.nan, first)[()] if np.any(differs) else first


def determined(dy: Any, y: Any, cotangent: bool = False) -> Any:
    """A tangent of `y`: NaN where that depends on a sign that is free.

    Of a cotangent as well, but for its zeros: these entries of `y` are not asked for.
    """
    while type(y) is Tracer and y.trace is not SERIES:
        y = y.value
    if dy is None or type(y) is not Tracer or len(y.companion) == 1 or at_kink(y):
        return dy
    first, *others = limits(y)
    tolerance = np.finfo(first.dtype).eps ** 0.5 * y.companion[0].scale
    differs = np.any([np.abs(other - first) > tolerance for other in others], axis=0)
    if not np.any(differs):
        return dy
    if differs.shape != dy.shape:  # of many examples: all of them
        differs = np.any(differs)
    if cotangent:
        differs = np.logical_and(differs, dy != 0)
    return dy * np.where(differs, np.nan, 1.0).astype(first.dtype)  # and so are its own derivatives


def series(variants: Sequence[dict[int, Any]], noise: float) -> Tracer:
    """A new series, from the coefficients of each variant."""
    SERIES.used = True
    return _tracer([Laurent(coefs, ORDER, noise) for coefs in variants])


def _variant(variants: Sequence[Any], k: int) -> Any:
    """The k-th variant; what has fewer than others is on the same side in the pairs it lacks."""
    return variants[k] if k < len(variants) else variants[k % 2 % len(variants)]


def _tracer(variants: Sequence[Laurent]) -> Tracer:
    return Tracer(variants[0].coefs[0], tuple(variants), SERIES)


def _apply(primitive: Primitive, args: list[Any], params: dict[str, Any]) -> Any:
    """The primitive on series, as `Laurent`, and other arguments."""
    rule = RULES.get(primitive)
    if rule is not None:
        return rule(*args, **params)
    mine = [i for i, x in enumerate(args) if type(x) is Laurent]
    linear = [i for i in mine if primitive.is_linear_in(i)]
    if primitive.linear == "jointly" and linear == mine:
        return _jointly(primitive, args, params)
    if primitive.linear == "separately" and linear:
        if linear == mine:
            return _product(primitive, args, mine, params)
        return _summed(primitive, args, linear[0], params)
    return _solved(primitive, args, mine, params)


def _jointly(primitive: Primitive, args: list[Any], params: dict[str, Any]) -> Any:
    mine = [x for x in args if type(x) is Laurent]
    orders = sorted({k for x in mine for k in x.coefs})
    columns = []
    for k in orders:
        at_k = [_coefficient(x, k, primitive.is_linear_in(i)) for i, x in enumerate(args)]
        columns.append(primitive(*at_k, **params))
    upto, noise = min(x.upto for x in mine), max(x.noise for x in mine)
    sizes = {k: max(x.size(k) for x in mine if k in x.coefs) for k in orders if k < 0}

    def of(ys: Sequence[Any]) -> Laurent:
        coefs = dict(zip(orders, ys, strict=True))
        larger = {k: max(size, _largest(coefs[k])) for k, size in sizes.items()}
        return Laurent(coefs, upto, noise, larger)

    if primitive.outputs is None:
        return of(columns)
    return tuple(of(ys) for ys in zip(*columns, strict=True))


def _coefficient(x: Any, k: int, linear: bool) -> Any:
    """What stands for an argument in the equation of sᵏ."""
    if type(x) is Laurent:
        return x.coefs[k] if k in x.coefs else np.zeros_like(x.coefs[0])
    if k == 0 or x is None or not linear:
        return x
    return type(x)(0) if type(x) in (bool, int, float, complex) else np.zeros_like(x)[()]


def _product(primitive: Primitive, args: list[Any], mine: list[int], params: Any) -> Laurent:
    """Cauchy's product of one or two series."""
    if len(mine) == 1:
        (i,) = mine
        x = args[i]
        coefs = {k: primitive(*args[:i], c, *args[i + 1 :], **params) for k, c in x.coefs.items()}
        scale = 1.0
        for j, other in enumerate(args):
            if j != i and other is not None and primitive.is_linear_in(j):
                scale *= _largest(other)
        sizes = {k: max(x.size(k) * scale, _largest(coefs[k])) for k in coefs if k < 0}
        return Laurent(coefs, x.upto, x.noise, sizes)
    i, j = mine
    x, y = args[i], args[j]
    upto = min(x.upto + y.low, y.upto + x.low)
    coefs, sizes = {}, {}
    for m, a in x.coefs.items():
        for n, b in y.coefs.items():
            k = m + n
            if k > upto:
                continue
            both = list(args)
            both[i], both[j] = a, b
            term = primitive(*both, **params)
            coefs[k] = coefs[k] + term if k in coefs else term
            if k < 0:
                size = max(x.size(m) * y.size(n), _largest(term))
                sizes[k] = max(sizes.get(k, 0.0), size)
    if not coefs:
        both = list(args)
        both[i], both[j] = x.coefs[0], y.coefs[0]
        coefs[0] = primitive(*both, **params) * np.nan
    return Laurent(coefs, upto, max(x.noise, y.noise), sizes)


def _summed(primitive: Primitive, args: list[Any], i: int, params: Any) -> Laurent:
    """Linear in argument `i`, not in another: the sum over the coefficients of that argument."""
    x = args[i]
    coefs: dict[int, Any] = {}
    sizes: dict[int, float] = {}
    upto, noise = x.upto, x.noise
    for k, c in x.coefs.items():
        part = _apply(primitive, [*args[:i], c, *args[i + 1 :]], params)
        upto, noise = min(upto, part.upto + k), max(noise, part.noise)
        for n, d in part.coefs.items():
            coefs[k + n] = coefs[k + n] + d if k + n in coefs else d
            if k + n < 0:
                sizes[k + n] = max(sizes.get(k + n, 0.0), x.size(k) * 1.0, _largest(coefs[k + n]))
    return Laurent({k: c for k, c in coefs.items() if k <= max(upto, 0)}, upto, noise, sizes)


def _solved(primitive: Primitive, args: list[Any], mine: list[int], params: Any) -> Any:
    """y' = (the jvp rule of the primitive)(x'): coefficient k of y' is (k + 1) yₖ₊₁."""
    xs = [args[i] for i in mine]
    upto, noise = min(x.upto for x in xs), max(x.noise for x in xs)
    y0 = primitive(*(x.coefs[0] if type(x) is Laurent else x for x in args), **params)
    many = primitive.outputs is not None
    y0s = list(y0) if many else [y0]
    if any(x.low < 0 for x in xs):  # a function of something infinite
        ys = [Laurent({0: y * np.nan}, upto, noise) for y in y0s]
        return tuple(ys) if many else ys[0]
    coefs = [{0: y} for y in y0s]
    for k in range(upto):
        known = [_tracer([Laurent(dict(c), k, noise)]) for c in coefs]
        values = [_truncated(x, k) if type(x) is Laurent else x for x in args]
        tangents = [_slope(x, k) if type(x) is Laurent else None for x in args]
        dy = settled(push(primitive, tangents, values, tuple(known) if many else known[0], params))
        for c, d in zip(coefs, (dy or [None] * len(coefs)) if many else [dy], strict=True):
            found = d.companion[0].coefs.get(k) if is_series(d) else d if k == 0 else None
            if found is not None:
                c[k + 1] = found / (k + 1)
    ys = [Laurent(c, upto, noise) for c in coefs]
    return tuple(ys) if many else ys[0]


def _truncated(x: Laurent, upto: int) -> Tracer:
    kept = {k: c for k, c in x.coefs.items() if k <= upto}
    return _tracer([Laurent(kept, upto, x.noise)])


def _slope(x: Laurent, upto: int) -> Tracer:
    """x' up to an order."""
    kept = {k - 1: k * c for k, c in x.coefs.items() if 0 < k <= upto + 1}
    kept.setdefault(0, np.zeros_like(x.coefs[0]))
    return _tracer([Laurent(kept, upto, x.noise)])
