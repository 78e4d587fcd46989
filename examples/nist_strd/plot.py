"""The fits as one picture: a panel per problem, data as points and the fitted curve as a line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import matplotlib
import numpy as np
from matplotlib.figure import Figure

from examples.nist_strd.agreement import Agreement
from examples.nist_strd.models import MODELS, RESPONSES

COLUMNS = 6


def draw(agreements: list[Agreement], path: Path) -> None:
    """Write a PNG with one panel per problem; of several fits the last one is drawn."""
    fits = {a.problem.name: a for a in agreements}
    columns = min(COLUMNS, len(fits))
    rows = -(-len(fits) // columns)
    with matplotlib.rc_context({"font.size": 7, "axes.titlesize": 8, "lines.markersize": 3}):
        figure = Figure(figsize=(2.6 * columns, 2.0 * rows), layout="constrained")
        panels = figure.subplots(rows, columns, squeeze=False).ravel()
        for panel, a in zip(panels, fits.values(), strict=False):
            _panel(panel, a)
        for panel in panels[len(fits) :]:
            panel.set_axis_off()
        figure.savefig(path, format="png", dpi=120)


def _panel(panel: Any, a: Agreement) -> None:
    p = a.problem
    y = RESPONSES.get(p.name, np.asarray)(p.y)
    panel.set_title(f"{p.name}: {a.parameters:.0f} digits")
    if p.x.ndim == 1:
        _series(panel, a, p.x, y, {})
        return
    for value in np.unique(p.x[1]):  # one curve for each value of the second predictor
        chosen = p.x[1] == value
        _series(panel, a, p.x[0][chosen], y[chosen], {1: value})


def _series(panel: Any, a: Agreement, x: Any, y: Any, fixed: dict[int, float]) -> None:
    (points,) = panel.plot(x, y, "o", alpha=0.35)
    fine = np.linspace(x.min(), x.max(), 400)
    at = np.array([fine, np.full(fine.shape, fixed[1])]) if fixed else fine
    with np.errstate(all="ignore"):
        panel.plot(
            fine, MODELS[a.problem.name](at, a.fit.b), "-", linewidth=1, color=points.get_color()
        )
