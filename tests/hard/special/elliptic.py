"""Elliptic integrals and functions: m = 0, m near 1, many half turns."""

import numpy as np
from scipy import special

from tests.hard.special.tables import Table, tabulated

INF = np.inf

TABLE: Table = {
    "ellipk": (
        special.ellipk,
        [
            (0.0, 0.39269908169872414, 0.44178646691106466),
            (1e-12, 0.39269908169916595, 0.4417864669119851),
            (0.5, 0.847213084793979, 1.8540746773013719),
            (0.9999999999, 4999999583.448375, 4.999999172471393e19),
            (-1000000.0, 3.6470222097848344e-09, 5.220530891913331e-15),
            (0.999999, 499998.3014712779, 499999874973.03796),
            (1.0, INF),
        ],
    ),
    "ellipe": (
        special.ellipe,
        [
            (0.0, -0.39269908169872414, -0.14726215563702155),
            (1e-12, -0.3926990816988714, -0.14726215563720563),
            (0.5, -0.5034307962536965, -0.34378228854028264),
            (0.9999999999, -5.9496098927936885, -2499999788.999382),
            (-1000000.0, -0.000499998051488266, -2.499972022330281e-10),
            (0.999999, -3.6470274303148753, -249997.57721950102),
            (1.0, -INF),
        ],
    ),
    "ellipkm1": (
        special.ellipkm1,
        [
            (1e-300, -4.9999999999999995e299),
            (1e-15, -499999999999995.7, 4.999999999999998e29),
            (1.0, -0.39269908169872414, 0.44178646691106466),
            (5.0, -0.0603020242087607, 0.01451774951907717),
        ],
    ),
    "ellipkinc of 0.7": (
        lambda m: special.ellipkinc(0.7, m),
        [
            (0.0, 0.05181878375144247, 0.019954460396442733),
            (1.0, 0.08397682095119562, 0.05201738751230872),
        ],
    ),
    "ellipeinc of 0.7": (
        lambda m: special.ellipeinc(0.7, m),
        [(0.0, -0.05181878375144247, -0.006651486798814244)],
    ),
    "ellipeinc of 1": (
        lambda m: special.ellipeinc(1.0, m),
        [(1.0, -0.1923600930378103, -0.11085539407427776)],
    ),
    "ellipkinc of m = 0.0": (lambda x: special.ellipkinc(x, 0.0), [(0.7, 1.0, 0.0)]),
    "ellipeinc of m = 0.0": (lambda x: special.ellipeinc(x, 0.0), [(0.7, 1.0, 0.0)]),
    "ellipkinc of m = 1.0": (
        lambda x: special.ellipkinc(x, 1.0),
        [(0.7, 1.307459259733594, 1.1012577424024654)],
    ),
    "ellipeinc of m = 1.0": (
        lambda x: special.ellipeinc(x, 1.0),
        [(0.7, 0.7648421872844885, -0.644217687237691)],
    ),
    "ellipkinc of 1e-06": (
        lambda m: special.ellipkinc(1e-06, m),
        [(0.5, 1.6666666666670832e-19, 1.5000000000006246e-31)],
    ),
    "ellipeinc of 1e-06": (
        lambda m: special.ellipeinc(1e-06, m),
        [(0.5, -1.6666666666665832e-19, -5.000000000000296e-32)],
    ),
    "ellipkinc of m = 0.5": (
        lambda x: special.ellipkinc(x, 0.5),
        [(1e-06, 1.00000000000025, 5.000000000000417e-07)],
    ),
    "ellipeinc of m = 0.5": (
        lambda x: special.ellipeinc(x, 0.5),
        [(1e-06, 0.99999999999975, -4.999999999997916e-07)],
    ),
    "ellipkinc of 1.5": (
        lambda m: special.ellipkinc(1.5, m),
        [(0.999999, 48.994808717349144, 7375.04535789009)],
    ),
    "ellipeinc of 1.5": (
        lambda m: special.ellipeinc(1.5, m),
        [(0.999999, -1.1715673646265077, -23.91164458800591)],
    ),
    "ellipkinc of m = 0.999999": (
        lambda x: special.ellipkinc(x, 0.999999),
        [(1.5, 14.135427557630019, 199.28977201332495)],
    ),
    "ellipeinc of m = 0.999999": (
        lambda x: special.ellipeinc(x, 0.999999),
        [(1.5, 0.07074423436595804, -0.9973948280353833)],
    ),
    "ellipkinc of 4.0": (
        lambda m: special.ellipkinc(4.0, m),
        [(0.3, 1.278169644640706, 1.922041092705877)],
    ),
    "ellipeinc of 4.0": (
        lambda m: special.ellipeinc(4.0, m),
        [(0.3, -0.9914635335516383, -0.4778435184817795)],
    ),
    "ellipkinc of m = 0.3": (
        lambda x: special.ellipkinc(x, 0.3),
        [
            (4.0, 1.0988513425839848, 0.19690723173045566),
            (-4.0, 1.0988513425839848, -0.19690723173045566),
        ],
    ),
    "ellipeinc of m = 0.3": (
        lambda x: special.ellipeinc(x, 0.3),
        [
            (4.0, 0.9100412050718956, -0.16307364563979604),
            (-4.0, 0.9100412050718956, 0.16307364563979604),
        ],
    ),
    "ellipkinc of -4.0": (
        lambda m: special.ellipkinc(-4.0, m),
        [(0.3, -1.278169644640706, -1.922041092705877)],
    ),
    "ellipeinc of -4.0": (
        lambda m: special.ellipeinc(-4.0, m),
        [(0.3, 0.9914635335516383, 0.4778435184817795)],
    ),
    "ellipkinc of 10.0": (
        lambda m: special.ellipkinc(10.0, m),
        [(-2.0, 0.6840689982933307, 0.26467757615553505)],
    ),
    "ellipeinc of 10.0": (
        lambda m: special.ellipeinc(10.0, m),
        [(-2.0, -1.5450907784916699, -0.2152554450495848)],
    ),
    "ellipkinc of m = -2.0": (
        lambda x: special.ellipkinc(x, -2.0),
        [(10.0, 0.7925737085954588, -0.45453122033290866)],
    ),
    "ellipeinc of m = -2.0": (
        lambda x: special.ellipeinc(x, -2.0),
        [(10.0, 1.2617123040481963, 0.7235764031138068)],
    ),
    "ellipkinc of 1.2": (
        lambda m: special.ellipkinc(1.2, m),
        [(1e-12, 0.21556710243129362, 0.18750304562738015)],
    ),
    "ellipeinc of 1.2": (
        lambda m: special.ellipeinc(1.2, m),
        [(1e-12, -0.2155671024311686, -0.06250101520908526)],
    ),
    "ellipkinc of m = 1e-12": (
        lambda x: special.ellipkinc(x, 1e-12),
        [(1.2, 1.0000000000004343, 3.377315902760156e-13)],
    ),
    "ellipeinc of m = 1e-12": (
        lambda x: special.ellipeinc(x, 1e-12),
        [(1.2, 0.9999999999995657, -3.377315902757222e-13)],
    ),
    "ellipkinc of 0": (lambda m: special.ellipkinc(0.0, m), [(0.5, 0.0, 0.0)]),
    "ellipj sn of m = 0.0": (
        lambda u: special.ellipj(u, 0.0)[0],
        [(0.5, 0.8775825618903728, -0.479425538604203)],
    ),
    "ellipj sn of m = 0.5": (
        lambda u: special.ellipj(u, 0.5)[0],
        [
            (1e-05, 0.999999999925, -1.4999999998625002e-05),
            (8.0, 0.7793861818985002, -0.6514148691806221),
        ],
    ),
    "ellipj sn of u = 1e-05": (
        lambda m: special.ellipj(1e-05, m)[0],
        [(0.5, -1.666666666541667e-16, 1.6666666661250008e-27)],
    ),
    "ellipj sn of m = 0.9": (
        lambda u: special.ellipj(u, 0.9)[0],
        [(3.0, -0.04667093049488122, -0.13232033816505248)],
    ),
    "ellipj sn of u = 3.0": (
        lambda m: special.ellipj(3.0, m)[0],
        [(0.9, 0.3125859426011084, -4.955432058088256)],
    ),
    "ellipj sn of u = 8.0": (
        lambda m: special.ellipj(8.0, m)[0],
        [(0.5, -2.666993500034703, -12.51236615591627)],
    ),
    "ellipj sn of m = 0.9999": (
        lambda u: special.ellipj(u, 0.9999)[0],
        [(2.0, 0.0706576278044949, -0.13622793227082405)],
    ),
    "ellipj sn of u = 2.0": (
        lambda m: special.ellipj(2.0, m)[0],
        [(0.9999, -0.20562196018595164, -0.5952269334595836)],
    ),
    "ellipj cn of m = 0.0": (
        lambda u: special.ellipj(u, 0.0)[1],
        [(0.5, -0.479425538604203, -0.8775825618903728)],
    ),
    "ellipj cn of m = 0.5": (
        lambda u: special.ellipj(u, 0.5)[1],
        [(1e-05, -9.9999999995e-06, -0.99999999985), (8.0, -0.497714255603208, -0.598666951950631)],
    ),
    "ellipj cn of u = 1e-05": (
        lambda m: special.ellipj(1e-05, m)[1],
        [(0.5, 1.6666666665833339e-21, -4.4444444439444467e-32)],
    ),
    "ellipj cn of m = 0.9": (
        lambda u: special.ellipj(u, 0.9)[1],
        [(3.0, -0.3385376452728277, -0.10467011240095238)],
    ),
    "ellipj cn of u = 3.0": (
        lambda m: special.ellipj(3.0, m)[1],
        [(0.9, 2.26740945233935, 2.4152893182781976)],
    ),
    "ellipj cn of u = 8.0": (
        lambda m: special.ellipj(8.0, m)[1],
        [(0.5, 1.7031360260133974, -3.8907853615649715)],
    ),
    "ellipj cn of m = 0.9999": (
        lambda u: special.ellipj(u, 0.9999)[1],
        [(2.0, -0.2563427630334903, 0.22815155797642744)],
    ),
    "ellipj cn of u = 2.0": (
        lambda m: special.ellipj(2.0, m)[1],
        [(0.9999, 0.7459874192249069, -0.09389388260626642)],
    ),
    "ellipj dn of m = 0.0": (lambda u: special.ellipj(u, 0.0)[2], [(0.5, 0.0, 0.0)]),
    "ellipj dn of m = 0.5": (
        lambda u: special.ellipj(u, 0.5)[2],
        [
            (1e-05, -4.999999999625e-06, -0.4999999998875),
            (8.0, -0.22680584317388394, -0.19449764550039286),
        ],
    ),
    "ellipj dn of u = 1e-05": (
        lambda m: special.ellipj(1e-05, m)[2],
        [(0.5, -4.9999999997916676e-11, 8.333333332069447e-22)],
    ),
    "ellipj dn of m = 0.9": (
        lambda u: special.ellipj(u, 0.9)[2],
        [(3.0, 0.12176023506135626, 0.2960927653847704)],
    ),
    "ellipj dn of u = 3.0": (
        lambda m: special.ellipj(3.0, m)[2],
        [(0.9, -2.251322668787753, -3.9726300465928586)],
    ),
    "ellipj dn of u = 8.0": (
        lambda m: special.ellipj(8.0, m)[2],
        [(0.5, 0.6194867336172895, 2.484793613721532)],
    ),
    "ellipj dn of m = 0.9999": (
        lambda u: special.ellipj(u, 0.9999)[2],
        [(2.0, -0.2561486119612614, 0.22832824612444738)],
    ),
    "ellipj dn of u = 2.0": (
        lambda m: special.ellipj(2.0, m)[2],
        [(0.9999, -1.0021899667312593, -0.28744344009873374)],
    ),
}

POINTS = tabulated(TABLE, rtol=1e-08)
