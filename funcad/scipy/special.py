"""`scipy.special` with traced values: which primitive, or function, is each name.

Loaded when one of its functions is first called with a traced value, or by
`import funcad.scipy.special`.  Every ufunc of scipy.special is in one table: `UFUNCS` where it has
a derivative, `UNSUPPORTED`, with the reason, where it has none.
"""

from __future__ import annotations

from scipy import special

from funcad.numpy_dispatch.tables import UFUNCS
from funcad.primitives.special import error_functions as er

UFUNCS.update(
    {
        special.erf: er.erf,
    }
)
