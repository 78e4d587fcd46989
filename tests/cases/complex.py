"""Cases of the parts of complex numbers."""

import numpy as np

from tests.cases.case import case, complexes, nonzero, reals

CASES = [
    *(
        case(f"np.{f.__name__}, complex", lambda x, f=f: f(x) * f(x * x), complexes(3))
        for f in (np.real, np.imag, np.conj, np.abs, np.sign, np.angle)
    ),
    *(
        case(f"np.{f.__name__}, real", lambda x, f=f: f(x) * f(x * x) * x, nonzero(3))
        for f in (np.real, np.imag, np.conj, np.abs, np.sign, np.angle)
    ),
    *(
        case(f"np.{f.__name__} of x + iy", lambda x, y, f=f: f(x + 1j * y), nonzero(3), nonzero(3))
        for f in (np.real, np.imag, np.conj, np.abs, np.sign, np.angle)
    ),
    case("x.real, x.imag, x.conj()", lambda x: x.real * x.imag * x.conj(), complexes(2, 3)),
    case("np.angle, degrees", lambda x: np.angle(x, deg=True), complexes(3)),
    case("real and complex", lambda x: (x * 1j + 2.0) * x, reals(3)),
    case("np.real_if_close", lambda x: np.real_if_close(x * x + 0j), reals(3), batched=False),
]
