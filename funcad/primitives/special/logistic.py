"""The logistic function s(x) = 1/(1 + exp(-x)), its logarithm and its inverse.

s' = s(x) s(-x): 1 - s would cancel where s is close to 1.
s'' = -s' tanh(x/2): 1 - 2s would cancel where x is close to 0.
"""

from __future__ import annotations

import numpy as np
from scipy import special

from funcad.core.primitive import Primitive
from funcad.primitives.families import elementwise

density: Primitive = elementwise(
    lambda x: special.expit(x) * special.expit(-x),
    name="logistic_density",
    jvp=lambda dx, y, x: dx * (-y * np.tanh(x / 2)),
)
expit: Primitive = elementwise(special.expit, jvp=lambda dx, y, x: dx * density(x))
log_expit = elementwise(special.log_expit, jvp=lambda dx, y, x: dx * expit(-x))
logit = elementwise(
    special.logit, jvp=lambda dp, x, p: dp * (np.reciprocal(p) + np.reciprocal(1 - p))
)
