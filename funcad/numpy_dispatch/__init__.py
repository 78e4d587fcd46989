"""NumPy's names on traced values; one door: `install()`."""

from funcad.numpy_dispatch.install import install

__all__ = ["install"]
