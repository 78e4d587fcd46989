"""Bessel, Kelvin and Struve functions, by name."""

from __future__ import annotations

from typing import Any

import numpy as np

from funcad.numpy_dispatch.operands import operand
from funcad.primitives.special import bessel as be
from funcad.primitives.special import bessel_integrals as bi
from funcad.primitives.special import bessel_scaled as bs
from funcad.primitives.special import kelvin as ke
from funcad.primitives.special import spherical as sb
from funcad.primitives.special import struve as st


def _spherical(f: Any) -> Any:
    """SciPy's function makes an array of z, which a traced value cannot become."""

    def function(n: Any, z: Any, derivative: bool = False) -> Any:
        return f(np.asarray(n, dtype=np.int64)[()], operand(z)[()], m=int(derivative))

    return function


DERIVATIVES: dict[str, Any] = {
    "j0": be.j0,
    "j1": be.j1,
    "y0": be.y0,
    "y1": be.y1,
    "i0": be.i0,
    "i1": be.i1,
    "k0": be.k0,
    "k1": be.k1,
    "jv": be.jv,
    "yv": be.yv,
    "yn": be.yn,
    "iv": be.iv,
    "kv": be.kv,
    "kn": be.kn,
    "hankel1": be.hankel1,
    "hankel2": be.hankel2,
    "jve": bs.jve,
    "yve": bs.yve,
    "ive": bs.ive,
    "kve": bs.kve,
    "hankel1e": bs.hankel1e,
    "hankel2e": bs.hankel2e,
    "i0e": bs.i0e,
    "i1e": bs.i1e,
    "k0e": bs.k0e,
    "k1e": bs.k1e,
    "ber": ke.ber,
    "bei": ke.bei,
    "ker": ke.ker,
    "kei": ke.kei,
    "berp": lambda x: ke.ber(x, n=1),
    "beip": lambda x: ke.bei(x, n=1),
    "kerp": lambda x: ke.ker(x, n=1),
    "keip": lambda x: ke.kei(x, n=1),
    "kelvin": ke.kelvin,
    "struve": st.struve,
    "modstruve": st.modstruve,
    "itj0y0": bi.itj0y0,
    "iti0k0": bi.iti0k0,
    "it2j0y0": bi.it2j0y0,
    "it2i0k0": bi.it2i0k0,
    "itstruve0": bi.itstruve0,
    "itmodstruve0": bi.itmodstruve0,
    "it2struve0": bi.it2struve0,
    "besselpoly": bi.besselpoly,
}

REFUSED: dict[str, tuple[str, str]] = {}

FUNCTIONS: dict[str, Any] = {name: _spherical(f) for name, f in sb.FAMILY.items()}
