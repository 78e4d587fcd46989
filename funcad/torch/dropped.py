"""Nodes of which the values are gone, and are computed again when a backward pass needs them.

A checkpoint watches the nodes that are made while its function runs, and then takes out what they
have saved.  When the walk back comes to the first of them, the function runs once more, and its
nodes, in the same order, give the values back; each is let go of as the walk has passed it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy
from threading import get_ident
from typing import Any

import numpy as np

from funcad.core.cotangents import Cotangents, Owned
from funcad.core.edges import with_edges
from funcad.core.liveness import Selected
from funcad.core.primitive import Primitive
from funcad.core.residuals import Like, read_by
from funcad.core.tape import entry, step_selected, sweep_selecting

# what is told of each new node, by thread
WATCHERS: dict[int, tuple[Callable[[Any], None], ...]] = {}


def tell(node: Any) -> None:
    """Tell the checkpoints of this thread of a new node."""
    if node.core is not None:  # a leaf is met the first time only
        for watcher in WATCHERS.get(get_ident(), ()):
            watcher(node)


@contextmanager
def watching(watcher: Callable[[Any], None], alone: bool) -> Iterator[None]:
    """Within, `watcher` is told of the nodes of this thread; others as well unless it is alone."""
    thread = get_ident()
    before = WATCHERS.get(thread, ())
    WATCHERS[thread] = (watcher,) if alone else (*before, watcher)
    try:
        yield
    finally:
        if before:
            WATCHERS[thread] = before
        else:
            del WATCHERS[thread]


class Dropped:
    """In the place of a node's core: the run that gives it back, and what is known without it."""

    __slots__ = ("index", "run", "slim")

    def __init__(self, run: Any, index: int, slim: Any) -> None:
        self.run, self.index, self.slim = run, index, slim


def like(x: Any) -> Any:
    return Like(x) if isinstance(x, np.ndarray | np.generic) else x


def of_user(core: Any) -> bool:
    """Whether a node is that of a Function of the user's, which saves what it likes."""
    params = core.slim[4] if type(core) is Dropped else core[4]
    return bool(params) and "ctx" in params


def saved_by(core: Any) -> list[Any]:
    """The arrays that the rules of a node read; all there are, where code of the user's does."""
    if type(core) is Dropped:
        core = core.slim
    primitive, ints, args, y, _params = core
    if primitive is entry:
        return []
    if of_user(core):
        return [None]
    y_is_read, args_are_read = read_by(primitive, ints)
    pairs = zip((*args, y), (*args_are_read[: len(args)], y_is_read), strict=False)
    return [x for x, is_read in pairs if is_read and isinstance(x, np.ndarray | np.generic | Like)]


def slim(core: Any) -> Any:
    """A core without arrays."""
    if type(core) is Dropped:
        return core.slim
    primitive, ints, args, y, _params = core
    mark = {"ctx": None} if of_user(core) else None
    return (primitive, ints, tuple(map(like, args)), like(y), mark)


def drop(node: Any, run: Any, index: int) -> None:
    """Take out what a node has saved."""
    node.core = Dropped(run, index, slim(node.core))


def slim_down(node: Any) -> None:
    """Take out of a node what no rule reads."""
    core = node.core
    if type(core) is tuple and core[0] is not entry:
        primitive, ints, args, y, params = core
        node.core = (primitive, ints, tuple(map(like, args)), like(y), params)


def given_back(dropped: Dropped) -> Any:
    """The core: of the run's, with the positions that the first one had."""
    core: Any = dropped
    while type(core) is Dropped:
        core = core.run.take(core)
    return (core[0], dropped.slim[1], *core[2:])


_SWEPT: dict[int, Primitive] = {}


def core_for_walk(dropped: Dropped, finish: Callable[[Any], Any]) -> Any:
    """What takes the node's place in a walk; `finish` is done to the core that is given back."""
    primitive, ints, args, y, _ = dropped.slim
    swept = _SWEPT.get(id(primitive))
    if swept is None:
        swept = _SWEPT[id(primitive)] = copy(primitive)
        swept.sweep, swept.at_edges = _sweep, None
    return (swept, ints, args, y, {"dropped": dropped, "finish": finish})


def _sweep(position: int, ct: Any, core: Any, cts: Cotangents, owned: Owned) -> None:
    params = core[4]
    inner = params["finish"](given_back(params["dropped"]))
    if owned.edges is not None:
        inner = with_edges({position: inner})[position]
    if owned.plain:
        owned.silence()
    sweep = inner[0].sweep
    if type(ct) is Selected:
        step_selected(position, ct, inner, cts, owned)
    elif sweep is None:
        sweep_selecting(position, ct, inner, cts, owned)
    else:
        sweep(position, ct, inner, cts, owned)
