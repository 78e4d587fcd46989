"""Cases of Kelvin functions, near 0 and beyond."""

from scipy import special

from tests.cases.case import case, positive, uniform

NAMES = ("ber", "bei", "ker", "kei", "berp", "beip", "kerp", "keip")

CASES = [
    *(case(f"special.{n}", getattr(special, n), positive(3)) for n in NAMES),
    *(case(f"special.{n}, far", getattr(special, n), uniform(2.5, 9.0, 3)) for n in NAMES),
    *(case(f"special.{n}, x < 0", getattr(special, n), uniform(-4, 0, 3)) for n in NAMES[:2]),
    case("special.kelvin", special.kelvin, positive(3)),
]
