"""The 27 model functions, in plain NumPy: model(x, b) is the response at `x` for parameters `b`.

Written as in NIST's files; `b` unpacks into b1, b2, …, and `x` is (n,), for Nelson (2, n).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

Model = Callable[[Any, Any], Any]


def bennett5(x: Any, b: Any) -> Any:
    b1, b2, b3 = b
    return b1 * (b2 + x) ** (-1 / b3)


def boxbod(x: Any, b: Any) -> Any:
    b1, b2 = b
    return b1 * (1 - np.exp(-b2 * x))


def chwirut(x: Any, b: Any) -> Any:
    b1, b2, b3 = b
    return np.exp(-b1 * x) / (b2 + b3 * x)


def danwood(x: Any, b: Any) -> Any:
    b1, b2 = b
    return b1 * x**b2


def enso(x: Any, b: Any) -> Any:
    b1, b2, b3, b4, b5, b6, b7, b8, b9 = b
    year, long, short = (2 * np.pi * x / period for period in (12, b4, b7))
    return (
        b1
        + b2 * np.cos(year)
        + b3 * np.sin(year)
        + b5 * np.cos(long)
        + b6 * np.sin(long)
        + b8 * np.cos(short)
        + b9 * np.sin(short)
    )


def eckerle4(x: Any, b: Any) -> Any:
    b1, b2, b3 = b
    return (b1 / b2) * np.exp(-0.5 * ((x - b3) / b2) ** 2)


def gauss(x: Any, b: Any) -> Any:
    b1, b2, b3, b4, b5, b6, b7, b8 = b
    return (
        b1 * np.exp(-b2 * x)
        + b3 * np.exp(-((x - b4) ** 2) / b5**2)
        + b6 * np.exp(-((x - b7) ** 2) / b8**2)
    )


def cubic_over_cubic(x: Any, b: Any) -> Any:
    b1, b2, b3, b4, b5, b6, b7 = b
    return (b1 + b2 * x + b3 * x**2 + b4 * x**3) / (1 + b5 * x + b6 * x**2 + b7 * x**3)


def kirby2(x: Any, b: Any) -> Any:
    b1, b2, b3, b4, b5 = b
    return (b1 + b2 * x + b3 * x**2) / (1 + b4 * x + b5 * x**2)


def lanczos(x: Any, b: Any) -> Any:
    b1, b2, b3, b4, b5, b6 = b
    return b1 * np.exp(-b2 * x) + b3 * np.exp(-b4 * x) + b5 * np.exp(-b6 * x)


def mgh09(x: Any, b: Any) -> Any:
    b1, b2, b3, b4 = b
    return b1 * (x**2 + x * b2) / (x**2 + x * b3 + b4)


def mgh10(x: Any, b: Any) -> Any:
    b1, b2, b3 = b
    return b1 * np.exp(b2 / (x + b3))


def mgh17(x: Any, b: Any) -> Any:
    b1, b2, b3, b4, b5 = b
    return b1 + b2 * np.exp(-x * b4) + b3 * np.exp(-x * b5)


def misra1b(x: Any, b: Any) -> Any:
    b1, b2 = b
    return b1 * (1 - (1 + b2 * x / 2) ** -2)


def misra1c(x: Any, b: Any) -> Any:
    b1, b2 = b
    return b1 * (1 - (1 + 2 * b2 * x) ** -0.5)


def misra1d(x: Any, b: Any) -> Any:
    b1, b2 = b
    return b1 * b2 * x * (1 + b2 * x) ** -1


def nelson(x: Any, b: Any) -> Any:
    """The logarithm of the breakdown strength: see `RESPONSES`."""
    b1, b2, b3 = b
    return b1 - b2 * x[0] * np.exp(-b3 * x[1])


def rat42(x: Any, b: Any) -> Any:
    b1, b2, b3 = b
    return b1 / (1 + np.exp(b2 - b3 * x))


def rat43(x: Any, b: Any) -> Any:
    b1, b2, b3, b4 = b
    return b1 / (1 + np.exp(b2 - b3 * x)) ** (1 / b4)


def roszman1(x: Any, b: Any) -> Any:
    b1, b2, b3, b4 = b
    return b1 - b2 * x - np.arctan(b3 / (x - b4)) / np.pi


MODELS: dict[str, Model] = {
    "Bennett5": bennett5,
    "BoxBOD": boxbod,
    "Chwirut1": chwirut,
    "Chwirut2": chwirut,
    "DanWood": danwood,
    "ENSO": enso,
    "Eckerle4": eckerle4,
    "Gauss1": gauss,
    "Gauss2": gauss,
    "Gauss3": gauss,
    "Hahn1": cubic_over_cubic,
    "Kirby2": kirby2,
    "Lanczos1": lanczos,
    "Lanczos2": lanczos,
    "Lanczos3": lanczos,
    "MGH09": mgh09,
    "MGH10": mgh10,
    "MGH17": mgh17,
    "Misra1a": boxbod,
    "Misra1b": misra1b,
    "Misra1c": misra1c,
    "Misra1d": misra1d,
    "Nelson": nelson,
    "Rat42": rat42,
    "Rat43": rat43,
    "Roszman1": roszman1,
    "Thurber": cubic_over_cubic,
}

# What is fitted where it is not y itself.
RESPONSES: dict[str, Callable[[Any], Any]] = {"Nelson": np.log}
