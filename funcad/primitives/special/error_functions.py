"""The error function and its relations.

erf'(x) = 2/√π exp(-x²)

Source: DLMF 7.2.
"""

from __future__ import annotations

import math

import numpy as np
from scipy import special

from funcad.primitives.families import elementwise

SCALE = 2 / math.sqrt(math.pi)

erf = elementwise(special.erf, jvp=lambda dx, y, x: dx * (SCALE * np.exp(-x * x)))
