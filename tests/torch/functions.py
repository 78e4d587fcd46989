"""Functions of a tensor (3, 4) to a scalar, over which transforms and backward() must agree."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import funcad.torch as torch
import funcad.torch.nn.functional as F
from funcad.torch import nn

_W = torch.linspace(-1.0, 1.5, 20).reshape(5, 4)
_LAYERS = nn.Sequential(nn.Linear(4, 5), nn.Tanh(), nn.LayerNorm(5), nn.Linear(5, 2)).double()
_TARGET = torch.tensor([0, 2, 1])


def _written(x: Any) -> Any:
    y = torch.zeros(3, 4, dtype=x.dtype)
    y[0] = x[1] * 2
    y[1:, 0] = x[0, :2]
    return (y * x).sum()


def _view_written(x: Any) -> Any:
    y = x * 1
    v = y[1:]
    v.mul_(3)
    v[0, 0] = x[2, 2]
    return (y**2).sum() + v.sum()


def _base_written(x: Any) -> Any:
    y = x.clone()
    v = y.view(-1)
    t = y.t()
    y.add_(x**2)
    y += 1
    return (v[2:5] * t[0, 1]).sum() + v.prod()


def _plain_base_of_views(x: Any) -> Any:
    y = torch.zeros(3, 4, dtype=x.dtype)
    v = y[1:]
    w = v[:, 2:]
    w.copy_(x[1:, :2])
    y[0] = x[0]
    v[1, 3] += x[0, 0]
    return (y * y * x).sum() + (v * w.sum()).sum()


def _accumulated(x: Any) -> Any:
    total = torch.zeros((), dtype=x.dtype)
    for row in x:
        total += (row * row).sum()
    return total


def _clone_is_apart(x: Any) -> Any:
    y = x * 2
    z = y.clone()
    z.add_(x**2)
    return (y * z).sum()


def _methods_in_place(x: Any) -> Any:
    y = x * 1
    y.mul_(3.0).sub_(x).div_(2.0).add_(x**2)
    y[y > 1] = 0.25
    y[:, 1].zero_()
    y[2].fill_(0.5)
    return (y * x).sum()


def _chosen(x: Any) -> Any:
    y, _ = x.max(dim=1)
    z, _ = x.sort(dim=0)
    t, _ = x.topk(2, dim=1)
    return (y * z[:, 0]).sum() + t.prod() + x.median() + x.min() * x.max()


def _indexed(x: Any) -> Any:
    at = torch.tensor([2, 0])
    y = x[at] * x[at, 1:2] + x[:, at][:2, :1]
    g = x.gather(1, torch.tensor([[0, 1], [3, 2], [1, 1]]))
    return (y**2).sum() + g.prod() + x[-1, ::2].sum() + (x[None, ..., 0] ** 3).sum()


def _joined(x: Any) -> Any:
    y = torch.cat([x, x * 2], 0)
    z = torch.stack([x[0], x[1] ** 2])
    a, b = x.chunk(2, dim=1)
    p, q, r = x.unbind(0)
    return (y[:4] ** 2).sum() + (z * (p + q * r)).sum() + (a * b).sum()


def _shaped(x: Any) -> Any:
    y = x.reshape(2, 6).permute(1, 0).unsqueeze(0).expand(2, 6, 2).contiguous().view(-1)
    z = x.T.flip(0).flatten().repeat(2).squeeze()
    return (y**2 * z).sum() + x.transpose(0, 1)[1].roll(1) @ x[:, 2]


FUNCTIONS: dict[str, Callable[[Any], Any]] = {
    "square": lambda x: (x**2).sum(),
    "operators": lambda x: ((2 - x) / (x * x + 1) + 3 * x - x / 2 + 1 / (x + 4) - (-x)).sum(),
    "powers": lambda x: (((x**2 + 1) ** x) + 2**x + (x + 4) ** -1.5).sum(),
    "matmul": lambda x: torch.tanh(x @ _W.to(x.dtype).T).sum() + (x @ x.T).trace(),
    "outer": lambda x: (x[:, :, None] * x[:, None, :]).sum(0).prod(),
    "elementwise": lambda x: (x.exp() + x.sin() * x.cos() + x.tanh() + (x**2 + 1).log()).sum(),
    "special": lambda x: (x.sigmoid() + x.erf() + (x**2 + 1).sqrt() + (x.abs() + 1).lgamma()).sum(),
    "relu": lambda x: (F.relu(x) + F.gelu(x) + F.softplus(x) + F.silu(x)).sum(),
    "reductions": lambda x: x.mean() * x.std() + x.var(0).sum() + x.norm() + x.sum(1).prod(),
    "softmax": lambda x: (x.softmax(1) * x).sum() + x.log_softmax(0)[0].sum() + x.logsumexp(1)[0],
    "cumulative": lambda x: (x.cumsum(1) * x.cumprod(0)).sum(),
    "amax": lambda x: x.amax(1).sum() + x.amin() * x.amax((0, 1)),
    "chosen": _chosen,
    "indexed": _indexed,
    "joined": _joined,
    "shaped": _shaped,
    "where": lambda x: torch.where(x > 0, x**2, -x).sum() + x.clamp(-0.5, 0.5).sum(),
    "masked_fill": lambda x: (x.masked_fill(x > 0.7, 2.0) * x).sum() + x.tril().sum() ** 2,
    "written": _written,
    "view_written": _view_written,
    "base_written": _base_written,
    "plain_base_of_views": _plain_base_of_views,
    "accumulated": _accumulated,
    "clone_is_apart": _clone_is_apart,
    "methods_in_place": _methods_in_place,
    "detached": lambda x: (x * (x**2).detach()).sum() + (x.data * x).sum(),
    "module": lambda x: (_LAYERS(x) ** 2).sum(),
    "mse": lambda x: F.mse_loss(x, x[0].detach().expand(3, 4)) + F.l1_loss(x * 2, x.detach() * 3),
    "cross_entropy": lambda x: F.cross_entropy(x, _TARGET),
    "bce": lambda x: F.binary_cross_entropy_with_logits(x[0], torch.ones(4, dtype=x.dtype)),
}
