"""Orthogonal polynomials: degree 0, the ends of the interval, next to zeros."""

from scipy import special

from tests.hard.special.tables import Table, tabulated

TABLE: Table = {
    "eval_legendre of degree 0": (lambda x: special.eval_legendre(0, x), [(0.3, 0.0, 0.0)]),
    "eval_legendre of degree 1": (lambda x: special.eval_legendre(1, x), [(0.0, 1.0, 0.0)]),
    "eval_legendre of degree 4": (
        lambda x: special.eval_legendre(4, x),
        [(1.0, 10.0, 45.0), (1e-07, -7.499999999999824e-07, -7.499999999999475)],
    ),
    "eval_legendre of degree 5": (lambda x: special.eval_legendre(5, x), [(-1.0, 15.0, -105.0)]),
    "eval_legendre of degree 30": (
        lambda x: special.eval_legendre(30, x),
        [(0.9999, 454.2947505881919, 106228.15114748989)],
    ),
    "eval_chebyt of degree 0": (lambda x: special.eval_chebyt(0, x), [(0.3, 0.0, 0.0)]),
    "eval_chebyt of degree 1": (lambda x: special.eval_chebyt(1, x), [(0.0, 1.0, 0.0)]),
    "eval_chebyt of degree 4": (
        lambda x: special.eval_chebyt(4, x),
        [(1.0, 16.0, 80.0), (1e-07, -1.599999999999968e-06, -15.99999999999904)],
    ),
    "eval_chebyt of degree 5": (lambda x: special.eval_chebyt(5, x), [(-1.0, 25.0, -200.0)]),
    "eval_chebyt of degree 30": (
        lambda x: special.eval_chebyt(30, x),
        [(0.9999, 873.2706284221423, 264897.6342391915)],
    ),
    "eval_chebyu of degree 0": (lambda x: special.eval_chebyu(0, x), [(0.3, 0.0, 0.0)]),
    "eval_chebyu of degree 1": (lambda x: special.eval_chebyu(1, x), [(0.0, 2.0, 0.0)]),
    "eval_chebyu of degree 4": (
        lambda x: special.eval_chebyu(4, x),
        [(1.0, 40.0, 168.0), (1e-07, -2.399999999999936e-06, -23.99999999999808)],
    ),
    "eval_chebyu of degree 5": (lambda x: special.eval_chebyu(5, x), [(-1.0, 70.0, -448.0)]),
    "eval_chebyu of degree 30": (
        lambda x: special.eval_chebyu(30, x),
        [(0.9999, 9731.417798561799, 1873001.025690976)],
    ),
    "eval_laguerre of degree 0": (lambda x: special.eval_laguerre(0, x), [(0.3, 0.0, 0.0)]),
    "eval_laguerre of degree 1": (lambda x: special.eval_laguerre(1, x), [(0.0, -1.0, 0.0)]),
    "eval_laguerre of degree 4": (
        lambda x: special.eval_laguerre(4, x),
        [(1.0, 0.16666666666666666, 2.5), (1e-07, -3.99999940000002, 5.999999600000005)],
    ),
    "eval_laguerre of degree 5": (
        lambda x: special.eval_laguerre(5, x),
        [(-1.0, -20.875, 22.666666666666668)],
    ),
    "eval_laguerre of degree 30": (
        lambda x: special.eval_laguerre(30, x),
        [(0.9999, 1.5094773123146874, 8.213572914761638)],
    ),
    "eval_hermite of degree 0": (lambda x: special.eval_hermite(0, x), [(0.3, 0.0, 0.0)]),
    "eval_hermite of degree 1": (lambda x: special.eval_hermite(1, x), [(0.0, 2.0, 0.0)]),
    "eval_hermite of degree 4": (
        lambda x: special.eval_hermite(4, x),
        [(1.0, -32.0, 96.0), (1e-07, -9.599999999999935e-06, -95.99999999999808)],
    ),
    "eval_hermite of degree 5": (lambda x: special.eval_hermite(5, x), [(-1.0, -200.0, 320.0)]),
    "eval_chebyc of degree 0": (lambda x: special.eval_chebyc(0, x), [(0.3, 0.0, 0.0)]),
    "eval_chebyc of degree 1": (lambda x: special.eval_chebyc(1, x), [(0.0, 1.0, 0.0)]),
    "eval_chebyc of degree 4": (
        lambda x: special.eval_chebyc(4, x),
        [(1.0, -4.0, 4.0), (1e-07, -7.999999999999959e-07, -7.99999999999988)],
    ),
    "eval_chebyc of degree 5": (lambda x: special.eval_chebyc(5, x), [(-1.0, -5.0, 10.0)]),
    "eval_chebyc of degree 30": (
        lambda x: special.eval_chebyc(30, x),
        [(0.9999, 0.05999697030247262, -599.9391090992114)],
    ),
    "eval_chebys of degree 0": (lambda x: special.eval_chebys(0, x), [(0.3, 0.0, 0.0)]),
    "eval_chebys of degree 1": (lambda x: special.eval_chebys(1, x), [(0.0, 1.0, 0.0)]),
    "eval_chebys of degree 4": (
        lambda x: special.eval_chebys(4, x),
        [(1.0, -2.0, 6.0), (1e-07, -5.99999999999996e-07, -5.99999999999988)],
    ),
    "eval_chebys of degree 5": (lambda x: special.eval_chebys(5, x), [(-1.0, -4.0, 4.0)]),
    "eval_chebys of degree 30": (
        lambda x: special.eval_chebys(30, x),
        [(0.9999, -9.966986818482079, -330.26344551699174)],
    ),
    "eval_sh_legendre of degree 0": (lambda x: special.eval_sh_legendre(0, x), [(0.3, 0.0, 0.0)]),
    "eval_sh_legendre of degree 1": (lambda x: special.eval_sh_legendre(1, x), [(0.0, 2.0, 0.0)]),
    "eval_sh_legendre of degree 4": (
        lambda x: special.eval_sh_legendre(4, x),
        [(1.0, 20.0, 180.0), (1e-07, -19.9999820000042, 179.9999160000084)],
    ),
    "eval_sh_legendre of degree 5": (
        lambda x: special.eval_sh_legendre(5, x),
        [(-1.0, 5910.0, -16380.0)],
    ),
    "eval_sh_legendre of degree 30": (
        lambda x: special.eval_sh_legendre(30, x),
        [(0.9999, 887.507480124642, 418380.77433430916)],
    ),
    "eval_sh_chebyt of degree 0": (lambda x: special.eval_sh_chebyt(0, x), [(0.3, 0.0, 0.0)]),
    "eval_sh_chebyt of degree 1": (lambda x: special.eval_sh_chebyt(1, x), [(0.0, 2.0, 0.0)]),
    "eval_sh_chebyt of degree 4": (
        lambda x: special.eval_sh_chebyt(4, x),
        [(1.0, 32.0, 320.0), (1e-07, -31.99996800000768, 319.9998464000154)],
    ),
    "eval_sh_chebyt of degree 5": (
        lambda x: special.eval_sh_chebyt(5, x),
        [(-1.0, 11890.0, -33120.0)],
    ),
    "eval_sh_chebyt of degree 30": (
        lambda x: special.eval_sh_chebyt(30, x),
        [(0.9999, 1694.036885245044, 1040624.7381076055)],
    ),
    "eval_sh_chebyu of degree 0": (lambda x: special.eval_sh_chebyu(0, x), [(0.3, 0.0, 0.0)]),
    "eval_sh_chebyu of degree 1": (lambda x: special.eval_sh_chebyu(1, x), [(0.0, 4.0, 0.0)]),
    "eval_sh_chebyu of degree 4": (
        lambda x: special.eval_sh_chebyu(4, x),
        [(1.0, 80.0, 672.0), (1e-07, -79.99993280001536, 671.9996928000307)],
    ),
    "eval_sh_chebyu of degree 5": (
        lambda x: special.eval_sh_chebyu(5, x),
        [(-1.0, 24204.0, -66816.0)],
    ),
    "eval_sh_chebyu of degree 30": (
        lambda x: special.eval_sh_chebyu(30, x),
        [(0.9999, 19090.78166741961, 7390331.5459480835)],
    ),
    "eval_hermitenorm of degree 0": (lambda x: special.eval_hermitenorm(0, x), [(0.3, 0.0, 0.0)]),
    "eval_hermitenorm of degree 1": (lambda x: special.eval_hermitenorm(1, x), [(0.0, 1.0, 0.0)]),
    "eval_hermitenorm of degree 4": (
        lambda x: special.eval_hermitenorm(4, x),
        [(1.0, -8.0, 0.0), (1e-07, -1.199999999999996e-06, -11.99999999999988)],
    ),
    "eval_hermitenorm of degree 5": (
        lambda x: special.eval_hermitenorm(5, x),
        [(-1.0, -10.0, 40.0)],
    ),
    "eval_jacobi(3, 0.5, -0.3, x)": (
        lambda x: special.eval_jacobi(3, 0.5, -0.3, x),
        [(1.0, 9.1875, 19.11), (-1.0, 4.8195, -14.742)],
    ),
    "eval_gegenbauer(3, 1.3, x)": (
        lambda x: special.eval_gegenbauer(3, 1.3, x),
        [(1.0, 33.488, 78.936), (-1.0, 33.488, -78.936)],
    ),
    "eval_genlaguerre(3, 0.7, x)": (
        lambda x: special.eval_genlaguerre(3, 0.7, x),
        [(1.0, -1.795, 2.7), (-1.0, -9.195, 4.7)],
    ),
    "eval_jacobi(0, 0.5, -0.3, x)": (
        lambda x: special.eval_jacobi(0, 0.5, -0.3, x),
        [(0.3, 0.0, 0.0)],
    ),
    "eval_gegenbauer(0, 1.3, x)": (lambda x: special.eval_gegenbauer(0, 1.3, x), [(0.3, 0.0, 0.0)]),
    "eval_genlaguerre(0, 0.7, x)": (
        lambda x: special.eval_genlaguerre(0, 0.7, x),
        [(0.3, 0.0, 0.0)],
    ),
    "eval_jacobi(4, 0.5, -0.3, x)": (
        lambda x: special.eval_jacobi(4, 0.5, -0.3, x),
        [(0.2, -2.0841912000000002, -2.9161079999999995)],
    ),
    "eval_gegenbauer(4, 1.3, x)": (
        lambda x: special.eval_gegenbauer(4, 1.3, x),
        [(0.2, -6.9884672000000005, -25.891008)],
    ),
    "eval_genlaguerre(4, 0.7, x)": (
        lambda x: special.eval_genlaguerre(4, 0.7, x),
        [(0.2, -6.179166666666666, 7.7749999999999995)],
    ),
}

POINTS = tabulated(TABLE, rtol=1e-09)
