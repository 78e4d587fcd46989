"""Every ufunc of scipy.special has a derivative or a reason why it has none."""

import numpy as np
import pytest
from scipy import special
from scipy.special import _ufuncs

import funcad
import funcad.scipy.special
from funcad.errors import UnsupportedOperationError
from funcad.numpy_dispatch.tables import UFUNCS, UNSUPPORTED
from funcad.scipy.special import FAMILIES

# not yet decided, by who looks at them: error functions to distributions, and Bessel functions on
TO_DO = """
"""

UNDECIDED = set(TO_DO.split())

NAMES = sorted(
    {
        getattr(special, n).__name__: n
        for n in dir(special)
        if isinstance(getattr(special, n), np.ufunc)
    }.values()
)


def ufunc(name):
    """By name; with an underscore, the ufunc that does the work of a function."""
    return getattr(_ufuncs if name.startswith("_") else special, name)


@pytest.mark.parametrize("name", NAMES)
def test_every_ufunc_is_classified_once(name):
    classes = (ufunc(name) in UFUNCS, ufunc(name) in UNSUPPORTED, name in UNDECIDED)
    assert sum(classes) == 1, classes


def test_every_name_is_in_one_family():
    for table in ("DERIVATIVES", "REFUSED", "FUNCTIONS"):
        names = [name for family in FAMILIES for name in getattr(family, table)]
        assert len(set(names)) == len(names)


@pytest.mark.parametrize("name", [n for family in FAMILIES for n in family.REFUSED])
def test_a_refusal_gives_its_reason(name):
    if not name.startswith("_") and not hasattr(special, name):
        pytest.skip("this SciPy does not have it")
    f = ufunc(name)
    with pytest.raises(UnsupportedOperationError, match=UNSUPPORTED[f][0][:30]):
        funcad.jvp(f, (np.float64(0.5),) * f.nin, (1.0,) * f.nin)


def test_the_namespace_has_every_name_of_scipy():
    for name in dir(special):
        if not name.startswith("_"):
            assert getattr(funcad.scipy.special, name) is not None
            assert name in dir(funcad.scipy.special)
