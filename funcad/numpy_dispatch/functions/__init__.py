"""NumPy's functions, by NEP 18: one file per family, each adding rows to `FUNCTIONS`."""

from funcad.numpy_dispatch.functions import reduction, shaping

__all__ = ["reduction", "shaping"]
