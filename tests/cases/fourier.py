"""Cases of discrete Fourier transforms: lengths, axes, norms, real and complex."""

import itertools

import numpy as np

from tests.cases.case import case, complexes, reals

NORMS = (None, "ortho", "forward")


def _one(name, draw, shape=(4,), lengths=(None, 1, 3, 4, 6, 7)):
    f = getattr(np.fft, name)
    return [
        case(f"np.fft.{name}, n={n}, {norm}", lambda x, n=n, norm=norm: f(x, n, norm=norm), draw)
        for n, norm in itertools.product(lengths, NORMS)
        if norm is None or n in (None, 3, 6)
    ]


def _several(name, draw, *options):
    f = getattr(np.fft, name)
    return [case(f"np.fft.{name}, {o}", lambda x, o=o: f(x, **o), draw) for o in options]


OPTIONS = (
    {},
    {"axes": (0, 2)},
    {"axes": (1,), "norm": "ortho"},
    {"s": (3, 5), "axes": (2, 0)},
    {"s": (-1, 4), "axes": (0, 1), "norm": "forward"},
)

CASES = [
    *_one("fft", complexes(4)),
    *_one("ifft", complexes(4)),
    *_one("rfft", reals(4)),
    *_one("irfft", complexes(4)),
    *_one("hfft", complexes(4)),
    *_one("ihfft", reals(4)),
    *_several("fft", reals(2, 3, 2), {}, {"axis": 0}, {"n": 2, "axis": -2}),
    *_several("ifft", reals(2, 3, 2), {"axis": 1, "norm": "ortho"}),
    *_several("rfft", reals(2, 3, 2), {"axis": 1}, {"n": 4, "axis": 0}, {"axis": -1}),
    *_several("irfft", reals(2, 3, 2), {"axis": 1}, {"n": 5, "axis": 0}, {"n": 1, "axis": 2}),
    *_several("fftn", complexes(2, 3, 2), *OPTIONS, {"axes": (1, 1)}, {"axes": ()}),
    *_several("ifftn", complexes(2, 3, 2), *OPTIONS),
    *_several("rfftn", reals(2, 3, 2), *OPTIONS),
    *_several("irfftn", complexes(2, 3, 2), *OPTIONS),
    *_several("fft2", reals(2, 3, 2), {}, {"s": (2, 3)}),
    *_several("ifft2", complexes(2, 3), {}),
    *_several("rfft2", reals(3, 2), {}),
    *_several("irfft2", complexes(3, 2), {}, {"s": (2, 3)}),
    case("np.fft.fftshift", lambda x: np.fft.fftshift(x * x), reals(3, 4)),
    case("np.fft.ifftshift, axes", lambda x: np.fft.ifftshift(x, axes=1), complexes(2, 3)),
    case(
        "a spectrum's power", lambda x: np.abs(np.fft.rfft(x * x)) ** 2, reals(5), covers=("rfft",)
    ),
    case("a filter", lambda x: np.fft.irfft(np.fft.rfft(x) ** 2, 5), reals(5)),
    case("through the complex plane", lambda x: np.real(np.fft.ifft(np.fft.fft(x) ** 3)), reals(3)),
]
