"""The regularized incomplete beta function I, in all three arguments, and its inverses.

In x its slope is the density p = xᵃ⁻¹ (1 - x)ᵇ⁻¹ / B(a, b).  In a and b there is no closed form:

∂I/∂a = ∫ (log t - cₐ) p(t) dt over (0, x) = -the same over (x, 1),    cₐ = ψ(a) - ψ(a + b),

and so for b with log(1 - t).  Of the two intervals we take the one where the factor keeps its sign.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import special
from scipy.special import _ufuncs

from funcad.core.primitive import Primitive, no
from funcad.primitives.families import elementwise
from funcad.primitives.special import beta_series
from funcad.primitives.special.polygamma import psi_rise
from funcad.primitives.special.quadrature import integral

MOST = 2  # derivatives in a and b together
LEAST = 1e-8  # of two derivatives in a smaller shape less than half of the digits are left


def _inside(a: Any, b: Any, x: Any) -> Any:
    """The density for 0 < x < 1."""
    if hasattr(_ufuncs, "_beta_pdf"):
        return _ufuncs._beta_pdf(x, a, b)
    log = special.xlogy(a - 1.0, x) + special.xlog1py(b - 1.0, -x) - special.betaln(a, b)
    return np.exp(log)


def _density(a: Any, b: Any, x: Any) -> Any:
    dtype = np.result_type(np.asarray(a), np.asarray(b), np.asarray(x), np.float32)
    a, b, x = np.broadcast_arrays(*(np.asarray(v, "d") for v in (a, b, x)))
    proper = (a > 0) & (b > 0) & (x >= 0) & (x <= 1)
    inner = proper & (x > 0) & (x < 1)
    y = np.full(x.shape, np.nan)
    y[inner] = _inside(a[inner], b[inner], x[inner])
    for edge, near, far in ((0, a, b), (1, b, a)):
        at = proper & (x == edge)
        y[at] = np.select([near[at] < 1, near[at] == 1], [np.inf, far[at]], 0.0)
    return y.astype("f" if dtype == np.dtype("f4") else "d")[()]


def _edge_slope(a: Any, b: Any, edge: Any) -> Any:
    """The slope of p at x = 0: (a - 1)/x p is (a + b - 1) times the density of shape a - 1."""
    less = density(np.where(np.greater(a, 1), a - 1.0, 1), b, edge)
    steep = np.where(np.equal(a, 1), 0, (a + b - 1) * less)
    return np.where(np.less(a, 1), -np.inf, steep - (b - 1) * density(np.maximum(a, 1), b, edge))


def _density_by_x(dx: Any, p: Any, a: Any, b: Any, x: Any) -> Any:
    left, right = np.equal(x, 0), np.equal(x, 1)
    safe = np.where(np.logical_or(left, right), 0.5, x)
    inside = p * ((a - 1) / safe - (b - 1) / (1 - safe))
    slope = np.where(left, _edge_slope(a, b, np.where(left, 0, 0.5)), inside)
    return dx * np.where(right, -_edge_slope(b, a, np.where(right, 0, 0.5)), slope)


density: Primitive = elementwise(
    _density,
    name="beta_density",
    jvp=(
        lambda da, p, a, b, x: da * (special.xlogy(p, x) + p * psi_rise(a, b)),
        lambda db, p, a, b, x: db * (special.xlog1py(p, -x) + p * psi_rise(b, a)),
        _density_by_x,
    ),
)


def _scale(a: Any, b: Any, odds: Any) -> Any:
    """How far log t is from log x where the density ends: by its slope there, or its width.

    Where it ends far out, for small shapes, the factor changes near 1: a scale between the two.
    """
    slope = np.maximum(a - np.maximum(b - 1, 0) * odds, 0)
    b = np.maximum(b, 1)  # smaller shapes of the other end do not make it narrower
    scale = 1 / (slope + a * np.sqrt((a + b) / (b * (a + 1))))
    return np.where(scale > 1, np.sqrt(scale), scale)


def _by_shape(a: Any, b: Any, x: Any, na: int, nb: int) -> Any:
    """The derivative of I, na times by a and nb times by b."""
    dtype = np.result_type(np.asarray(a), np.asarray(b), np.asarray(x), np.float32)
    a, b, x = np.broadcast_arrays(*(np.asarray(v, "d") for v in (a, b, x)))
    proper = (a > 0) & (b > 0) & (x > 0) & (x < 1)
    a, b, given = np.where(proper, a, 1), np.where(proper, b, 1), x
    x = np.where(proper, x, 0.5)
    center_a, center_b = -psi_rise.impl(a, b), -psi_rise.impl(b, a)
    log, log_rest = np.log(x), np.log1p(-x)
    if (na, nb) == (1, 0):
        low = log < center_a
    elif (na, nb) == (0, 1):
        low = log_rest > center_b
    else:
        low = x < a / (a + b)
    spread = [special.polygamma(1, v) for v in (a + b, a, b)]

    def factor(log_t: Any, log_rest_t: Any) -> Any:
        by_a, by_b = log_t - center_a, log_rest_t - center_b
        if na + nb == 1:
            return by_a if na else by_b
        if na == nb:
            return by_a * by_b + spread[0]
        return (by_a * by_a - spread[1] if na else by_b * by_b - spread[2]) + spread[0]

    odds = x / (1 - x)
    scale = np.where(low, _scale(a, b, odds), _scale(b, a, 1 / odds))

    def integrand(u: float) -> tuple[Any, Any]:
        # t = x exp(-v) below; above, 1 - t = (1 - x) exp(-v)
        v = u * scale
        shrunk, gone = np.exp(-v), -np.expm1(-v)
        rise_below, rise_above = np.log1p(x * gone / (1 - x)), np.log1p((1 - x) * gone / x)
        log_t = np.where(low, log - v, log + rise_above)
        log_t = np.where(~low & (x + gone > 1), np.log1p(-(1 - x) * shrunk), log_t)
        log_rest_t = np.where(low, np.log1p(-x * shrunk), log_rest - v)
        weight = np.where(
            low, np.exp(-a * v + (b - 1) * rise_below), np.exp(-b * v + (a - 1) * rise_above)
        )
        return factor(log_t, log_rest_t), weight

    y = np.asarray(_inside(a, b, x) * np.where(low, x, x - 1) * scale * integral(integrand))
    if (na, nb) != (1, 1) and na + nb > 1:
        y[np.where(na, a, b) < LEAST] = np.nan  # two large parts cancel
    near = beta_series.serves(a, b, x)  # 0; the others near 1
    if near.any():
        y[near] = beta_series.by_shape(a[near], b[near], x[near], na, nb)
    near = beta_series.serves(b, a, 1 - x) & ~near
    if near.any():
        y[near] = -beta_series.by_shape(b[near], a[near], 1 - x[near], nb, na)
    y = np.where(proper, y, np.where((given == 0) | (given == 1), 0, np.nan))
    return y.astype("f" if dtype == np.dtype("f4") else "d")[()]


def _shape_rule(more_a: int, more_b: int) -> Any:
    def rule(dx: Any, y: Any, a: Any, b: Any, x: Any, na: int, nb: int) -> Any:
        if na + nb == MOST:
            return no("betainc has two derivatives in its parameters a and b, not three")()
        return dx * by_shape(a, b, x, na=na + more_a, nb=nb + more_b)

    return rule


def _by_shape_and_x(dx: Any, y: Any, a: Any, b: Any, x: Any, na: int, nb: int) -> Any:
    if na + nb > 1:
        return no("betainc has two derivatives, not three, of which two in its parameters")()
    p = density(a, b, x)
    if na:
        return dx * (special.xlogy(p, x) + p * psi_rise(a, b))
    return dx * (special.xlog1py(p, -x) + p * psi_rise(b, a))


def _negative(rule: Any) -> Any:
    return lambda dx, *args: -rule(dx, *args)


by_shape: Primitive = elementwise(
    _by_shape,
    name="betainc_by_shape",
    jvp=(_shape_rule(1, 0), _shape_rule(0, 1), _by_shape_and_x),
)


def by_a(a: Any, b: Any, x: Any) -> Any:
    return by_shape(a, b, x, na=1, nb=0)


def by_b(a: Any, b: Any, x: Any) -> Any:
    return by_shape(a, b, x, na=0, nb=1)


betainc = elementwise(
    special.betainc,
    jvp=(
        lambda da, y, a, b, x: da * by_a(a, b, x),
        lambda db, y, a, b, x: db * by_b(a, b, x),
        lambda dx, y, a, b, x: dx * density(a, b, x),
    ),
)


def _at_solution(a: Any, b: Any, x: Any, q: Any) -> tuple[Any, Any, Any]:
    """The slopes of I where it is 1 - q: near x = 1 by 1 - x, which q gives and x does not."""
    left = np.less_equal(x, 0.5)
    x = np.where(left, x, 0.5)
    rest = np.where(left, 0.5, betaincinv(b, a, np.where(left, 0.5, q)))
    return (
        np.where(left, by_a(a, b, x), -by_b(b, a, rest)),
        np.where(left, by_b(a, b, x), -by_a(b, a, rest)),
        np.where(left, density(a, b, x), density(b, a, rest)),
    )


def _inverse_rules(q_of: Any, sign: float) -> Any:
    """The rules of what solves I(a, b, x) for x, given p or, with another sign, q = 1 - p."""

    def by_shape_of(i: int) -> Any:
        def rule(dv: Any, x: Any, a: Any, b: Any, p: Any) -> Any:
            slopes = _at_solution(a, b, x, q_of(p))
            return dv * (-slopes[i] / slopes[2])

        return rule

    return (
        by_shape_of(0),
        by_shape_of(1),
        lambda dp, x, a, b, p: sign * dp / _at_solution(a, b, x, q_of(p))[2],
    )


betaincinv: Primitive = elementwise(special.betaincinv, jvp=_inverse_rules(lambda p: 1 - p, 1.0))
# 1 - I, and its inverse
betaincc = elementwise(
    getattr(special, "betaincc", lambda a, b, x: special.betainc(b, a, 1 - x)),
    name="betaincc",
    jvp=tuple(_negative(rule) for rule in betainc.jvp),
)
betainccinv = elementwise(
    getattr(special, "betainccinv", lambda a, b, q: 1 - special.betaincinv(b, a, q)),
    name="betainccinv",
    jvp=_inverse_rules(lambda q: q, -1.0),
)
