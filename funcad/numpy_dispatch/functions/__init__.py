"""NumPy's functions, by NEP 18: one file per family, each adding rows to `FUNCTIONS`."""

from funcad.numpy_dispatch.functions import contraction, reduction, shaping

__all__ = ["contraction", "reduction", "shaping"]
