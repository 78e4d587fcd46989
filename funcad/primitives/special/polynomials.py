"""Orthogonal polynomials in x, of a fixed degree n.

The derivative is a polynomial of degree n - 1 of the same or a neighbouring family, so that nothing
is divided by 1 - x²; at n = 0 it is 0 (`below` keeps degrees that SciPy does not have out of it).

Source: DLMF 18.9(iii); 18.7 for the Chebyshev and Legendre polynomials as Gegenbauer's.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from scipy import special

from funcad.core.primitive import Primitive
from funcad.primitives.families import elementwise
from funcad.primitives.special.parameters import held


def below(n: Any) -> Any:
    """n - 1, but 0 for n = 0, where its polynomial is multiplied by 0."""
    return n - 1 + np.equal(n, 0)


def _gegenbauer_below(n: Any, a: float, x: Any) -> Any:
    return np.not_equal(n, 0) * special.eval_gegenbauer(below(n), a, x)


def polynomial(
    name: str, derivative: Callable[..., Any], parameters: Sequence[str] = ()
) -> Primitive:
    """eval_name(n, ..., x), whose derivative in x is derivative(n, ..., x)."""
    full = f"eval_{name}"
    return elementwise(
        getattr(special, full),
        name=f"special.{full}",
        jvp=(
            held(full, "degree n"),
            *(held(full, f"parameter {p}") for p in parameters),
            lambda dx, y, *args: dx * derivative(*args),
        ),
    )


legendre = polynomial("legendre", lambda n, x: _gegenbauer_below(n, 1.5, x))
sh_legendre = polynomial("sh_legendre", lambda n, x: 2 * _gegenbauer_below(n, 1.5, 2 * x - 1))
chebyt = polynomial("chebyt", lambda n, x: n * special.eval_chebyu(below(n), x))
chebyu = polynomial("chebyu", lambda n, x: 2 * _gegenbauer_below(n, 2.0, x))
chebyc = polynomial("chebyc", lambda n, x: n * special.eval_chebys(below(n), x))
chebys = polynomial("chebys", lambda n, x: _gegenbauer_below(n, 2.0, x / 2))
sh_chebyt = polynomial("sh_chebyt", lambda n, x: 2 * n * special.eval_sh_chebyu(below(n), x))
sh_chebyu = polynomial("sh_chebyu", lambda n, x: 4 * _gegenbauer_below(n, 2.0, 2 * x - 1))
gegenbauer = polynomial(
    "gegenbauer",
    lambda n, a, x: 2 * a * np.not_equal(n, 0) * special.eval_gegenbauer(below(n), a + 1, x),
    ["alpha"],
)
jacobi = polynomial(
    "jacobi",
    lambda n, a, b, x: (
        (np.not_equal(n, 0) * (n + a + b + 1) / 2) * special.eval_jacobi(below(n), a + 1, b + 1, x)
    ),
    ["alpha", "beta"],
)
sh_jacobi = polynomial(
    "sh_jacobi",
    lambda n, p, q, x: n * special.eval_sh_jacobi(below(n), p + 2, q + 1, x),
    ["p", "q"],
)
laguerre = polynomial(
    "laguerre", lambda n, x: -1.0 * np.not_equal(n, 0) * special.eval_genlaguerre(below(n), 1.0, x)
)
genlaguerre = polynomial(
    "genlaguerre",
    lambda n, a, x: -1.0 * np.not_equal(n, 0) * special.eval_genlaguerre(below(n), a + 1, x),
    ["alpha"],
)
hermite = polynomial("hermite", lambda n, x: 2 * n * special.eval_hermite(below(n), x))
hermitenorm = polynomial("hermitenorm", lambda n, x: n * special.eval_hermitenorm(below(n), x))
