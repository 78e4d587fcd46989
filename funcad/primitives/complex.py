"""Real and imaginary parts.  A cotangent pairs with a tangent as Re(ct · dx), without conjugation."""

from __future__ import annotations

import numpy as np

from funcad.primitives.families import elementwise

conjugate = elementwise(np.conjugate, jvp=lambda dx, y, x: np.conjugate(dx), linear="jointly")
