"""torch.nn.utils: gradients clipped, parameters as one vector."""

from __future__ import annotations

from typing import Any

import numpy as np

from funcad.torch.tensor import Tensor, made


def clip_grad_norm_(
    parameters: Any,
    max_norm: float,
    norm_type: float = 2.0,
    error_if_nonfinite: bool = False,
    foreach: Any = None,
) -> Tensor:
    """Scale gradients in place to a norm of at most `max_norm`; the norm before is returned."""
    found = [parameters] if isinstance(parameters, Tensor) else list(parameters)
    grads = [p._grad for p in found if p._grad is not None]
    if not grads:
        return made(np.float32(0.0))
    order = float(norm_type)
    norms = np.array(
        [np.linalg.norm(g._value.ravel(), order) for g in grads], grads[0]._value.dtype
    )
    total = np.linalg.norm(norms, order)
    if error_if_nonfinite and not np.isfinite(total):
        raise RuntimeError(
            f"The total norm of order {order} for gradients from `parameters` is non-finite, so it "
            "cannot be clipped. To disable this error and scale the gradients by the non-finite "
            "norm anyway, set `error_if_nonfinite=False`"
        )
    scale = min(max_norm / (float(total) + 1e-6), 1.0)
    for g in grads:
        g.mul_(scale)
    return made(total)
