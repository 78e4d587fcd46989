"""NumPy's names on traced values; one door: `install()`, and the tables of names."""

from funcad.numpy_dispatch import tables
from funcad.numpy_dispatch.install import install

__all__ = ["install", "tables"]
