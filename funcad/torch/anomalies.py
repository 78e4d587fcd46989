"""Anomaly detection: nodes remember where they were made, and what passes back is looked at."""

from __future__ import annotations

import traceback
import warnings
from pathlib import Path
from typing import Any

import numpy as np

from funcad.torch.graph import Node, cores
from funcad.torch.recording import ON_NEW, before_nodes

HERE = str(Path(__file__).resolve().parent.parent)


class _Anomaly:
    enabled = False
    check_nan = True


ANOMALY = _Anomaly()


def switch(enabled: bool, check_nan: bool) -> None:
    if enabled != ANOMALY.enabled:
        before_nodes(1 if enabled else -1)
    ANOMALY.enabled, ANOMALY.check_nan = enabled, check_nan


def _note(node: Node) -> None:
    if ANOMALY.enabled:
        node.made_at = traceback.extract_stack()[:-2]


ON_NEW.append(_note)


def report(node: Node) -> None:
    """Say which line made the node in which something went wrong."""
    stack = getattr(node, "made_at", None)
    if stack is None:
        text = (
            f"Error detected in {node.label}. No forward pass information available: enable "
            "anomaly detection during the forward pass as well."
        )
    else:
        own = [frame for frame in stack if not frame.filename.startswith(HERE)]
        lines = "".join(traceback.format_list(own))
        text = (
            f"Error detected in {node.label}. Traceback of forward call that caused the error:\n"
            f"{lines}"
        )
    warnings.warn(text, UserWarning, stacklevel=2)


def require_no_nan(node: Node, gradients: list[Any]) -> None:
    """Refuse NaN among the gradients of a node's arguments."""
    if not ANOMALY.check_nan:
        return
    for i, g in enumerate(gradients):
        while hasattr(g, "companion"):
            g = g.value
        if g is not None and np.isnan(np.asarray(g)).any():
            raise RuntimeError(f"Function '{node.label}' returned nan values in its {i}th output.")


def require_usable(nodes: dict[int, Node]) -> None:
    """Say which line made the first node that has lost what it saved, or that was written to."""
    for seq in sorted(nodes, reverse=True):
        try:
            cores({seq: nodes[seq]}, False)
        except RuntimeError:
            report(nodes[seq])
            raise
