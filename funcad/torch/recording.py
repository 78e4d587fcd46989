"""What else is done when a node is made: nothing, unless somebody asked for it.

Nodes are made by the hundred thousand.  So they are made by another `__init__` only while anomaly
detection, or hooks on what is saved, are in force in some thread.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from funcad.torch.graph import Node

_LOCK = threading.Lock()
_asked = [0]
_plain_init = Node.__init__

ON_NEW: list[Callable[[Node], None]] = []  # called with each new node


def _init(self: Node, *args: Any, **kwargs: Any) -> None:
    _plain_init(self, *args, **kwargs)
    for f in ON_NEW:
        f(self)


def before_nodes(change: int) -> None:
    """One more that wants to see new nodes, or one less."""
    with _LOCK:
        _asked[0] += change
        setattr(Node, "__init__", _init if _asked[0] else _plain_init)  # noqa: B010
