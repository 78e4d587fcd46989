"""Every ufunc of scipy.special has a derivative or a reason why it has none."""

import numpy as np
import pytest
from scipy import special

import funcad
import funcad.scipy.special
from funcad.errors import UnsupportedOperationError
from funcad.numpy_dispatch.tables import UFUNCS, UNSUPPORTED
from funcad.scipy.special import FAMILIES

# not yet decided, by who looks at them: error functions to distributions, and Bessel functions on
TO_DO = """
"""
TO_DO_OF_PHYSICS = """
    airy airye bei beip ber berp besselpoly ellipe ellipeinc ellipj ellipk ellipkinc ellipkm1
    elliprc elliprd elliprf elliprg elliprj eval_chebyc eval_chebys eval_chebyt eval_chebyu
    eval_gegenbauer eval_genlaguerre eval_hermite eval_hermitenorm eval_jacobi eval_laguerre
    eval_legendre eval_sh_chebyt eval_sh_chebyu eval_sh_jacobi eval_sh_legendre hankel1 hankel1e
    hankel2 hankel2e hyp0f1 hyp1f1 hyp2f1 hyperu i0 i0e i1 i1e it2i0k0 it2j0y0 it2struve0 itairy
    iti0k0 itj0y0 itmodstruve0 itstruve0 iv ive j0 j1 jv jve k0 k0e k1 k1e kei keip kelvin ker
    kerp kn kv kve log_wright_bessel lpmv mathieu_a mathieu_b mathieu_cem mathieu_modcem1
    mathieu_modcem2 mathieu_modsem1 mathieu_modsem2 mathieu_sem modstruve obl_ang1 obl_ang1_cv
    obl_cv obl_rad1 obl_rad1_cv obl_rad2 obl_rad2_cv pbdv pbvv pbwa pro_ang1 pro_ang1_cv pro_cv
    pro_rad1 pro_rad1_cv pro_rad2 pro_rad2_cv struve wright_bessel y0 y1 yn yv yve zetac
"""

UNDECIDED = {*TO_DO.split(), *TO_DO_OF_PHYSICS.split()}

NAMES = sorted(
    {
        getattr(special, n).__name__: n
        for n in dir(special)
        if isinstance(getattr(special, n), np.ufunc)
    }.values()
)


def ufunc(name):
    return getattr(special, name)


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
    if not hasattr(special, name):
        pytest.skip("this SciPy does not have it")
    f = ufunc(name)
    with pytest.raises(UnsupportedOperationError, match=UNSUPPORTED[f][0][:30]):
        funcad.jvp(f, (np.float64(0.5),) * f.nin, (1.0,) * f.nin)


def test_the_namespace_has_every_name_of_scipy():
    for name in dir(special):
        if not name.startswith("_"):
            assert getattr(funcad.scipy.special, name) is not None
            assert name in dir(funcad.scipy.special)
