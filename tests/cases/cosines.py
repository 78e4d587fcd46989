"""Cases of scipy.fft's cosine and sine transforms: types, lengths, norms, real and complex."""

import itertools

import numpy as np
from scipy import fft

from tests.cases.case import case, complexes, reals

TYPES = (1, 2, 3, 4)
NAMES = ("dct", "idct", "dst", "idst")
OPTIONS = (
    {},
    {"norm": "ortho"},
    {"norm": "forward", "n": 3},
    {"norm": "ortho", "orthogonalize": False, "n": 6},
    {"orthogonalize": True},
)


def _case(name, draw, **options):
    f = getattr(fft, name)
    return case(f"fft.{name}, {options}", lambda x: f(x, **options), draw)


CASES = [
    *(
        _case(name, reals(5), type=type, **options)
        for name, type, options in itertools.product(NAMES, TYPES, OPTIONS)
    ),
    *(_case("dct", complexes(4), type=type, orthogonalize=True) for type in TYPES),
    *(_case("idst", complexes(4), type=type, norm="ortho") for type in TYPES),
    *(_case(name, reals(3, 2, 3), axis=0, n=4, type=2) for name in NAMES),
    *(_case(name, reals(1), type=3) for name in NAMES),
    *(_case(f"{name}n", reals(2, 3, 2)) for name in NAMES),
    *(_case(f"{name}n", reals(2, 3, 2), s=(3, -1), norm="ortho", type=3) for name in NAMES),
    _case("dctn", reals(2, 3, 2), axes=(0, -1), s=(4, 1)),
    _case("dctn", reals(2, 3, 2), axes=()),
    _case("idstn", complexes(2, 3), axes=1, type=4, norm="forward"),
    case(
        "compression",
        lambda x: fft.idct(fft.dct(x, norm="ortho") ** 3, norm="ortho"),
        reals(4),
        covers=("dct",),
    ),
    case("fft.fht", lambda x: fft.fht(x * x, 0.1, 0.5, bias=0.2), reals(6)),
    case("fft.ifht", lambda x: fft.ifht(np.sin(x), 0.1, 0.5), reals(5)),
]
