"""NumPy's functions, by NEP 18: one file per family, each adding rows to `FUNCTIONS`."""

from funcad.numpy_dispatch.functions import (
    contraction,
    creation,
    cumulative,
    diagonals,
    elementwise,
    gathering,
    joining,
    linalg,
    nan_reduction,
    norms,
    querying,
    reduction,
    selection,
    shaping,
    sorting,
    writing,
)

__all__ = [
    "contraction",
    "creation",
    "cumulative",
    "diagonals",
    "elementwise",
    "gathering",
    "joining",
    "linalg",
    "nan_reduction",
    "norms",
    "querying",
    "reduction",
    "selection",
    "shaping",
    "sorting",
    "writing",
]
