"""torch.linalg."""

from __future__ import annotations

from typing import Any

import numpy as np

from funcad.torch.reductions import axes_of
from funcad.torch.tensor import Tensor, applied


def vector_norm(
    x: Tensor, ord: float = 2, dim: Any = None, keepdim: bool = False, *, dtype: Any = None
) -> Tensor:
    """The norm of the entries as of one vector, or of vectors along dimensions."""
    axes = axes_of(dim, x)

    def norm(h: Any) -> Any:
        if axes is None:
            y = np.linalg.norm(np.reshape(h, -1), ord)
            return np.reshape(y, (1,) * len(h.shape)) if keepdim else y
        return np.linalg.vector_norm(h, ord=ord, axis=axes, keepdims=keepdim)

    return applied(norm, (x,), "LinalgVectorNormBackward0")  # type: ignore[no-any-return]
