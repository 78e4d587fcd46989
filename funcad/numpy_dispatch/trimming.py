"""Whether NumPy is asking if it may drop a coefficient of a polynomial.

np.poly1d and numpy.polynomial drop the highest coefficients where they are exactly 0.  A traced one
is 0 only where its function is evaluated: dropped, it would take its derivative with it.  Where
these two ask, the answer is that it is not zero; the polynomial is the same.
"""

from __future__ import annotations

import sys

import numpy as np

POLY1D = np.poly1d.__init__.__code__
ASKING = {"trimseq", "_arg_trim_zeros", "trim_zeros"}  # of numpy.polynomial, and of np.trim_zeros

# what evaluates a series, of one polynomial or of several, at every entry of an array
EVALUATING = {
    *("polyval", "polyvalfromroots", "chebval", "legval", "lagval", "hermval", "hermeval")
}


def poly1d_asks() -> bool:
    """Whether np.poly1d(coefficients) is being made by one of the callers."""
    frame = sys._getframe(2)
    for _ in range(4):
        if frame.f_code is POLY1D:
            return True
        if frame.f_back is None:
            return False
        frame = frame.f_back
    return False


def asks_for_zero() -> bool:
    """Whether `x != 0` is asked, two frames up, in order to drop coefficients."""
    name = sys._getframe(2).f_code.co_name
    return name in ASKING and (name == "trimseq" or poly1d_asks())
