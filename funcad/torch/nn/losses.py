"""Losses: of each entry, or their mean or sum."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np

from funcad.scipy import special
from funcad.torch.operators import broadcasting
from funcad.torch.reductions import log_softmax, mean, sum
from funcad.torch.tensor import Tensor, applied, look, made


def reduced(loss: Tensor, reduction: str) -> Tensor:
    """The mean or the sum of a loss of each entry, or itself."""
    if reduction == "mean":
        return mean(loss)
    if reduction == "sum":
        return sum(loss)
    require_reduction(reduction)
    return loss


def require_reduction(reduction: str) -> None:
    if reduction not in ("mean", "sum", "none"):
        raise ValueError(f"{reduction} is not a valid value for reduction")


def _loss(f: Any, x: Tensor, target: Tensor, reduction: str, label: str) -> Tensor:
    require_reduction(reduction)
    if x.shape != target.shape:
        warnings.warn(
            f"Using a target size ({target.shape}) that is different to the input size "
            f"({x.shape}). This will likely lead to incorrect results due to broadcasting. "
            "Please ensure they have the same size.",
            stacklevel=3,
        )

    def whole(h: Any, t: Any) -> Any:
        y = f(h, t)
        return np.mean(y) if reduction == "mean" else np.sum(y) if reduction == "sum" else y

    with broadcasting([x, target]):
        return applied(whole, (x, target), label)  # type: ignore[no-any-return]


def mse_loss(x: Tensor, target: Tensor, reduction: str = "mean") -> Tensor:
    """The squared difference."""
    return _loss(lambda h, t: (h - t) ** 2, x, target, reduction, "MseLossBackward0")


def l1_loss(x: Tensor, target: Tensor, reduction: str = "mean") -> Tensor:
    """The absolute difference."""
    label = {"mean": "MeanBackward0", "sum": "SumBackward0"}.get(reduction, "AbsBackward0")
    return _loss(lambda h, t: np.abs(h - t), x, target, reduction, label)


def smooth_l1_loss(x: Tensor, target: Tensor, reduction: str = "mean", beta: float = 1.0) -> Tensor:
    """The squared difference where it is small, the absolute one where it is large."""

    def f(h: Any, t: Any) -> Any:
        d = np.abs(h - t)
        return np.where(d < beta, 0.5 * d * d / beta, d - 0.5 * beta) if beta else d

    return _loss(f, x, target, reduction, "SmoothL1LossBackward0")


def huber_loss(x: Tensor, target: Tensor, reduction: str = "mean", delta: float = 1.0) -> Tensor:
    """Half the squared difference up to delta, from there on linear."""

    def f(h: Any, t: Any) -> Any:
        d = np.abs(h - t)
        return np.where(d <= delta, 0.5 * d * d, delta * (d - 0.5 * delta))

    return _loss(f, x, target, reduction, "HuberLossBackward0")


def binary_cross_entropy(
    x: Tensor, target: Tensor, weight: Tensor | None = None, reduction: str = "mean"
) -> Tensor:
    """-t log x - (1 - t) log(1 - x), the logarithms bounded by -100."""
    if x.shape != target.shape:
        raise ValueError(
            f"Using a target size ({target.shape}) that is different to the input size "
            f"({x.shape}) is deprecated. Please ensure they have the same size."
        )
    if not np.all((look(x) >= 0) & (look(x) <= 1)):
        raise RuntimeError("all elements of input should be between 0 and 1")

    def f(h: Any, t: Any) -> Any:
        y = -(t * np.maximum(np.log(h), -100) + (1 - t) * np.maximum(np.log1p(-h), -100))
        return y if weight is None else y * weight._value

    return _loss(f, x, target, reduction, "BinaryCrossEntropyBackward0")


def binary_cross_entropy_with_logits(
    x: Tensor,
    target: Tensor,
    weight: Tensor | None = None,
    reduction: str = "mean",
    pos_weight: Tensor | None = None,
) -> Tensor:
    """The binary cross entropy of the logistic function of x."""
    if x.shape != target.shape:
        raise ValueError(f"Target size ({target.shape}) must be the same as input size ({x.shape})")

    def f(h: Any, t: Any) -> Any:
        positive = 1 if pos_weight is None else pos_weight._value
        y = positive * t * np.logaddexp(-h, 0) + (1 - t) * np.logaddexp(h, 0)
        return y if weight is None else y * weight._value

    return _loss(f, x, target, reduction, "BinaryCrossEntropyWithLogitsBackward0")


def nll_loss(
    x: Tensor,
    target: Tensor,
    weight: Tensor | None = None,
    ignore_index: int = -100,
    reduction: str = "mean",
) -> Tensor:
    """Minus the entries of `x`, log-probabilities, at the classes of the target."""
    require_reduction(reduction)
    t = target._value
    if t.dtype not in (np.int64, np.uint8):
        raise RuntimeError(
            f"expected target dtype to be Long or Byte, but got {target.dtype.title}"
        )
    if len(x.shape) > 1 and x.shape[:1] != target.shape[:1]:
        raise ValueError(
            f"Expected input batch_size ({x.shape[0]}) to match target batch_size "
            f"({target.shape[0]})."
        )
    classes = x.shape[1] if len(x.shape) > 1 else x.shape[0]
    counted = t != ignore_index
    wrong = np.atleast_1d(t)[np.atleast_1d(counted & ((t < 0) | (t >= classes)))]
    if wrong.size:
        raise IndexError(f"Target {wrong.flat[0]} is out of bounds.")
    at = np.where(counted, t, 0)
    w = np.asarray(counted).astype(x._value.dtype)
    if weight is not None and weight.shape != (classes,):
        raise RuntimeError(
            f"weight tensor should be defined either for all {classes} classes or no classes but "
            f"got weight tensor of shape: {list(weight.shape)}"
        )
    if weight is not None:
        w = w * weight._value[at]

    def f(h: Any) -> Any:
        axis = min(1, len(h.shape) - 1)
        picked = np.squeeze(np.take_along_axis(h, np.expand_dims(at, axis), axis), axis)
        y = -picked * w
        if reduction == "mean":
            return np.sum(y) / np.sum(w)
        return np.sum(y) if reduction == "sum" else y

    return applied(f, (x,), "NllLossBackward0")  # type: ignore[no-any-return]


def cross_entropy(
    x: Tensor,
    target: Tensor,
    weight: Tensor | None = None,
    ignore_index: int = -100,
    reduction: str = "mean",
    label_smoothing: float = 0.0,
) -> Tensor:
    """Minus the log-softmax at the classes of the target, or weighted by probabilities."""
    dim = min(1, len(x.shape) - 1)
    n = x.shape[dim]
    require_reduction(reduction)
    log_p = log_softmax(x, dim)
    shape = tuple(-1 if i == dim else 1 for i in range(len(x.shape)))
    w = None if weight is None else weight._value.reshape(shape)
    if target._value.dtype.kind == "f" and target.shape == x.shape:
        t = target * (1 - label_smoothing) + label_smoothing / n
        loss = sum(log_p * (t if w is None else t * made(w)), dim)
        if reduction == "mean":
            return -sum(loss) / (x.numel() / n)  # type: ignore[no-any-return]
        return -sum(loss) if reduction == "sum" else -loss
    loss = nll_loss(log_p, target, weight, ignore_index, reduction)
    if not label_smoothing:
        return loss
    counted = target._value != ignore_index
    at = np.where(counted, target._value, 0)
    number = np.sum(counted if weight is None else counted * weight._value[at])

    def spread(h: Any) -> Any:
        y = -np.sum(h if w is None else h * w, axis=dim) * counted.astype(h.dtype)
        y = y if reduction == "none" else np.sum(y)
        return y / h.dtype.type(number) if reduction == "mean" else y

    others: Tensor = applied(spread, (log_p,), "NegBackward0")
    return loss * (1 - label_smoothing) + others * (label_smoothing / n)


def kl_div(x: Tensor, target: Tensor, reduction: str = "mean", log_target: bool = False) -> Tensor:
    """t (log t - x), of log-probabilities x."""

    def f(h: Any, t: Any) -> Any:
        return np.exp(t) * (t - h) if log_target else special.xlogy(t, t) - t * h

    loss = applied(f, (x, target), "SubBackward0")
    if reduction == "batchmean":
        return sum(loss) / x.shape[0]
    return reduced(loss, reduction)


def cosine_similarity(x: Tensor, y: Tensor, dim: int = 1, eps: float = 1e-8) -> Tensor:
    """The cosine of the angle between vectors along a dimension."""

    def f(a: Any, b: Any) -> Any:
        norms = [np.maximum(np.linalg.vector_norm(v, axis=dim, keepdims=True), eps) for v in (a, b)]
        return np.sum(a / norms[0] * (b / norms[1]), axis=dim)

    return applied(f, (x, y), "SumBackward1")  # type: ignore[no-any-return]
