"""NumPy's ufuncs, and the operators that are ufuncs."""

from __future__ import annotations

from typing import Any

import numpy as np

from funcad.numpy_dispatch.operators import unary
from funcad.numpy_dispatch.tables import UFUNCS
from funcad.primitives import arithmetic as ar
from funcad.primitives.contraction import matmul

UNARY_OPERATORS = {"neg": ar.negative}
BINARY_OPERATORS = {"add": ar.add, "sub": ar.subtract, "mul": ar.multiply, "truediv": ar.divide, "matmul": matmul}
COMPARISONS: set[str] = set()
OPERATOR_FORMS: dict[str, Any] = {}
OBJECT_LOOPS = {"exp": np.exp, "log": np.log, "tanh": np.tanh}
UFUNCS.update({np.add: ar.add, np.subtract: ar.subtract, np.multiply: ar.multiply, np.divide: ar.divide,
 np.negative: ar.negative, np.exp: ar.exp, np.log: ar.log, np.tanh: ar.tanh, np.matmul: matmul})
