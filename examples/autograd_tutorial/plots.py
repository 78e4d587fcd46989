"""The pictures of the tutorial: a descent with Matplotlib, a graph and a flow without."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import funcad.torch as torch
from funcad.torch import nn


def draw(folder: Path) -> list[Path]:
    """Write all pictures that can be drawn here."""
    drawn = [_graph(folder / "graph.svg"), _flow(folder / "flow.svg")]
    if importlib.util.find_spec("matplotlib") is not None:
        drawn.append(_descent(folder / "descent.png"))
    return drawn


def _graph(path: Path) -> Path:
    a = torch.tensor(3.0, requires_grad=True)
    b = torch.tensor(2.0, requires_grad=True)
    torch.graph_picture((a * b).sin() + a**2, {"a": a, "b": b}).save(path)
    return path


def _flow(path: Path) -> Path:
    torch.manual_seed(1)
    layers = [m() for _ in range(10) for m in (lambda: nn.Linear(6, 6), nn.Tanh)]
    model = nn.Sequential(*layers)
    model(torch.ones(2, 6)).sum().backward()
    torch.gradient_flow(model.named_parameters()).picture().save(path)
    return path


def _descent(path: Path) -> Path:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(6, 4), layout="constrained")
    axes = figure.subplots()
    for lr in (0.02, 0.1, 0.45):
        x = torch.tensor(4.0, requires_grad=True)
        optimizer = torch.optim.SGD([x], lr=lr)
        values = []
        for _ in range(25):
            optimizer.zero_grad()
            height = (x - 1) ** 2 + 0.3 * x.sin()
            height.backward()
            values.append(height.item())
            optimizer.step()
        axes.plot(values, label=f"lr = {lr}")
    axes.set_xlabel("step")
    axes.set_ylabel("height")
    axes.legend()
    figure.savefig(path)
    return path
