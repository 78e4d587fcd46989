"""Bessel functions times an exponential that takes their growth away.   n counts derivatives in z

    jve, yve    f_v(z) exp(-|Im z|)        ive       I_v(z) exp(-|Re z|)
    kve         K_v(z) exp(z)              hankel1e  H⁽¹⁾_v(z) exp(-iz)      hankel2e  ... exp(iz)

The factor of the first three is not holomorphic: with w the derivative at a fixed factor,

    jve, yve    df = w dz - sign(Im z) f Im dz     (jv, yv at real z)
    ive         df = w dz - sign(Re z) f Re dz     (a kink at Re z = 0, with the derivative of its
                                                    middle)

For large |z| the derivatives of the others, and of ive at real z, are small differences of large
terms; there they are those of

    c z^(-1/2) Σ_k a_k(v) (s/z)^k          s = 1 (K), -1 (I), i (H⁽¹⁾), -i (H⁽²⁾)

taken term by term.

Source: DLMF 10.17.5, 10.40.1, 10.40.2.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from scipy import special

from funcad.core.primitive import Primitive
from funcad.primitives.families import elementwise
from funcad.primitives.special.bessel import binomial_sum
from funcad.primitives.special.parameters import held

FAR, TERMS = 30.0, 34  # beyond |z| = FAR and |z| = v² so many terms give every digit


def _tail(v: Any, z: Any, n: int, s: complex) -> Any:
    """The n-th derivative of z^(-1/2) Σ a_k (s/z)^k."""
    total, a = 0.0, 1.0
    for k in range(TERMS):
        total = total + math.prod(-(0.5 + k + j) for j in range(n)) * a
        a = a * ((4.0 * np.square(v) - (2 * k + 1) ** 2) / (8.0 * (k + 1)) * (s / z))
    return total * z ** (-0.5 - n)


def _with_tail(near: Any, v: Any, z: Any, n: int, s: complex, scale: Any) -> Any:
    """`near`, and far out on the right the n-th derivative of `scale` z^(-1/2) Σ a_k (s/z)^k."""
    far = np.logical_and(np.abs(z) > np.maximum(FAR, np.square(v)), np.real(z) > 0)
    if not np.any(far):
        return near
    tail = scale * _tail(v, np.where(far, z, FAR), n, s)
    return np.where(far, tail, near).astype(near.dtype)[()]


def _leibniz(ufunc: Any, down: int, up: int, rate: Any, v: Any, z: Any, n: int) -> Any:
    """The n-th derivative of C_v(z) e^(rate z), of which `ufunc` is the value."""
    with np.errstate(invalid="ignore"):  # ∞ - ∞ at a pole
        return sum(
            math.comb(n, k) * rate ** (n - k) * binomial_sum(ufunc, down, up, v, z, k)
            for k in range(n + 1)
        )


def _holomorphic(ufunc: Any, down: int, up: int, rate: complex, scale: Any) -> Primitive:
    """C_v(z) exp(rate z), where 2 C_v' = down C_{v-1} + up C_{v+1}."""
    s = 1 if rate == 1 else -rate

    def impl(v: Any, z: Any, n: int = 0) -> Any:
        if n == 0:
            return ufunc(v, z)
        near = _leibniz(ufunc, down, up, rate, v, z, n)
        return _with_tail(near, v, z, n, s, scale(v))

    name = ufunc.__name__
    primitive: Primitive = elementwise(
        impl,
        name=f"special.{name}",
        jvp=(held(name, "order"), lambda dz, y, v, z, n=0: dz * primitive(v, z, n=n + 1)),
    )
    return primitive


def _phase(sign: int) -> Any:
    return lambda v: math.sqrt(2 / math.pi) * np.exp(sign * -1j * math.pi / 4 * (2 * v + 1))


kve = _holomorphic(special.kve, -1, -1, 1, lambda v: math.sqrt(math.pi / 2))
hankel1e = _holomorphic(special.hankel1e, 1, -1, -1j, _phase(1))
hankel2e = _holomorphic(special.hankel2e, 1, -1, 1j, _phase(-1))


def _ive(v: Any, z: Any, n: int = 0) -> Any:
    if n == 0:
        return special.ive(v, z)
    side = np.sign(z)
    near = _leibniz(special.ive, 1, 1, -side, v, z, n)
    parity = np.where(side < 0, special.cosdg(180.0 * np.asarray(v)), 1.0)  # (-1)^v
    scale = side**n * parity / math.sqrt(2 * math.pi)
    return _with_tail(near, v, np.abs(z), n, -1, scale)


def _by_real_part(dz: Any, f: Any, v: Any, z: Any, n: int = 0) -> Any:
    if z.dtype.kind != "c":
        return dz * ive(v, z, n=n + 1)
    return dz * (0.5 * (ive(v - 1, z) + ive(v + 1, z))) - np.sign(np.real(z)) * f * np.real(dz)


def _pull_by_real_part(ct: Any, f: Any, v: Any, z: Any, n: int = 0) -> Any:
    if z.dtype.kind != "c":
        return ct * ive(v, z, n=n + 1)
    w = ct * (0.5 * (ive(v - 1, z) + ive(v + 1, z)))
    return w - np.sign(np.real(z)) * np.real(ct * f)


ive: Primitive = elementwise(
    _ive,
    name="special.ive",
    jvp=(held("ive", "order"), _by_real_part),
    pull=(held("ive", "order"), _pull_by_real_part),
)


def _by_imaginary_part(ufunc: Any) -> Primitive:
    """The primitive of jve or yve."""

    def at_fixed_factor(f: Any, v: Any, z: Any, n: int) -> Any:
        return (
            primitive(v, z, n=n + 1)
            if z.dtype.kind != "c"
            else (0.5 * (primitive(v - 1, z) - primitive(v + 1, z)))
        )

    def jvp(dz: Any, f: Any, v: Any, z: Any, n: int = 0) -> Any:
        w = dz * at_fixed_factor(f, v, z, n)
        return w if z.dtype.kind != "c" else w - np.sign(np.imag(z)) * f * np.imag(dz)

    def pull(ct: Any, f: Any, v: Any, z: Any, n: int = 0) -> Any:
        w = ct * at_fixed_factor(f, v, z, n)  # Im dz = Re(-i dz)
        return w if z.dtype.kind != "c" else w + 1j * (np.sign(np.imag(z)) * np.real(ct * f))

    name = ufunc.__name__
    primitive: Primitive = elementwise(
        lambda v, z, n=0: ufunc(v, z) if n == 0 else binomial_sum(ufunc, 1, -1, v, z, n),
        name=f"special.{name}",
        jvp=(held(name, "order"), jvp),
        pull=(held(name, "order"), pull),
    )
    return primitive


jve = _by_imaginary_part(special.jve)
yve = _by_imaginary_part(special.yve)


def _of_fixed_order(ufunc: Any, general: Primitive, v: int) -> Primitive:
    return elementwise(
        ufunc,
        name=f"special.{ufunc.__name__}",
        jvp=lambda dx, y, x: dx * general(v, x, n=1),
    )


i0e = _of_fixed_order(special.i0e, ive, 0)
i1e = _of_fixed_order(special.i1e, ive, 1)
k0e = _of_fixed_order(special.k0e, kve, 0)
k1e = _of_fixed_order(special.k1e, kve, 1)
