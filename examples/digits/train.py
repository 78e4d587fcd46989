"""The data, the network and the training loop; needs scikit-learn for the data alone."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from sklearn.datasets import load_digits

import funcad.torch as torch
from funcad.torch import nn
from funcad.torch.tensor import Tensor

TEST = 360  # of 1,797 pictures


def data() -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """(pictures, classes) to train on, and those to test on; 8 × 8 grey values scaled to [0, 1]."""
    pictures, classes = load_digits(return_X_y=True)
    order = np.random.default_rng(0).permutation(len(classes))
    x = torch.tensor((pictures[order] / 16).astype(np.float32))
    y = torch.tensor(classes[order].astype(np.int64))
    return x[TEST:], y[TEST:], x[:TEST], y[:TEST]


class Network(nn.Module):
    """Two hidden layers."""

    def __init__(self, width: int = 128) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            nn.Linear(64, width),
            nn.ReLU(),
            nn.Dropout(0.2),
            nn.Linear(width, width),
            nn.ReLU(),
            nn.Linear(width, 10),
        )

    def forward(self, x: Tensor) -> Tensor:
        return self.layers(x)  # type: ignore[no-any-return]


def batches(x: Tensor, y: Tensor, size: int = 64) -> Iterator[tuple[Tensor, Tensor]]:
    """The pictures in a random order, a few at a time."""
    order = torch.randperm(len(x))
    for start in range(0, len(x), size):
        chosen = order[start : start + size]
        yield x[chosen], y[chosen]


def accuracy(model: nn.Module, x: Tensor, y: Tensor) -> float:
    """The share of pictures that are read right."""
    model.eval()
    with torch.no_grad():
        found = model(x).argmax(dim=1)
    return float((found == y).sum()) / len(y)


def train(epochs: int = 20, seed: int = 0) -> Iterator[tuple[int, float, float, nn.Module]]:
    """(epoch, mean loss, accuracy on the test pictures, the network) after each epoch."""
    torch.manual_seed(seed)
    x, y, x_test, y_test = data()
    model = Network()
    criterion = nn.CrossEntropyLoss()
    optimizer = torch.optim.Adam(model.parameters(), lr=2e-3)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=epochs)
    for epoch in range(1, epochs + 1):
        model.train()
        total = 0.0
        for pictures, classes in batches(x, y):
            optimizer.zero_grad()
            loss = criterion(model(pictures), classes)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), max_norm=5.0)
            optimizer.step()
            total += loss.item() * len(classes)
        schedule.step()
        yield epoch, total / len(y), accuracy(model, x_test, y_test), model
