"""The roots r of the polynomial Σ_k p_k xⁿ⁻ᵏ, as np.roots orders them.   p: (n + 1,)   r: (≤ n,)

    p(r) = 0, so that   dr = -dp(r) / p'(r)        dp the polynomial with coefficients dp_k

A leading coefficient of 0 has a derivative too: it changes the roots that there are.  At a multiple
root there is none, and it is NaN: that is where rounding alone changes p' at the root by as much as
it is, |p'|² <= C ε |p''| Σ|p_k rⁿ⁻ᵏ|, because a root is known up to ε Σ|p_k rⁿ⁻ᵏ| / |p'|.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from funcad.core.primitive import Primitive
from funcad.primitives.families import batch_by_loop, constant, nonlinear

C = 100.0


def horner(p: Any, x: Any) -> Any:
    """The polynomial with the highest coefficient first, at each x."""
    y = x * 0
    for k in range(p.shape[0]):
        y = y * x + p[k]
    return y


def derivative(p: Any) -> Any:
    n = p.shape[0] - 1
    return p[:-1] * np.arange(n, 0, -1).astype(p.real.dtype)


def _is_multiple(r: Any, p: Any) -> Any:
    slope, curvature = derivative(p), derivative(derivative(p))
    size = horner(np.abs(p), np.abs(r)) * np.finfo(r.dtype).eps
    return np.abs(horner(slope, r)) ** 2 <= C * size * np.abs(horner(curvature, r))


is_multiple: Primitive = constant(
    _is_multiple,
    name="is_multiple",
    batch=lambda args, mapped, size, params: _loop_multiple(args, mapped, size, params),
)
_loop_multiple: Callable[..., Any] = batch_by_loop(is_multiple)


def _jvp(dp: Any, r: Any, p: Any) -> Any:
    slope = np.where(is_multiple(r, p), np.nan, horner(derivative(p), r))
    return -horner(dp, r) / slope


def _pull(ct: Any, r: Any, p: Any) -> Any:
    """Σ_i -ct_i r_iⁿ⁻ᵏ / p'(r_i); a multiple root that nothing depends on makes nothing NaN."""
    multiple = is_multiple(r, p)
    slope = np.where(multiple, 1, horner(derivative(p), r))
    power = -np.where(multiple, np.where(np.equal(ct, 0), 0, np.nan), ct / slope)
    entries = []
    for _ in range(p.shape[0]):
        entries.append(np.sum(power, axis=-1))
        power = power * r
    return np.stack(entries[::-1])


roots: Primitive = nonlinear(
    lambda p: np.roots(p),
    name="roots",
    jvp=_jvp,
    pull=(_pull,),
    batch=lambda args, mapped, size, params: _loop(args, mapped, size, params),
)
_loop: Callable[..., Any] = batch_by_loop(roots)
