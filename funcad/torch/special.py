"""torch.special: SciPy's special functions under PyTorch's names."""

from __future__ import annotations

from typing import Any

import numpy as np

from funcad.scipy import special as scipy_special
from funcad.torch.operators import promoting
from funcad.torch.reductions import log_softmax as log_softmax
from funcad.torch.reductions import softmax as softmax
from funcad.torch.registry import FUNCTIONS, add
from funcad.torch.tensor import Tensor
from funcad.torch.views import in_place

sp: Any = scipy_special

# name: (function, node), of one operand
ONE: dict[str, tuple[Any, str]] = {
    "erfcx": (sp.erfcx, "SpecialErfcx"),
    "entr": (sp.entr, "SpecialEntr"),
    "ndtri": (sp.ndtri, "SpecialNdtri"),
    "log_ndtr": (sp.log_ndtr, "SpecialLogNdtr"),
    "i0e": (sp.i0e, "SpecialI0E"),
    "i1": (sp.i1, "SpecialI1"),
    "i1e": (sp.i1e, "SpecialI1E"),
    "ndtr": (sp.ndtr, "MulBackward1"),
    "bessel_j0": (sp.j0, "SpecialBesselJ0"),
    "bessel_j1": (sp.j1, "SpecialBesselJ1"),
    "bessel_y0": (sp.y0, "SpecialBesselY0"),
    "bessel_y1": (sp.y1, "SpecialBesselY1"),
    "modified_bessel_i0": (sp.i0, "SpecialModifiedBesselI0"),
    "modified_bessel_i1": (sp.i1, "SpecialModifiedBesselI1"),
    "modified_bessel_k0": (sp.k0, "SpecialModifiedBesselK0"),
    "modified_bessel_k1": (sp.k1, "SpecialModifiedBesselK1"),
    "scaled_modified_bessel_k0": (sp.k0e, "SpecialScaledModifiedBesselK0"),
    "scaled_modified_bessel_k1": (sp.k1e, "SpecialScaledModifiedBesselK1"),
    "spherical_bessel_j0": (lambda x: np.sinc(x / np.pi), "SpecialSphericalBesselJ0"),
    "airy_ai": (lambda x: sp.airy(x)[0], "SpecialAiryAi"),
}
# of two
TWO: dict[str, tuple[Any, str]] = {
    "xlog1py": (sp.xlog1py, "SpecialXlog1Py"),
    "zeta": (sp.zeta, "SpecialZeta"),
    "gammainc": (sp.gammainc, "Igamma"),
    "gammaincc": (sp.gammaincc, "Igammac"),
}


def _label(node: str) -> str:
    return node if "Backward" in node else f"{node}Backward0"


_found: dict[str, Any] = {
    name: promoting(f, _label(node), floats=True) for name, (f, node) in {**ONE, **TWO}.items()
}
_SAME = "digamma erf erfc erfinv exp2 expm1 i0 log1p logit logsumexp round sinc xlogy"
_found |= {name: FUNCTIONS[name] for name in _SAME.split()}
_found |= {"expit": FUNCTIONS["sigmoid"], "psi": FUNCTIONS["digamma"]}
_found |= {"gammaln": FUNCTIONS["lgamma"]}


def polygamma(n: int, x: Tensor) -> Any:
    """The n-th derivative of the digamma function."""
    if n < 0:
        raise RuntimeError("polygamma(n, x) does not support negative n.")
    return promoting(lambda h: sp.polygamma(n, h), "PolygammaBackward0", floats=True)(x)


def multigammaln(x: Tensor, p: int) -> Any:
    """The logarithm of the multivariate gamma function of dimension p."""

    def f(h: Any) -> Any:
        terms = [sp.gammaln(h - j / 2) for j in range(p)]
        return sum(terms[1:], terms[0]) + p * (p - 1) / 4 * np.log(np.pi)

    return promoting(f, "MvlgammaBackward0", floats=True)(x)


_found |= {"polygamma": polygamma, "multigammaln": multigammaln}
globals().update(_found)

add("mvlgamma", multigammaln)
add("mvlgamma_", in_place(multigammaln), function=False)
add("polygamma", polygamma, method=False)
add("polygamma", lambda x, n: polygamma(n, x), function=False)
add("polygamma_", in_place(lambda x, n: polygamma(n, x)), function=False)
for _name, _at in {"igamma": "gammainc", "igammac": "gammaincc"}.items():
    add(_name, _found[_at])
    add(f"{_name}_", in_place(_found[_at]), function=False)


def _polynomials() -> None:
    """The orthogonal polynomials, of tensors x and n: constant in n."""
    families = {
        "chebyshev_polynomial_t": (sp.eval_chebyt, "SpecialChebyshevPolynomialT"),
        "chebyshev_polynomial_u": (sp.eval_chebyu, "SpecialChebyshevPolynomialU"),
        "hermite_polynomial_h": (sp.eval_hermite, "SpecialHermitePolynomialH"),
        "hermite_polynomial_he": (sp.eval_hermitenorm, "SpecialHermitePolynomialHe"),
        "laguerre_polynomial_l": (sp.eval_laguerre, "SpecialLaguerrePolynomialL"),
        "legendre_polynomial_p": (sp.eval_legendre, "SpecialLegendrePolynomialP"),
        "shifted_chebyshev_polynomial_t": (sp.eval_sh_chebyt, "SpecialShiftedChebyshevPolynomialT"),
        "shifted_chebyshev_polynomial_u": (sp.eval_sh_chebyu, "SpecialShiftedChebyshevPolynomialU"),
    }
    for name, (f, node) in families.items():

        def polynomial(x: Tensor, n: Any, f: Any = f, node: str = node) -> Any:
            degree = np.asarray(n._value if isinstance(n, Tensor) else n).astype(np.int64)
            return promoting(lambda h: f(degree, h), f"{node}Backward0", floats=True)(x)

        polynomial.__doc__ = "The orthogonal polynomial of degree n at x."
        globals()[name] = polynomial


_polynomials()
