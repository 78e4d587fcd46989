"""`scipy.special` with traced values: which primitive, or function, is each name.

Loaded when one of its functions is first called with a traced value, or by
`import funcad.scipy.special`.  The modules of this folder are one table per family, by name, so
that a name which one version of SciPy lacks is passed over:

DERIVATIVES["erf"]   the primitive, or the function, of a ufunc; of one that a function of SciPy's
                     calls without showing it, "_zeta"
REFUSED["bdtrik"]    (reason, what to do instead) of a ufunc that has no derivative
FUNCTIONS["comb"]    our version of a function of SciPy's that is no ufunc
"""

from __future__ import annotations

from typing import Any

from scipy import special as _special
from scipy.special import _ufuncs

from funcad.numpy_dispatch.tables import UFUNCS, UNSUPPORTED
from funcad.scipy.special import (
    airy,
    bessel,
    distributions,
    elliptic,
    error_functions,
    exponentials,
    gamma,
    hypergeometric,
    integrals,
    polynomials,
    relations,
    waves,
    zeta,
)

FAMILIES = (
    *(error_functions, gamma, integrals, exponentials, relations, distributions),
    *(bessel, airy, elliptic, hypergeometric, polynomials, zeta, waves),
)

FUNCTIONS: dict[str, Any] = {}


def _unwrapped(f: Any) -> Any:
    """The function that SciPy wraps, if SCIPY_ARRAY_API is set, to look for xp.special: for us."""
    return getattr(f, "__wrapped__", f)


def _ufunc(name: str) -> Any:
    """SciPy's ufunc of this name, or None; those with an underscore do the work of a function."""
    return _unwrapped(getattr(_ufuncs if name.startswith("_") else _special, name, None))


for _family in FAMILIES:
    UFUNCS.update({_ufunc(name): f for name, f in _family.DERIVATIVES.items() if _ufunc(name)})
    UNSUPPORTED.update({_ufunc(name): why for name, why in _family.REFUSED.items() if _ufunc(name)})
    FUNCTIONS.update(_family.FUNCTIONS)


def __getattr__(name: str) -> Any:
    return FUNCTIONS[name] if name in FUNCTIONS else _unwrapped(getattr(_special, name))


def __dir__() -> list[str]:
    return sorted({*FUNCTIONS, *(n for n in dir(_special) if not n.startswith("_"))})


del airy, gamma, zeta  # the names of SciPy's functions, which the modules of ours would hide
