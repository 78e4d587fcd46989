"""torch.nn.functional: activations, losses and layers as functions."""

from __future__ import annotations

import math
import warnings
from typing import Any

import numpy as np

from funcad.scipy import special
from funcad.torch import shapes
from funcad.torch.nn.losses import (
    binary_cross_entropy as binary_cross_entropy,
)
from funcad.torch.nn.losses import (
    binary_cross_entropy_with_logits as binary_cross_entropy_with_logits,
)
from funcad.torch.nn.losses import (
    cosine_similarity as cosine_similarity,
)
from funcad.torch.nn.losses import (
    cross_entropy as cross_entropy,
)
from funcad.torch.nn.losses import (
    huber_loss as huber_loss,
)
from funcad.torch.nn.losses import (
    kl_div as kl_div,
)
from funcad.torch.nn.losses import (
    l1_loss as l1_loss,
)
from funcad.torch.nn.losses import (
    mse_loss as mse_loss,
)
from funcad.torch.nn.losses import (
    nll_loss as nll_loss,
)
from funcad.torch.nn.losses import (
    smooth_l1_loss as smooth_l1_loss,
)
from funcad.torch.random import DEFAULT_GENERATOR, drawn
from funcad.torch.tensor import Tensor, applied, made
from funcad.torch.views import in_place


def _where(condition: Any, x: Any, y: Any) -> Any:
    return np.where(condition, x, y)


def relu(x: Tensor, inplace: bool = False) -> Tensor:
    """x where it is positive, else 0."""
    y: Any = _in(inplace, x, lambda h: _where(h > 0, h, h.dtype.type(0)), "ReluBackward0")
    return y  # type: ignore[no-any-return]


def _in(inplace: bool, x: Tensor, f: Any, label: str) -> Any:
    def g(t: Tensor) -> Any:
        return applied(f, (t,), label)

    return in_place(g)(x) if inplace else g(x)


def leaky_relu(x: Tensor, negative_slope: float = 0.01, inplace: bool = False) -> Tensor:
    """x where it is positive, else a small multiple."""
    return _in(  # type: ignore[no-any-return]
        inplace, x, lambda h: _where(h > 0, h, negative_slope * h), "LeakyReluBackward0"
    )


def elu(x: Tensor, alpha: float = 1.0, inplace: bool = False) -> Tensor:
    """x where it is positive, else alpha (eˣ - 1)."""
    return _in(  # type: ignore[no-any-return]
        inplace, x, lambda h: _where(h > 0, h, alpha * np.expm1(np.minimum(h, 0))), "EluBackward0"
    )


def selu(x: Tensor, inplace: bool = False) -> Tensor:
    """The self-normalizing ELU (Klambauer et al., NIPS 2017)."""
    alpha, scale = 1.6732632423543772, 1.0507009873554805

    def f(h: Any) -> Any:
        return scale * _where(h > 0, h, alpha * np.expm1(np.minimum(h, 0)))

    return _in(inplace, x, f, "EluBackward0")  # type: ignore[no-any-return]


def gelu(x: Tensor, approximate: str = "none") -> Tensor:
    """x Φ(x), Φ the normal distribution's (Hendrycks & Gimpel, 2016)."""

    def exact(h: Any) -> Any:
        return h * special.ndtr(h)

    def by_tanh(h: Any) -> Any:
        return 0.5 * h * (1 + np.tanh(math.sqrt(2 / math.pi) * (h + 0.044715 * h**3)))

    f = exact if approximate == "none" else by_tanh
    return applied(f, (x,), "GeluBackward0")  # type: ignore[no-any-return]


def silu(x: Tensor, inplace: bool = False) -> Tensor:
    """x times its logistic function."""
    return _in(inplace, x, lambda h: h * special.expit(h), "SiluBackward0")  # type: ignore[no-any-return]


def mish(x: Tensor, inplace: bool = False) -> Tensor:
    """x tanh(softplus x)."""
    return _in(  # type: ignore[no-any-return]
        inplace, x, lambda h: h * np.tanh(np.logaddexp(h, 0)), "MishBackward0"
    )


def softplus(x: Tensor, beta: float = 1.0, threshold: float = 20.0) -> Tensor:
    """log(1 + exp(beta x)) / beta; x itself where beta x is above the threshold."""

    def f(h: Any) -> Any:
        return _where(h * beta > threshold, h, np.logaddexp(h * beta, 0) / beta)

    return applied(f, (x,), "SoftplusBackward0")  # type: ignore[no-any-return]


def logsigmoid(x: Tensor) -> Tensor:
    """The logarithm of the logistic function."""
    return applied(lambda h: -np.logaddexp(-h, 0), (x,), "LogSigmoidBackward0")  # type: ignore[no-any-return]


def hardtanh(
    x: Tensor, min_val: float = -1.0, max_val: float = 1.0, inplace: bool = False
) -> Tensor:
    """x between two bounds, beyond them constant."""

    def f(h: Any) -> Any:
        inside = (h > min_val) & (h < max_val)
        return _where(inside, h, _where(h <= min_val, h.dtype.type(min_val), h.dtype.type(max_val)))

    return _in(inplace, x, f, "HardtanhBackward0")  # type: ignore[no-any-return]


def relu6(x: Tensor, inplace: bool = False) -> Tensor:
    """x between 0 and 6."""
    return hardtanh(x, 0.0, 6.0, inplace)


def hardswish(x: Tensor, inplace: bool = False) -> Tensor:
    """x relu6(x + 3) / 6."""

    def f(h: Any) -> Any:
        middle = h * (h + 3) / 6
        return _where(h <= -3, h.dtype.type(0), _where(h >= 3, h, middle))

    return _in(inplace, x, f, "HardswishBackward0")  # type: ignore[no-any-return]


def softsign(x: Tensor) -> Tensor:
    """x / (1 + |x|)."""
    return x / (abs(x) + 1)


def tanhshrink(x: Tensor) -> Tensor:
    """x - tanh x."""
    return x - x.tanh()  # type: ignore[no-any-return]


def tanh(x: Tensor) -> Tensor:
    return x.tanh()  # type: ignore[no-any-return]


def sigmoid(x: Tensor) -> Tensor:
    return x.sigmoid()  # type: ignore[no-any-return]


def softmax(x: Tensor, dim: int | None = None, dtype: Any = None) -> Tensor:
    """Exponentials along a dimension, divided by their sum."""
    return x.softmax(_dim(x, dim), dtype=dtype)  # type: ignore[no-any-return]


def log_softmax(x: Tensor, dim: int | None = None, dtype: Any = None) -> Tensor:
    """The logarithm of the softmax."""
    return x.log_softmax(_dim(x, dim), dtype=dtype)  # type: ignore[no-any-return]


def softmin(x: Tensor, dim: int | None = None) -> Tensor:
    """The softmax of -x."""
    return softmax(-x, dim)


def _dim(x: Tensor, dim: int | None) -> int:
    if dim is not None:
        return dim
    warnings.warn("Implicit dimension choice has been deprecated: pass dim=", stacklevel=3)
    return 0 if len(x.shape) in (0, 1, 3) else 1


def normalize(x: Tensor, p: float = 2.0, dim: int = 1, eps: float = 1e-12) -> Tensor:
    """Vectors along a dimension divided by their norms."""

    def norm(h: Any) -> Any:
        n = np.linalg.vector_norm(h, ord=p, axis=dim, keepdims=True)
        return np.maximum(n, eps)

    norms: Tensor = applied(norm, (x,), "ExpandBackward0")
    return x / norms


def linear(x: Tensor, weight: Tensor, bias: Tensor | None = None) -> Tensor:
    """x Wᵀ + b."""
    if x.shape[-1] != weight.shape[-1]:
        rows = math.prod(x.shape[:-1])
        raise RuntimeError(
            f"mat1 and mat2 shapes cannot be multiplied ({rows}x{x.shape[-1]} and "
            f"{weight.shape[-1]}x{weight.shape[0]})"
        )
    if bias is None:
        return x @ shapes.t(weight)
    y: Tensor = applied(
        lambda h, w, b: h @ np.transpose(w) + b, (x, weight, bias), "AddmmBackward0"
    )
    return y


def dropout(x: Tensor, p: float = 0.5, training: bool = True, inplace: bool = False) -> Tensor:
    """Entries set to 0 with probability p, the others divided by 1 - p."""
    if not 0 <= p <= 1:
        raise ValueError(f"dropout probability has to be between 0 and 1, but got {p}")
    if not training or p == 0:
        return x
    v = x._value
    u = drawn(lambda n: DEFAULT_GENERATOR.uniform(n, np.float64), v.shape)
    kept = u < 1 - p
    mask = made((kept / (1 - p) if p < 1 else kept * 0.0).astype(v.dtype))
    return x.mul_(mask) if inplace else x * mask


def embedding(index: Tensor, weight: Tensor, padding_idx: int | None = None) -> Tensor:
    """Rows of a matrix by index; that at `padding_idx` gets no gradient."""
    i = index._value
    if i.size and (i.min() < 0 or i.max() >= weight.shape[0]):
        raise IndexError("index out of range in self")

    def f(w: Any) -> Any:
        rows = w[i]
        if padding_idx is None:
            return rows
        at = padding_idx % w.shape[0]
        fixed = np.expand_dims(i == at, -1)
        return np.where(fixed, weight._value[i], rows)

    return applied(f, (weight,), "EmbeddingBackward0")  # type: ignore[no-any-return]


def one_hot(index: Tensor, num_classes: int = -1) -> Tensor:
    """Integers as vectors with one 1."""
    i = index._value
    n = int(i.max()) + 1 if num_classes < 0 else num_classes
    return made((i[..., None] == np.arange(n)).astype(np.int64))


def layer_norm(
    x: Tensor,
    normalized_shape: Any,
    weight: Tensor | None = None,
    bias: Tensor | None = None,
    eps: float = 1e-5,
) -> Tensor:
    """The last dimensions shifted to mean 0 and scaled to variance 1, then weighted."""
    axes = tuple(range(-len(tuple(normalized_shape)), 0))

    def f(h: Any, w: Any, b: Any) -> Any:
        centred = h - np.mean(h, axis=axes, keepdims=True)
        y = centred / np.sqrt(np.mean(centred**2, axis=axes, keepdims=True) + eps)
        y = y if w is None else y * w
        return y if b is None else y + b

    return applied(f, (x, weight, bias), "NativeLayerNormBackward0")  # type: ignore[no-any-return]


def pad(x: Tensor, pad: Any, mode: str = "constant", value: float | None = None) -> Tensor:
    """Entries added around the last dimensions: (before, after) of the last, then of the others."""
    pairs = [(0, 0)] * len(x.shape)
    for i in range(len(pad) // 2):
        pairs[-1 - i] = (pad[2 * i], pad[2 * i + 1])
    modes = {"constant": "constant", "reflect": "reflect", "replicate": "edge", "circular": "wrap"}
    options: Any = {"constant_values": value or 0} if mode == "constant" else {}
    how: Any = modes[mode]
    return applied(  # type: ignore[no-any-return]
        lambda h: np.pad(h, pairs, how, **options), (x,), "ConstantPadNdBackward0"
    )
