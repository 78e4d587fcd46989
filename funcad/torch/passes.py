"""The backward passes that are going on in this thread: what hooks may ask of them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any

from funcad.torch.tensor import node_of

NUMBERS = count()


class Pass:
    """One walk back: the positions that it comes by, and what is to be done after it."""

    def __init__(self, positions: set[int]) -> None:
        self.number = next(NUMBERS)
        self.positions = positions
        self.afterwards: list[Callable[[], Any]] = []

    def reaches(self, x: Any) -> bool:
        """Whether there will be a gradient of this tensor."""
        node = node_of(x)
        return node is not None and node.seq in self.positions


class _Passes(threading.local):
    def __init__(self) -> None:
        self.going_on: list[Pass] = []


PASSES = _Passes()


def current_pass() -> Pass:
    return PASSES.going_on[-1]


@contextmanager
def going_on(positions: set[int]) -> Iterator[None]:
    task = Pass(positions)
    PASSES.going_on.append(task)
    try:
        yield
    finally:
        PASSES.going_on.pop()
        for f in task.afterwards:
            f()
