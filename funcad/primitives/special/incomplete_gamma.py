"""The incomplete gamma functions P and Q = 1 - P, in both arguments, and their inverses.

In x the slope of P is the density p = xᵃ⁻¹ exp(-x)/Γ(a).  In a there is no closed form:

∂P/∂a = ∫ (log t - ψ(a)) p(a, t) dt over (0, x) = -the same over (x, ∞).

The factor changes its sign at exp ψ(a); of the two intervals we take the one where it does not, so
that nothing cancels and the tails are accurate too.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import special
from scipy.special import _ufuncs

from funcad.core.primitive import Primitive, no
from funcad.primitives.families import elementwise
from funcad.primitives.special.polygamma import psi
from funcad.primitives.special.quadrature import integral

SMALL_SHAPE = 10.0
MOST = 2  # derivatives in a


def _scaled_density(a: Any, x: Any) -> Any:
    """xᵃ exp(-x)/Γ(a); SciPy's own is accurate for large a."""
    if hasattr(_ufuncs, "_igam_fac"):
        return _ufuncs._igam_fac(a, x)
    return np.exp(special.xlogy(a, x) - x - special.gammaln(a))


def _density(a: Any, x: Any) -> Any:
    with np.errstate(divide="ignore", invalid="ignore"):
        inside = _scaled_density(a, x) / x
        at_zero = np.select([np.less(a, 1), np.equal(a, 1)], [np.inf, 1.0], 0.0)
        y = np.where(np.equal(x, 0), at_zero, np.where(np.equal(x, np.inf), 0, inside))
        y = np.where(np.less(x, 0) | np.isnan(a) | np.less_equal(a, 0), np.nan, y)
    return y.astype(inside.dtype)[()]


def _density_by_x(dx: Any, p: Any, a: Any, x: Any) -> Any:
    """p (a - 1 - x)/x; at 0, where that is 0/0, the density of shape a - 1 less that of a."""
    at_zero = np.equal(x, 0)
    one_less = density(np.where(np.greater(a, 1), a - 1.0, 1), np.where(at_zero, x, 1))
    first = np.where(np.less(a, 1), -np.inf, np.where(np.equal(a, 1), -1.0, one_less))
    safe = np.where(at_zero, 1, x)
    return dx * np.where(at_zero, first, p * ((a - 1 - safe) / safe))


density: Primitive = elementwise(
    _density,
    name="gamma_density",
    jvp=(
        lambda da, p, a, x: da * (special.xlogy(p, x) - p * psi(a)),
        _density_by_x,
    ),
)


def _by_shape(a: Any, x: Any, order: int) -> Any:
    """The derivative of P in a; the second has (log t - ψ)² - ψ′ for a factor."""
    dtype = np.result_type(np.asarray(a), np.asarray(x), np.float32)
    a, x = np.broadcast_arrays(np.asarray(a, "d"), np.asarray(x, "d"))
    proper = (a > 0) & (x > 0) & (x < np.inf)
    a, given = np.where(proper, a, 1), x
    x = np.where(proper, x, 1)
    center, spread = special.psi(a), special.polygamma(1, a)
    log_x = np.log(x)
    low = log_x < center
    small = a < SMALL_SHAPE

    def integrand(v: float) -> tuple[Any, Any]:
        # t = x exp(-v) below; above, t = x + v or, where the peak is far out, x exp(v)
        log_t = np.where(low, log_x - v, np.where(small, np.log(x + v), log_x + v))
        weight = np.where(
            low,
            np.exp(-a * v - x * np.expm1(-v)),
            np.where(
                small,
                np.exp((a - 1) * np.log1p(v / x) - v) / x,
                np.exp(a * v - x * np.expm1(v)),
            ),
        )
        from_center = log_t - center
        return (from_center if order == 1 else from_center * from_center - spread), weight

    y = np.where(low, 1, -1) * _scaled_density(a, x) * integral(integrand)
    y = np.where(proper, y, np.where((given == 0) | (given == np.inf), 0, np.nan))
    return y.astype("f" if dtype == np.dtype("f4") else "d")[()]


def _by_shape_twice(da: Any, y: Any, a: Any, x: Any, order: int) -> Any:
    if order == MOST:
        return no("gammainc has two derivatives in its parameter a, not three")()
    return da * by_shape(a, x, order=order + 1)


def _by_shape_and_x(dx: Any, y: Any, a: Any, x: Any, order: int) -> Any:
    p = density(a, x)
    first = special.xlogy(p, x) - p * psi(a)
    if order == 1:
        return dx * first
    return dx * (special.xlogy(first, x) - first * psi(a) - p * special.zeta(2.0, a))


by_shape: Primitive = elementwise(
    _by_shape, name="gammainc_by_shape", jvp=(_by_shape_twice, _by_shape_and_x)
)

gammainc = elementwise(
    special.gammainc,
    jvp=(
        lambda da, y, a, x: da * by_shape(a, x, order=1),
        lambda dx, y, a, x: dx * density(a, x),
    ),
)
gammaincc = elementwise(
    special.gammaincc,
    jvp=(
        lambda da, y, a, x: da * -by_shape(a, x, order=1),
        lambda dx, y, a, x: dx * -density(a, x),
    ),
)
gammaincinv = elementwise(
    special.gammaincinv,
    jvp=(
        lambda da, x, a, p: da * (-by_shape(a, x, order=1) / density(a, x)),
        lambda dp, x, a, p: dp / density(a, x),
    ),
)
gammainccinv = elementwise(
    special.gammainccinv,
    jvp=(
        lambda da, x, a, q: da * (-by_shape(a, x, order=1) / density(a, x)),
        lambda dq, x, a, q: -dq / density(a, x),
    ),
)
