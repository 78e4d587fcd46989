"""The rank of a matrix: a whole number, which carries no derivative.   A: (..., m, n) or (n,)"""

from __future__ import annotations

from typing import Any

import numpy as np

from funcad.primitives.families import batch_by_loop, constant


def _batch(args: list[Any], mapped: list[bool], size: int, params: dict[str, Any]) -> Any:
    (A,) = args
    return matrix_rank(A, **params) if A.ndim > 2 else _one_by_one(args, mapped, size, params)


matrix_rank = constant(
    lambda A, **options: np.linalg.matrix_rank(A, **options), name="matrix_rank", batch=_batch
)
_one_by_one = batch_by_loop(matrix_rank)
