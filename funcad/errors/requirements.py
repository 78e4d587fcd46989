"""Which NumPy is needed: said before anything is imported that an older one lacks."""

import numpy as np

OLDEST = 2  # the major version; NumPy 1 has other rules for the dtype of a result


def check(version: str) -> None:
    if int(version.split(".")[0]) < OLDEST:
        raise ImportError(
            f"funcad needs NumPy {OLDEST}.0 or later, and NumPy {version} is installed\n"
            f"  write: pip install 'numpy>={OLDEST}'"
        )


check(np.__version__)
