"""Functions that move entries and do no arithmetic."""

from __future__ import annotations

import numpy as np

from funcad.primitives.families import linear

reshape = linear(
    lambda x, shape, order="C": np.reshape(x, shape, order=order),
    name="reshape",
    transpose=lambda ct, x, shape, order="C": reshape(ct, shape=x.shape, order=order),
    batch=lambda args, mapped, size, params: _batch_reshape(args[0], size, **params),
    lower="View",
    view=True,
    restore=lambda x, y, shape, order="C": reshape(y, shape=x.shape, order=order),
)


def _batch_reshape(x, size, shape, order="C"):
    if order == "C":
        return reshape(x, shape=(size, *shape))
    turned = transpose(x, axes=(*range(1, x.ndim), 0))
    back = reshape(turned, shape=(*shape, size), order=order)
    return transpose(back, axes=(len(shape), *range(len(shape))))


def _inverse(axes):
    return tuple(int(i) for i in np.argsort(axes))


transpose = linear(
    lambda x, axes: np.transpose(x, axes),
    name="transpose",
    transpose=lambda ct, x, axes: transpose(ct, axes=_inverse(axes)),
    batch=lambda args, mapped, size, params: transpose(
        args[0], axes=(0, *(a + 1 for a in params["axes"]))
    ),
    lower="View",
    view=True,
    restore=lambda x, y, axes: transpose(y, axes=_inverse(axes)),
)

broadcast_to = linear(
    lambda x, shape: np.broadcast_to(x, shape),
    name="broadcast_to",
    transpose=lambda ct, x, shape: ct,  # the walk sums it to the shape of x
    batch=lambda args, mapped, size, params: _batch_broadcast(args[0], size, **params),
    lower="View",
    view=True,
)


def _batch_broadcast(x, size, shape):
    missing = len(shape) + 1 - x.ndim
    aligned = reshape(x, shape=(size, *(1,) * missing, *x.shape[1:]))
    return broadcast_to(aligned, shape=(size, *shape))
