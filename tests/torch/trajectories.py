"""Fifty steps of each optimizer, under many settings; run as a script, records those of PyTorch.

`python tests/torch/trajectories.py` writes data/trajectories.json and needs PyTorch itself.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

DATA = Path(__file__).parent / "data" / "trajectories.json"
STEPS = 50

SETTINGS: dict[str, list[dict[str, Any]]] = {
    "SGD": [
        {"lr": 0.1},
        {"lr": 0.05, "momentum": 0.9},
        {"lr": 0.05, "momentum": 0.9, "nesterov": True, "weight_decay": 0.01},
        {"lr": 0.05, "momentum": 0.8, "dampening": 0.3},
        {"lr": 0.01, "weight_decay": 0.1, "maximize": True},
        {"lr": 0.1, "weight_decay": 0.1},
    ],
    "Adam": [
        {"lr": 0.01},
        {"lr": 0.05, "betas": (0.8, 0.95), "eps": 1e-4},
        {"lr": 0.02, "weight_decay": 0.1},
        {"lr": 0.02, "amsgrad": True},
        {"lr": 0.01, "maximize": True, "weight_decay": 0.01},
        {"lr": 0.02, "weight_decay": 0.1, "decoupled_weight_decay": True},
    ],
    "AdamW": [
        {"lr": 0.01},
        {"lr": 0.05, "weight_decay": 0.3},
        {"lr": 0.02, "amsgrad": True, "maximize": True},
        {"lr": 0.02, "betas": (0.5, 0.9)},
    ],
    "RMSprop": [
        {"lr": 0.01},
        {"lr": 0.01, "momentum": 0.9},
        {"lr": 0.01, "centered": True, "alpha": 0.9},
        {"lr": 0.01, "centered": True, "momentum": 0.5, "weight_decay": 0.1},
        {"lr": 0.005, "eps": 1e-3, "maximize": True},
    ],
    "Adagrad": [
        {"lr": 0.1},
        {"lr": 0.1, "lr_decay": 0.05, "initial_accumulator_value": 0.2, "weight_decay": 0.1},
    ],
    "LBFGS": [{"lr": 0.05, "max_iter": 2}, {"lr": 0.02, "max_iter": 3, "history_size": 5}],
}


def cases() -> list[tuple[str, int, str]]:
    """(optimizer, number of its setting, dtype)."""
    return [
        (name, i, dtype)
        for name, settings in SETTINGS.items()
        for i in range(len(settings))
        for dtype in ("float64", "float32")
    ]


def key(name: str, i: int, dtype: str) -> str:
    return f"{name} {i} {dtype}"


def trajectory(torch: Any, name: str, i: int, dtype: str) -> dict[str, list[float]]:
    """The losses of all steps and the weights after them, of one small network."""
    rng = np.random.default_rng(3)
    arrays = [rng.normal(size=s) * 0.5 for s in ((4, 3), (4,), (1, 4), (1,))]
    w, b, v, c = leaves = [torch.tensor(a.astype(dtype), requires_grad=True) for a in arrays]
    x = torch.tensor(rng.normal(size=(16, 3)).astype(dtype))
    y = torch.tensor(rng.normal(size=(16, 1)).astype(dtype))
    unused = torch.tensor(np.ones(2, dtype), requires_grad=True)
    groups = [{"params": [w, b]}, {"params": [v, c, unused], "lr": 0.02}]
    optimizer = getattr(torch.optim, name)(
        [*leaves, unused] if name == "LBFGS" else groups, **SETTINGS[name][i]
    )

    def closure() -> Any:
        optimizer.zero_grad()
        loss = ((torch.tanh(x @ w.T + b) @ v.T + c - y) ** 2).mean()
        loss.backward()
        return loss

    losses = [optimizer.step(closure).item() for _ in range(STEPS)]
    weights = np.concatenate([p.detach().numpy().ravel() for p in leaves])
    return {"losses": losses, "weights": weights.tolist()}


def main() -> None:
    import torch

    found = {key(*case): trajectory(torch, *case) for case in cases()}
    digits = {
        k: {name: [float(f"{v:.10g}") for v in values] for name, values in t.items()}
        for k, t in found.items()
    }
    lines = [f"{json.dumps(k)}: {json.dumps(t)}" for k, t in digits.items()]
    DATA.write_text("{\n" + ",\n".join(lines) + "\n}\n")
    print(f"PyTorch {torch.__version__}: {len(found)} trajectories")


if __name__ == "__main__":
    main()
