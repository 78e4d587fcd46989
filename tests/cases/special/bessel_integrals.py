"""Cases of integrals of Bessel and Struve functions."""

from scipy import special

from tests.cases.case import case, positive, uniform

NAMES = (
    *("itj0y0", "iti0k0", "it2j0y0", "it2i0k0"),
    *("itstruve0", "itmodstruve0", "it2struve0"),
)

# SciPy's values are good to 1e-8 or so, which a difference quotient sees
CASES = [
    *(case(f"special.{n}", getattr(special, n), positive(4), rtol=1e-4) for n in NAMES),
    *(
        case(f"special.{n}, far", getattr(special, n), uniform(2.0, 4.0, 4), rtol=1e-4)
        for n in NAMES
    ),
    case("special.besselpoly", special.besselpoly, positive(3), 1.5, 0.5),
    case("special.besselpoly of order 0", lambda a: special.besselpoly(a, 1, 0), positive(3)),
]
