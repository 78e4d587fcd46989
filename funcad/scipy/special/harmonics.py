"""Functions of SciPy's that make arrays of their arguments, which a traced value cannot become.

They are called from here, funcad.scipy.special; of plain numbers they are SciPy's own.
With k = |m|

    Y_n^m(θ, φ) = s N sin^k θ C_{n-k}^(k+1/2)(cos θ) e^(imφ)      s = (-1)^m for m >= 0, else 1
    N = (2k-1)!! √((2n+1) (n-k)! / (4π (n+k)!))                  C: Gegenbauer's polynomial

so that nothing is divided by sin θ, which is 0 at the poles.

Source: DLMF 14.30.1, 14.3.21.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
from scipy import special

from funcad.core.lift import lift
from funcad.core.tracer import Tracer
from funcad.errors import UnsupportedOperationError


def _traced(*args: Any) -> bool:
    return any(isinstance(lift(x), Tracer) for x in args)


def _whole(name: str, argument: str, n: Any) -> Any:
    if isinstance(n, Tracer):
        raise UnsupportedOperationError(
            f"scipy.special.{name}", f"a traced {argument}", "a plain integer"
        )
    return np.asarray(n, dtype=np.int64)


def _sectoral(name: str, n: Any, m: Any, theta: Any) -> Any:
    """Y_n^m at φ = 0."""
    n, m = _whole(name, "degree n", n), _whole(name, "order m", m)
    k = np.abs(m)
    inside = n >= k
    degree = np.where(inside, n - k, 0)
    double_factorial = k * math.log(2) + special.gammaln(k + 0.5) - 0.5 * math.log(math.pi)
    factorials = special.gammaln(degree + 1) - special.gammaln(np.where(inside, n + k, 0) + 1)
    norm = np.sqrt((2 * n + 1) / (4 * math.pi)) * np.exp(double_factorial + factorials / 2)
    sign = np.where(m < 0, 1, (-1.0) ** k)
    polynomial = special.eval_gegenbauer(degree, k + 0.5, np.cos(theta))
    return (inside * sign * norm) * np.sin(theta) ** k * polynomial


def sph_harm_y(n: Any, m: Any, theta: Any, phi: Any, *, diff_n: int = 0) -> Any:
    if not _traced(n, m, theta, phi):
        return special.sph_harm_y(n, m, theta, phi, diff_n=diff_n)
    _only_values("sph_harm_y", diff_n)
    turn = np.exp(1j * (_whole("sph_harm_y", "order m", m) * lift(phi)))
    return _sectoral("sph_harm_y", n, m, lift(theta)) * turn


def sph_legendre_p(n: Any, m: Any, theta: Any, *, diff_n: int = 0) -> Any:
    if not _traced(n, m, theta):
        return special.sph_legendre_p(n, m, theta, diff_n=diff_n)
    _only_values("sph_legendre_p", diff_n)
    return np.expand_dims(_sectoral("sph_legendre_p", n, m, lift(theta)), 0)  # as SciPy has it


def legendre_p(n: Any, z: Any, *, diff_n: int = 0) -> Any:
    if not _traced(n, z):
        return special.legendre_p(n, z, diff_n=diff_n)
    _only_values("legendre_p", diff_n)
    y = special.eval_legendre(_whole("legendre_p", "degree n", n)[()], lift(z))
    return np.expand_dims(y, 0)  # as SciPy has it


def _only_values(name: str, diff_n: int) -> None:
    if diff_n:
        raise UnsupportedOperationError(
            f"scipy.special.{name}", f"diff_n={diff_n} of traced values", "funcad.jacobian"
        )


def refusing(name: str, remedy: str) -> Callable[..., Any]:
    """SciPy's function, of plain numbers only."""
    function = getattr(special, name)

    def refuse(*args: Any, **kwargs: Any) -> Any:
        if _traced(*args, *kwargs.values()):
            raise UnsupportedOperationError(
                f"scipy.special.{name}", "of a traced value it has no derivative here", remedy
            )
        return function(*args, **kwargs)

    return refuse


FUNCTIONS: dict[str, Any] = {
    "sph_harm_y": sph_harm_y,
    "sph_legendre_p": sph_legendre_p,
    "legendre_p": legendre_p,
    **{
        name: refusing(name, remedy)
        for name, remedy in {
            "assoc_legendre_p": "special.lpmv(m, n, x)",
            "assoc_legendre_p_all": "special.lpmv(m, n, x)",
            "legendre_p_all": "np.stack([special.eval_legendre(k, x) for k in range(n + 1)])",
            "sph_legendre_p_all": "funcad.scipy.special.sph_legendre_p, one by one",
            "sph_harm_y_all": "funcad.scipy.special.sph_harm_y, one by one",
        }.items()
        if hasattr(special, name)
    },
}
