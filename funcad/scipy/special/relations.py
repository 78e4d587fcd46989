"""Entropies, losses and sums of exponentials, by name."""

from __future__ import annotations

from typing import Any

from funcad.primitives.special import relations as re
from funcad.scipy import sums

DERIVATIVES: dict[str, Any] = {
    "entr": re.entr,
    "rel_entr": re.rel_entr,
    "kl_div": re.kl_div,
    "huber": re.huber,
    "pseudo_huber": re.pseudo_huber,
}

REFUSED: dict[str, tuple[str, str]] = {}

FUNCTIONS: dict[str, Any] = {
    "logsumexp": sums.logsumexp,
    "softmax": sums.softmax,
    "log_softmax": sums.log_softmax,
}
