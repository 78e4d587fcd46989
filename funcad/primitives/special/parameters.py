"""Arguments in which a function is smooth, but its derivative is no function of SciPy's."""

from __future__ import annotations

from funcad.core.primitive import no


def held(function: str, argument: str) -> no:
    """The rule of such an argument: the user reads which, of what, and what to write."""
    return no(
        f"scipy.special.{function}: the derivative in its {argument} is no function that SciPy "
        "has; hold it constant, with funcad.stop_gradient if it is traced"
    )
