"""How gradients flow: a table of what each parameter got in the last backward pass."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from funcad.torch.inspection.svg import Picture, box, words
from funcad.torch.tensor import settled_value

COLOURS = {"fine": "#8fbf8f", "vanishing": "#e8c46a", "exploding": "#d9705f", "dead": "#999999"}


@dataclass(frozen=True)
class Row:
    """The gradient of one parameter."""

    name: str
    norm: float
    largest: float
    zeros: float
    verdict: str


class Flow(tuple[Row, ...]):
    """The rows, one a parameter; prints as a table, shows as a picture."""

    __slots__ = ()

    @property
    def suspects(self) -> list[str]:
        """The names of what is not fine."""
        return [r.name for r in self if r.verdict != "fine"]

    def __repr__(self) -> str:
        wide = max([len(r.name) for r in self] + [9])
        lines = [f"{'parameter':<{wide}}      norm   largest  zeros  verdict"]
        lines += [
            f"{r.name:<{wide}} {r.norm:9.2e} {r.largest:9.2e}  {r.zeros:4.0%}  {r.verdict}"
            if not math.isnan(r.zeros)
            else f"{r.name:<{wide}}         -         -     -  {r.verdict}"
            for r in self
        ]
        return "\n".join(lines)

    __str__ = __repr__

    def picture(self) -> Picture:
        """The norms as bars, on a logarithmic scale."""
        norms = [r.norm for r in self if 0 < r.norm < math.inf]
        low = math.floor(math.log10(min(norms))) - 1 if norms else -1
        high = math.ceil(math.log10(max(norms))) + 1 if norms else 1
        left = 8.0 * max([len(r.name) for r in self] + [0]) + 16
        parts = []
        for i, r in enumerate(self):
            y = 10 + 24 * i
            share = (math.log10(r.norm) - low) / (high - low) if 0 < r.norm < math.inf else 0.0
            share = 1.0 if r.verdict in ("not finite", "exploding") and not share else share
            fill = COLOURS.get(r.verdict, "#d9705f")
            parts += [
                words(left - 8, y + 13, r.name, "end"),
                box(left, y, max(300 * share, 1), 18, fill),
                words(left + 308, y + 13, f"{r.norm:.1e} {r.verdict}", "start"),
            ]
        return Picture(left + 480, 20 + 24 * len(self), parts)

    def _repr_svg_(self) -> str:
        return self.picture().svg

    def draw(self, axes: Any = None) -> Any:
        """The same with Matplotlib; the axes are returned."""
        if axes is None:
            from matplotlib.figure import Figure

            axes = Figure(layout="constrained").subplots()
        shown = [r.norm if 0 < r.norm < math.inf else math.nan for r in self]
        colours = [COLOURS.get(r.verdict, "#d9705f") for r in self]
        axes.barh([r.name for r in self], shown, color=colours)
        axes.set_xscale("log")
        axes.invert_yaxis()
        axes.set_xlabel("norm of the gradient")
        return axes


def gradient_flow(named_parameters: Any, small: float = 1e-5, large: float = 1e3) -> Flow:
    """What each parameter's gradient is like, after backward().

    Verdicts: "no gradient" (None), "not finite" (NaN or infinity), "dead" (all zero), "exploding"
    (a norm above `large`), "vanishing" (a norm below `small`, or below `small` times the largest of
    all), "fine".

    >>> model = torch.nn.Linear(2, 1)
    >>> (model(torch.zeros(3, 2)) ** 2).sum().backward()
    >>> [(row.name, row.verdict) for row in torch.gradient_flow(model.named_parameters())]
    [('weight', 'dead'), ('bias', 'fine')]
    """
    pairs = [
        *(named_parameters.items() if hasattr(named_parameters, "items") else named_parameters)
    ]
    found = [(name, None if p._grad is None else settled_value(p._grad)) for name, p in pairs]
    norms = [0.0 if g is None else float(np.linalg.norm(g.ravel().astype(float))) for _, g in found]
    highest = max([n for n in norms if math.isfinite(n)], default=0.0)
    rows = []
    for (name, g), norm in zip(found, norms, strict=True):
        if g is None or not g.size:
            rows.append(Row(name, math.nan, math.nan, math.nan, "no gradient"))
            continue
        if not np.isfinite(g).all():
            verdict = "not finite"
        elif norm == 0:
            verdict = "dead"
        elif norm > large:
            verdict = "exploding"
        else:
            verdict = "vanishing" if norm < small * max(1.0, min(highest, large)) else "fine"
        rows.append(Row(name, norm, float(np.abs(g).max()), float(np.mean(g == 0)), verdict))
    return Flow(rows)
