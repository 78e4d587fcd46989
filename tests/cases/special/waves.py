"""Cases of Mathieu, spheroidal and parabolic cylinder functions.

SciPy's values are good to 1e-9 or so, which a difference quotient sees."""

import numpy as np
from scipy import special

from tests.cases.case import case, reals, uniform

# before SciPy 1.15 the spheroidal functions write beyond their arrays, and end the process
SOUND = hasattr(special, "sph_harm_y")
C = np.float64(1.5)  # keeps SciPy out of its loop for floats, which may never end

CASES = [
    *(
        case(f"special.{f.__name__}", f, 2, 1.5, uniform(10.0, 80.0, 3), rtol=1e-4)
        for f in (special.mathieu_cem, special.mathieu_sem)
    ),
    *(
        case(f"special.{f.__name__}", f, 2, 1.5, uniform(0.3, 1.5, 3), rtol=1e-4)
        for f in (
            *(special.mathieu_modcem1, special.mathieu_modcem2),
            *(special.mathieu_modsem1, special.mathieu_modsem2),
        )
    ),
    *(
        case(f"special.{f.__name__}", f, 1, 2, C, uniform(-0.8, 0.8, 3), rtol=1e-4)
        for f in (special.pro_ang1, special.obl_ang1)
        if SOUND
    ),
    *(
        case(f"special.{f.__name__}", f, 1, 2, C, uniform(1.3, 2.0, 3), rtol=1e-4)
        for f in (special.pro_rad1, special.obl_rad1)
        if SOUND
    ),
    *(
        case(
            f"special.{name}_cv",
            *(getattr(special, f"{name}_cv"), 1, 2, C, cv(1, 2, 1.5)),
            uniform(low, low + 0.6, 3),
            rtol=1e-4,
        )
        for name, cv, low in (
            ("pro_ang1", special.pro_cv, 0.1),
            ("pro_rad1", special.pro_cv, 1.3),
            ("obl_ang1", special.obl_cv, 0.1),
            ("obl_rad1", special.obl_cv, 0.3),
        )
        if SOUND
    ),
    *(
        case(f"special.{f.__name__}", f, 1.3, reals(3), rtol=1e-4)
        for f in (special.pbdv, special.pbvv, special.pbwa)
    ),
]
